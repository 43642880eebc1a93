"""The year roll-over: proposed, confirmed by a second person, reverted as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from casting import MAKER
from keeping import kept
from xuequ.directory.models import (
    ClassResult,
    ClassTeacher,
    Exam,
    Guardianship,
    Lesson,
    LessonClass,
    Pupil,
    SchoolClass,
    Timetable,
)
from xuequ.directory.services.classes import ClassSize, report_classes
from xuequ.directory.services.families import NewGuardian, add_guardian
from xuequ.directory.tests.belonging import LATER
from xuequ.intake.services.rollover import (
    ask_second,
    commit_rollover,
    drop_rollover,
    propose_rollover,
    refuse_rollover,
    revert_rollover,
)
from xuequ.intake.tests.rolling import (
    BEGAN,
    DAY,
    EVE,
    YEAR,
    County,
    carried_out,
    enter,
    proposed,
    room_of,
    sitting,
    whole,
)
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import facts
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> County:
    return kept(whole)


def everything() -> list[object]:
    """Every row a roll-over may write, as the database holds it."""
    kinds = (SchoolClass, Pupil, Guardianship, ClassTeacher, Timetable)
    rows = [row for kind in kinds for row in kind.objects.order_by("pk")]
    return [[row._meta.label, sorted(facts(row).items())] for row in rows]


def result_of(room: SchoolClass) -> None:
    exam = Exam.objects.create(authority=room.school.authority, name="期末", kind="final", day=DAY)
    ClassResult.objects.create(
        exam=exam, school_class=room, subject="数学", present=2, full_mark=100, mean=80
    )


def guardian_of(pupil: Pupil) -> None:
    add_guardian(pupil, NewGuardian("父亲", "father"), since=DAY, actor=MAKER)


def test_a_proposal_counts_everybody_and_changes_nothing(here: County) -> None:
    before = everything()
    one = proposed(here)
    assert everything() == before
    told = {k: one.counts.get(k, 0) for k in ("up", "next", "finishes", "open", "posts_stay")}
    assert told == {"up": 18, "next": 4, "finishes": 2, "open": 0, "posts_stay": 1}
    assert sum(told.values()) - 1 == Pupil.objects.filter(school_class__year=YEAR).count()


def test_it_is_carried_out_once_by_two_people_as_of_the_first_of_september(here: County) -> None:
    one = carried_out(here)
    assert one.state == "done" and one.second is not None
    assert sitting(here.centre, 2, YEAR + 1) == 2 and sitting(here.centre, 1, YEAR) == 0
    assert sitting(here.centre, 1, YEAR, on=EVE) == 2
    assert sitting(here.centre, 4, YEAR + 1, number=0) == 2  # from 东二小, not divided yet
    assert sitting(here.junior, 7, YEAR + 1, number=0) == 2
    assert sitting(here.junior, 9, YEAR, on=EVE) == 2 and sitting(here.junior, 9, YEAR) == 0
    with pytest.raises(Refused, match="rollover-is-over"):
        commit_rollover(one, actor=here.second)


def test_it_is_reverted_as_a_whole_and_can_be_proposed_again(here: County) -> None:
    before = everything()
    one = carried_out(here)
    assert everything() != before
    with pytest.raises(Refused, match="rollover-already-done"):
        proposed(here)
    undone = revert_rollover(one, actor=here.bureau)
    assert undone.state == "undone" and everything() == before
    with pytest.raises(Refused, match="rollover-is-over"):
        revert_rollover(undone, actor=here.bureau)
    assert proposed(here).state == "ready"


def test_who_speaks_for_a_child_and_who_looks_after_a_class_go_along(here: County) -> None:
    carried_out(here)
    mother = Guardianship.objects.get(pupil__school_class=room_of(here.centre, 2, YEAR + 1))
    assert mother.since == DAY and mother.until is None
    assert Guardianship.objects.filter(person=mother.person, until=DAY).exists()
    held = ClassTeacher.objects.get(school_class=room_of(here.centre, 2, YEAR + 1))
    assert (held.person.name, held.since, held.until) == ("班主任甲", DAY, None)
    assert ClassTeacher.objects.get(school_class=room_of(here.centre, 1)).until == DAY


def test_a_timetable_of_the_old_classes_ends_with_them(here: County) -> None:
    table = Timetable.objects.create(school=here.centre, version=1, since=BEGAN)
    lesson = Lesson.objects.create(timetable=table, weekday=1, period=1, subject="数学")
    LessonClass.objects.create(lesson=lesson, school_class=room_of(here.centre, 1))
    other = Timetable.objects.create(school=here.small, version=1, since=BEGAN)
    one = carried_out(here)
    table.refresh_from_db()
    other.refresh_from_db()
    assert (table.until, other.until) == (DAY, None)
    revert_rollover(one, actor=here.bureau)
    table.refresh_from_db()
    assert table.until is None


def test_one_line_of_the_record_tells_of_it_and_names_no_child(here: County) -> None:
    last = Line.objects.latest("number").number
    one = carried_out(here)
    asked, line = Line.objects.filter(number__gt=last).order_by("number")
    assert (asked.verb, line.verb, one.act) == (
        "ask-second-rollover", "commit-rollover", line.number,
    )  # fmt: skip
    assert line.note["up"] == 18 and "学生" not in str(line.note) + line.name


def test_whoever_proposed_it_cannot_confirm_it_nor_can_a_program(here: County) -> None:
    one = proposed(here)
    with pytest.raises(Refused, match="rollover-needs-second"):
        commit_rollover(one, actor=here.second)
    with pytest.raises(Refused, match="rollover-not-yours"):
        ask_second(one, actor=here.second)
    one = ask_second(one, actor=here.bureau)
    for who in (here.bureau, MAKER):
        with pytest.raises(Refused, match="rollover-second-is-first"):
            commit_rollover(one, actor=who)
    one = refuse_rollover(one, actor=here.second)
    assert one.state == "ready"


def test_data_that_changed_since_is_shown_anew_and_nothing_is_written(here: County) -> None:
    one = ask_second(proposed(here), actor=here.bureau)
    enter(room_of(here.centre, 3), 3)
    before = everything()
    with pytest.raises(Refused, match="rollover-data-changed"):
        commit_rollover(one, actor=here.second)
    assert everything() == before
    one.refresh_from_db()
    assert (one.state, one.counts["up"]) == ("ready", 19)
    assert commit_rollover(ask_second(one, actor=here.bureau), actor=here.second).state == "done"


def test_a_draft_is_on_its_way_until_it_is_given_up(here: County) -> None:
    one = proposed(here)
    with pytest.raises(Refused, match="rollover-on-its-way"):
        proposed(here)
    assert drop_rollover(one, actor=here.bureau).state == "dropped"
    assert not one.pupils.exists() and proposed(here).pk != one.pk


def test_only_a_year_that_has_begun_and_has_classes_is_rolled_over(here: County) -> None:
    report_classes(here.centre, 2090, [ClassSize("primary", 1, 1, 1)], actor=MAKER)
    for year in (YEAR - 1, 2090):
        with pytest.raises(Refused, match="rollover-year"):
            propose_rollover(here.cast.authority, year, actor=here.bureau)
    foreign = replace(here.bureau, authority=here.cast.other.pk)
    with pytest.raises(Refused, match="rollover-no-schools"):
        propose_rollover(here.cast.authority, YEAR, actor=foreign)


def test_a_school_rolls_itself_over_and_the_rest_follow(here: County) -> None:
    school = here.cast.school
    one = propose_rollover(here.cast.authority, YEAR, actor=school, school=here.small)
    assert one.counts["schools"] == 1 and one.counts["next"] == 2
    one = commit_rollover(ask_second(one, actor=school), actor=here.second)
    assert sitting(here.centre, 4, YEAR + 1, number=0) == 2
    with pytest.raises(Refused, match="rollover-already-done"):
        propose_rollover(here.cast.authority, YEAR, actor=school, school=here.small)
    rest = proposed(here)
    assert not rest.schools.filter(school=here.small).exists()
    rest = commit_rollover(ask_second(rest, actor=here.bureau), actor=here.second)
    assert sitting(here.centre, 4, YEAR + 1) == 2


BUILT: dict[str, Callable[[County], object]] = {
    "a pupil who moved on": lambda here: Pupil.objects.filter(since=DAY).update(until=LATER),
    "a result of a class": lambda here: result_of(room_of(here.centre, 2, YEAR + 1)),
    "a guardian": lambda here: guardian_of(Pupil.objects.filter(since=DAY).latest("pk")),
}


@pytest.mark.parametrize("what", BUILT)
def test_what_was_built_on_is_not_reverted(here: County, what: str) -> None:
    one = carried_out(here)
    BUILT[what](here)
    before = everything()
    with pytest.raises(Refused, match="rollover-built-on"):
        revert_rollover(one, actor=here.bureau)
    assert everything() == before


def test_classes_registered_already_are_filled_and_stay_after_a_revert(here: County) -> None:
    report_classes(here.centre, YEAR + 1, [ClassSize("primary", 2, 1, 40)], actor=MAKER)
    one = carried_out(here)
    assert sitting(here.centre, 2, YEAR + 1) == 2
    revert_rollover(one, actor=here.bureau)
    assert room_of(here.centre, 2, YEAR + 1).pupil_count == 40
    assert sitting(here.centre, 2, YEAR + 1) == 0
