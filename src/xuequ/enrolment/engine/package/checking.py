"""Make a sealed package again and say, step by step, whether it is the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.methods.lottery.digests import Hash, digest
from xuequ.methods.lottery.seeds import Part

from .container import Damaged, unpacked
from .draws import Thrown, object_of, result_of, rules_of
from .sealing import (
    FORMAT,
    NAMES,
    UNSEEDED,
    Inputs,
    digests_of,
    frozen,
    seed_of,
    understood,
)

PART = {"kind": str, "name": str, "commitment": str, "length": int, "faces": int, "value": str}
THROWN = {"plan": str, "name": str, "value": int}
SEED = {"parts": list, "thrown": list, "frozen": str, "seed": str}
ABOUT = {"format": str, "kind": str, "title": str, "engine": str, "rehearsal": bool}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was checked; `wrong` says what is not as it should be, if anything."""

    name: Text
    wrong: Text | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked in turn; the digest of the package, and whether it is a rehearsal's."""

    steps: tuple[Step, ...]
    digest: str = ""
    rehearsal: bool = False

    @property
    def is_genuine(self) -> bool:
        return all(each.wrong is None for each in self.steps)


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
RESULT = Text("按规则重算的结果", "the result, computed anew")


def checked(data: bytes, published: str = "") -> Checked:
    """Check a package.

    Args:
        published: the digest of the package, or the one frozen before, as made known elsewhere;
            "" where the reader has none.  Without it a package that was made anew as a whole,
            with another roster and a fitting result, looks genuine.
    """
    steps: list[Step] = []
    try:
        files = _files(data)
        steps += [Step(BYTES), Step(FILES)]
        name = _hash(files)
        told = digest(name, files["digests.txt"]).hex()
        _digests(name, files)
        steps.append(Step(DIGESTS))
        about = _object(FILES, "package.json", files, ABOUT)
        if (about["format"], about["kind"]) != (FORMAT, "draw"):
            raise Wrong(FILES, Text("格式版本不认识", "its format is not known"))
        _log(files["log.txt"])
        steps += _content(files, told, published)
    except Wrong as found:
        return Checked((*steps, found.step))
    return Checked(tuple(steps), told, bool(about["rehearsal"]))


def _files(data: bytes) -> dict[str, bytes]:
    try:
        files = unpacked(data)
    except Damaged as found:
        raise Wrong(BYTES, found.text) from None
    if tuple(files) != NAMES:
        told = ", ".join(NAMES)
        raise Wrong(FILES, Text(f"应依次为：{told}", f"they must be, in this order: {told}"))
    return files


def _log(data: bytes) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = Text("log.txt应为UTF-8编码", "log.txt must be in UTF-8")
        raise Wrong(FILES, text) from None


def _hash(files: Mapping[str, bytes]) -> Hash:
    try:
        return rules_of(files["rules.json"]).hash
    except Problems as found:
        raise Wrong(CONTENT, _told(found.problems[0])) from None


def _digests(name: Hash, files: Mapping[str, bytes]) -> None:
    rest = {file: data for file, data in files.items() if file != "digests.txt"}
    made = digests_of(name, rest).splitlines()
    there = files["digests.txt"].splitlines()
    for file, one, other in zip(rest, made, there, strict=False):
        if one != other:
            text = Text(f"{file}与其摘要不符", f"{file} does not have the digest written down")
            raise Wrong(DIGESTS, text)
    if files["digests.txt"] != digests_of(name, rest):
        raise Wrong(
            DIGESTS, Text("digests.txt多出或缺少内容", "digests.txt has too much or little")
        )


def _content(files: Mapping[str, bytes], told: str, published: str) -> Iterator[Step]:
    inputs, thrown, seed = _inputs(files)
    try:
        read = understood(inputs)
        yield Step(CONTENT)
        before = frozen(inputs)
        if before != seed["frozen"]:
            text = Text("冻结摘要不符：名单、计划、规则或约定被改过", "the frozen digest differs")
            raise Wrong(BEFORE, text)
        yield Step(BEFORE)
        known = seed_of(inputs, read, thrown)
        if known.hex() != seed["seed"]:
            raise Wrong(PARTS, Text("种子与各方所出不符", "the seed is not made of the parts"))
        yield Step(PARTS)
        made = result_of(read.rules, read.seats, read.roster, known or UNSEEDED, thrown)
    except Problems as found:
        raise Wrong(CONTENT, _told(found.problems[0])) from None
    except Refused as found:
        text = Text(f"不合规则：{found.code}", f"against the rules: {found.code}")
        raise Wrong(PARTS, text) from None
    if made != files["result.csv"]:
        raise Wrong(RESULT, _first_difference(made, files["result.csv"]))
    yield Step(RESULT)
    if published:
        if published.strip().lower() not in (told, before):
            raise Wrong(PUBLISHED, Text("与公布的摘要不同", "it is not the digest published"))
        yield Step(PUBLISHED)


def _inputs(files: Mapping[str, bytes]) -> tuple[Inputs, Thrown, Mapping[str, Any]]:
    seed = _object(PARTS, "seed.json", files, SEED)
    for key, shape in (("parts", PART), ("thrown", THROWN)):
        for each in seed[key]:
            if not isinstance(each, dict) or not _fits(each, shape):
                raise Wrong(PARTS, Text(f"seed.json的{key}格式不对", f"seed.json: bad {key}"))
    parts = [Part(**each) for each in seed["parts"]]
    thrown = {(each["plan"], each["name"]): each["value"] for each in seed["thrown"]}
    if len(thrown) < len(seed["thrown"]):
        raise Wrong(PARTS, Text("seed.json的thrown有重复", "seed.json: thrown twice"))
    frozen_files = (files["roster.csv"], files["seats.csv"], files["rules.json"])
    return Inputs(*frozen_files, parts), thrown, seed


def _object(
    step: Text, file: str, files: Mapping[str, bytes], shape: Mapping[str, type]
) -> dict[str, Any]:
    try:
        found = object_of(file, files[file])
    except Problems as told:
        raise Wrong(step, _told(told.problems[0])) from None
    if not _fits(found, shape):
        keys = ", ".join(shape)
        raise Wrong(step, Text(f"{file}应有：{keys}", f"{file} must have {keys}"))
    return found


def _fits(found: Mapping[str, Any], shape: Mapping[str, type]) -> bool:
    return found.keys() == shape.keys() and all(
        type(found[key]) is kind for key, kind in shape.items()
    )


def _told(problem: Problem) -> Text:
    return Text(problem.say("zh-hans"), problem.say("en"))


def _first_difference(made: bytes, there: bytes) -> Text:
    pairs = enumerate(zip(made.splitlines(), there.splitlines(), strict=False), 1)
    line = next((n for n, (a, b) in pairs if a != b), 0)
    if not line:
        line = min(made.count(b"\n"), there.count(b"\n")) + 1
    return Text(f"result.csv第{line}行与重算结果不同", f"line {line} of result.csv differs")
