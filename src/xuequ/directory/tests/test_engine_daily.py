"""What people call classes, hours and times; marks and weeks that can be."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from xuequ.directory.engine.daily import Faults, School, read_results
from xuequ.directory.engine.daily.clock import Unreadable, said, time_of, windows_of, written
from xuequ.directory.engine.daily.marks import bands_of
from xuequ.directory.engine.daily.schools import class_name, class_said, several
from xuequ.kernel.sheet import Row

CLASSES = {
    ("primary", 1, 1): 1, ("primary", 6, 12): 2, ("junior", 7, 1): 3, ("junior", 9, 2): 4,
    ("senior", 10, 1): 5,
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一(1)班", 1), ("一年级1班", 1), ("1.1", 1), ("101", 1), ("小学一（1）班", 1),
        ("六12班", 2), ("六(十二)班", 2), ("七(1)班", 3), ("初一(1)班", 3), ("初中7年级1班", 3),
        ("701班", 3), ("九年级（2）班", 4), ("初三2班", 4), ("高一1班", 5), ("10(1)", 5),
        ("二(1)班", None), ("一班", None), ("", None), ("七(1)班甲", None),
        ("11班", None), ("高二(1)班", None),
    ],
)  # fmt: skip
def test_a_class_is_known_by_what_people_call_it(text: str, found: int | None) -> None:
    known = class_said(text, CLASSES)
    assert (CLASSES[known] if known else None) == found


def test_a_name_that_fits_two_classes_means_none() -> None:
    both: dict[tuple[str, int, int], int] = {("primary", 1, 1): 1, ("junior", 1, 1): 2}
    assert class_said("一(1)班", both) is None
    assert class_said("初一(1)班", both) == ("junior", 1, 1)


@pytest.mark.parametrize("each", CLASSES)
def test_the_name_of_a_class_means_that_class(each: tuple[str, int, int]) -> None:
    name = class_name(*each)
    assert class_said(name.zh, CLASSES) == class_said(name.en, CLASSES) == each


def test_several_names_stand_in_one_cell() -> None:
    assert several("一(1)班、一(2)班， 一(3)班;") == ["一(1)班", "一(2)班", "一(3)班"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("8:05", time(8, 5)), ("08：05", time(8, 5)), ("8点05分", time(8, 5)),
        ("08:05:00", time(8, 5)), ("24:00", None), ("8:60", None), ("8", None), ("", None),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read_as_people_write_it(text: str, found: time | None) -> None:
    assert time_of(text) == found


def test_hours_are_kept_in_one_form_and_read_again_the_same() -> None:
    windows = windows_of("周六、9:00".replace("、", " ") + "-11:30；星期一至星期五16:30～18:00")
    assert written(windows) == "1-5 16:30-18:00; 6 09:00-11:30"
    assert windows_of(written(windows)) == windows
    assert said(windows).zh == "周一至周五 16:30–18:00；周六 09:00–11:30"
    assert written(windows_of("每天 8:00-9:00")) == "1-7 08:00-09:00"


@pytest.mark.parametrize(
    "text",
    ["随时", "周一", "周五至周一 8:00-9:00", "周一 9:00-8:00", "1 8:00-9:00; 1-5 8:30-10:00"],
)
def test_hours_that_cannot_be_are_named(text: str) -> None:
    with pytest.raises(Unreadable):
        windows_of(text)


def result(**cells: Any) -> list[str]:
    """What is told of one row with these cells."""
    school = School(1, "校", date(2020, 1, 1), classes={("primary", 1, 1): 7}, sizes={7: 45})
    values = {
        "school": "校", "exam": "期中", "day": date(2026, 11, 12), "kind": "midterm",
        "class": "一(1)班", "subject": "数学", "present": 45, "full_mark": Decimal(100), **cells,
    }  # fmt: skip
    faults = Faults("表", {})
    schools = {2026: {"校": school}}
    _, problems = read_results([Row(2, values)], faults, schools=schools, exams={})
    return [each.field for each in problems]


@pytest.mark.parametrize("pupils", range(46))
@pytest.mark.parametrize("places", [0, 1, 2, 8])
def test_every_share_of_whole_pupils_is_taken_however_it_is_rounded(
    pupils: int, places: int
) -> None:
    share = round(Decimal(100 * pupils) / 45, places)
    assert result(pass_share=share) == []


def test_a_share_that_no_number_of_pupils_is_is_told() -> None:
    shares = [Decimal(n).scaleb(-1) for n in range(0, 1000, 7)]
    whole = {round(Decimal(100 * n) / 45, 1) for n in range(46)}
    for share in shares:
        assert (result(pass_share=share) == []) == (share in whole), share


def test_the_widest_deviation_is_half_above_and_half_below() -> None:
    assert result(mean=Decimal(50), deviation=Decimal("50.5")) == []
    assert result(mean=Decimal(50), deviation=Decimal("51.5")) == ["deviation"]
    assert result(mean=Decimal(100), deviation=Decimal(3)) == ["deviation"]


def test_bands_are_read_from_low_to_high() -> None:
    assert [each.pupils for each in bands_of("0-59:3；60～100：42人")] == [3, 42]
    for text in ("60-100:1;0-59:2", "0-60:1;59-100:2", "100-60:1", "60:1"):
        with pytest.raises(ValueError):
            bands_of(text)
