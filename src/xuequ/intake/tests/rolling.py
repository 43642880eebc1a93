"""A county at the end of a school year: classes with pupils, feeders, class teachers.

东一小 has the grades 1 to 6, 东三小 those of junior school, 东二小 only 1 to 3; 东二小 feeds
东一小, and 东一小 feeds 东三小.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from casting import MAKER, make
from support_plugin import Cast
from working import teacher
from xuequ.directory.models import ClassTeacher, Feeder, Pupil, School, SchoolClass
from xuequ.directory.services.classes import ClassSize, report_classes
from xuequ.directory.services.families import NewGuardian, NewPupil, register_pupil
from xuequ.directory.tests.belonging import named
from xuequ.intake.models import Rollover, RolloverPupil
from xuequ.intake.services.rollover import ask_second, commit_rollover, propose_rollover
from xuequ.intake.services.rollover.editing import Decided, decide_pupil
from xuequ.kernel.actors import Actor

YEAR = 2025
BEGAN, EVE, DAY = date(2025, 9, 1), date(2026, 8, 31), date(2026, 9, 1)
STAGE = {**dict.fromkeys(range(1, 7), "primary"), **dict.fromkeys(range(7, 10), "junior")}
GRADES = {"东一小": range(1, 7), "东二小": range(1, 4), "东三小": range(7, 10)}


@dataclass(frozen=True, slots=True)
class County:
    """The cast with its schools of the roll-over."""

    cast: Cast
    centre: School  # 东一小
    small: School  # 东二小
    junior: School  # 东三小

    @property
    def bureau(self) -> Actor:
        actor: Actor = self.cast.bureau
        return actor

    @property
    def second(self) -> Actor:
        """Somebody else of the bureau with the same right."""
        return replace(self.bureau, account="city", person=None)


def whole() -> County:
    """The cast and its county, for `kept`."""
    return county(make())


def county(cast: Cast) -> County:
    """Two pupils in each class; one of the first has a mother, class 1(1) a class teacher."""
    for name, grades in GRADES.items():
        school = named(name)
        sizes = [ClassSize(STAGE[grade], grade, 1, 2) for grade in grades]
        for room in report_classes(school, YEAR, sizes, actor=MAKER):
            for n in (1, 2):
                enter(SchoolClass.objects.get(school=school, year=YEAR, grade=room.grade), n)
    here = County(cast, named("东一小"), named("东二小"), named("东三小"))
    feed(here.small, here.centre)
    feed(here.centre, here.junior)
    person = teacher(here.centre, "班主任甲")
    first = room_of(here.centre, 1)
    ClassTeacher.objects.create(school_class=first, person=person, since=BEGAN)
    return here


def feed(school: School, following: School) -> Feeder:
    return Feeder.objects.create(school=school, next_school=following, since=BEGAN)


def enter(room: SchoolClass, n: int = 1, since: date = BEGAN) -> Pupil:
    """A child in a class, with a mother if it is the first of grade 1."""
    mother = NewGuardian("母亲", "mother") if (room.grade, n) == (1, 1) else None
    name = f"学生{room.grade}{n}"
    return register_pupil(room, NewPupil(name), since=since, actor=MAKER, guardian=mother)


def room_of(school: School, grade: int, year: int = YEAR, number: int = 1) -> SchoolClass:
    return SchoolClass.objects.get(school=school, year=year, grade=grade, number=number)


def sitting(school: School, grade: int, year: int, number: int = 1, on: date = DAY) -> int:
    """How many sit in a class on a day; 0 where there is no such class."""
    at = {"school": school, "year": year, "grade": grade, "number": number}
    return int(
        Pupil.objects.on(on).filter(school_class__in=SchoolClass.objects.filter(**at)).count()
    )


def proposed(here: County) -> Rollover:
    return propose_rollover(here.cast.authority, YEAR, actor=here.bureau)


def carried_out(here: County) -> Rollover:
    """Proposed by one, confirmed by another."""
    one = ask_second(proposed(here), actor=here.bureau)
    return commit_rollover(one, actor=here.second)


def pupil_of(room: SchoolClass) -> Pupil:
    return room.pupils.earliest("pk")


def decide(here: County, one: Rollover, room: SchoolClass, decided: Decided) -> RolloverPupil:
    """Decide about the first pupil of a class."""
    return decide_pupil(one, pupil_of(room), decided, actor=here.bureau)


def finish(here: County, one: Rollover) -> None:
    """Ask for a second person, and carry it out."""
    one.refresh_from_db()
    commit_rollover(ask_second(one, actor=here.bureau), actor=here.second)
