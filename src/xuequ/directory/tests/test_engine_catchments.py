"""Lists of catchments: read, written, and asked whose an address is."""

from __future__ import annotations

import pytest

from xuequ.directory.engine.catchments.lists import lines_of, text_of
from xuequ.directory.engine.catchments.matching import matched, mentions
from xuequ.directory.engine.catchments.overlaps import Clash, Listed, clashes
from xuequ.directory.engine.catchments.types import ALL, Doors, Line
from xuequ.directory.engine.catchments.words import key, number, spelled

READ: dict[str, list[Line]] = {
    "益田村": [Line("益田村")],
    "益田村 1-99号 单号": [Line("益田村", Doors(1, 99, "odd"))],
    "益田村1-99号（双号）": [Line("益田村", Doors(1, 99, "even"))],
    "益田路 单号": [Line("益田路", Doors(None, None, "odd"))],
    "益田路 123号": [Line("益田路", Doors(123, 123))],
    "益田路 123": [Line("益田路", Doors(123, 123))],
    "福强路 100号以上": [Line("福强路", Doors(100, None))],
    "福强路 99号以下双号": [Line("福强路", Doors(None, 99, "even"))],
    "福强路1号至21号": [Line("福强路", Doors(1, 21))],
    "福强路１０１－１０９号": [Line("福强路", Doors(101, 109))],
    "福强路 一百零一号至一百零九号": [Line("福强路", Doors(101, 109))],
    "翠竹里 1-9栋、12栋（不含商铺）": [
        Line("翠竹里", Doors(1, 9, unit="栋"), "不含商铺"),
        Line("翠竹里", Doors(12, 12, unit="栋"), "不含商铺"),
    ],
    "三塘镇六村 3-5组": [Line("三塘镇六村", Doors(3, 5, unit="组"))],
    "翠竹12村": [Line("翠竹12村")],
    "星河 2期": [Line("星河 2期")],
    "益田村（含A区）": [Line("益田村", ALL, "含A区")],
    "益田村 35人": [Line("益田村", children=35)],
    "翠竹里 1-9栋、12-13栋 单号（新） 40人": [
        Line("翠竹里", Doors(1, 9, "odd", "栋"), "新", 40),
        Line("翠竹里", Doors(12, 13, "odd", "栋"), "新", 0),
    ],
    "Garden City 1-9号": [Line("Garden City", Doors(1, 9))],
}  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_a_line_is_read_as_the_lists_write_it(text: str) -> None:
    lines, faults = lines_of(text)
    assert (lines, faults) == (READ[text], [])
    assert lines_of(text_of(lines)) == (lines, [])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("1-99号", "no-place"),
        ("——", "no-place"),
        ("益田村 99-1号", "no-such-doors"),
        ("益田村 2-2号 单号", "no-such-doors"),
        ("益田村 1-100000号", "too-high"),
        ("村" * 61, "too-long"),
        (f"益田村（{'注' * 101}）", "too-long"),
    ],
)
def test_a_line_that_cannot_be_is_named_with_its_number(text: str, wrong: str) -> None:
    lines, faults = lines_of(f"福强路\n\n{text}")
    assert lines == [Line("福强路")]
    assert [(each.line, each.text, each.wrong) for each in faults] == [(3, text, wrong)]


def test_numbers_in_chinese_are_numbers() -> None:
    said = ["五", "十", "十五", "二十", "一百二十三", "一百零三", "两千", "二〇三"]
    assert [number(each) for each in said] == [5, 10, 15, 20, 123, 103, 2000, 203]
    assert spelled("益田路　１２３號") == "益田路 123号"
    assert key("三号路 五号") == key("３号路５号") == "3号路5号"


LISTS: dict[str, tuple[str, Doors]] = {
    "whole": ("益田村", ALL),
    "new": ("益田新村", ALL),
    "old": ("新村", ALL),
    "odd": ("福强路", Doors(1, 99, "odd")),
    "even": ("福强路", Doors(2, 98, "even")),
    "far": ("福强路", Doors(100, None)),
    "blocks": ("翠竹里", Doors(1, 9, unit="栋")),
    "lane": ("3号路", Doors(1, 9)),
    "one": ("星河花园", ALL),
    "two": ("星河花园", ALL),
}


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("益田路123号益田村5栋301", ["whole"]),
        ("深圳市福田区 益田村 ５栋 ３０１", ["whole"]),
        ("福强路５１号", ["odd"]),
        ("福强路五十一号", ["odd"]),
        ("福强路52号", ["even"]),
        ("福强路第52号2栋", ["even"]),
        ("福强路5号院3单元", ["odd"]),
        ("福强路100号", ["far"]),
        ("福强路1-3号", ["odd"]),
        ("福强路1-2号", []),
        ("福强路51-1号", ["odd"]),
        ("福强路1号-3号", ["odd"]),
        ("福强路", []),
        ("福强路益田村", ["whole"]),
        ("福强路51号益田村", ["whole", "odd"]),
        ("福强路51号，路过福强路52号", ["odd", "even"]),
        ("翠竹里9幢", ["blocks"]),
        ("翠竹里10栋", []),
        ("翠竹里9号", []),
        ("三号路5号", ["lane"]),
        ("益田新村8号", ["new"]),
        ("东新村8号", ["old"]),
        ("益田村路8号", []),
        ("星河花园3栋", ["one", "two"]),
        ("莲花路1号", []),
        ("", []),
    ],
)
def test_an_address_belongs_to_the_lines_that_name_it(address: str, wanted: list[str]) -> None:
    assert matched(address, LISTS) == wanted


def test_a_place_named_without_the_number_that_decides_is_told_apart() -> None:
    assert {e.of: e.holds for e in mentions("福强路", LISTS)} == {
        "odd": None, "even": None, "far": None,
    }  # fmt: skip
    assert {e.of: e.holds for e in mentions("福强路97号", LISTS)} == {
        "odd": True, "even": False, "far": False,
    }  # fmt: skip


def test_of_places_within_one_another_the_longest_counts_in_any_order() -> None:
    lists = {1: ("新村", ALL), 2: ("益田新村", ALL), 3: ("益田新村东区", ALL), 4: ("区花园", ALL)}
    assert matched("益田新村东区花园2号", lists) == [3]
    assert matched("益田新村西区", dict(reversed(lists.items()))) == [2]


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (ALL, Doors(1, 2), True),
        (Doors(1, 9), Doors(9, 20), True),
        (Doors(1, 9), Doors(10, 20), False),
        (Doors(1, 99, "odd"), Doors(1, 99, "even"), False),
        (Doors(1, 9, "odd"), Doors(9, 20), True),
        (Doors(1, 10, "odd"), Doors(10, 20), False),
        (Doors(None, 9), Doors(9, None), True),
        (Doors(None, None, "odd"), Doors(2, 2), False),
        (Doors(1, 9, unit="栋"), Doors(1, 9), False),
    ],
)
def test_doors_meet_where_one_number_is_of_both(one: Doors, other: Doors, meet: bool) -> None:
    assert (one.meet(other), other.meet(one)) == (meet, meet)
    numbers = range(1, 300)
    if one.unit == other.unit:
        assert any(one.hold(n) and other.hold(n) for n in numbers) == meet


ODD, EVEN = Line("福强路", Doors(1, 99, "odd")), Line("福强路", Doors(2, 98, "even"))
FROM_90, WHOLE = Line("福强路", Doors(90, 120)), Line("福强路")


@pytest.mark.parametrize(
    ("lists", "wanted"),
    [
        ({1: Listed([ODD]), 2: Listed([EVEN, Line("益田村")])}, []),
        ({1: Listed([ODD]), 2: Listed([FROM_90])}, [Clash(1, ODD, 2, FROM_90)]),
        ({1: Listed([Line("翠竹里")]), 2: Listed([Line("翠竹里", Doors(1, 2))])},
         [Clash(1, Line("翠竹里"), 2, Line("翠竹里", Doors(1, 2)))]),
        ({1: Listed([WHOLE, ODD])}, [Clash(1, WHOLE, 1, ODD)]),
        ({1: Listed([ODD], "东片"), 2: Listed([ODD], "东片")}, []),
        ({1: Listed([ODD], "东片"), 2: Listed([ODD], "西片")}, [Clash(1, ODD, 2, ODD)]),
        ({1: Listed([ODD], "东片"), 2: Listed([ODD])}, [Clash(1, ODD, 2, ODD)]),
        ({1: Listed([Line("三号路")]), 2: Listed([Line("３号路")])},
         [Clash(1, Line("三号路"), 2, Line("３号路"))]),
    ],
)  # fmt: skip
def test_a_door_on_two_lists_is_found_with_both_lines(
    lists: dict[int, Listed], wanted: list[Clash]
) -> None:
    assert clashes(lists) == wanted
