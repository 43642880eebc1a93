"""Check an archive: is everything there that its manifest names, unchanged, and nothing else?"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from xuequ.kernel.problems import Problem
from xuequ.kernel.text import Text

from .archive import FORMAT, MANIFEST, MOST_MEMBERS, OWN, SUMS, VERSION, sums_of
from .names import is_safe_path
from .unpacking import chunks, content
from .zips import MEGABYTE, Bounds, Member, ZipFault, members

BOUNDS = Bounds(MOST_MEMBERS, total=1024 * 1024 * MEGABYTE, ratio=20, is_close=True)
LARGEST = 64 * MEGABYTE  # bytes of the manifest
DIGEST = re.compile("[0-9a-f]{64}")
SHOWN = 200  # problems; who finds so many needs no more

FAULTS = {
    "damaged": Text(
        "不是完整的归档文件，或者已损坏。请重新获取一份。",
        "no whole archive, or damaged. Get another copy.",
    ),
    "bomb": Text(
        "解压后大得不合理，未予解压。请勿使用这个文件。",
        "would unpack to an unreasonable size and was not unpacked. Do not use this file.",
    ),
    "locked": Text("设有密码，无法核验。", "locked with a password; it cannot be checked."),
}
UNSAFE = Text(
    "路径会指向归档以外的地方。请勿解压。", "its path leads out of the archive. Do not unpack it."
)
MISSING = Text("清单上有，归档里没有。", "named in the manifest, missing from the archive.")
EXTRA = Text("归档里有，清单上没有。", "in the archive, not named in the manifest.")
CHANGED = Text("内容与清单所记不符，已被改动。", "not what the manifest says: it was changed.")
NO_MANIFEST = Text(
    f"没有 {MANIFEST}，或者不是本系统写的清单。", f"no {MANIFEST}, or none this product wrote."
)
SUMS_DIFFER = Text("与清单不一致。", "does not agree with the manifest.")
OTHER_DIGEST = Text(
    "清单的摘要与导出时所记的不同：清单已被改动，或者不是那一份归档。",
    "the digest of the manifest is not the one noted at the export: the manifest was changed, "
    "or this is another archive.",
)


def problems_of(
    source: BinaryIO, name: str, digest: str | None = None, *, most: int = MOST_MEMBERS
) -> list[Problem]:
    """Everything that is wrong with an archive; nothing if it is as it was written.

    Args:
        name: what to call the file.
        digest: of the manifest, as noted when the archive was written.  Without it a change
            that was carried through members, manifest and sums does not show.
        most: members it may have.
    """
    found = []
    for member, text in _problems(source, digest, replace(BOUNDS, members=most)):
        found.append(Problem(name, 0, member, text))
        if len(found) == SHOWN:
            break
    return found


def _problems(source: BinaryIO, digest: str | None, bounds: Bounds) -> Iterator[tuple[str, Text]]:
    try:
        held = {each.name: each for each in members(source, bounds)}
    except ZipFault as fault:
        yield fault.member, FAULTS[fault.kind]
        return
    unsafe = [path for path in held if not is_safe_path(path)]
    yield from ((path, UNSAFE) for path in unsafe)
    text = _text(source, held, MANIFEST)
    rows = _rows(text)
    if text is None or rows is None:
        yield MANIFEST, NO_MANIFEST
        return
    own = hashlib.sha256(text).hexdigest()
    if digest is not None and digest.strip().lower() != own:
        yield MANIFEST, OTHER_DIGEST
    wanted = [*rows.values(), {"path": MANIFEST, "sha256": own}]
    if _text(source, held, SUMS) != sums_of(wanted):
        yield SUMS, SUMS_DIFFER
    yield from ((path, EXTRA) for path in held if path not in rows and path not in OWN)
    for path, row in rows.items():
        if path not in held:
            yield path, MISSING
        elif not _is_as_written(source, held[path], row):
            yield path, CHANGED


def _text(source: BinaryIO, held: dict[str, Member], path: str) -> bytes | None:
    if path not in held:
        return None
    try:
        return content(source, held[path], LARGEST)
    except ZipFault:
        return None


def _rows(text: bytes | None) -> dict[str, dict[str, Any]] | None:
    """What the manifest says of each member; none if it is no manifest."""
    try:
        held = json.loads(text or b"")
        if (held["format"], held["version"]) != (FORMAT, VERSION):
            return None
        rows = {row["path"]: row for row in held["members"]}
        is_whole = len(rows) == len(held["members"]) and all(map(_is_row, rows.values()))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return rows if is_whole and not OWN & set(rows) else None


def _is_row(row: dict[str, Any]) -> bool:
    is_named = isinstance(row["path"], str) and row["path"].isprintable()
    is_proved = isinstance(row["sha256"], str) and DIGEST.fullmatch(row["sha256"])
    return is_named and bool(is_proved) and type(row["size"]) is int


def _is_as_written(source: BinaryIO, member: Member, row: dict[str, Any]) -> bool:
    if member.size != row["size"]:
        return False
    work = hashlib.sha256()
    try:
        for piece in chunks(source, member):
            work.update(piece)
    except ZipFault:
        return False
    return bool(work.hexdigest() == row["sha256"])
