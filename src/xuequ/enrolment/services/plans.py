"""Choose the schools of a round, and set their plans."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from xuequ.directory.models import School, Section
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ..engine.preparing.lacks import is_named
from ..models import Plan, Round
from ..queries.settings import day_of, kinds_of, policy_now, way_of
from .complement import check_left
from .guards import changing, end_rules


@dataclass(frozen=True, slots=True)
class NewPlan:
    """What a school plans; `overflow` are primary keys of schools in their order."""

    school: int
    part: str
    plan: int | None
    classes: int | None
    spare: int = 0
    overflow: tuple[int, ...] = ()
    kept: Mapping[str, int] = field(default_factory=dict)


@transaction.atomic
def choose_schools(
    found: Round, schools: Collection[int], *, actor: Actor, now: datetime
) -> list[Plan]:
    """Let just these schools be in the plan; those that are new have no numbers yet.

    Raises:
        Refused("not-your-place"), Refused("enrolment-is-open"): as `guards.changing`.
        Refused("not-of-the-stage"): a school does not teach the stage when the round opens.
        Refused("catchment-has-a-way"): as `set_plans`.
        Refused("nothing-changed"): they are in it already, and no other.
    """
    row = changing(found, actor=actor, now=now)
    known = set(row.plans.values_list("school_id", flat=True))
    wanted = set(schools)
    if known == wanted:
        raise Refused("nothing-changed")
    named = _of_the_stage(row, wanted)
    row.plans.exclude(school__in=wanted).delete()
    for pk in sorted(wanted - known):
        part = usual_part(row, named[pk])
        if part == Plan.Part.HOME:
            _check_catchment(row, pk, named[pk])
        Plan.objects.create(
            round=row, school_id=pk, year=row.year, stage=row.stage, turn=row.turn, part=part
        )
    for each in row.plans.all():
        left = [pk for pk in each.overflow if pk in wanted]
        if left != each.overflow:
            each.overflow = left
            each.save(update_fields=["overflow"])
    return _settle(row, "choose-schools", actor, now)


@transaction.atomic
def set_plans(
    found: Round, entries: Sequence[NewPlan], *, actor: Actor, now: datetime
) -> list[Plan]:
    """Set the plans of schools of a round; rules made before end with their signatures.

    Raises:
        Refused("not-your-place"), Refused("enrolment-is-open"): as `guards.changing`.
        Refused("not-in-the-plan"): a school, or one that takes its overflow, is not in the plan.
        Refused("catchment-has-a-way"): its catchment applies in another round (C30).
        Refused("unknown-kind"): the way of enrolment keeps no seats for such children.
        Refused("over-seats-left"): as `complement.check_left`.
        Refused("nothing-changed"): it is so already.
    """
    row = changing(found, actor=actor, now=now)
    known = {each.school_id: each for each in row.plans.select_related("school")}
    kinds, changed = kinds_of(row, policy_now(row)), 0
    for entry in entries:
        if entry.school not in known:
            name = School.objects.get(pk=entry.school).name
            raise Refused("not-in-the-plan", school=name)
        changed += _set(row, known, entry, set(kinds))
    if not changed:
        raise Refused("nothing-changed")
    check_left(row, now)
    return _settle(row, "set-plans", actor, now)


def _set(row: Round, known: Mapping[int, Plan], entry: NewPlan, kinds: set[str]) -> bool:
    """Set one line; whether anything changed."""
    plan = known[entry.school]
    others = set(known) - {entry.school}
    if set(entry.overflow) - others or len(set(entry.overflow)) < len(entry.overflow):
        raise Refused("overflow-elsewhere", school=plan.school.name)
    if unknown := set(entry.kept) - kinds:
        raise Refused("unknown-kind", kind=sorted(unknown)[0])
    if entry.part == Plan.Part.HOME and plan.part != Plan.Part.HOME:
        _check_catchment(row, plan.school_id, plan.school.name)
    values = {
        "part": entry.part,
        "plan": entry.plan,
        "classes": entry.classes,
        "spare": entry.spare,
        "overflow": list(entry.overflow),
        "kept": {code: count for code, count in entry.kept.items() if count},
    }
    if all(getattr(plan, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(plan, name, value)
    plan.save(update_fields=list(values))
    return True


def _settle(row: Round, verb: str, actor: Actor, now: datetime) -> list[Plan]:
    """End the rules, note what is planned now, and return it."""
    ended = end_rules(row, now)
    found = list(row.plans.select_related("school"))
    note = {
        "schools": len(found),
        "plan": sum(each.plan or 0 for each in found),
        "rules_ended": ended,
    }
    if verb == "choose-schools":
        write("choose-schools", row, actor=actor, note=note)
    else:
        write("set-plans", row, actor=actor, note=note)
    return found


def _of_the_stage(row: Round, wanted: Collection[int]) -> dict[int, str]:
    """The names of the schools, if all teach the stage on the day the round opens."""
    day = day_of(row)
    teach = Section.objects.on(day).filter(stage=row.stage).values("school")
    found = School.objects.on(day).filter(authority=row.authority, pk__in=wanted)
    named = dict(found.filter(pk__in=teach).values_list("pk", "name"))
    for pk in wanted:
        if pk not in named:
            name = School.objects.filter(pk=pk).values_list("name", flat=True).first()
            raise Refused("not-of-the-stage", school=name or pk)
    return named


def usual_part(row: Round, school: str) -> str:
    """What the document makes of a school: its own catchment, a choice, or another school."""
    way = way_of(row, policy_now(row))
    if way is None or not way.schools:
        return Plan.Part.HOME
    if not any(is_named(name, school, row.stage) for name in way.schools):
        return Plan.Part.OTHER
    homes = way.residents_of or way.schools
    is_home = any(is_named(name, school, row.stage) for name in homes)
    return Plan.Part.HOME if is_home else Plan.Part.CHOICE


def _check_catchment(row: Round, school: int, name: str) -> None:
    """The catchment of a school has one way of enrolment for a stage in a year (C30)."""
    other = Plan.objects.filter(
        school=school, year=row.year, stage=row.stage, turn=row.turn, part=Plan.Part.HOME
    ).exclude(round=row)
    known = other.select_related("round").first()
    if known is not None:
        raise Refused("catchment-has-a-way", school=name, round=known.round.name)
