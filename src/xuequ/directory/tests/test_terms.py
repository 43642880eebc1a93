"""Decisions on terms and teaching days, on plain values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from xuequ.directory.engine.days import Day, draft_days, known_until, reason_said
from xuequ.directory.engine.months import months, runs, step_of, steps
from xuequ.directory.engine.terms import (
    Change,
    How,
    Wish,
    check_terms,
    draft,
    entered,
    last_day,
    past,
)
from xuequ.kernel.periods import Span
from xuequ.kernel.refusal import Refused

AUTUMN = Span(date(2026, 9, 1), date(2027, 1, 23))
SPRING = Span(date(2027, 2, 22), date(2027, 7, 10))
TERMS = (AUTUMN, SPRING)
HELD = {each.day: each for each in draft_days(TERMS)}
NATIONAL = date(2026, 10, 1)  # a Thursday


def span(first: tuple[int, int, int], last: tuple[int, int, int]) -> Span:
    return Span(date(*first), date(*last) + timedelta(days=1))


WRONG: dict[str, tuple[str, Sequence[Span], Sequence[Span]]] = {
    "none": ("no-terms", [], []),
    "before the school year": ("term-outside-year", [span((2026, 8, 31), (2027, 1, 22))], []),
    "of the year after": ("term-outside-year", [AUTUMN, span((2027, 9, 1), (2028, 1, 20))], []),
    "into the year after": ("term-outside-year", [AUTUMN, span((2027, 3, 1), (2027, 9, 1))], []),
    "of 55 days": ("term-length", [span((2026, 9, 1), (2026, 10, 25))], []),
    "of 218 days": ("term-length", [span((2026, 9, 1), (2027, 4, 6))], []),
    "in the wrong order": ("terms-out-of-order", [SPRING, AUTUMN], []),
    "sharing a day": ("terms-out-of-order", [AUTUMN, span((2027, 1, 22), (2027, 7, 9))], []),
    "of another year already": ("terms-overlap", [AUTUMN], [span((2026, 6, 1), (2026, 9, 1))]),
}


@pytest.mark.parametrize("what", WRONG)
def test_terms_that_cannot_be_are_refused(what: str) -> None:
    code, terms, others = WRONG[what]
    with pytest.raises(Refused, match=code):
        check_terms(2026, terms, others)


def test_terms_may_fill_the_school_year_to_its_edges() -> None:
    edges = [span((2026, 9, 1), (2027, 1, 31)), span((2027, 2, 1), (2027, 8, 31))]
    check_terms(2026, edges, [span((2026, 2, 20), (2026, 8, 31)), span((2027, 9, 1), (2028, 1, 9))])


@pytest.mark.parametrize("days", [56, 217])
def test_the_shortest_and_the_longest_term_are_terms(days: int) -> None:
    check_terms(2026, [Span(AUTUMN.since, AUTUMN.since + timedelta(days=days))], [])


def test_a_first_draft_changes_every_day_of_the_terms() -> None:
    found = draft(2026, TERMS, ((), {}))
    assert len(found.changes) == AUTUMN.days + SPRING.days
    assert not found.by_hand and not found.stray and not found.is_empty


def test_a_draft_of_what_is_so_already_is_empty() -> None:
    found = draft(2026, TERMS, (TERMS, HELD))
    assert found.is_empty and found.differs == ()


def by_hand(day: date, *, teaching: bool = False, reason: str = "台风停课") -> Day:
    return Day(day, teaching, reason, by_hand=True)


STORM = date(2026, 9, 9)  # a Wednesday


def test_what_was_entered_by_hand_stays() -> None:
    found = draft(2026, TERMS, (TERMS, HELD | {STORM: by_hand(STORM)}))
    assert found.changes == () and [each.day for each in found.by_hand] == [STORM]
    assert found.taught(AUTUMN) == draft(2026, TERMS, (TERMS, HELD)).taught(AUTUMN) - 1


def test_what_was_entered_by_hand_gives_way_where_it_is_ticked() -> None:
    other = date(2026, 9, 10)
    held = HELD | {STORM: by_hand(STORM), other: by_hand(other)}
    found = draft(2026, TERMS, (TERMS, held), {STORM})
    [change] = found.changes
    assert change.day == STORM and change.after == Day(STORM, True)


def test_the_digest_does_not_depend_on_ticks_but_on_what_differs() -> None:
    held = HELD | {STORM: by_hand(STORM)}
    looked_at = draft(2026, TERMS, (TERMS, held)).digest
    assert looked_at == draft(2026, TERMS, (TERMS, held), {STORM}).digest
    assert looked_at != draft(2026, TERMS, (TERMS, HELD)).digest


def test_days_that_leave_the_terms_are_taken_out_unless_entered_by_hand() -> None:
    shorter = Span(AUTUMN.since, date(2027, 1, 16))
    gone = date(2027, 1, 20)
    found = draft(2026, (shorter, SPRING), (TERMS, HELD | {gone: by_hand(gone)}))
    assert [each.day for each in found.changes] == [
        date(2027, 1, day) for day in (16, 17, 18, 19, 21, 22)
    ]
    assert found.stray == (gone,)


def wish(since: date, last: date | None = None, how: How = "off", reason: str = "台风停课") -> Wish:
    return Wish(since, last or since, how, reason)


def test_no_teaching_leaves_the_weekends_of_a_span_alone() -> None:
    found = entered(wish(date(2026, 9, 10), date(2026, 9, 15)), TERMS, HELD)
    assert [each.day.day for each in found] == [10, 11, 14, 15]
    assert all(not each.teaching and each.reason and each.by_hand for each in found)


def test_a_saturday_is_made_up() -> None:
    [found] = entered(wish(date(2026, 9, 12), how="teach", reason="补课"), TERMS, HELD)
    assert found == Day(date(2026, 9, 12), True, "补课", by_hand=True)


def test_as_the_weekday_says_takes_a_holiday_and_a_make_up_day_back() -> None:
    found = entered(wish(date(2026, 9, 19), NATIONAL, "weekday", ""), TERMS, HELD)
    said = {each.day: each.teaching for each in found}
    assert said[NATIONAL] and not said[date(2026, 9, 20)]


def test_the_reason_of_a_single_day_can_be_corrected() -> None:
    [found] = entered(wish(NATIONAL, reason="国庆"), TERMS, HELD)
    assert (found.teaching, found.reason) == (False, "国庆")


WISHES: dict[str, tuple[str, Wish, Sequence[Span]]] = {
    "the other way round": ("last-before-first", wish(STORM, date(2026, 9, 8)), TERMS),
    "without terms": ("no-terms-yet", wish(STORM), ()),
    "between the terms": ("day-in-no-term", wish(date(2027, 2, 1)), TERMS),
    "across the holidays": ("day-in-no-term", wish(date(2027, 1, 20), date(2027, 3, 1)), TERMS),
    "without a reason": ("day-needs-reason", wish(STORM, reason=""), TERMS),
    "a make-up day without one": (
        "day-needs-reason", wish(date(2026, 9, 12), how="teach", reason=""), TERMS,
    ),
    "as it is": ("nothing-changed", wish(STORM, how="teach"), TERMS),
}  # fmt: skip


@pytest.mark.parametrize("what", WISHES)
def test_days_that_cannot_be_entered_are_refused(what: str) -> None:
    code, asked, terms = WISHES[what]
    with pytest.raises(Refused, match=code):
        entered(asked, terms, HELD)


def test_months_hold_every_day_once_and_count_what_is_taught() -> None:
    found = months(TERMS, HELD)
    assert [each.first.month for each in found] == [9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7]
    cells = [cell for each in found for week in each.weeks for cell in week if cell]
    assert len(cells) == sum(
        (date(each.first.year + each.first.month // 12, each.first.month % 12 + 1, 1) - each.first)
        .days for each in found
    )  # fmt: skip
    assert sum(each.taught for each in found) == sum(each.teaching for each in HELD.values())


def test_every_sort_of_day_is_told_apart() -> None:
    held = {day: each for day, each in HELD.items() if day != STORM}
    kinds = {
        cell.day: cell.kind
        for each in months(TERMS, held)
        for week in each.weeks
        for cell in week
        if cell
    }
    assert kinds[date(2026, 9, 1)] == "teaching" and kinds[date(2026, 9, 20)] == "extra"
    assert kinds[NATIONAL] == "off" and kinds[date(2026, 9, 5)] == "free"
    assert kinds[STORM] == "unset" and kinds[date(2027, 2, 1)] == "vacation"


def test_without_terms_there_are_no_months() -> None:
    assert months((), {}) == () and runs((), {}) == ()


def test_a_holiday_over_a_weekend_is_one_run() -> None:
    found = [each for each in runs(TERMS, HELD) if each.reason.zh == "国庆节"]
    [holiday] = [each for each in found if each.kind == "off"]
    assert (holiday.since, holiday.last) == (NATIONAL, date(2026, 10, 7))
    assert {each.since for each in found if each.kind == "extra"} == {
        date(2026, 9, 20), date(2026, 10, 10),
    }  # fmt: skip


def test_a_day_entered_by_hand_is_a_run_of_its_own() -> None:
    day = date(2026, 10, 5)
    found = runs(TERMS, HELD | {day: by_hand(day, reason="国庆节")})
    assert [(each.since.day, each.by_hand) for each in found if each.since.month == 10][:3] == [
        (1, False), (5, True), (6, False),
    ]  # fmt: skip


def test_steps_leave_ordinary_new_days_out_and_join_what_changes_alike() -> None:
    found = steps(draft(2026, TERMS, ((), {})).changes)
    assert {each.after for each in found} == {"extra", "off"}
    shorter = draft(2026, (Span(AUTUMN.since, date(2027, 1, 16)), SPRING), (TERMS, HELD))
    [gone] = steps(shorter.changes)
    assert (gone.since, gone.last, gone.after) == (date(2027, 1, 16), last_day(AUTUMN), "vacation")


def test_a_step_says_what_a_day_was_and_will_be() -> None:
    step = step_of(Change(STORM, by_hand(STORM), Day(STORM, True)))
    assert (step.was.zh, step.will_be.zh) == ("放假", "教学日")


def test_festivals_are_named_in_both_languages_and_other_reasons_as_typed() -> None:
    assert HELD[NATIONAL].reason == "国庆节" and reason_said("国庆节").en == "National Day"
    assert reason_said("中秋节、国庆节").en == "Mid-Autumn Festival, National Day"
    assert reason_said("台风停课").en == "台风停课"


@pytest.mark.parametrize("year", range(2019, 2036))
def test_every_drafted_reason_of_every_year_is_chinese(year: int) -> None:
    drafted = draft_days([Span(date(year, 1, 1), date(year + 1, 1, 1))])
    reasons = {each.reason for each in drafted} - {""}
    assert reasons and all(not each.isascii() for each in reasons), reasons


def test_the_known_calendar_ends_with_a_year() -> None:
    assert (known_until().month, known_until().day) == (12, 31)


def test_past_days_are_counted() -> None:
    assert past([STORM, NATIONAL], NATIONAL) == 1
