"""Seats a round left, and who has no place in it: what a complementary round begins with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from xuequ.directory.models import School
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text

from ...models import Application, Offer, Outcome, Round, Telling
from ..placing import Told, is_released, outcome_of
from .seats import held_at, is_entered, seated, seats_of, with_seat
from .terms import terms_of

State = Application.State


@dataclass(frozen=True, slots=True)
class Left:
    """A school of a round, its seats, and how many of them are taken or offered now."""

    school: int
    name: str
    seats: int
    taken: int

    @property
    def free(self) -> int:
        """Seats that a complementary round may give."""
        return max(0, self.seats - self.taken)


def seats_left(found: Round, now: datetime) -> list[Left]:
    """The seats of a round and of those it completes, by school, and who has them now.

    A seat is left if the sealed result left it, or if it was given up and nobody took it.
    """
    told = [each for each in chain(found) if each is not None and is_released(each, now)]
    if not told:
        return []
    seats = seats_of(told[-1])
    plans = told[-1].round.plans.select_related("school")
    schools = {each.school_id: each.school.name for each in plans}
    taken: Counter[int] = Counter()
    for outcome in told:
        taken += Counter(held_at(outcome, schools, now))
    return [Left(pk, name, seats.get(pk, 0), taken[pk]) for pk, name in schools.items()]


def chain(found: Round) -> Iterator[Outcome | None]:
    """The results of a round and of those it completes, the first of all last."""
    step: Round | None = found
    while step is not None:
        yield outcome_of(step)
        step = step.complement_of


def completing(found: Round) -> Iterator[Round]:
    """The first round of all and those that complete it, one after another."""
    step: Round | None = found
    while step is not None and step.complement_of is not None:
        step = step.complement_of
    while step is not None:
        yield step
        step = step.complements.first()


def promised(found: Round, school: School, now: datetime) -> int:
    """Seats of a school that a round has given, or will give by its published rules."""
    outcome = outcome_of(found)
    if outcome is not None and is_released(outcome, now):
        return held_at(outcome, [school.pk], now)[school.pk]
    is_published = found.rule_sets.filter(ended_at=None).exclude(published_at=None).exists()
    if found.complement_of_id is None or not is_published:
        return 0
    plan = found.plans.filter(school=school).first()
    return 0 if plan is None else (plan.plan or 0) + plan.spare


def without_place(found: Round, now: datetime) -> QuerySet[Application]:
    """The applications of a round that gave no place, whatever became of them."""
    rows = Application.objects.filter(round=found).exclude(state=State.WITHDRAWN)
    return rows.exclude(with_seat(now))


def silent_in(outcome: Outcome, now: datetime) -> list[Told]:
    """Places whose family did not answer in time, where silence gives them up: they are due."""
    terms = terms_of(outcome)
    if terms.silence != Telling.Silence.GIVES_UP or now <= terms.reply_until:
        return []
    rows = seated(now).filter(outcome=outcome, answer=None, school__isnull=False, moved=None)
    return [each for each in rows if not is_entered(each.application)]


def by_state(rows: QuerySet[Application]) -> list[tuple[Text, int]]:
    """How many applications without a place there are, by why."""
    states = Counter(rows.order_by().values_list("state", flat=True))
    return [(text, states[state]) for state, text in WHY.items() if states[state]]


def hindrance(found: Round, outcome: Outcome | None, now: datetime) -> Refused | None:
    """Why a round cannot be concluded yet; none if it can."""
    if outcome is None or not is_released(outcome, now):
        return Refused("not-told-yet")
    if found.concluded_at is not None:
        return Refused("round-is-concluded", name=found.name)
    if now <= (until := terms_of(outcome).reply_until):
        return Refused("answers-still-come", until=until)
    if silent := len(silent_in(outcome, now)):
        return Refused("silent-seats-are-due", count=silent)
    offers = Offer.objects.filter(waiting__outcome=outcome, state=Offer.State.OPEN).count()
    return Refused("offers-are-open", count=offers) if offers else None


WHY = {
    "accepted": Text("参加录取，没有学位", "took part, and there was no seat"),
    "refused": Text("审核认为不符合条件", "did not meet the conditions"),
    "returned": Text("退回后没有再提交", "returned, and not handed in again"),
    "submitted": Text("提交后没有审核", "handed in, and not checked"),
    "draft": Text("没有提交", "not handed in"),
}
