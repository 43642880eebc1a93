"""The sheet of classes."""

from __future__ import annotations

from datetime import date

import pytest

from casting import MAKER, OPENING
from support_plugin import Cast
from xuequ.directory.models import SchoolClass
from xuequ.directory.queries.giving.pupils import give_classes
from xuequ.directory.services.schools import change_school
from xuequ.directory.sheets import CLASSES
from xuequ.directory.tests.belonging import DAY
from xuequ.directory.tests.round_trip import Mistake, again, is_told, take
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db

CLASS_HEADS = "学校标识码,学校,学段,学年,年级,班级,人数"


def classes(cast: Cast, *rows: str, since: date = DAY) -> dict[str, int]:
    return take(cast, CLASSES, CLASS_HEADS, *rows, since=since)


def test_classes_are_registered_with_the_pupils_they_report(cast: Cast) -> None:
    rows = (
        ",孤小,小学,2026-2027,1,1,45",
        ",孤小,,2026,一年级,一年级（2）班,44",
        ",孤小,,,初一,（1）班,",
        ",孤小,初中,2026学年,6,1班,40",
    )
    assert classes(cast, *rows) == {"classes": 4, "changed": 0}
    found = SchoolClass.objects.filter(school=cast.loose).order_by("stage", "grade", "number")
    assert list(found.values_list("stage", "year", "grade", "number", "pupil_count")) == [
        ("junior", 2026, 6, 1, 40),
        ("junior", 2026, 7, 1, None),
        ("primary", 2026, 1, 1, 45),
        ("primary", 2026, 1, 2, 44),
    ]
    assert classes(cast, *rows) == {"classes": 0, "changed": 0}
    assert classes(cast, ",孤小,小学,2026,1,1,46")["changed"] == 1
    assert classes(cast, ",孤小,小学,2026,1,1,") == {"classes": 0, "changed": 0}
    assert found.get(stage="primary", number=1).pupil_count == 46
    line = Line.objects.latest("number")
    assert (line.verb, line.note["rows"]) == ("import-classes", 1)


def primary_only(cast: Cast) -> None:
    change_school(cast.loose, since=OPENING, values={}, stages=["primary"], actor=MAKER)


CLASS_FAULTS: dict[str, tuple[tuple[str, ...], list[Mistake]]] = {
    "an unknown school": ((",无小,小学,2026,1,1",), [(2, "学校", "there is no school 无小")]),
    "a class twice": (
        (",孤小,小学,2026,1,1,45", ",孤小,,2026-2027,一年级,1班,44"),
        [(3, "班号", "already stands in line 2")],
    ),
    "a stage the school does not have": (
        (",孤小,初中,2026,7,1", ",孤小,,2026,8,1"),
        [(2, "学段", "teaches primary that year"), (3, "年级", "not junior")],
    ),
    "a grade out of range": (
        (",孤小,小学,2026,7,1", ",孤小,,2026,13,1", ",孤小,,2026,大班,1"),
        [(line, "年级", "is no grade from") for line in (2, 3, 4)],
    ),
    "a class that has no number": ((",孤小,,2026,1,火箭班",), [(2, "班号", "is no class number")]),
    "no school year": ((",孤小,,2026-2028,1,1",), [(2, "学年", "is no school year")]),
    "a year before the school": ((",孤小,,2018,1,1",), [(2, "学年", "lies outside")]),
    "too many pupils": ((",孤小,,2026,1,1,450",), [(2, "学生人数", "cannot be")]),
}


@pytest.mark.parametrize("what", CLASS_FAULTS)
def test_a_mistake_about_a_class_is_told(cast: Cast, what: str) -> None:
    primary_only(cast)
    rows, wanted = CLASS_FAULTS[what]
    is_told(cast, CLASSES, CLASS_HEADS, rows, *wanted)


def test_what_is_given_of_classes_says_nothing_new_when_taken(cast: Cast) -> None:
    classes(cast, ",孤小,小学,2026,1,1,45", ",孤小,,2025,7,1,44")
    given = list(give_classes(cast.authority, DAY, cast.bureau))
    assert "2025-2026" not in {each["year"] for each in given} and len(given) == 2
    assert set(again(cast, CLASSES, given).values()) == {0}
