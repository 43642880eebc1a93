"""An archive that proves itself: a ZIP file that names every member with size and digest.

The same content gives the same bytes: members in the order of their paths, of one date, stored
as they are.  `manifest.json` names them, `sha256sums` says the same for ordinary tools
(`sha256sum -c sha256sums`), the digest of the manifest seals the whole if it is noted elsewhere.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from xuequ.kernel.refusal import Refused
from xuequ.kernel.seal import canonical

from .names import is_safe_path

FORMAT, VERSION = "xuequ-archive", 1
MANIFEST, SUMS = "manifest.json", "sha256sums"
OWN = frozenset({MANIFEST, SUMS})
MOST_MEMBERS = 100_000
CHUNK = 1024 * 1024
DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Content:
    """One member to be: its path, its size, how to open it, and its digest where that is known."""

    path: str
    size: int
    open: Callable[[], BinaryIO]
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the digest of the manifest, how many members, their bytes together."""

    digest: str
    files: int
    size: int


def content(path: str, data: bytes) -> Content:
    """A member whose bytes are at hand."""
    return Content(path, len(data), lambda: io.BytesIO(data), hashlib.sha256(data).hexdigest())


def write_archive(
    out: BinaryIO,
    contents: Iterable[Content],
    *,
    about: Mapping[str, object],
    most: int = MOST_MEMBERS,
) -> Written:
    """Write an archive to a file that can be sought in, one piece in memory at a time.

    Args:
        about: what the archive is of, as JSON; put no time in it and the same facts give the
            same bytes.

    Raises:
        Refused: a file is no longer what it was when it was stored.
        ValueError: a path is unsafe, taken twice or kept for the archive itself.
    """
    given = sorted(contents, key=lambda each: each.path)
    _check_paths([each.path for each in given], most)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, strict_timestamps=True) as packed:
        rows = [_row(packed, each) for each in given]
        text = manifest(rows, about)
        sums = sums_of([*rows, row_of(content(MANIFEST, text))])
        for own in (content(MANIFEST, text), content(SUMS, sums)):
            _row(packed, own)
    digest = hashlib.sha256(text).hexdigest()
    return Written(digest, len(rows), sum(each.size for each in given))


def manifest(rows: list[dict[str, object]], about: Mapping[str, object]) -> bytes:
    """The text of the manifest."""
    held = {"format": FORMAT, "version": VERSION, "about": dict(about), "members": rows}
    return canonical(held) + b"\n"


def sums_of(rows: Iterable[Mapping[str, object]]) -> bytes:
    """The list of digests, as `sha256sum` reads it."""
    return "".join(f"{row['sha256']}  {row['path']}\n" for row in rows).encode()


def row_of(each: Content) -> dict[str, object]:
    """What the manifest says of a member."""
    return {"path": each.path, "size": each.size, "sha256": each.sha256}


def _check_paths(paths: list[str], most: int) -> None:
    if len(paths) > most - len(OWN):
        raise ValueError(f"an archive has at most {most - len(OWN)} members")
    for path in paths:
        if not is_safe_path(path) or path.casefold() in OWN:
            raise ValueError(f"no path for an archive: {path!r}")
    if len({path.casefold() for path in paths}) < len(paths):
        raise ValueError("two members of an archive have the same path")


def _row(packed: zipfile.ZipFile, each: Content) -> dict[str, object]:
    """Copy one member into the archive; what the manifest says of it."""
    info = zipfile.ZipInfo(each.path, DATE)
    info.create_system, info.external_attr = 3, 0o100644 << 16
    info.file_size = each.size
    work, done = hashlib.sha256(), 0
    with each.open() as source, packed.open(info, "w") as sink:
        while piece := source.read(CHUNK):
            done += len(piece)
            if done > each.size:
                break
            work.update(piece)
            sink.write(piece)
    digest = work.hexdigest()
    if done != each.size or each.sha256 not in {"", digest}:
        raise Refused("stored-file-changed", name=each.path)
    return {"path": each.path, "size": done, "sha256": digest}
