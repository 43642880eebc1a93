"""Begin to make classes of a grade, or a second draw for those who came late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from xuequ.directory.models import Person, School
from xuequ.directory.queries.workplaces import teaches_at
from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import year_of
from xuequ.kernel.refusal import Refused
from xuequ.methods.classes.children import MOST_CLASSES, Limits
from xuequ.methods.lottery.digests import Hash
from xuequ.methods.lottery.seeds import Part, check
from xuequ.record.services import write

from ..models import ClassMaking, ClassTeam
from ..queries.class_access import may_change
from ..queries.class_gathering import hash_of, occupied, waiting_for
from ..queries.class_sizes import most_of, pupils_of, too_large
from ..queries.class_steps import APPROVED
from .class_guards import holding


@dataclass(frozen=True, slots=True)
class NewMaking:
    """What a school settles before it makes classes.

    Args:
        teams: primary keys of those who lead a team of teachers; as many as classes, or none.
    """

    stage: str
    grade: int
    since: date
    method: str
    classes: int
    limits: Limits
    twins: str
    parts: Sequence[Part]
    teams: Sequence[int] = field(default_factory=tuple)
    hash: Hash = "sha256"


@transaction.atomic
def begin_classes(school: School, new: NewMaking, *, actor: Actor, now: datetime) -> ClassMaking:
    """Begin to make classes of the pupils of a grade who are in none yet.

    Raises:
        Refused("not-your-place"): the actor does not make classes of this school.
        Refused("class-making-exists"): the grade has one already that was not given up.
        Refused("class-nobody-waits"): no pupil of the grade is without a class that day.
        Refused("class-count-wrong"), Refused("class-fewer-children"), Refused("class-too-large"),
        Refused("class-is-occupied"): the number of classes does not fit.
        Refused("class-mean-missing"): the method needs a bound of mean scores.
        Refused("class-teams-count"), Refused("does-not-teach-there"): the teams do not fit.
        Refused("seed-…"): a part of the seed is badly announced.
    """
    school = School.objects.select_for_update(of=("self",)).get(pk=school.pk)
    if not may_change(actor, school):
        raise Refused("not-your-place", name=school.name)
    if new.method == "serpentine" and new.limits.mean is None:
        raise Refused("class-mean-missing")
    check(new.hash, new.parts)
    making = _drafted(school, new, actor, now)
    same = ClassMaking.objects.filter(
        school=school, year=making.year, stage=new.stage, grade=new.grade
    )
    if same.filter(first=None, voided_at=None).exists():
        raise Refused("class-making-exists")
    check_classes(making)
    making.save()
    add_teams(making, new.teams)
    note = {**settled_note(making), "pupils": waiting_for(making).count()}
    write("begin-classes", making, actor=actor, note=note)
    return making


def settled_note(making: ClassMaking) -> dict[str, object]:
    """What is settled, as the record keeps it."""
    gaps = making.size_gap, making.sex_gap, making.special_gap, making.mean_gap
    return {
        "since": making.since.isoformat(),
        "method": making.method,
        "classes": making.classes,
        "limits": " / ".join("–" if each is None else str(each) for each in gaps),
        "twins": making.twins,
    }


def _drafted(school: School, new: NewMaking, actor: Actor, now: datetime) -> ClassMaking:
    return ClassMaking(
        school=school,
        year=year_of(new.since),
        stage=new.stage,
        grade=new.grade,
        since=new.since,
        method=new.method,
        classes=new.classes,
        size_gap=new.limits.size,
        sex_gap=new.limits.sex,
        special_gap=new.limits.special,
        mean_gap=new.limits.mean,
        twins=new.twins,
        hash=new.hash,
        parts=announced(new.parts),
        prepared_by_id=actor.person,
        prepared_at=now,
        is_synthetic=school.authority.has_synthetic_data,
    )


def announced(parts: Sequence[Part]) -> list[dict[str, str | int]]:
    """How each part of the seed will come about, without its value."""
    names = ("kind", "name", "commitment", "length", "faces")
    return [{name: getattr(each, name) for name in names} for each in parts]


def check_classes(making: ClassMaking) -> None:
    """Refuse a number of classes that does not fit; see `begin_classes`."""
    count = waiting_for(making).count()
    if not count:
        raise Refused("class-nobody-waits")
    if not 2 <= making.classes <= MOST_CLASSES:
        raise Refused("class-count-wrong", highest=MOST_CLASSES)
    if count < making.classes:
        raise Refused("class-fewer-children", count=count, wanted=making.classes)
    if largest := too_large(making, count):
        raise Refused("class-too-large", count=largest, most=most_of(making))
    if held := occupied(making):
        raise Refused("class-is-occupied", numbers=held)


def add_teams(making: ClassMaking, leaders: Sequence[int]) -> None:
    """Give every team its code; see `begin_classes`."""
    if not leaders:
        return
    people = Person.objects.filter(pk__in=leaders).order_by("pk")
    if len(people) != making.classes:
        raise Refused("class-teams-count", count=len(people), wanted=making.classes)
    for at, person in enumerate(people, 1):
        if not teaches_at(person, making.school, making.since):
            school = making.school.name
            raise Refused(
                "does-not-teach-there", name=person.name, school=school, since=making.since
            )
        ClassTeam.objects.create(making=making, code=f"T{at:02d}", person=person)


@transaction.atomic
def begin_late(
    first: ClassMaking, since: date, parts: Sequence[Part], *, actor: Actor, now: datetime
) -> ClassMaking:
    """Begin a second draw for those who came after the classes were approved.

    Raises:
        Refused("not-your-place"), Refused("class-step-is-past"): as `class_guards.holding`.
        Refused("class-late-exists"): one is under way.
        Refused("class-nobody-waits"): nobody has come.
        Refused("class-too-large"): the classes have no room for them.
        Refused("day-outside-year"), Refused("class-late-before"): the day does not fit.
        Refused("seed-…"): a part of the seed is badly announced.
    """
    row = holding(first, may_change, APPROVED, actor=actor)
    if row.is_late:
        raise Refused("class-step-is-past", name=str(row))
    if row.late.filter(voided_at=None, confirmed_at=None).exists():
        raise Refused("class-late-exists")
    making = _late_of(row, since, parts, actor, now)
    count = check_late(making, row)
    check(hash_of(row), parts)
    making.save()
    note = {**settled_note(making), "pupils": count}
    write("begin-late-draw", making, actor=actor, note=note)
    return making


def check_late(making: ClassMaking, first: ClassMaking) -> int:
    """How many wait for the second draw; see `begin_late`."""
    check_year(making, first.year)
    if making.since < first.since:
        raise Refused("class-late-before", since=first.since)
    count = waiting_for(making).count()
    if not count:
        raise Refused("class-nobody-waits")
    if largest := too_large(making, pupils_of(making)):
        raise Refused("class-too-large", count=largest, most=most_of(making))
    return count


def check_year(making: ClassMaking, year: int) -> None:
    """The day of a making stays in its school year."""
    if year_of(making.since) != year:
        raise Refused("day-outside-year", first=date(year, 9, 1), end=date(year + 1, 8, 31))


def _late_of(
    row: ClassMaking, since: date, parts: Sequence[Part], actor: Actor, now: datetime
) -> ClassMaking:
    limits = Limits(row.size_gap, row.sex_gap, row.special_gap)
    new = NewMaking(
        row.stage, row.grade, since, row.method, row.classes, limits, row.twins, parts,
        hash=hash_of(row),
    )  # fmt: skip
    making = _drafted(row.school, new, actor, now)
    making.first = row
    return making
