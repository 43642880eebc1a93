"""The register of exceptional placements: who sees it, what stands in the way, what is public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from xuequ.cases.models import Seat
from xuequ.cases.models.cases import OPEN
from xuequ.cases.queries.access import seats_of
from xuequ.directory.engine.masks import mask_name
from xuequ.directory.models import School
from xuequ.directory.queries.scope import authorities, own_schools, standing
from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text

from ...engine.telling.disputes import OBJECTION
from ...engine.telling.exceptions import BREAKS, Standing, breaks
from ...models import (
    TO_APPROVE,
    Appeal,
    Application,
    Exceptional,
    Move,
    Outcome,
    Plan,
    Round,
)
from ..checking.scope import keeps_out
from .left import completing, promised
from .seats import beside


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the register.

    Args:
        state: a key of `STATES`.
        approvals: how many have approved; `objections` how many are open.
    """

    row: Exceptional
    number: str
    name: str
    state: str
    breaks: list[Text]
    approvals: int
    objections: int

    @property
    def says(self) -> Text:
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the public list: no name in full, no ID number, no reasons in words."""

    pk: int
    number: str
    name: str
    school: str
    ground: str
    breaks: list[Text]
    until: datetime | None


def exceptionals(*, seen_by: Actor, on: Any) -> QuerySet[Exceptional]:
    """The register: an authority sees its own and those below it, a school those to come to it."""
    found = Exceptional.objects.select_related(
        "application__child", "application__round__authority", "school", "person", "move"
    )
    if seen_by.everywhere:
        return found
    match standing(seen_by):
        case "authority" if seen_by.may("placement.view"):
            return found.filter(application__round__authority__in=authorities(seen_by=seen_by))
        case "consortium" | "school" if seen_by.may("enrolment.view"):
            return found.filter(school__in=own_schools(seen_by=seen_by, on=on).values("pk"))
    return found.none()


def entries(rows: QuerySet[Exceptional], now: datetime) -> list[Entry]:
    """Lines of the register with their states."""
    waits = Q(objections__case__state__in=OPEN)
    counted = rows.annotate(
        approvers=Count("approvals__person", distinct=True),
        waiting=Count("objections", filter=waits, distinct=True),
    )
    return [_entry(each, now) for each in counted]


def _entry(row: Any, now: datetime) -> Entry:
    child = row.application.child
    state = state_of(row, now, is_disputed=row.waiting > 0)
    found = [BREAKS[each] for each in row.breaks]
    name = mask_name(child.name.open())
    return Entry(row, child.number, name, state, found, row.approvers, row.waiting)


def state_of(row: Exceptional, now: datetime, *, is_disputed: bool) -> str:
    """How far an entry has come."""
    if row.move_id is not None:
        return "placed"
    if row.ended:
        return str(row.ended)
    if row.shown_until is None or approvers(row) < TO_APPROVE:
        return "proposed"
    if is_disputed:
        return "disputed"
    return "shown" if now < row.shown_until else "ready"


def is_disputed(row: Exceptional) -> bool:
    """Is an objection open?"""
    return Appeal.objects.filter(exceptional=row, case__state__in=OPEN).exists()


def approvers(row: Exceptional) -> int:
    """How many different people have approved: not who proposed it, nor one of the child's own."""
    found = row.approvals.exclude(person=row.person_id)
    found = found.exclude(person__in=row.application.child.conflicts.values("person"))
    return found.values("person").distinct().count()


def objections(row: Exceptional, *, seen_by: Actor) -> list[tuple[Appeal, str]]:
    """Objections to an entry, each with how to reach who objected, for whoever decides it now."""
    mine = set(
        Seat.objects.filter(seats_of(seen_by), case__kind=OBJECTION.code, state=Seat.State.WAITING)
        .filter(case__in=row.objections.values("case"))
        .values_list("case", flat=True)
    )
    return [
        (each, _contact(each) if each.case_id in mine else "")
        for each in row.objections.select_related("case")
    ]


def _contact(row: Appeal) -> str:
    return " ".join(each.open() for each in (row.name, row.phone) if each is not None)


def may_approve(row: Exceptional, actor: Actor) -> bool:
    """May the actor in person approve or refuse it: not its proposer, nor one of the child's?"""
    is_shown = row.shown_until is not None and approvers(row) >= TO_APPROVE
    if actor.person is None or not row.is_open or is_shown:
        return False
    if actor.person == row.person_id or row.approvals.filter(person=actor.person).exists():
        return False
    return not keeps_out(row.application, actor.person)


def broken_by(
    application: Application,
    school: School,
    outcome: Outcome,
    now: datetime,
    *,
    but: int = 0,
) -> list[str]:
    """What the child would break at the school, as things are now.

    Counted are the children of the round, of those it completes and of those that complete it,
    and whoever else is proposed for the school, except the entry `but`.
    """
    rounds = list(completing(outcome.round))
    plan = Plan.objects.filter(round__in=rounds, school=school).earliest("turn")
    size = rounds[0].class_size
    room = plan.classes * size if size and plan.classes is not None else None
    others = Exceptional.objects.filter(school=school, ended_at=None, move=None)
    others = others.filter(application__round__in=rounds).exclude(pk=but)
    held = sum(promised(each, school, now) for each in rounds) + others.count()
    own = [application.home_id, *application.choices.values_list("school", flat=True)]
    homes = frozenset(each for each in own if each is not None)
    return breaks(school.pk, homes, Standing(held, (plan.plan or 0) + plan.spare, room))


def public_exceptions(found: Round, now: datetime) -> list[Shown]:
    """What is shown to the public of a round now; each line takes itself down at its end."""
    rows = _public(now).filter(application__round=found)
    return [_shown(each) for each in rows.order_by("shown_until", "pk")]


def public_exception(pk: int, now: datetime) -> Exceptional | None:
    """One that is shown now, for whoever objects."""
    return _public(now).filter(pk=pk).first()


def _public(now: datetime) -> QuerySet[Exceptional]:
    rows = Exceptional.objects.filter(
        ended_at=None, move=None, shown_from__lte=now, shown_until__gt=now,
        application__round__authority__is_public=True,
    )  # fmt: skip
    return rows.select_related("application__child", "application__round__authority", "school")


def _shown(row: Exceptional) -> Shown:
    child = row.application.child
    return Shown(
        row.pk,
        child.number,
        mask_name(child.name.open()),
        row.school.name,
        str(row.get_ground_display()),
        [BREAKS[each] for each in row.breaks],
        row.shown_until,
    )


def came_by_register(application: Application, now: datetime) -> Move | None:
    """How a child came to a seat that has no place of the result."""
    row = Move.objects.filter(application=application, is_current=True).first()
    return None if row is None else beside(row.outcome, now).filter(pk=row.pk).first()


def counted(found: Round) -> dict[str, int]:
    """How many entries of a round: all, placed, shown or waiting, ended."""
    rows = Exceptional.objects.filter(application__round=found)
    return {
        "all": rows.count(),
        "placed": rows.exclude(move=None).count(),
        "ended": rows.exclude(ended_at=None).count(),
    }


STATES: dict[str, Text] = {
    "proposed": Text(f"待批准（须{TO_APPROVE}人）", f"to be approved by {TO_APPROVE} people"),
    "shown": Text("公示中", "shown to the public"),
    "disputed": Text("有异议，暂停", "stopped by an objection"),
    "ready": Text("公示期满，可办理入学", "publicity is over, the child may come in"),
    "placed": Text("已安排学位", "has a seat"),
    "withdrawn": Text("已撤回", "withdrawn"),
    "refused": Text("未批准", "not approved"),
    "objection": Text("异议成立，已终止", "ended, an objection was upheld"),
}
