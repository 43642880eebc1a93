"""What a family reads of its own children's results; before the release only when it will be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from xuequ.directory.models import School
from xuequ.directory.queries.scope import FAMILY, standing
from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text

from ...engine.telling.terms import Terms
from ...models import Answer, Application, Move, Round
from ..applying.free import is_unsent
from ..applying.scope import rounds
from ..placing import Told, results, waiting
from ..rosters import roster_of
from .lists import Standing, standings
from .seats import is_entered, seat_of
from .terms import terms_of


@dataclass(frozen=True, slots=True)
class Result:
    """A released result of one child, and what followed.

    Args:
        seat: the school the child is at now.
        answer: what the family said, or that it was silent; none yet.
        moves: what became of the seat after the release.
        lists: the waiting lists the child is or was in.
    """

    placement: Told
    terms: Terms
    seat: School | None
    answer: Answer | None
    moves: list[Move]
    lists: list[Standing]
    reasons: list[Text]
    is_late: bool

    @property
    def is_asked(self) -> bool:
        """Is the family still to say whether it takes the seat?"""
        return self.seat is not None and self.answer is None and not self.moves and not self.is_late

    @property
    def is_entered(self) -> bool:
        """Is the child a pupil of the school already?"""
        return is_entered(self.placement.application)


def own_applications(*, seen_by: Actor) -> QuerySet[Application]:
    """The applications of the children a person speaks for."""
    found = Application.objects.select_related("round__authority", "child").order_by("-pk")
    if standing(seen_by) != FAMILY or seen_by.person is None:
        return found.none()
    return found.filter(child__custodies__person=seen_by.person)


def promised(application: Application, now: datetime) -> datetime | None:
    """When results are released, once that was made known with the frozen roster."""
    roster = roster_of(application.round)
    if roster is None:
        return None
    outcome = roster.round.outcomes.filter(ended_at=None).exclude(published_at=None).first()
    releases = outcome.releases_at if outcome else roster.releases_at
    return releases if releases > now else None


def may_apply_again(application: Application, *, seen_by: Actor, now: datetime) -> Round | None:
    """The published round that completes the one an application ended in, if it is not over."""
    if application.unplaced_at is None:
        return None
    year, stage = application.year, application.stage
    held = Application.objects.filter(child=application.child_id, year=year, stage=stage)
    others = held.exclude(state=Application.State.WITHDRAWN).filter(unplaced_at=None)
    if any(now < each.round.closes or not is_unsent(each) for each in others):
        return None
    later = rounds(seen_by=seen_by, now=now).filter(year=year, stage=stage)
    return later.exclude(complement_of=None).first()


def result_of(application: Application, *, seen_by: Actor, now: datetime) -> Result | None:
    """The result of one's own child; none before it is released."""
    placement = results(seen_by=seen_by, now=now).filter(application=application).first()
    if placement is None:
        return None
    terms = terms_of(placement.outcome)
    rows = waiting(seen_by=seen_by, now=now).filter(application=application)
    moves = Move.objects.filter(application=application).select_related("before", "after")
    return Result(
        placement,
        terms,
        seat_of(placement),
        Answer.objects.filter(placement=placement).first(),
        list(moves),
        standings(list(rows), now),
        [Text(each["zh"], each["en"]) for each in placement.reasons],
        now > terms.reply_until,
    )
