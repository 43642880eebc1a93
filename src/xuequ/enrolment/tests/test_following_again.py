"""Who is followed once more, who is awaited beside the result, and from when on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.directory.services.rising import end_seats
from xuequ.enrolment.models import Application, Move, Outcome, Watch
from xuequ.enrolment.queries.following.arrivals import (
    awaited,
    figures,
    first_day,
    lines,
    not_come,
)
from xuequ.enrolment.queries.following.cohorts import cohort
from xuequ.enrolment.queries.following.placed import known_children
from xuequ.enrolment.queries.following.roll import left_unknown
from xuequ.enrolment.queries.telling.terms import terms_of
from xuequ.enrolment.services.following.arriving import note_arrivals
from xuequ.enrolment.services.following.by_the_clock import look_for
from xuequ.enrolment.services.following.watching import settle_watch
from xuequ.enrolment.tests.applying import applied
from xuequ.enrolment.tests.complementing import OVER, concluded, unplaced
from xuequ.enrolment.tests.deciding import schools
from xuequ.enrolment.tests.telling import told
from xuequ.enrolment.tests.test_following import TERM, at_school, pupil, room
from xuequ.kernel.refusal import Refused

pytestmark = pytest.mark.django_db


def goes(outcome: Outcome, row: Application, *, to: School | None, at: datetime = OVER) -> None:
    """The child comes to a seat by the authority, or gives it up by silence."""
    Move.objects.filter(application=row).update(is_current=False)
    before, cause = (None, "settled") if to else (schools()[1], "silent")
    Move.objects.create(
        outcome=outcome, application=row, before=before, after=to, cause=cause, at=at
    )


def test_a_child_that_loses_its_place_again_is_followed_again(cast: Cast) -> None:
    outcome = concluded(cast)
    row = unplaced(outcome)
    assert look_for(cast.authority, actor=cast.bureau, now=OVER) == (1, 0)
    goes(outcome, row, to=schools()[1])
    assert look_for(cast.authority, actor=cast.bureau, now=OVER) == (0, 1)
    assert known_children(cast.authority, 2027, "primary", OVER).without == []
    goes(outcome, row, to=None)
    [one] = known_children(cast.authority, 2027, "primary", OVER).without
    assert one.child == row.child
    assert look_for(cast.authority, actor=cast.bureau, now=OVER) == (1, 0)
    watch = Watch.objects.get()
    assert (watch.ground, watch.reason, watch.settled_at) == ("", None, None)
    assert look_for(cast.authority, actor=cast.bureau, now=OVER) == (0, 0)
    settle_watch(watch, "private", "民办学校学籍证明", actor=cast.bureau, now=OVER)
    assert look_for(cast.authority, actor=cast.bureau, now=OVER) == (0, 0)
    assert known_children(cast.authority, 2027, "primary", OVER).without == []


def test_a_child_whose_mark_of_arrival_is_taken_back_is_looked_for_again(cast: Cast) -> None:
    outcome = told(cast)
    keys = [each.pk for each in at_school(outcome, School.objects.get(pk=cast.school.school))]
    on, late = date(2027, 9, 1), TERM + timedelta(days=10)
    look_for(cast.authority, actor=cast.bureau, now=late)
    watches = Watch.objects.filter(kind="not_come", child__applications__in=keys)
    assert watches.filter(settled_at=None).count() == 2
    note_arrivals(outcome.round, [], keys, on, actor=cast.school, now=late)
    look_for(cast.authority, actor=cast.bureau, now=late)
    assert not watches.filter(settled_at=None).exists()
    note_arrivals(outcome.round, keys, keys[:1], on, actor=cast.school, now=late)
    look_for(cast.authority, actor=cast.bureau, now=late)
    assert watches.get(settled_at=None).child == Application.objects.get(pk=keys[1]).child


def test_who_leaves_as_the_last_grade_begins_has_not_finished(cast: Cast) -> None:
    where = room(School.objects.get(pk=cast.school.school), 2026, 9, "junior")
    leaves, finishes = (pupil(where, at, date(2026, 9, 1)) for at in (1, 2))
    end_seats([leaves.pk], date(2026, 9, 20))
    end_seats([finishes.pk], date(2027, 7, 1))
    on = date(2027, 7, 10)
    assert list(left_unknown(cast.authority, on)) == [leaves]
    counts = cohort(cast.authority, 2024, "junior", on).counts
    assert (counts.kept, counts.gone) == (1, 1)


def test_a_child_that_came_beside_the_result_is_awaited_and_looked_for(cast: Cast) -> None:
    outcome = told(cast)
    found, school = outcome.round, School.objects.get(pk=cast.school.school)
    rule_set = outcome.roster.rule_set
    row = applied(rule_set, 99, home=school, state="draft", version=0, submitted_at=None)
    goes(outcome, row, to=school)
    [mine] = [e for e in awaited(found, seen_by=cast.school, now=TERM) if e.application == row.pk]
    assert (mine.seat, mine.number) == (school.pk, row.child.number)
    assert figures(found, seen_by=cast.school, now=TERM) == [(school.name, 3, 0)]
    assert row.pk in {each.application for each in not_come(found, TERM + timedelta(days=9))}
    on = date(2027, 9, 1)
    assert note_arrivals(found, [], [row.pk], on, actor=cast.school, now=TERM) == (1, 0)
    assert figures(found, seen_by=cast.school, now=TERM) == [(school.name, 3, 1)]
    assert row.pk not in {each.application for each in not_come(found, TERM + timedelta(days=9))}


def test_a_child_that_gets_its_place_late_is_awaited_from_then_on(cast: Cast) -> None:
    outcome = concluded(cast)
    row, day = unplaced(outcome), TERM + timedelta(days=30)
    goes(outcome, row, to=schools()[1], at=day)
    rows = awaited(outcome.round, seen_by=cast.bureau, now=day)
    mine = next(each for each in rows if each.application == row.pk)
    assert (mine.since, mine.until) == (date(2027, 10, 2), date(2027, 10, 8))
    assert {each.since for each in rows} == {date(2027, 9, 1), mine.since}
    assert [each.days for each in lines(outcome.round, [mine], day)] == [0]
    assert row.pk not in {each.application for each in not_come(outcome.round, day)}
    late = day + timedelta(days=7)
    assert row.pk in {each.application for each in not_come(outcome.round, late)}


def test_a_result_released_after_term_began_gives_its_children_time_to_come(cast: Cast) -> None:
    outcome = told(cast)
    assert first_day(outcome) == timezone.localdate(terms_of(outcome).reply_until)
    outcome.releases_at = TERM  # and a week to answer
    assert first_day(outcome) == date(2027, 9, 9)


def test_a_page_that_is_out_of_date_takes_no_mark_of_a_colleague_back(cast: Cast) -> None:
    outcome, on = told(cast), date(2027, 9, 1)
    said = {"actor": cast.school, "now": TERM}
    one, other = (each.pk for each in at_school(outcome, School.objects.get(pk=cast.school.school)))
    assert note_arrivals(outcome.round, [], [one], on, **said) == (1, 0)
    assert note_arrivals(outcome.round, [], [other], on, **said) == (1, 0)
    assert note_arrivals(outcome.round, [one, other], [other], on, **said) == (0, 1)
    with pytest.raises(Refused, match="nothing-changed"):
        note_arrivals(outcome.round, [one, other], [one, other], on, **said)


def test_tomorrow_is_counted_by_the_clock_of_the_place(cast: Cast) -> None:
    outcome, now = told(cast), datetime(2027, 9, 1, 16, 30, tzinfo=UTC)  # the 2nd, in China
    row = at_school(outcome, School.objects.get(pk=cast.school.school))[0]
    on = date(2027, 9, 3)
    assert note_arrivals(outcome.round, [], [row.pk], on, actor=cast.school, now=now) == (1, 0)
