"""A table of points somebody wrote: what does not fit together in it is said with its line."""

from __future__ import annotations

from datetime import date

import pytest

from xuequ.enrolment.engine.policy import Enrolment
from xuequ.kernel.problems import Problems
from xuequ.profiles.loader import policy, read

HEAD = """\
extends = "futian"
name = { zh = "本地", en = "own" }
[enrolment.points]
clause = "ENR-09"
unit = { zh = "积分标准", en = "a standard" }
binding = "must"
values = [{ from = 2026-01-01, value = { %s } }]
"""
TABLE = """\
facts = [{ code = "bought", zh = "购房", en = "bought" }], \
types = [{ code = "1", zh = "一类", en = "one", base_points = 80, when = ["bought"] }], \
additions = [\
{ code = "home", zh = "居住", en = "home", points = 0.1, per = "month", cap = 10 }, \
{ code = "no_home", zh = "无房", en = "none", points = 2, inside = "home", only = ["1"] }]"""
BAD = {
    "three places": ("0.1", "0.125", "“home”为0.125，须为0或以上、最多2位小数", "home is 0.125"),
    "negative": ("cap = 10", "cap = -1", "“home”为-1", "write a number of 0 or more"),
    "no such cap": ('inside = "home"', 'inside = "house"', "inside = “house”", "must be another"),
    "no cap": (", cap = 10", "", "自有上限", "with a cap of its own"),
    "its own": ('inside = "home"', 'inside = "no_home"', "inside = “no_home”", "no_home has"),
    "no such fact": ('["bought"]', '["sold"]', "when 中的“sold”不存在；可用：bought", "names sold"),
    "no such type": ('["1"]', '["2"]', "only 中的“2”不存在；可用：1", "only names 2; known: 1"),
    "a name twice": ('zh = "无房"', 'zh = "居住"', "“居住”用了2次", "居住 is used 2 times"),
    "a code of a ground": ('"bought"', '"policy"', "“policy”用了2次", "change one of them"),
    "a code of the file": ('"no_home"', '"number"', "“number”用了2次", "change one of them"),
}


def faults(table: str) -> list[tuple[int, str, str, str]]:
    with pytest.raises(Problems) as caught:
        read("own", HEAD % table)
    return [(each.line, each.field, each.text.zh, each.text.en) for each in caught.value.problems]


def test_a_table_that_fits_is_read() -> None:
    held = policy(Enrolment, read("own", HEAD % TABLE), "enrolment", date(2026, 6, 1))
    assert held.points and [each.code for each in held.points.additions] == ["home", "no_home"]
    assert held.eligibility, "the conditions of the profile it is laid over hold"


@pytest.mark.parametrize(("old", "new", "zh", "en"), BAD.values(), ids=BAD)
def test_what_does_not_fit_is_said_in_both_languages(old: str, new: str, zh: str, en: str) -> None:
    assert old in TABLE
    [(line, field, said, told)] = faults(TABLE.replace(old, new))
    assert (line, field) == (3, "enrolment.points") and zh in said and en in told


GROUND = '{ code = "here", clause = "ENR-15", zh = "本地", en = "of here"%s }'
GROUNDS = {
    "nobody": (", parents = 0", "只能是1或2", "write 1 or 2"),
    "three parents": (", parents = 3", "只能是1或2", "write 1 or 2"),
    "no insurance": (", insurance_months = 12", "须同时写明", "or neither"),
    "no months": (', insurances = ["medical"]', "须同时写明", "or neither"),
}


def of_grounds(*grounds: str, times: int = 1) -> list[tuple[str, str, str]]:
    group = '{ stages = ["junior"], grade = 6, lives_in_area = true, any_of = [%s] }'
    groups = ", ".join([group % ", ".join(grounds)] * times)
    text = HEAD.replace("points", "eligibility").replace("{ %s }", f"[{groups}]")
    with pytest.raises(Problems) as caught:
        read("own", text)
    return [(each.field, each.text.zh, each.text.en) for each in caught.value.problems]


@pytest.mark.parametrize(("more", "zh", "en"), GROUNDS.values(), ids=GROUNDS)
def test_a_ground_that_would_hold_in_silence_is_refused(more: str, zh: str, en: str) -> None:
    [(field, said, told)] = of_grounds(GROUND % more)
    assert field == "enrolment.eligibility" and zh in said and en in told


def test_a_table_needs_a_type_and_a_stage_one_list_of_grounds_with_their_own_codes() -> None:
    assert [each[2] for each in faults("types = []")] == ["至少要有一个类型"]
    [(_, zh, en)] = of_grounds(times=2)
    assert "写了2次" in zh and "make one of them" in en
    [(_, zh, en)] = of_grounds(GROUND % "", GROUND % "")
    assert "“here”已用" in zh and "change one of them" in en
    [(_, zh, _)] = of_grounds((GROUND % "").replace("here", "grade"))
    assert "“grade”已用" in zh


def test_of_a_type_twice_the_code_is_named() -> None:
    again = TABLE.replace(
        "types = [", 'types = [{ code = "1", zh = "甲", en = "a", base_points = 1 }, '
    )
    assert [each[2][:10] for each in faults(again)] == ["代码或名称“1”用了"]
