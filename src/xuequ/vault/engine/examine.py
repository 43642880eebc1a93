"""Is a file one that is taken?  Its name says what it should be, its content must agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import BinaryIO

from xuequ.kernel.refusal import Refused

from .formats import compound, film, heic, jpeg, mp3, package, pdf, plain, png, webp
from .kinds import BY_ENDING, GROUPS, Kind, Limits
from .names import ending, shorten

MEGABYTE = 1024 * 1024
CHECKS: Mapping[str, Callable[[BinaryIO, Kind], None]] = {
    "compound": compound.check,
    "film": film.check,
    "heic": heic.check,
    "jpeg": jpeg.check,
    "mp3": mp3.check,
    "package": package.check,
    "pdf": pdf.check,
    "plain": plain.check,
    "png": png.check,
    "webp": webp.check,
}
CLEANERS: Mapping[str, Callable[[BinaryIO, BinaryIO], None]] = {
    "film": film.clean,
    "heic": heic.clean,
    "jpeg": jpeg.clean,
    "png": png.clean,
    "webp": webp.clean,
}


def kind_of(name: str) -> Kind:
    """The kind a file must be of by its name.

    Raises:
        Refused: files with this ending are not taken.
    """
    found = BY_ENDING.get(ending(name))
    if found is None:
        raise Refused("kind-not-taken", name=shorten(name, 60), endings=sorted(BY_ENDING))
    return found


def check_size(name: str, size: int, limits: Limits) -> None:
    """Refuse a file that is empty or too large for its kind."""
    kind = kind_of(name)
    most = limits.of(kind.group)
    if not size:
        raise Refused("file-is-empty", name=shorten(name, 60))
    if size > most:
        raise Refused(
            "file-too-large",
            name=shorten(name, 60),
            limit=most // MEGABYTE,
            group=GROUPS[kind.group],
        )


def examine(source: BinaryIO, name: str) -> Kind:
    """What the file is; its content and the ending of its name agree, and it is whole.

    Raises:
        Refused: it is not taken; the code says why.
    """
    kind = kind_of(name)
    try:
        CHECKS[kind.form](source, kind)
    except Refused as refused:
        refused.facts["name"] = shorten(name, 60)
        raise
    return kind


def clean(source: BinaryIO, sink: BinaryIO, kind: Kind) -> bool:
    """Write what is kept of an examined file; False if it is kept as it is.

    From photographs and films goes what tells where, when and with what they were taken: EXIF
    (but for the way to turn the picture), XMP, IPTC, comments, whatever follows the end.
    """
    cleaner = CLEANERS.get(kind.form)
    if cleaner is None:
        return False
    cleaner(source, sink)
    return True
