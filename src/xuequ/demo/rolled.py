"""A year roll-over as the office of a bureau left it: proposed, and nothing carried out."""

from __future__ import annotations

from datetime import date

from xuequ.directory.models import Authority, School
from xuequ.directory.services.feeders import set_next_school
from xuequ.intake.services.rollover import propose_rollover

from .imported import OFFICE

YEAR, DAY = 2026, date(2026, 9, 1)


def fill_rollover(authority: Authority) -> None:
    """The leavers of the second school go on to the first with a junior section; all proposed."""
    mine = School.objects.filter(authority=authority).order_by("pk")
    primary = mine.exclude(sections__stage="junior").filter(sections__stage="primary")
    first, junior = primary.first(), mine.filter(sections__stage="junior").first()
    if first is not None and junior is not None:
        set_next_school(first, junior, since=DAY, actor=OFFICE)
    propose_rollover(authority, YEAR, actor=OFFICE)
