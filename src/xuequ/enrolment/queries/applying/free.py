"""Which applications take no part, so that they need not keep the child from another round."""

from __future__ import annotations

from xuequ.cases.models.cases import OPEN

from ...models import Application
from ..rosters import is_frozen

State = Application.State


def is_unsent(row: Application) -> bool:
    """Was it never handed in by its family, and does no exceptional placement rest on it?"""
    return row.state == State.DRAFT and not row.version and not _is_entered(row)


def is_appealed(row: Application) -> bool:
    """Is an appeal about it under way?"""
    return row.appeals.filter(case__state__in=OPEN).exists()


def takes_no_part(row: Application) -> bool:
    """May it be taken back after the closing, too?

    What was never handed in is no matter of anybody's.  What was refused is counted with the
    result once the roster is frozen, and stays as long as an appeal or an exception rests on it.
    """
    if row.state != State.REFUSED:
        return is_unsent(row)
    return not (is_frozen(row.round) or is_appealed(row) or _is_entered(row))


def _is_entered(row: Application) -> bool:
    return row.exceptionals.filter(ended_at=None).exists()
