"""Who is followed once more, who is awaited beside the result, and from when on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.directory.services.rising import end_seats
from xuequ.enrolment.models import Application, Move, Outcome, Watch
from xuequ.enrolment.queries.following.cohorts import cohort
from xuequ.enrolment.queries.following.placed import known_children
from xuequ.enrolment.queries.following.roll import left_unknown
from xuequ.enrolment.services.following.arriving import note_arrivals
from xuequ.enrolment.services.following.by_the_clock import look_for
from xuequ.enrolment.services.following.watching import settle_watch
from xuequ.enrolment.tests.complementing import OVER, concluded, unplaced
from xuequ.enrolment.tests.deciding import schools
from xuequ.enrolment.tests.telling import told
from xuequ.enrolment.tests.test_following import TERM, at_school, pupil, room

pytestmark = pytest.mark.django_db


def goes(outcome: Outcome, row: Application, *, to: School | None) -> None:
    """The child comes to a seat by the authority, or gives it up by silence."""
    Move.objects.filter(application=row).update(is_current=False)
    before, cause = (None, "settled") if to else (schools()[1], "silent")
    Move.objects.create(
        outcome=outcome, application=row, before=before, after=to, cause=cause, at=OVER
    )


@pytest.mark.clause("ENR-37")
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


@pytest.mark.clause("ENR-29")
def test_a_child_whose_mark_of_arrival_is_taken_back_is_looked_for_again(cast: Cast) -> None:
    outcome = told(cast)
    keys = [each.pk for each in at_school(outcome, School.objects.get(pk=cast.school.school))]
    on, late = date(2027, 9, 1), TERM + timedelta(days=10)
    look_for(cast.authority, actor=cast.bureau, now=late)
    watches = Watch.objects.filter(kind="not_come", child__applications__in=keys)
    assert watches.filter(settled_at=None).count() == 2
    note_arrivals(outcome.round, keys, keys, on, actor=cast.school, now=late)
    look_for(cast.authority, actor=cast.bureau, now=late)
    assert not watches.filter(settled_at=None).exists()
    note_arrivals(outcome.round, keys, keys[:1], on, actor=cast.school, now=late)
    look_for(cast.authority, actor=cast.bureau, now=late)
    assert watches.get(settled_at=None).child.applications.get().pk == keys[1]


@pytest.mark.clause("ENR-29")
def test_who_leaves_as_the_last_grade_begins_has_not_finished(cast: Cast) -> None:
    where = room(School.objects.get(pk=cast.school.school), 2026, 9, "junior")
    leaves, finishes = (pupil(where, at, date(2026, 9, 1)) for at in (1, 2))
    end_seats([leaves.pk], date(2026, 9, 20))
    end_seats([finishes.pk], date(2027, 7, 1))
    on = date(2027, 7, 10)
    assert list(left_unknown(cast.authority, on)) == [leaves]
    counts = cohort(cast.authority, 2024, "junior", on).counts
    assert (counts.kept, counts.gone) == (1, 1)
