"""The made-up week of the demonstration has no clash, however full it is."""

from __future__ import annotations

from random import Random

import pytest

from xuequ.demo.weeks import FULL, PLAN, lessons, sums, teachers_wanted, week


@pytest.mark.parametrize("count", [1, 4, 6, 24])
def test_no_class_and_no_teacher_is_twice_in_one_slot(count: int) -> None:
    rooms = [f"{n}班" for n in range(count)]
    wanted = teachers_wanted(count)
    teachers = {s: [f"{s}{n}" for n in range(each)] for s, each in wanted.items()}
    edges = lessons(rooms, teachers)
    placed = week(edges, 30)
    assert len(placed) == len(edges) == count * sum(PLAN.values())
    assert sorted(edge for _, edge in placed) == sorted(edges)
    for side in (0, 2):
        slots = [(slot, edge[side]) for slot, edge in placed]
        assert len(set(slots)) == len(slots)
    loads = [sum(edge[2] == who for edge in edges) for who in {edge[2] for edge in edges}]
    assert max(loads) <= FULL


def test_lessons_of_nobody_do_not_stand_in_each_others_way() -> None:
    edges = lessons(["甲班", "乙班"], {})
    placed = week(edges, sum(PLAN.values()))
    assert {edge[2] for _, edge in placed} == {""}
    assert len({(slot, edge[0]) for slot, edge in placed}) == len(edges)


def test_sums_of_marks_are_the_same_for_a_seed_and_fit() -> None:
    told = sums(Random(1), 40)
    assert told == sums(Random(1), 40)
    bands = [int(each.rpartition(":")[2]) for each in told[-1].split("；")]
    assert sum(bands) == int(told[0])
