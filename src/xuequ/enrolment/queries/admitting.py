"""Who may be entered in a class beside the ways of enrolment: nobody over plan, size, catchment.

The first grade of a year whose rules are published is filled by its round: by the result, the
waiting list, or the register of exceptional placements.  Whoever has a seat there may be entered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from xuequ.directory.engine.daily.schools import FIRST
from xuequ.directory.models import Pupil, SchoolClass
from xuequ.directory.queries.admission import Entering
from xuequ.kernel.refusal import Refused
from xuequ.vault.fields import holding

from ..models import Application, Child, Plan, RuleSet
from .placing import released
from .settings import policy_of
from .telling.seats import held_at, seat_now


@dataclass(slots=True)
class Gate:
    """The first grade of a school in a year, as its round fills it.

    Args:
        plan: the published seats, spare ones included.
        held: pupils there, and children who have a seat and are no pupils yet.
        is_told: the result of every round is told, so that what is left free is known.
    """

    name: str
    plan: int
    size: int | None
    held: int
    is_told: bool


@dataclass(slots=True)
class Asked:
    """What was found out so far about the classes of one question."""

    now: datetime
    gates: dict[tuple[int, int, str], Gate | None] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    came: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    sizes: dict[int, int | None] = field(default_factory=dict)


def refusals(entering: Sequence[Entering], now: datetime) -> dict[int, Refused]:
    """Why some may not be entered, by their position."""
    rooms = SchoolClass.objects.select_related("school__authority")
    known = rooms.in_bulk({each.room for each in entering})
    asked, found = Asked(now), {}
    for at, each in enumerate(entering):
        refused = _refused(each, known[each.room], asked)
        if refused is not None:
            found[at] = refused
        else:
            asked.came[each.room] += 1
    return found


def _refused(one: Entering, room: SchoolClass, asked: Asked) -> Refused | None:
    gate = _gate(room, asked)
    if gate is None:
        return _too_large(one, room, _size(room, one, asked), asked)
    seat = _seat(one, room, asked)
    if seat == room.school_id:
        return None
    school = room.school.name
    if seat is not None:
        return Refused("outside-catchment", school=school, round=gate.name)
    if not gate.is_told:
        return Refused("seats-not-told", school=school, round=gate.name)
    if gate.held >= gate.plan:
        facts = {"count": gate.held, "plan": gate.plan, "round": gate.name}
        return Refused("over-plan", school=school, **facts)
    size = gate.size if gate.size is not None else _size(room, one, asked)
    refused = _too_large(one, room, size, asked, is_gated=True)
    if refused is None:
        gate.held += 1
    return refused


def _gate(room: SchoolClass, asked: Asked) -> Gate | None:
    key = (room.school_id, room.year, room.stage)
    if room.grade != FIRST.get(room.stage):
        return None
    if key not in asked.gates:
        asked.gates[key] = _found_gate(room, asked.now)
    return asked.gates[key]


def _found_gate(room: SchoolClass, now: datetime) -> Gate | None:
    held = RuleSet.objects.filter(ended_at=None).exclude(published_at=None)
    plans = Plan.objects.filter(
        school=room.school_id, year=room.year, stage=room.stage, round__in=held.values("round")
    )
    rows = list(plans.select_related("round").order_by("round__opens", "pk"))
    if not rows:
        return None
    rounds = [each.round_id for each in rows]
    told = list(released(now).filter(round__in=rounds))
    first = Q(school_class__school=room.school_id, school_class__year=room.year)
    first &= Q(school_class__stage=room.stage, school_class__grade=room.grade)
    waiting = sum(held_at(each, [room.school_id], now)[room.school_id] for each in told)
    here = Pupil.objects.filter(first, until=None).values("pk")
    entered = Application.objects.filter(round__in=rounds, child__pupil__in=here).count()
    sizes = [each.round.class_size for each in rows if each.round.class_size is not None]
    return Gate(
        str(rows[0].round),
        sum((each.plan or 0) + each.spare for each in rows),
        max(sizes, default=None),
        here.count() + max(0, waiting - entered),
        len(told) == len(set(rounds)),
    )


def _seat(one: Entering, room: SchoolClass, asked: Asked) -> int | None:
    """Where a child has a seat, 0 for nowhere; none: it did not apply."""
    if not one.id_number:
        return None
    children = Child.objects.filter(
        holding(Child, "id_number", one.id_number), authority=room.school.authority_id
    )
    rows = Application.objects.filter(year=room.year, stage=room.stage, child__in=children)
    mine = rows.exclude(submitted_at=None)
    seats = [seat_now(each, asked.now) for each in mine]
    if not seats:
        return None
    return room.school_id if room.school_id in seats else max(seats)


def _size(room: SchoolClass, one: Entering, asked: Asked) -> int | None:
    authority = room.school.authority
    if authority.pk not in asked.sizes:
        asked.sizes[authority.pk] = policy_of(authority, one.since).class_size
    return asked.sizes[authority.pk]


def _too_large(
    one: Entering, room: SchoolClass, most: int | None, asked: Asked, *, is_gated: bool = False
) -> Refused | None:
    """Would the class be larger than it may?  A roll that is taken over is no enlarging."""
    if most is None or room.number == 0:
        return None
    if room.pk not in asked.counts:
        asked.counts[room.pk] = Pupil.objects.filter(school_class=room, until=None).count()
    before = asked.counts[room.pk]
    if one.is_first_roll and before == 0 and not is_gated:
        return None
    count = before + asked.came[room.pk]
    if count < most:
        return None
    return Refused("over-class-size", name=str(room), count=count, most=most)
