"""Children, past rolls and seats by sheet: all rows or none, and taken back as a whole."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.services.classes import ClassSize, report_classes
from xuequ.directory.tests.belonging import DAY
from xuequ.directory.tests.round_trip import Mistake, again, take
from xuequ.enrolment.models import Cohort, PastRoll, Seats
from xuequ.enrolment.queries.forecast.giving import give_cohorts, give_past_rolls, give_seats
from xuequ.enrolment.sheets import COHORTS, PAST_ROLLS, SEATS
from xuequ.enrolment.tests.forecasting import (
    COHORT_HEADS,
    ROLL_HEADS,
    SEAT_HEADS,
    TODAY,
    cohorts,
    past_rolls,
    seats,
)
from xuequ.enrolment.tests.world import taught
from xuequ.intake.models import Import
from xuequ.kernel.problems import Problems
from xuequ.kernel.sheet import Sheet
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: TODAY)


@pytest.mark.clause("ENR-33")
def test_counts_are_registered_mended_and_counted_again_later(cast: Cast) -> None:
    taught("东一小", "东二小")
    rows = ("东一小,2020-2021,86,2026-10-15,户籍登记", "东二小,2020,40,2026-10-15,户籍登记")
    assert cohorts(cast, *rows) == {"cohorts": 2, "changed": 0}
    assert cohorts(cast, *rows) == {"cohorts": 0, "changed": 0}
    assert cohorts(cast, rows[0].replace("86", "88")) == {"cohorts": 0, "changed": 1}
    later = "东一小,2020-2021,91,2026-11-20,幼儿园在园人数"
    assert cohorts(cast, later) == {"cohorts": 1, "changed": 0}
    found = Cohort.objects.filter(school__name="东一小").values_list("born", "count", "source")
    assert list(found) == [(2020, 88, "户籍登记"), (2020, 91, "幼儿园在园人数")]
    given = list(give_cohorts(cast.authority, TODAY.date(), cast.bureau))
    assert len(given) == 3 and again(cast, COHORTS, given) == {"cohorts": 0, "changed": 0}
    assert Line.objects.filter(verb="import-cohorts").count() == 5


@pytest.mark.clause("ENR-30")
def test_rolls_of_years_without_classes_are_registered(cast: Cast) -> None:
    taught("东一小")
    rows = ("东一小,,2024-2025,一年级,92", "东一小,小学,2024,2,88")
    assert past_rolls(cast, *rows) == {"past_rolls": 2, "changed": 0}
    assert past_rolls(cast, rows[1].replace("88", "87")) == {"past_rolls": 0, "changed": 1}
    assert list(PastRoll.objects.values_list("stage", "year", "grade", "count")) == [
        ("primary", 2024, 1, 92), ("primary", 2024, 2, 87),
    ]  # fmt: skip
    given = list(give_past_rolls(cast.authority, TODAY.date(), cast.bureau))
    assert again(cast, PAST_ROLLS, given) == {"past_rolls": 0, "changed": 0}
    assert list(give_past_rolls(cast.authority, TODAY.date(), cast.school)) == []


@pytest.mark.clause("ENR-33")
def test_seats_hold_from_a_year_on(cast: Cast) -> None:
    taught("东一小")
    assert seats(cast, "东一小,小学,2026-2027,12,45", "东一小,小学,2028,18,45") == {
        "seats": 2, "changed": 0,
    }  # fmt: skip
    assert seats(cast, "东一小,小学,2028,20,45") == {"seats": 0, "changed": 1}
    assert list(Seats.objects.values_list("year", "rooms")) == [(2026, 12), (2028, 20)]
    given = list(give_seats(cast.authority, TODAY.date(), cast.bureau))
    assert again(cast, SEATS, given) == {"seats": 0, "changed": 0}


CHILDREN_FAULTS: dict[str, tuple[tuple[str, ...], Mistake]] = {
    "fewer than none": (("东一小,2020,-1,2026-10-15,普查",), (2, "儿童人数", "cannot be (0 to")),
    "too many": (("东一小,2020,20001,2026-10-15,普查",), (2, "儿童人数", "cannot be (0 to")),
    "not born yet": (
        ("东一小,2027,5,2026-10-15,普查",), (2, "出生年度", "ends on 31 August 2028"),
    ),
    "not all born yet": (
        ("东一小,2025,5,2026-08-31,普查",), (2, "出生年度", "ends on 31 August 2026"),
    ),
    "no year": (("东一小,上年,5,2026-10-15,普查",), (2, "出生年度", "is no school year")),
    "two years that are none": (
        ("东一小,2020-2022,5,2026-10-15,普查",), (2, "出生年度", "is no school year"),
    ),
    "counted tomorrow": (
        ("东一小,2020,5,2026-11-30,普查",), (2, "统计日期", "is still to come"),
    ),
    "twice": (
        ("东一小,2020,5,2026-10-15,普查", "东一小,2020-2021,6,2026-10-15,普查"),
        (3, "出生年度", "already stands in line 2"),
    ),
    "no such school": (("无小,2020,5,2026-10-15,普查",), (2, "学校", "there is no school 无小")),
    "a junior school": (("西一小,2020,5,2026-10-15,普查",), (2, "学校", "teaches junior")),
    "no count": (("东一小,2020,,2026-10-15,普查",), (2, "儿童人数", "")),
    "no day": (("东一小,2020,5,,普查",), (2, "统计日期", "")),
    "no source": (("东一小,2020,5,2026-10-15,",), (2, "来源", "")),
}  # fmt: skip
ROLL_FAULTS: dict[str, tuple[tuple[str, ...], Mistake]] = {
    "fewer than none": (("东一小,,2024,1,-3",), (2, "在校生数", "cannot be (0 to")),
    "a year to come": (("东一小,,2027,1,50",), (2, "学年", "has not begun")),
    "before the school": (("东一小,,2010,1,50",), (2, "学年", "lies outside")),
    "a year with classes": (("东一小,,2025,1,50",), (2, "学年", "Mend those by the sheet")),
    "no grade": (("东一小,,2024,13,50",), (2, "年级", "no grade from 1 to 12")),
    "a grade of another stage": (("东一小,小学,2024,7,50",), (2, "年级", "no grade from 1 to 6")),
    "a stage it does not teach": (("东一小,,2024,8,50",), (2, "年级", "not junior")),
    "senior school": (("东一小,,2024,10,50",), (2, "年级", "up to grade 9")),
    "twice": (
        ("东一小,,2024,1,50", "东一小,小学,2024-2025,一,51"),
        (3, "年级", "already stands in line 2"),
    ),
}
SEAT_FAULTS: dict[str, tuple[tuple[str, ...], Mistake]] = {
    "a class of nobody": (("东一小,小学,2026,12,0",), (2, "班额", "cannot be (1 to 200)")),
    "fewer rooms than none": (("东一小,小学,2026,-1,45",), (2, "教室数", "cannot be (0 to 500)")),
    "a stage it does not teach": (("东一小,初中,2026,12,50",), (2, "学段", "not junior")),
    "no stage": (("东一小,,2026,12,45",), (2, "学段", "")),
    "twice": (
        ("东一小,小学,2026,12,45", "东一小,小学,2026-2027,13,45"),
        (3, "起始学年", "already stands in line 2"),
    ),
}
FAULTS: list[tuple[Sheet, str, str, tuple[tuple[str, ...], Mistake]]] = [
    (sheet, heads, what, fault)
    for sheet, heads, faults in (
        (COHORTS, COHORT_HEADS, CHILDREN_FAULTS),
        (PAST_ROLLS, ROLL_HEADS, ROLL_FAULTS),
        (SEATS, SEAT_HEADS, SEAT_FAULTS),
    )
    for what, fault in faults.items()
]


@pytest.mark.parametrize(("sheet", "heads", "what", "fault"), FAULTS,
                         ids=[f"{each[0].code}: {each[2]}" for each in FAULTS])  # fmt: skip
def test_a_mistake_is_told_with_line_column_and_cure_and_nothing_taken(
    cast: Cast, sheet: Sheet, heads: str, what: str, fault: tuple[tuple[str, ...], Mistake]
) -> None:
    [school] = taught("东一小")
    taught("西一小", stage="junior")
    report_classes(school, 2025, [ClassSize("primary", 1, 1, 40)], actor=MAKER)
    rows, (line, field, cure) = fault
    lines = Line.objects.count()
    with pytest.raises(Problems) as told:
        take(cast, sheet, heads, *rows)
    found = [(each.line, each.field) for each in told.value.problems]
    assert found == [(line, field)], what
    assert cure in told.value.problems[0].text.en and told.value.problems[0].text.zh
    kept = [kind.objects.count() for kind in (Cohort, PastRoll, Seats)]
    assert kept == [0, 0, 0] and Line.objects.count() == lines


@pytest.mark.walk
def test_a_sheet_is_looked_at_taken_and_taken_back(cast: Cast, client_of: Any) -> None:
    taught("东一小")
    bureau = client_of("bureau")
    text = "\n".join((COHORT_HEADS, "东一小,2020-2021,86,2026-10-15,户籍登记"))
    sent = {"since": f"{DAY}", "file": SimpleUploadedFile("儿童.csv", text.encode())}
    shown = bureau.post("/intake/cohorts/", sent, follow=True)
    assert "户籍登记" in shown.text and not Cohort.objects.exists()
    one = Import.objects.get()
    assert "/enrolment/forecast/" in bureau.post(
        f"/intake/imports/{one.pk}/confirm/", follow=True
    ).text  # fmt: skip
    assert Cohort.objects.get().count == 86
    bureau.post(f"/intake/imports/{one.pk}/undo/")
    assert not Cohort.objects.exists()


def test_only_the_office_of_a_bureau_brings_them_in(cast: Cast, client_of: Any) -> None:
    for who, status in (("bureau", 200), ("principal", 403), ("school", 403), ("head", 403)):
        for code in ("cohorts", "past_rolls", "seats"):
            assert client_of(who).get(f"/intake/{code}/").status_code == status
