"""Every child has a place, comes to school and stays: who is followed until it is settled."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from casting import MAKER, OPENING
from support_plugin import Cast
from xuequ.directory.models import Pupil, School, SchoolClass
from xuequ.directory.services.classes import ClassSize, report_classes
from xuequ.directory.services.families import NewPupil, enter_pupil, register_pupil
from xuequ.directory.services.rising import end_seats, move_on
from xuequ.enrolment.models import Application, Arrival, Cohort, Outcome, Watch
from xuequ.enrolment.queries.following.arrivals import arrival_terms
from xuequ.enrolment.queries.following.cohorts import cohort, flows_table
from xuequ.enrolment.queries.following.placed import known_children
from xuequ.enrolment.queries.following.tables import public_figure
from xuequ.enrolment.queries.following.trace import is_open, pupil_seen, trace_of
from xuequ.enrolment.queries.following.watches import watches
from xuequ.enrolment.queries.telling.seats import seated
from xuequ.enrolment.services.following.arriving import note_arrivals, settle_arrival
from xuequ.enrolment.services.following.by_the_clock import look_for, look_for_all
from xuequ.enrolment.services.following.watching import add_step, look_at_trace, settle_watch
from xuequ.enrolment.tests.complementing import OVER, concluded, unplaced
from xuequ.enrolment.tests.deciding import schools
from xuequ.enrolment.tests.telling import TOLD, told
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Notice
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Asia/Shanghai")
TERM = datetime(2027, 9, 2, 9, tzinfo=HERE)


def refusal(act: Any, *args: Any, **named: Any) -> str:
    """The code with which an act is refused."""
    with pytest.raises(Refused) as caught:
        act(*args, **named)
    return caught.value.code


def room(school: School, year: int, grade: int, stage: str = "primary") -> SchoolClass:
    report_classes(school, year, [ClassSize(stage, grade, 1, 1)], actor=MAKER)
    return SchoolClass.objects.get(school=school, year=year, grade=grade, number=1)


def pupil(where: SchoolClass, at: int, since: date) -> Pupil:
    new = NewPupil(f"小演示{at}", "", "other", f"SYN-T{at:06d}")
    return register_pupil(where, new, since=since, actor=MAKER)


@pytest.mark.clause("ENR-37")
def test_every_child_is_counted_with_its_place_or_listed_with_its_reason(cast: Cast) -> None:
    outcome = told(cast)
    school = schools()[0]
    Cohort.objects.create(school=school, born=2020, day=OPENING, count=9, source="街道")
    known = known_children(cast.authority, 2027, "primary", TOLD)
    assert (known.placed, known.eligible, known.share) == (4, 5, "80.0 %")
    assert (known.counted, known.unknown) == (9, 4)
    [one] = known.without
    assert one.reason.en == "took part, and there was no seat" and one.step.en.startswith("wait")
    assert one.who == cast.authority.name
    told_of = public_figure(cast.authority, 2027, "primary", TOLD)
    figures = {text.en: value for text, value in told_of}
    assert figures["no place yet, looked after"] == "<5" and outcome.pk


@pytest.mark.clause("ENR-37")
def test_a_child_without_a_place_is_followed_until_it_is_settled_with_a_ground(cast: Cast) -> None:
    outcome = concluded(cast)
    row = unplaced(outcome)
    assert look_for(cast.authority, actor=cast.bureau, now=OVER) == (1, 0)
    assert look_for(cast.authority, actor=cast.bureau, now=OVER) == (0, 0)
    watch = Watch.objects.get()
    assert (watch.kind, watch.child, watch.school) == ("no_place", row.child, None)
    said = {"actor": cast.bureau, "now": OVER}
    assert refusal(add_step, watch, "call", "好", **said) == "note-too-short"
    assert refusal(add_step, watch, "nothing", "电话联系过家长", **said) == "unknown-step"
    add_step(watch, "call", "家长说去民办学校", **said)
    watch.refresh_from_db()
    assert watch.person_id == cast.bureau.person
    assert refusal(settle_watch, watch, "private", "", **said) == "note-too-short"
    assert refusal(settle_watch, watch, "", "家长说去民办学校", **said) == "unknown-ground"
    assert refusal(settle_watch, watch, "private", "学校证明", actor=cast.school, now=OVER) == (
        "not-your-place"
    )
    settle_watch(watch, "private", "民办学校学籍证明", **said)
    assert refusal(add_step, watch, "call", "电话联系过家长", **said) == "watch-is-settled"
    known = known_children(cast.authority, 2027, "primary", OVER)
    assert (known.share, known.declared, known.without) == ("100 %", 1, [])


def at_school(outcome: Outcome, school: School) -> list[Application]:
    rows = seated(TERM).filter(outcome=outcome, seat=school.pk)
    return [each.application for each in rows]


@pytest.mark.clause("ENR-29")
def test_who_has_a_place_and_does_not_come_is_handed_up_after_the_deadline(cast: Cast) -> None:
    outcome = told(cast)
    found, school = outcome.round, School.objects.get(pk=cast.school.school)
    one, other = at_school(outcome, school)
    keys = [one.pk, other.pk]
    elsewhere = Application.objects.exclude(pk__in=keys).earliest("pk")
    on, said = date(2027, 9, 1), {"actor": cast.school, "now": TERM}
    bad = refusal(note_arrivals, found, [], [elsewhere.pk], on, **said)
    assert bad == "not-your-child-here"
    late = date(2027, 10, 1)
    assert refusal(note_arrivals, found, [], keys, late, **said) == "came-in-future"
    assert note_arrivals(found, [], keys, on, **said) == (2, 0)
    assert refusal(note_arrivals, found, keys, keys, on, **said) == "nothing-changed"
    assert note_arrivals(found, keys, [one.pk], on, **said) == (0, 1)
    odd = refusal(settle_arrival, found, on, date(2027, 8, 1), actor=cast.bureau, now=TERM)
    assert odd == "arrival-ends-oddly"
    settle_arrival(found, on, date(2027, 9, 3), actor=cast.bureau, now=TERM)
    assert arrival_terms(found).until == date(2027, 9, 3)
    look_for(cast.authority, actor=cast.bureau, now=TERM)
    assert not Watch.objects.filter(kind="not_come").exists()
    look_for(cast.authority, actor=cast.bureau, now=TERM + timedelta(days=2))
    watch = Watch.objects.get(kind="not_come", child=other.child)
    assert watch.school == school and watch.escalated_at and watch.since == on
    assert not Watch.objects.filter(child=one.child).exists()
    about = Notice.objects.filter(kind="chase").values_list("about", flat=True)
    assert any(each.startswith("watch:county") for each in about)
    note_arrivals(found, [one.pk], keys, on, **{**said, "now": TERM + timedelta(days=3)})
    look_for_all(TERM + timedelta(days=3))
    watch.refresh_from_db()
    assert watch.ground == "came" and Arrival.objects.count() == 2


@pytest.mark.clause("ENR-29")
def test_a_pupil_who_leaves_the_roll_is_looked_for_until_its_school_is_known(cast: Cast) -> None:
    school = School.objects.get(pk=cast.school.school)
    where = room(school, 2026, 3)
    since, gone = date(2026, 9, 1), date(2027, 1, 10)
    stays, leaves, moves = (pupil(where, at, since) for at in (1, 2, 3))
    end_seats([leaves.pk], gone)
    move_on({moves.pk: room(schools()[0] if schools()[0] != school else schools()[1], 2026, 3).pk},
            gone)  # fmt: skip
    now = datetime(2027, 1, 12, 9, tzinfo=HERE)
    assert look_for(cast.authority, actor=cast.bureau, now=now) == (1, 0)
    watch = Watch.objects.get()
    assert (watch.kind, watch.pupil, watch.since) == ("off_roll", leaves, gone)
    assert watches(seen_by=cast.school, on=now.date()).get() == watch
    look_for(cast.authority, actor=cast.bureau, now=now + timedelta(days=11))
    watch.refresh_from_db()
    assert watch.escalated_at is not None and stays.until is None
    settle_watch(watch, "elsewhere", "外省学校学籍系统截图", actor=cast.school, now=now)
    found = cohort(cast.authority, 2024, "primary", now.date())
    assert (found.counts.moved, found.counts.gone, found.counts.kept) == (1, 0, 2)


@pytest.mark.clause("ENR-25")
def test_a_cohort_is_followed_from_primary_into_junior_without_names(cast: Cast) -> None:
    primary, junior = schools_of(cast)
    first, next_one = room(primary, 2020, 1), room(junior, 2026, 7, "junior")
    day, on = date(2020, 9, 1), date(2026, 10, 1)
    rows = [pupil(first, at, day) for at in range(1, 9)]
    move_on({each.pk: next_one.pk for each in rows[:6]}, date(2026, 9, 1))
    end_seats([rows[6].pk], date(2023, 2, 1))
    end_seats([rows[7].pk], date(2026, 9, 1))
    found = cohort(cast.authority, 2020, "primary", on)
    assert (found.counts.entered, found.counts.kept, found.counts.gone) == (8, 6, 2)
    assert (primary.name, junior.name, "6") in [(a, b.zh, c) for a, b, c in found.flows]
    assert [c for _, b, c in found.flows if b.en.startswith("gone")] == ["<5"]
    told_of = str(flows_table(cast.authority, found).rows)
    assert "演示" not in told_of
    assert found.rate("entered") == "75.0 %"


def schools_of(cast: Cast) -> tuple[School, School]:
    found = {each.name: each for each in School.objects.filter(authority=cast.authority)}
    return found["东一小"], found["东二小"]


@pytest.mark.clause("ENR-25")
def test_nine_years_of_one_pupil_are_shown_for_a_purpose_that_is_recorded(cast: Cast) -> None:
    primary, junior = schools_of(cast)
    day, now = date(2020, 9, 1), datetime(2026, 10, 1, 9, tzinfo=HERE)
    row = pupil(room(primary, 2020, 1), 1, day)
    moved = move_on({row.pk: room(primary, 2021, 2).pk}, date(2021, 9, 1))
    last = move_on({moved[row.pk]: room(junior, 2026, 7, "junior").pk}, date(2026, 9, 1))
    found = Pupil.objects.get(pk=last[moved[row.pk]])
    assert not is_open(found, seen_by=cast.bureau, now=now)
    assert refusal(look_at_trace, found, "curious", actor=cast.bureau, now=now) == "purpose-unknown"
    assert pupil_seen(found.pk, seen_by=cast.school, on=now.date()) == found
    look_at_trace(found, "schooling", actor=cast.bureau, now=now)
    assert is_open(found, seen_by=cast.bureau, now=now)
    assert not is_open(found, seen_by=cast.bureau, now=now + timedelta(hours=1))
    steps = [(each.day.year, each.kind, each.school) for each in trace_of(found, now)]
    assert steps == [
        (2020, "class", primary.name), (2021, "class", primary.name), (2026, "class", junior.name),
    ]  # fmt: skip
    assert all(each.district for each in trace_of(found, now))
    assert Line.objects.filter(verb="look-at-schooling").count() == 1


@pytest.mark.clause("ENR-25")
def test_the_trace_begins_with_application_and_place(cast: Cast) -> None:
    outcome = told(cast)
    child = at_school(outcome, schools()[0])[0].child
    where = room(schools()[0], 2027, 1)
    new = NewPupil("童演示", "", child.id_kind, child.id_number.open())
    row = enter_pupil(where, new, since=date(2027, 9, 1), actor=MAKER)
    kinds = [each.kind for each in trace_of(row, TERM)]
    assert kinds == ["applied", "placed", "class"]
