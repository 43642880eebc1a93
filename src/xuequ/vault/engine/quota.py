"""How many files there may be, and how large together."""

from __future__ import annotations

from dataclasses import dataclass

from xuequ.kernel.refusal import Refused

from .zips import MEGABYTE


@dataclass(frozen=True, slots=True)
class Held:
    """How many files there are, and their bytes together."""

    files: int
    size: int


@dataclass(frozen=True, slots=True)
class Quota:
    """The most there may be; none is no limit."""

    files: int | None
    size: int | None


def check_quota(held: Held, quota: Quota) -> None:
    """Refuse what exceeds the quota of one thing, such as an entry, and say by what."""
    if quota.files is not None and held.files > quota.files:
        raise Refused("too-many-files", count=held.files, limit=quota.files)
    if quota.size is not None and held.size > quota.size:
        raise Refused(
            "files-too-large-together",
            size=-(-held.size // MEGABYTE),
            limit=quota.size // MEGABYTE,
        )
