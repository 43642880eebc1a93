"""Children that may be one and the same, named to whoever checks (重复报名)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xuequ.kernel.text import Text

WARNINGS: dict[str, Text] = {
    "same_guardian": Text(
        "同名、同日出生且同一监护人的另一名儿童：编号{number}",
        "another child of this name, birthday and guardian: number {number}",
    ),
    "same_birth": Text(
        "同名、同日出生而证件不同的另一名儿童：编号{number}",
        "another child of this name and birthday with a different paper: number {number}",
    ),
    "same_dwelling": Text(
        "另一家庭的儿童本年度以同一住所报名并已通过：编号{number}",
        "a child of another family was accepted by the same dwelling this year: number {number}",
    ),
    "lock_ended": Text(
        "这一住所{number}年入学的学位锁定作为导入有误被终止，请核对",
        "a lock of this dwelling, entry of {number}, was ended as a mistake: look at it",
    ),
    "enrolled": Text(
        "证件号码相同的学生已在本学段就读：{number}",
        "a pupil with this ID number is at school in this stage: {number}",
    ),
}


@dataclass(frozen=True, slots=True)
class Someone:
    """A child as it is compared; `guardians` are keys that tell grown-ups apart."""

    number: str
    name: str
    born: str
    guardians: frozenset[str]


@dataclass(frozen=True, slots=True)
class Warning:
    """One thing that has to be answered before a child is accepted."""

    code: str
    number: str  # of the other child, or the class and school of the pupil

    @property
    def key(self) -> str:
        return f"{self.code}:{self.number}"

    @property
    def text(self) -> Text:
        said = WARNINGS[self.code]
        return Text(said.zh.format(number=self.number), said.en.format(number=self.number))


def alike(child: Someone, others: Sequence[Someone]) -> Iterator[Warning]:
    """The others that may be the same child under another paper."""
    for each in others:
        if each.number == child.number:
            continue
        if (_plain(each.name), each.born) != (_plain(child.name), child.born):
            continue
        code = "same_guardian" if each.guardians & child.guardians else "same_birth"
        yield Warning(code, each.number)


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()
