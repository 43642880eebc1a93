"""Things of those who work in schools for the addresses: made once for a school."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from casting import MAKER, OPENING, school
from xuequ.directory.engine.daily import Stretch
from xuequ.directory.models import Honour, Pairing, Person, Posting, School, Teacher
from xuequ.directory.services.bells import begin_bells, set_period
from xuequ.directory.services.facilities import NewFacility, add_facility
from xuequ.directory.services.pairings import NewPairing, pair
from xuequ.directory.services.people import (
    NewTeaching,
    give_honour,
    register_person,
    register_teacher,
)
from xuequ.directory.services.postings import NewPosting, post_teacher

BEGUN = date(2026, 1, 1)
REACH = {  # which scope decides about them
    "facilities/pk": "entry",
    "bells/pk": "entry",
    "periods/pk": "entry",
    "timetables/pk": "inside",
    "postings/pk": "inside",
    "pairings/pk": "inside",
    "teaching/pk": "inside",
    "honours/pk": "inside",
}


def teacher(where: School, name: str, subject: str = "数学", **values: Any) -> Person:
    """Somebody who teaches at a school since the beginning."""
    person = register_person(where.authority, name, actor=MAKER, is_synthetic=True)
    new = NewTeaching("primary", subject, values.get("title"))
    register_teacher(person, where, new, since=OPENING, actor=MAKER)
    return person


def things_of(where: School) -> dict[str, object]:
    """A teacher of the school with an honour, posted away to a school nobody else is in.

    The school's other teacher is the mentor of a third.
    """
    known = Teacher.objects.filter(school=where, person__name="师演示").first()
    if known is None:
        _make(where)
        known = Teacher.objects.get(school=where, person__name="师演示")
    return {
        **_daily(where),
        "teaching/pk": known.pk,
        "honours/pk": Honour.objects.get(person=known.person).pk,
        "postings/pk": Posting.objects.get(person=known.person).pk,
        "pairings/pk": Pairing.objects.get(school=where).pk,
    }


def _daily(where: School) -> dict[str, object]:
    """A facility of the school, and a bell schedule with one period."""
    facts = dict.fromkeys(("capacity", "area", "is_shared", "contact"), None) | {"hours": ""}
    hall = where.facilities.first() or add_facility(
        where, NewFacility("礼堂", "lecture_hall", facts), since=BEGUN, actor=MAKER
    )
    bells = where.bell_schedules.first() or begin_bells(
        where, "", "作息", span=(BEGUN, None), actor=MAKER
    )
    first = Stretch("第一节", "lesson", time(8), time(9), 1)
    period = bells.periods.first() or set_period(bells, first, period=None, actor=MAKER)
    return {
        "timetables/pk": where.pk,
        "facilities/pk": hall.pk,
        "bells/pk": bells.pk,
        "periods/pk": period.pk,
    }


def _make(where: School) -> None:
    goes, mentor, learns = (teacher(where, f"{each}演示") for each in "师导徒")
    give_honour(goes, "backbone", "county", since=BEGUN, actor=MAKER)
    alone = School.objects.filter(authority=where.authority, memberships=None).first()
    to = alone or school(where.authority, f"{where.authority.short_name}独小")
    post_teacher(goes, NewPosting(where, to), since=BEGUN, actor=MAKER)
    pair(mentor, learns, NewPairing(where), since=BEGUN, actor=MAKER)
