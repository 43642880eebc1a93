"""What teachers teach, with titles and honours; and what ends when they leave a school."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from casting import MAKER, OPENING
from support_plugin import Cast
from working import teacher
from xuequ.directory.models import Honour, Pairing, Person, Posting, Teacher
from xuequ.directory.services.pairings import NewPairing, pair
from xuequ.directory.services.people import (
    NewTeaching,
    end_honour,
    end_teaching,
    give_honour,
    register_person,
    register_teacher,
)
from xuequ.directory.services.postings import NewPosting, post_teacher
from xuequ.directory.tests.belonging import DAY, EVE, LATER, named
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
MATHS = NewTeaching("primary", "数学", "second")


@pytest.fixture
def person(cast: Cast) -> Person:
    return register_person(cast.authority, "王演示", actor=MAKER)


def titles(person: Person, on: date) -> list[str | None]:
    return [each.title for each in Teacher.objects.on(on).filter(person=person)]


def test_a_new_title_holds_from_its_day_and_earlier_days_keep_the_old(
    cast: Cast, person: Person
) -> None:
    register_teacher(person, cast.loose, MATHS, since=OPENING, actor=MAKER)
    new = NewTeaching("primary", "数学", "first")
    row = register_teacher(person, cast.loose, new, since=DAY, actor=MAKER)
    assert (titles(person, EVE), titles(person, DAY)) == (["second"], ["first"])
    line = Line.objects.latest("number")
    assert (line.verb, line.authority) == ("register-teacher", cast.authority.pk)
    assert line.before and line.subject == f"directory.teacher:{row.pk}"


def test_a_second_subject_stands_beside_the_first(cast: Cast, person: Person) -> None:
    for subject in ("数学", "科学"):
        new = NewTeaching("primary", subject)
        register_teacher(person, cast.loose, new, since=OPENING, actor=MAKER)
    assert titles(person, DAY) == [None, None]


def test_what_is_registered_already_or_of_later_days_is_refused(cast: Cast, person: Person) -> None:
    register_teacher(person, cast.loose, MATHS, since=DAY, actor=MAKER)
    for day, code in ((LATER, "nothing-changed"), (EVE, "teaching-is-registered")):
        with pytest.raises(Refused, match=code):
            register_teacher(person, cast.loose, MATHS, since=day, actor=MAKER)


def test_nobody_teaches_at_a_school_of_another_authority_or_before_it_opened(
    cast: Cast, person: Person
) -> None:
    before = OPENING - timedelta(days=1)
    for school, day, code in (
        (named("邻一小"), DAY, "place-elsewhere"),
        (cast.loose, before, "not-yet-begun"),
    ):
        with pytest.raises(Refused, match=code):
            register_teacher(person, school, MATHS, since=day, actor=MAKER)
    assert not person.teaching.exists()


def test_teaching_ends_with_the_school(cast: Cast, person: Person) -> None:
    cast.loose.until = LATER
    cast.loose.save()
    row = register_teacher(person, cast.loose, MATHS, since=DAY, actor=MAKER)
    assert row.until == LATER
    with pytest.raises(Refused, match="already-ended"):
        register_teacher(person, cast.loose, MATHS, since=LATER, actor=MAKER)


def test_an_honour_is_given_once_and_ends(person: Person) -> None:
    honour = give_honour(person, "backbone", "county", since=DAY, actor=MAKER)
    give_honour(person, "backbone", "city", since=DAY, actor=MAKER)
    with pytest.raises(Refused, match="honour-is-held"):
        give_honour(person, "backbone", "county", since=EVE, actor=MAKER)
    with pytest.raises(Refused, match="ends-before-it-begins"):
        end_honour(honour, until=DAY, actor=MAKER)
    end_honour(honour, until=LATER, actor=MAKER)
    with pytest.raises(Refused, match="already-ended"):
        end_honour(honour, until=LATER, actor=MAKER)
    give_honour(person, "backbone", "county", since=LATER, actor=MAKER)
    assert Honour.objects.on(LATER).filter(person=person).count() == 2
    acts = [each.verb for each in Line.objects.order_by("-number")[:2]]
    assert acts == ["give-honour", "end-honour"]


def busy(cast: Cast) -> tuple[Teacher, Posting, list[Pairing]]:
    """A teacher of 东二小, posted to 孤小 and learning at both."""
    home, away = named("东二小"), cast.loose
    goes, mentor, host = teacher(home, "走演示"), teacher(home, "导演示"), teacher(away, "东演示")
    posting = post_teacher(goes, NewPosting(home, away), since=DAY, actor=MAKER)
    bound = [
        pair(mentor, goes, NewPairing(home), since=DAY, actor=MAKER),
        pair(host, goes, NewPairing(away, tier=2), since=DAY, actor=MAKER),
    ]
    return goes.teaching.get(), posting, bound


def test_who_leaves_a_school_comes_to_the_end_of_postings_from_it_and_of_pairings(
    cast: Cast,
) -> None:
    teaching, posting, bound = busy(cast)
    end_teaching(teaching, until=LATER, actor=MAKER)
    rows: list[Any] = [posting, *bound]
    for row in rows:
        row.refresh_from_db()
    assert [row.until for row in rows] == [LATER] * 3
    assert Line.objects.latest("number").note == {
        "since": LATER.isoformat(),
        "postings": 1,
        "pairings": 2,
    }


def test_who_still_teaches_another_subject_there_stays(cast: Cast) -> None:
    teaching, posting, _ = busy(cast)
    more = NewTeaching("primary", "科学")
    register_teacher(teaching.person, teaching.school, more, since=DAY, actor=MAKER)
    end_teaching(teaching, until=LATER, actor=MAKER)
    posting.refresh_from_db()
    assert posting.until is None


def test_teaching_does_not_end_under_a_posting_to_come(cast: Cast) -> None:
    teaching = busy(cast)[0]
    with pytest.raises(Refused, match="work-to-come"):
        end_teaching(teaching, until=DAY, actor=MAKER)
    teaching.refresh_from_db()
    assert teaching.until is None
