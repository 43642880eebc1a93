"""Kinds, cadence and working days, on plain values."""

from __future__ import annotations

from datetime import date

import pytest

from xuequ.cases.engine.kinds import OTHER, Kind, kind_of, kinds
from xuequ.cases.engine.meeting_days import Rhythm, is_overdue, spans_of, working_day_after
from xuequ.cases.engine.rules import Place, judge
from xuequ.kernel.periods import Span
from xuequ.kernel.rulebook import State
from xuequ.kernel.text import Text
from xuequ.profiles.loader import load, localities

TERMS = [Span(date(2026, 2, 23), date(2026, 7, 11)), Span(date(2026, 9, 1), date(2027, 1, 23))]
ON = date(2026, 11, 2)
JOINT = Text("联席会议", "joint meeting")


def rhythm(every: object, last: date | None, next_on: date | None = None) -> Rhythm:
    return Rhythm(every, last, next_on, *spans_of(every, ON, TERMS))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("every", "last", "next_on", "state", "overdue"),
    [
        (None, None, None, State.UNKNOWN, False),
        (None, date(2026, 9, 9), None, State.MET, False),
        (None, date(2026, 9, 9), date(2026, 11, 2), State.MET, False),
        (None, date(2026, 9, 9), date(2026, 11, 1), State.BEHIND, True),
        ("term", date(2026, 9, 1), None, State.MET, False),
        ("term", date(2026, 6, 1), None, State.UNDER_WAY, False),
        ("term", None, None, State.BEHIND, True),
        ("month", date(2026, 11, 1), None, State.MET, False),
        ("month", date(2026, 10, 1), None, State.UNDER_WAY, False),
        ("month", date(2026, 9, 30), None, State.BEHIND, True),
        ("school_year", date(2025, 9, 1), None, State.UNDER_WAY, False),
        ("school_year", date(2025, 8, 31), None, State.BEHIND, True),
    ],
)
def test_a_meeting_is_judged_by_its_cadence_or_the_day_the_place_set(
    every: object, last: date | None, next_on: date | None, state: State, overdue: bool
) -> None:
    found = rhythm(every, last, next_on)
    kind = Kind("joint", JOINT, "GOV-12", "consortium")
    place = Place("consortium", 1, "东学区", ON, ((kind, found),))
    assert judge(place, "GOV-12").state is state
    assert is_overdue(found, ON) is overdue
    assert judge(place, "GOV-13").state is State.NOT_APPLICABLE


def test_without_terms_a_termly_meeting_is_not_late() -> None:
    bare = Rhythm("term", None, None, None, None)
    kind = Kind("joint", JOINT, "GOV-12", "consortium")
    assert judge(Place("consortium", 1, "东", ON, ((kind, bare),)), "GOV-12").state is State.UNKNOWN
    assert not is_overdue(bare, ON)


def test_working_days_leave_out_weekends_and_holidays_and_count_make_up_days() -> None:
    friday = date(2026, 11, 6)
    assert working_day_after(friday, 3, {}) == date(2026, 11, 11)
    assert working_day_after(friday, 3, {date(2026, 11, 7): True}) == date(2026, 11, 10)
    assert working_day_after(friday, 1, {date(2026, 11, 9): False}) == date(2026, 11, 10)
    assert working_day_after(friday, 0, {}) == friday


def test_each_locality_knows_its_regular_meetings_its_duties_and_any_other() -> None:
    found = {code: kinds(load(code), date(2026, 11, 2)) for code in localities()}
    assert all(OTHER in known for known in found.values())
    clauses = {each.clause for known in found.values() for each in known}
    asked = {"GOV-12", "GOV-13", "GOV-14", "GOV-35", "GOV-49", "PLN-08", "PLN-19"}
    assert clauses >= asked
    promotion = kind_of("duties.promotion_meeting", found["xian"])
    assert promotion and promotion.duty and promotion.is_held_by("authority")
    assert not promotion.is_held_by("consortium") and OTHER.is_held_by("school")
    for known in found.values():
        assert len({each.code for each in known}) == len(known)
