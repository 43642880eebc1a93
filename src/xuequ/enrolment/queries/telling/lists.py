"""Waiting lists as they stand now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from xuequ.directory.models import School
from xuequ.kernel.text import Text

from ...engine.telling.queue import Step, Waiting, history, place_now
from ...models import Departure, Offer, Outcome
from ..placing import Queued, queued


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a child stands in one waiting list.

    Args:
        first: its place in the sealed list; `place` the one now, 0 if it waits no longer.
        length: units that still wait.
        steps: every move, oldest first, with why.
        offer: the seat that is or was offered to it.
    """

    row: Queued
    first: int
    place: int
    length: int
    steps: list[tuple[Step, Text]]
    offer: Offer | None
    departure: Departure | None

    @property
    def is_asked(self) -> bool:
        """Is a seat offered that waits for an answer?"""
        return self.offer is not None and self.offer.state == Offer.State.OPEN


def queue_of(outcome: Outcome, school: School, now: datetime) -> list[Waiting]:
    """The waiting list of a school as it stands."""
    rows = queued(now).filter(outcome=outcome, school=school)
    rows = rows.select_related(None).select_related("departure", "offer")
    return [_waiting(each) for each in rows.order_by("place", "pk")]


def standings(rows: Sequence[Queued], now: datetime) -> list[Standing]:
    """Where children stand; one list of a school is read once."""
    queues: dict[tuple[int, int], list[Waiting]] = {}
    found = []
    for row in rows:
        at = (row.outcome_id, row.school_id)
        if at not in queues:
            queues[at] = queue_of(row.outcome, row.school, now)
        queue = queues[at]
        left = {each.place for each in queue if each.left_at is None}
        steps = [(each, WHY[each.cause]) for each in history(queue, row.pk)]
        first = 1 + len({each.place for each in queue if each.place < row.place})
        departure = Departure.objects.filter(waiting=row).first()
        offer = Offer.objects.filter(waiting=row).first()
        place = place_now(queue, row.pk)
        found.append(Standing(row, first, place, len(left), steps, offer, departure))
    return found


def _waiting(row: Queued) -> Waiting:
    departure = getattr(row, "departure", None)
    offer = getattr(row, "offer", None)
    return Waiting(
        row.pk,
        row.place,
        departure.at if departure else None,
        departure.cause if departure else "",
        is_offered=bool(offer and offer.state == Offer.State.OPEN),
    )


WHY = {
    "seated": Text("前面一位递补到这所学校", "one before you moved up to this school"),
    "declined": Text("前面一位放弃了递补", "one before you did not want the seat"),
    "lapsed": Text("前面一位逾期未答复", "one before you did not answer in time"),
    "elsewhere": Text("前面一位去了更想去的学校", "one before you got a seat it wanted more"),
    "left": Text("前面一位退出候补", "one before you waits no longer"),
    "concluded": Text("本批次已结束，不再递补", "the round is concluded, nobody moves up"),
}
