"""The steps in which a package is checked, and how each says what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.methods.lottery.seeds import Part

from .draws import object_of

PART = {"kind": str, "name": str, "commitment": str, "length": int, "faces": int, "value": str}
THROWN = {"plan": str, "name": str, "value": int}
SEED = {"parts": list, "thrown": list, "frozen": str, "seed": str}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was checked; `wrong` says what is not as it should be, if anything."""

    name: Text
    wrong: Text | None = None


class Wrong(Exception):
    """A step failed; those after it cannot be taken."""

    def __init__(self, name: Text, text: Text) -> None:
        self.step = Step(name, text)
        super().__init__(text.en)


BYTES = Text("包的每个字节", "every byte of the package")
FILES = Text("文件齐全", "the files are all there")
DIGESTS = Text("各文件的摘要", "the digests of the files")
PUBLISHED = Text("与公布的摘要一致", "it has the digest that was published")
CONTENT = Text("名单、计划与规则", "roster, places and rules")
BEFORE = Text("与抽签前冻结的内容一致", "it is what was frozen before the draw")
PARTS = Text("种子由各方所出合成", "the seed is made of what the parties brought")
LIMITS = Text("各班差别在限值内", "classes differ by no more than the limits")
RESULT = Text("按规则重算的结果", "the result, computed anew")


@contextmanager
def told_as_wrong() -> Iterator[None]:
    """What reading refuses is wrong with the content; what rules refuse, with the seed."""
    try:
        yield
    except Problems as found:
        raise Wrong(CONTENT, told(found.problems[0])) from None
    except Refused as found:
        text = Text(f"不合规则：{found.code}", f"against the rules: {found.code}")
        raise Wrong(PARTS, text) from None


def brought(files: Mapping[str, bytes]) -> tuple[list[Part], list[Any], Mapping[str, Any]]:
    """Parts and numbers thrown as seed.json has them, and its other entries."""
    seed = object_in(PARTS, "seed.json", files, SEED)
    for key, shape in (("parts", PART), ("thrown", THROWN)):
        for each in seed[key]:
            if not isinstance(each, dict) or not fits(each, shape):
                raise Wrong(PARTS, Text(f"seed.json的{key}格式不对", f"seed.json: bad {key}"))
    return [Part(**each) for each in seed["parts"]], seed["thrown"], seed


def same_frozen(made: str, seed: Mapping[str, Any]) -> Step:
    """Is what is in the package what was frozen?"""
    if made != seed["frozen"]:
        text = Text("冻结摘要不符：名单、计划、规则或约定被改过", "the frozen digest differs")
        raise Wrong(BEFORE, text)
    return Step(BEFORE)


def same_seed(made: bytes, seed: Mapping[str, Any]) -> Step:
    """Is the seed made of the parts?"""
    if made.hex() != seed["seed"]:
        raise Wrong(PARTS, Text("种子与各方所出不符", "the seed is not made of the parts"))
    return Step(PARTS)


def same_table(name: str, made: bytes, files: Mapping[str, bytes]) -> None:
    """Is a table as it comes out anew?"""
    if made != files[name]:
        raise Wrong(RESULT, _first_difference(name, made, files[name]))


def object_in(
    step: Text, file: str, files: Mapping[str, bytes], shape: Mapping[str, type]
) -> dict[str, Any]:
    """A JSON file with just these keys, whose values are of these types."""
    try:
        found = object_of(file, files[file])
    except Problems as problems:
        raise Wrong(step, told(problems.problems[0])) from None
    if not fits(found, shape):
        keys = ", ".join(shape)
        raise Wrong(step, Text(f"{file}应有：{keys}", f"{file} must have {keys}"))
    return found


def fits(found: Mapping[str, Any], shape: Mapping[str, type]) -> bool:
    """Has it just these keys, with values of these types?"""
    return found.keys() == shape.keys() and all(
        type(found[key]) is kind for key, kind in shape.items()
    )


def told(problem: Problem) -> Text:
    """A problem in both languages."""
    return Text(problem.say("zh-hans"), problem.say("en"))


def _first_difference(name: str, made: bytes, there: bytes) -> Text:
    pairs = enumerate(zip(made.splitlines(), there.splitlines(), strict=False), 1)
    line = next((n for n, (a, b) in pairs if a != b), 0)
    if not line:
        line = min(made.count(b"\n"), there.count(b"\n")) + 1
    return Text(f"{name}第{line}行与重算结果不同", f"line {line} of {name} differs")
