"""Make a sealed package again and say, step by step, whether it is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from xuequ.kernel.problems import Problems
from xuequ.kernel.text import Text
from xuequ.methods.lottery.digests import Hash, digest

from ..class_files.kept import limits_kept
from ..places import rules_file
from . import allocations, classes, draws, sealing
from .container import Damaged, unpacked
from .sealing import FORMAT, UNSEEDED, digests_of
from .steps import (
    BYTES,
    CONTENT,
    DIGESTS,
    FILES,
    LIMITS,
    PARTS,
    PUBLISHED,
    RESULT,
    Step,
    Wrong,
    brought,
    object_in,
    same_frozen,
    same_seed,
    same_table,
    told,
    told_as_wrong,
)

ABOUT = {"format": str, "kind": str, "title": str, "engine": str, "rehearsal": bool}
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked in turn; the digest of the package, and whether it is a rehearsal's."""

    steps: tuple[Step, ...]
    digest: str = ""
    rehearsal: bool = False

    @property
    def is_genuine(self) -> bool:
        return all(each.wrong is None for each in self.steps)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of package: its files, the hash its rules name, and how its content is made again.

    `again` gives one step after another that was found right, or raises `Wrong`.
    """

    names: tuple[str, ...]
    hash_of: Callable[[bytes], Hash]
    again: Callable[[Files], Iterator[Step]]


def checked(data: bytes, published: str = "") -> Checked:
    """Check a package.

    Args:
        published: the digest of the package, or the one frozen before, as made known elsewhere;
            "" where the reader has none.  Without it a package that was made anew as a whole,
            with another roster and a fitting result, looks genuine.
    """
    steps: list[Step] = []
    try:
        files = _unpacked(data)
        steps.append(Step(BYTES))
        about, kind = _about(files)
        steps.append(Step(FILES))
        name = _hash(kind, files)
        own = digest(name, files["digests.txt"]).hex()
        _digests(name, files)
        steps.append(Step(DIGESTS))
        for step in kind.again(files):
            steps.append(step)
        if published:
            steps.append(_published(published, own, files))
    except Wrong as found:
        return Checked((*steps, found.step))
    return Checked(tuple(steps), own, about)


def _unpacked(data: bytes) -> dict[str, bytes]:
    try:
        return unpacked(data)
    except Damaged as found:
        raise Wrong(BYTES, found.text) from None


def _about(files: Files) -> tuple[bool, Kind]:
    """Is it a rehearsal's, and of which kind?"""
    if next(iter(files)) != "package.json":
        raise Wrong(FILES, Text("首个文件应为package.json", "package.json must come first"))
    about = object_in(FILES, "package.json", files, ABOUT)
    if about["format"] != FORMAT or about["kind"] not in KINDS:
        raise Wrong(FILES, Text("格式版本不认识", "its format is not known"))
    kind = KINDS[about["kind"]]
    if tuple(files) != kind.names:
        names = ", ".join(kind.names)
        raise Wrong(FILES, Text(f"应依次为：{names}", f"they must be, in this order: {names}"))
    _check_log(files["log.txt"])
    return bool(about["rehearsal"]), kind


def _check_log(data: bytes) -> None:
    try:
        marked = data.decode("utf-8").startswith("\ufeff")
    except UnicodeDecodeError:
        marked = True
    if marked:
        zh, en = "log.txt应为不带BOM的UTF-8编码", "log.txt must be in UTF-8, without a mark before"
        raise Wrong(FILES, Text(zh, en))


def _hash(kind: Kind, files: Files) -> Hash:
    try:
        return kind.hash_of(files["rules.json"])
    except Problems as found:
        raise Wrong(CONTENT, told(found.problems[0])) from None


def _digests(name: Hash, files: Files) -> None:
    rest = {file: data for file, data in files.items() if file != "digests.txt"}
    made = digests_of(name, rest).splitlines()
    there = files["digests.txt"].splitlines()
    for file, one, other in zip(rest, made, there, strict=False):
        if one != other:
            text = Text(f"{file}与其摘要不符", f"{file} does not have the digest written down")
            raise Wrong(DIGESTS, text)
    if files["digests.txt"] != digests_of(name, rest):
        zh, en = "digests.txt多出或缺少内容", "digests.txt has too much or little"
        raise Wrong(DIGESTS, Text(zh, en))


def _published(published: str, own: str, files: Files) -> Step:
    _, _, seed = brought(files)
    if published.strip().lower() not in (own, seed["frozen"]):
        raise Wrong(PUBLISHED, Text("与公布的摘要不同", "it is not the digest published"))
    return Step(PUBLISHED)


def _drawn_again(files: Files) -> Iterator[Step]:
    parts, by_hand, seed = brought(files)
    thrown = {(each["plan"], each["name"]): each["value"] for each in by_hand}
    if len(thrown) < len(by_hand):
        raise Wrong(PARTS, Text("seed.json的thrown有重复", "seed.json: thrown twice"))
    inputs = sealing.Inputs(files["roster.csv"], files["seats.csv"], files["rules.json"], parts)
    with told_as_wrong():
        read = sealing.understood(inputs)
        yield Step(CONTENT)
        yield same_frozen(sealing.frozen_of(inputs, read.rules), seed)
        known = sealing.seed_of(inputs, read, thrown)
        yield same_seed(known, seed)
        made = draws.result_of(read.rules, read.seats, read.roster, known or UNSEEDED, thrown)
    same_table("result.csv", made, files)
    yield Step(RESULT)


def _placed_again(files: Files) -> Iterator[Step]:
    parts, thrown, seed = brought(files)
    if thrown:
        raise Wrong(PARTS, Text("seed.json的thrown应为空", "seed.json: thrown must be empty"))
    names = ("applications.csv", "seats.csv", "travel.csv", "rules.json")
    tables = [files[name] for name in names]
    inputs = allocations.Inputs(tables[0], tables[1], tables[2], tables[3], parts)
    with told_as_wrong():
        read = allocations.understood(inputs)
        yield Step(CONTENT)
        yield same_frozen(allocations.frozen_of(inputs, read.rules), seed)
        known = allocations.seed_of(inputs, read.rules)
        yield same_seed(known, seed)
        made = allocations.tables_of(read, known)
    for name, table in made.items():
        same_table(name, table, files)
    yield Step(RESULT)


def _made_again(files: Files) -> Iterator[Step]:
    parts, thrown, seed = brought(files)
    if thrown:
        raise Wrong(PARTS, Text("seed.json的thrown应为空", "seed.json: thrown must be empty"))
    inputs = classes.Inputs(files["list.csv"], files["rules.json"], parts)
    with told_as_wrong():
        read = classes.understood(inputs)
        yield Step(CONTENT)
        yield same_frozen(classes.frozen_of(inputs, read.hash), seed)
        known = classes.seed_of(inputs, read.hash)
        yield same_seed(known, seed)
        made = classes.tables_of(read, known)
    for name, table in made.items():
        same_table(name, table, files)
    yield Step(RESULT)
    for text in limits_kept(read.children, read.said, files["result.csv"]):
        raise Wrong(LIMITS, text)
    yield Step(LIMITS)


KINDS = {
    sealing.KIND: Kind(sealing.NAMES, lambda data: draws.rules_of(data).hash, _drawn_again),
    allocations.KIND: Kind(
        allocations.NAMES, lambda data: rules_file.rules_of(data).hash, _placed_again
    ),
    classes.KIND: Kind(classes.NAMES, classes.hash_of, _made_again),
}
