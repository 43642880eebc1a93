"""Take away what is left over: files nothing points at, contents without a row, drafts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from xuequ.kernel.text import Text

from .. import store
from ..models import StoredFile
from ..queries.files import unattached

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many rows, contents and drafts were taken away, and the bytes of these."""

    rows: int
    contents: int
    drafts: int
    size: int


def tidy(*, older_than: timedelta = DAY) -> Tidied:
    """Take away what has been left over for some time.

    What is younger may belong to work that has not ended yet, so choose hours, not seconds.
    """
    rows = _drop_unattached(older_than)
    contents, size = _remove(store.contents(), older_than, are_kept=True)
    drafts, more = _remove(store.drafts(), older_than, are_kept=False)
    return Tidied(rows, contents, drafts, size + more)


@transaction.atomic
def _drop_unattached(older_than: timedelta) -> int:
    return unattached(timezone.now() - older_than).delete()[0]


def _remove(paths: Iterable[Path], older_than: timedelta, *, are_kept: bool) -> tuple[int, int]:
    """Remove the old ones among files; of contents only those no row has."""
    count = size = 0
    limit = (timezone.now() - older_than).timestamp()
    for path in paths:
        with store.locked(alone=True):
            try:
                state = path.stat()
            except FileNotFoundError:
                continue
            if state.st_mtime > limit:
                continue
            if are_kept and StoredFile.objects.filter(digest=path.name).exists():
                continue
            path.unlink()
        count, size = count + 1, size + state.st_size
    return count, size


def tidy_by_the_clock(now: datetime) -> Text:
    """What is left over, once a day."""
    found = tidy()
    return Text(
        f"清理附件{found.rows}个、文件{found.contents}个、未完成的上传{found.drafts}个。",
        f"{found.rows} files, {found.contents} contents and {found.drafts} unfinished uploads "
        "were taken away.",
    )
