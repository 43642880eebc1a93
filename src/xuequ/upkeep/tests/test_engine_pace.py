"""The pace at which a process lets visitors in, on simulated machines."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass

import pytest

from xuequ.upkeep.engine.pace import (
    BAD,
    CALLED,
    CUT,
    FLOOR,
    LATE,
    SOON,
    START,
    Pace,
    back_in,
    minutes_left,
    nineteen_of_twenty,
)


def taken(pace: Pace) -> int:
    """How many come in of those who stand at the door without end."""
    count = 0
    while pace.take():
        count += 1
    return count


def simulated(cost: float, *, acts: int = 4, think: float = 5.0, seconds: int = 400) -> Run:
    """A process of 8 threads that share one processor; an act costs so much of it.

    Visitors wait without end; each one let in does some acts with time to think between.
    """
    pace, events = Pace(8), list[tuple[float, int, int]]()
    done, free, let_in, took = list[tuple[float, float]](), 0.0, list[int](), list[float]()
    for second in range(seconds):
        pace.tick(float(second))
        let_in.append(taken(pace))
        for n in range(let_in[-1]):
            heapq.heappush(events, (second + n / let_in[-1], second * 1000 + n, acts))
        while events and events[0][0] < second + 1:
            at, visitor, left = heapq.heappop(events)
            while done and done[0][0] <= at:
                pace.end(*heapq.heappop(done))
            free = max(at, free) + cost
            pace.begin(at)
            heapq.heappush(done, (free, free - at))
            took.append(free - at)
            if left > 1:
                heapq.heappush(events, (free + think, visitor, left - 1))
        while done and done[0][0] <= second + 1:
            pace.end(*heapq.heappop(done))
    half = seconds // 2
    return Run(sum(let_in[half:]) / half, sorted(took))


@dataclass(frozen=True, slots=True)
class Run:
    """Visitors let in a second in the second half; the seconds of every act, rising."""

    rate: float
    took: list[float]


@pytest.mark.parametrize("cost", [0.01, 0.025, 0.05, 0.1])
@pytest.mark.parametrize("think", [2.0, 10.0, 40.0])
def test_the_pace_finds_what_the_machine_carries(cost: float, think: float) -> None:
    """From the first minute on, when it does not know yet what that is."""
    carried, found = 1 / cost / 4, simulated(cost, think=think, seconds=800)  # visitors a second
    assert 0.6 * carried < found.rate <= 1.05 * carried  # some wait in it yet
    assert found.took[int(0.95 * len(found.took))] < 1


def test_while_it_is_strained_nobody_comes_in_nor_is_called_and_the_rate_is_cut_once() -> None:
    pace = Pace(1)
    pace.tick(1.0)
    pace.begin(1.0)
    for second in range(2, 6):
        assert pace.tick(float(second)) == 0 and not pace.take()
    assert pace.rate == pytest.approx(START * CUT)


def test_a_waiting_page_asks_the_sooner_the_nearer_its_turn_is() -> None:
    many = 60_000
    assert [back_in(each, 10, many) for each in (0, 1_000, 30_000)] == [SOON, 80, LATE]
    assert back_in(10, 0, many) == 16  # nobody came in of late: by the least there is
    assert back_in(1_000, 1, 1_000) == 40  # few wait, and it may come to go faster
    assert (minutes_left(0, 10), minutes_left(600, 10), minutes_left(601, 10)) == (1, 1, 2)


def test_nobody_in_vain_at_the_door_leaves_the_pace_as_it_is_and_more_are_called() -> None:
    pace = Pace(4)
    for second in range(1, 20):
        pace.begin(second + 0.1)
        pace.end(second + 0.2, 0.1)
        assert pace.tick(float(second + 1)) == math.ceil(CALLED * START)
        assert pace.take()
    assert pace.rate == START and not pace.is_strained


def test_the_more_stand_at_the_door_the_fewer_are_called_and_the_rate_grows() -> None:
    pace = Pace(4)
    pace.tick(1.0)
    assert taken(pace) == 1
    assert pace.tick(2.0) == 2 and pace.rate > START
    while pace._turned < 9:
        pace.take()
    assert pace.tick(3.0) == 0


def test_the_fewer_come_of_those_called_the_more_are_called() -> None:
    pace, called = Pace(4), list[int]()
    for second in range(1, 600):
        called.append(pace.tick(float(second)))
        if second % 20 == 0:
            pace.take()
    assert called[0] == math.ceil(CALLED * START) and called[-1] > 5 * called[0]
    for second in range(600, 1_200):  # and now everybody does
        for _ in range(called[-1]):
            pace.take()
        pace.rate = START  # it carries no more
        called.append(pace.tick(float(second)))
    assert max(called[-60:]) <= 3 * called[0]


def test_who_needs_two_minutes_to_come_is_not_taken_for_absent() -> None:
    pace, coming, called = Pace(4), dict[int, int](), list[int]()
    for second in range(1, 900):
        pace.rate = START  # it carries no more
        called.append(pace.tick(float(second)))
        coming[second + 110] = coming.get(second + 110, 0) + called[-1]
        for _ in range(coming.pop(second, 0)):
            if not pace.take():  # asks again soon
                coming[second + 5] = coming.get(second + 5, 0) + 1
    assert max(called) <= 2 * called[0]


def test_on_a_quiet_evening_numbers_are_called_by_the_time_that_has_passed() -> None:
    """3,000 left; one comes and asks every two minutes."""
    pace, before, asked = Pace(4), 3_000, 0
    while before > 0 or not pace.take():
        before -= pace.tick(1.0 + 120 * asked)
        asked += 1
    assert asked <= 8


def test_one_slow_answer_and_those_that_say_nothing_are_no_strain() -> None:
    pace = Pace(16)
    for second in range(1, 60):
        for n in range(2):
            pace.begin(second + n / 2)
            pace.end(second + n / 2 + 0.05, 0.05 if n or second % 5 else 8.0)
        pace.begin(second)
        pace.end(second + 0.9, None)
        pace.tick(second + 0.95)
        assert not pace.is_strained


def test_slow_answers_and_full_threads_are_strain_and_slow_the_pace() -> None:
    slow, full = Pace(4), Pace(2)
    for each in (slow, full):
        each.tick(1.0)
    before = slow.rate, full.rate
    for n in range(20):
        slow.begin(1.0 + n / 25)
        slow.end(1.02 + n / 25, BAD * 2)
    full.begin(1.0)
    full.begin(1.0)
    slow.tick(2.0)
    full.tick(2.0)
    assert slow.is_strained and full.is_strained
    assert slow.rate < before[0] and full.rate < before[1]


def test_the_pace_never_stops_and_grows_again() -> None:
    pace = Pace(1)
    pace.begin(0.0)
    for second in range(1, 60):
        pace.tick(float(second))
    assert pace.rate == FLOOR
    pace.end(59.5, 0.1)
    come = 0
    for second in range(60, 80):
        pace.tick(float(second))
        come += taken(pace)
    assert come >= 10 and pace.rate > FLOOR


def test_a_long_silence_lets_no_crowd_in_at_once() -> None:
    pace = Pace(4)
    pace.tick(1.0)
    pace.tick(1000.0)
    assert taken(pace) <= 2 * START


def test_nineteen_of_twenty() -> None:
    assert nineteen_of_twenty([0.1] * 4) is None
    assert nineteen_of_twenty([9.0, 1.0, 2.0, 3.0, 8.0]) == 8
    assert nineteen_of_twenty([float(n) for n in range(1, 21)]) == 19
    assert nineteen_of_twenty([float(n) for n in range(1, 41)]) == 38
    assert nineteen_of_twenty([3.0, 1.0, 2.0, 5.0, *[0.0] * 16]) == 3
