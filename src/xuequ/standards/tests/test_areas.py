"""Places by code: the lists, what became of old codes, and what is said of odd ones."""

from __future__ import annotations

from itertools import pairwise

import pytest

from xuequ.standards.areas import PROVINCES, advice, history, present, say, table


@pytest.mark.parametrize(
    ("code", "name", "first", "last", "now"),
    [
        ("110221", "昌平县", 1980, 1998, "110114"),  # 撤县设区, December 1999
        ("110112", "通州区", 1997, 2023, "110112"),
        ("130527", "南和县", 1993, 2019, "130506"),  # a county that became a district in 2020
        ("440524", "潮阳县", 1983, 1992, "440513"),  # first a city, then a district
        ("370634", "长岛县", 1983, 2019, ""),  # dissolved into 蓬莱区: the name does not tell
        ("110105", "朝阳区", 1980, 2023, "110105"),
        ("510202", "渝中区", 1994, 1996, "500103"),  # Chongqing left Sichuan in 1997
        ("460100", "海口市", 1988, 2023, "460100"),  # Hainan left Guangdong in 1988
    ],
)
def test_a_code_has_its_years_and_its_successor(
    code: str, name: str, first: int, last: int, now: str
) -> None:
    [area] = [each for each in history(code) if each.name == name]
    assert (area.first, area.last) == (first, last)
    found = present(area)
    assert (found.code if found else "") == now


def test_a_code_used_again_has_both_names() -> None:
    assert [each.name for each in history("132902")] == ["新华区", "泊头市"]
    words = say("132902")
    assert words is not None
    assert words.zh == "132902：1980—1982年新华区，1983—1992年泊头市，后为泊头市（130981）"
    assert "1983–1992" in words.en


@pytest.mark.parametrize(
    ("code", "born", "zh"),
    [
        ("110105", 1949, None),
        ("110221", 1990, None),  # the old county, as it was
        ("440524", 1880, None),
        ("110221", 2010, "出生时该代码已停用"),
        ("330113", 1990, "出生时尚无该代码"),
        ("330113", 2022, None),
        ("110188", 1990, "没有110188"),
        ("110188", 2024, None),  # it may be newer than the table
        ("999999", 1990, "不是省级代码"),
    ],
)
def test_what_does_not_fit_is_advice(code: str, born: int, zh: str | None) -> None:
    found = advice(code, born)
    assert (found is None) == (zh is None)
    assert found is None or (zh or "") in found.zh


def test_the_table_is_whole() -> None:
    years, areas = table().years, table().areas
    assert years[0] == 1980 and list(years) == sorted(set(years))
    for code, held in areas.items():
        assert len(code) == 6 and code[:2] in PROVINCES
        for one, other in pairwise(held):
            assert one.last < other.first and (one.name or not one.successor)
        for each in held:
            assert each.name and years[0] <= each.first <= each.last <= years[-1]
            assert {each.first, each.last} <= set(years)
            assert not each.successor or each.successor in areas
            present(each)
    now = [code for code, held in areas.items() if held[-1].last == years[-1]]
    assert {code[:2] for code in now if code.endswith("0000")} == set(PROVINCES)
    counties = [code for code in now if not code.endswith("00")]
    assert len(counties) == 2842  # 三沙 is there without its two districts
