"""Who answers for what in a round: the general principal for members, each school for itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from xuequ.directory.models import Consortium, Holding, Membership, School
from xuequ.directory.models.dated import in_force
from xuequ.directory.queries.scope import consortia
from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text

from ..models import Plan, Round, Step, StepDone
from .access import plans, rounds
from .settings import policy_for
from .telling.seats import seated

GENERAL = "district_head"  # the general principal of a group, the head of a district
OWN = ("executive_principal", "principal")  # the first of them who is there answers for a school
BY_ITSELF = Step.PLAN  # done when plan and classes are filled in


@dataclass(frozen=True, slots=True)
class Cell:
    """A step of one school: done, late, due, or without a day.

    Args:
        said: what the school reported.
        raised: since when it is before the general principal.
    """

    step: Step
    due: date | None
    state: str
    said: StepDone | None
    raised: datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """A school of the round with who answers for it."""

    school: School
    who: Holding | None
    cells: tuple[Cell, ...]

    @property
    def late(self) -> list[Cell]:
        return [each for each in self.cells if each.state == "late"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A consortium with its general principal and the schools of it that are in the round."""

    consortium: Consortium | None
    head: Holding | None
    rows: list[Row]

    @property
    def late(self) -> int:
        return sum(len(each.late) for each in self.rows)


def units_of(found: Round, *, seen_by: Actor, on: date) -> list[Unit]:
    """The consortia of a round the actor sees, each with the schools it may look into."""
    if not rounds(seen_by=seen_by, on=on).filter(pk=found.pk).exists():
        return []
    rows = list(plans(found, seen_by=seen_by, on=on))
    members = _members(rows, on)
    seen = consortia(seen_by=seen_by, on=on).filter(pk__in=members.values())
    unions = {each.pk: each for each in seen.order_by("order", "pk")}
    cells = _cells(found, rows, on)
    own = responsible([each.school_id for each in rows], on)
    heads = heads_of(unions, on)
    lines = {
        each.school_id: Row(each.school, own.get(each.school_id), cells[each.school_id])
        for each in rows
    }
    units = [
        Unit(union, heads.get(pk), [lines[school] for school in lines if members.get(school) == pk])
        for pk, union in unions.items()
    ]
    alone = [line for school, line in lines.items() if members.get(school) not in unions]
    return [*units, Unit(None, None, alone)] if alone else units


def heads_of(unions: Iterable[int], on: date) -> dict[int, Holding]:
    """Who is overall responsible in each consortium that day."""
    rows = Holding.objects.on(on).filter(in_force(on, "post__"), post__role=GENERAL)
    rows = rows.filter(post__consortium__in=list(unions)).select_related("person", "post")
    return {each.post.consortium_id: each for each in rows.order_by("-pk")}


def responsible(schools: Iterable[int], on: date) -> dict[int, Holding]:
    """Who answers for each school that day: its executive principal, else its principal."""
    rows = Holding.objects.on(on).filter(in_force(on, "post__"), post__role__in=OWN)
    rows = rows.filter(post__school__in=list(schools)).select_related("person", "post")
    order = sorted(rows, key=lambda each: (OWN.index(each.post.role), each.pk), reverse=True)
    return {each.post.school_id: each for each in order}


def consortium_of(school: School, on: date) -> Consortium | None:
    """The consortium whose general principal answers for a school: that of its main membership."""
    rows = Membership.objects.on(on).filter(school=school, is_primary=True)
    rows = rows.exclude(role=Membership.Role.GUEST).select_related("consortium")
    found = rows.first()
    return found.consortium if found else None


def cells_of(found: Round, plan: Plan, on: date) -> tuple[Cell, ...]:
    """The steps of one school."""
    return _cells(found, [plan], on)[plan.school_id]


def not_entered(found: Round, school: School, now: datetime) -> int:
    """Admitted children at a school who are not entered as pupils yet."""
    rows = seated(now).filter(outcome__round=found, seat=school.pk)
    return int(rows.filter(application__child__pupil=None).count())


def told_of(found: Round) -> list[Text]:
    """Whom the document of the locality makes responsible, in its words."""
    return [Text(each.zh, each.en) for each in policy_for(found).responsible]


def days_of(found: Round) -> dict[str, date]:
    """By when each step is due."""
    return dict(found.step_days.values_list("step", "due"))


def _members(rows: Iterable[Plan], on: date) -> dict[int, int]:
    found = Membership.objects.on(on).filter(
        school__in=[each.school_id for each in rows], is_primary=True
    )
    found = found.exclude(role=Membership.Role.GUEST)
    return dict(found.values_list("school_id", "consortium_id"))


def _cells(found: Round, rows: Iterable[Plan], on: date) -> Mapping[int, tuple[Cell, ...]]:
    days = days_of(found)
    said = {(e.school_id, e.step): e for e in found.steps_done.select_related("person")}
    raised = {(e.school_id, e.step): e.raised_at for e in found.steps_raised.all()}
    cells = {}
    for plan in rows:
        made = []
        for step in Step:
            report = said.get((plan.school_id, step.value))
            done = report is not None or (step == BY_ITSELF and _is_planned(plan))
            due = days.get(step.value)
            since = raised.get((plan.school_id, step.value))
            made.append(Cell(step, due, _state(done, due, on), report, since))
        cells[plan.school_id] = tuple(made)
    return cells


def _is_planned(plan: Plan) -> bool:
    return plan.plan is not None and plan.classes is not None


def _state(done: bool, due: date | None, on: date) -> str:
    if done:
        return "done"
    if due is None:
        return "unset"
    return "late" if due < on else "due"
