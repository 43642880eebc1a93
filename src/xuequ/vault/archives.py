"""Write an archive of files and check one: `engine.archive` says how it is made."""

from __future__ import annotations

from pathlib import Path

from xuequ.kernel.problems import Problem

from .engine.archive import MANIFEST, MOST_MEMBERS, Content, Written, content, write_archive
from .engine.names import Paths
from .engine.proof import problems_of

__all__ = ["MANIFEST", "Content", "Paths", "Written", "content", "verify_archive", "write_archive"]


def verify_archive(
    path: Path, *, digest: str | None = None, most: int = MOST_MEMBERS
) -> list[Problem]:
    """Everything that is wrong with the archive at `path`; nothing if it is as it was written.

    Args:
        digest: of the manifest, as noted when the archive was written; without it a change
            carried through members, manifest and sums does not show.
        most: members it may have.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as source:
        return problems_of(source, path.name, digest, most=most)
