"""The sheet of teaching points."""

from __future__ import annotations

from datetime import date

import pytest

from support_plugin import Cast
from xuequ.directory.models import TeachingPoint
from xuequ.directory.queries.giving.schools import give_points
from xuequ.directory.sheets import TEACHING_POINTS
from xuequ.directory.tests.belonging import DAY, LATER
from xuequ.directory.tests.round_trip import Mistake, again, is_told, take

pytestmark = pytest.mark.django_db
POINTS = "教学点,学校标识码,学校,起始日期,终止日期"


def points(cast: Cast, *rows: str, since: date = DAY) -> dict[str, int]:
    return take(cast, TEACHING_POINTS, POINTS, *rows, since=since)


def test_teaching_points_come_and_go_under_their_schools(cast: Cast) -> None:
    assert points(cast, "六村,,孤小,2021-09-01", "七村,,孤小")["teaching_points"] == 2
    assert set(points(cast, "六村,,孤小", "七村,,孤小", since=LATER).values()) == {0}
    ended = points(cast, "六村,,孤小,,2027-09-01")
    assert ended == {"teaching_points": 0, "changed": 1}
    assert set(points(cast, "六村,,孤小,2021-09-01,2027-09-01").values()) == {0}
    assert points(cast, "六村,,孤小,2028-09-01")["teaching_points"] == 1
    found = TeachingPoint.objects.filter(name="六村").order_by("since")
    assert list(found.values_list("since", "until")) == [
        (date(2021, 9, 1), LATER), (date(2028, 9, 1), None),
    ]  # fmt: skip
    given = list(give_points(cast.authority, DAY, cast.bureau))
    assert len(given) == 2 and set(again(cast, TEACHING_POINTS, given).values()) == {0}


POINT_FAULTS: dict[str, tuple[tuple[str, ...], list[Mistake]]] = {
    "an unknown school": (("六村,,无小",), [(2, "学校", "there is no school 无小")]),
    "an unknown code": (("六村,2145000009",), [(2, "学校标识码", "no school is registered with")]),
    "no school": (("六村",), [(2, "学校", "give the name of the school")]),
    "a point twice": (("六村,,孤小", "六村,,孤小"), [(3, "教学点", "already stands in line 2")]),
    "days in the wrong order": (
        ("六村,,孤小,2026-09-01,2026-09-01",), [(2, "终止日期", "but begins on 2026-09-01")],
    ),
    "before its school": (
        ("六村,,孤小,2019-09-01",), [(2, "起始日期", "only from 2020-09-01")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", POINT_FAULTS)
def test_a_mistake_about_a_teaching_point_is_told(cast: Cast, what: str) -> None:
    rows, wanted = POINT_FAULTS[what]
    is_told(cast, TEACHING_POINTS, POINTS, rows, *wanted)
