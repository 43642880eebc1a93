"""Other departments that confirm what families say, and what they answer (部门联审)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.sheet import Unfit
from xuequ.kernel.text import Text
from xuequ.standards.typed import plain

from ..asked import Head
from ..claim_cells import Value, value_of
from .judging import NO_TABLE

DEPARTMENTS: dict[str, Text] = {
    "public_security": Text("公安（户籍、居住证）", "public security (registration, permits)"),
    "housing": Text("不动产登记和住建", "property registration and housing"),
    "social_insurance": Text("人社（社会保险）", "social insurance"),
    "civil_affairs": Text("民政", "civil affairs"),
    "street": Text("街道、社区", "sub-district and community"),
    "other": Text("其他部门", "another department"),
}
CONFIRMED, CONTRADICTED, PENDING = "confirmed", "contradicted", "pending"
STATES: dict[str, Text] = {
    PENDING: Text("待回复", "pending"),
    CONFIRMED: Text("属实", "confirmed"),
    CONTRADICTED: Text("不符", "contradicted"),
}
MARK, NUMBER, CODE, STATE, VALUE = "mark", "number", "item_code", "result", "value"
HEADINGS: dict[str, Text] = {
    MARK: Text("批次", "batch"),
    NUMBER: Text("编号", "number"),
    CODE: Text("项目代码", "item code"),
    STATE: Text("核验结果", "result"),
    VALUE: Text("核验值", "value found"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a department says of one item of one child; however it came to us.

    This is all an adaptor has to bring: whoever connects a department's own interface makes
    these and hands them to `services.checking.departments.take_answers`, as a sheet does.
    """

    number: str
    code: str
    state: str  # "confirmed" or "contradicted"; what is pending is no answer
    value: Value = None


def answers_in(
    file: str, cells: Sequence[Sequence[object]], heads: Mapping[str, Head], mark: str
) -> list[Answer]:
    """The answers of a sheet we gave out; lines without a result are still pending.

    Raises:
        Problems: every mistake of every line; nothing of the file is taken.
    """
    rows = [(at, [plain(str(each or "")) for each in row]) for at, row in enumerate(cells, 1)]
    line, places = _headings(file, rows)
    wrong: list[Problem] = []
    found: dict[tuple[str, str], Answer] = {}
    for at, row in rows:
        if at <= line:
            continue
        said = {code: row[place] if place < len(row) else "" for code, place in places.items()}
        if not said[CODE] or not said[STATE]:
            continue  # a note below the table, or pending
        try:
            answer = _answer(said, heads, mark)
            if (answer.number, answer.code) in found:
                raise Unfit("这一项出现两次，请只留一行", "this item stands twice; keep one line")
            found[answer.number, answer.code] = answer
        except Unfit as unfit:
            wrong.append(Problem(file, at, said[NUMBER], unfit.text))
    if not found and not wrong:
        wrong.append(Problem(file, 0, HEADINGS[STATE].zh, NOTHING))
    if wrong:
        raise Problems(wrong)
    return list(found.values())


NOTHING = Text(
    "没有一行填了核验结果；请填“属实”或“不符”",
    "no line has a result; write confirmed or contradicted",
)


def _headings(file: str, rows: Sequence[tuple[int, list[str]]]) -> tuple[int, dict[str, int]]:
    for line, row in rows[:5]:
        names = {each.casefold(): at for at, each in enumerate(row) if each}
        places = {code: at for code, each in HEADINGS.items() for at in _at(each, names)}
        if len(places) == len(HEADINGS):
            return line, places
    zh, en = "、".join(e.zh for e in HEADINGS.values()), ", ".join(e.en for e in HEADINGS.values())
    text = Text(f"找不到表头；须有这些列：{zh}", f"no headings; these columns must be there: {en}")
    raise Problems([Problem(file, 1, "", text)])


def _at(heading: Text, names: Mapping[str, int]) -> Iterator[int]:
    for each in (heading.zh, heading.en):
        if each.casefold() in names:
            yield names[each.casefold()]
            return


def _answer(said: Mapping[str, str], heads: Mapping[str, Head], mark: str) -> Answer:
    if said[MARK] != mark:
        raise Unfit(
            f"批次应为“{mark}”，这一行属于另一次请求",
            f"the batch must be «{mark}»; another request's line",
        )
    head = heads.get(said[CODE])
    if head is None:
        raise Unfit(
            f"没有项目“{said[CODE]}”，请勿改动代码",
            f"no item «{said[CODE]}»; leave codes as they are",
        )
    state = next((c for c in (CONFIRMED, CONTRADICTED) if said[STATE].casefold() in _words(c)), "")
    if not state:
        raise Unfit(
            f"核验结果“{said[STATE]}”请写“属实”或“不符”，未核的留空",
            f"«{said[STATE]}»: write confirmed or contradicted, and nothing where it is pending",
        )
    value = value_of(head, said[VALUE], NO_TABLE, None) if said[VALUE] else None
    if value is None and state == CONFIRMED and head.kind == "yes":
        value = True
    if value is None and head.kind in ("months", "grade"):
        raise Unfit(
            "请填核验值（满月数或年级）", "write the value found (full months, or the grade)"
        )
    return Answer(said[NUMBER], head.code, state, value)


def _words(state: str) -> set[str]:
    return {state, STATES[state].zh, STATES[state].en.casefold()}
