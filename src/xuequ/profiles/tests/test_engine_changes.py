"""What differs between profiles, when one begins, and a profile somebody starts."""

from __future__ import annotations

import re
from datetime import date

import pytest

from xuequ.directory.engine.policy import Formation
from xuequ.profiles.changes import changes, heads, steps
from xuequ.profiles.loader import load, localities, policy, read
from xuequ.profiles.starter import started, toml

OWN = """
extends = "xingning"
name = { zh = "甲", en = "A" }

[formation.leads]
clause = "REG-10"
unit = { zh = "所龙头学校/学区", en = "lead schools per consortium" }
binding = "should"
values = [{ from = 2026-09-01, value = 2 }]

[formation.max_schools]
clause = "REG-12"
unit = { zh = "所", en = "schools" }
binding = "must"
values = [{ from = 2026-09-01, value = 9 }]
"""
WRITTEN = re.compile(r"^# (\[[a-z_]+\.|clause = |unit = |binding = |values = )", re.M)


def test_a_profile_does_not_differ_from_itself() -> None:
    for code in localities():
        assert changes(load(code), load(code)) == [] == heads(load(code), load(code))


def test_every_setting_that_differs_is_told_with_what_differs_in_it() -> None:
    before, after = load("xingning"), read("own", OWN)
    found = {each.entry.name: each for each in changes(before, after)}
    assert set(found) == {"formation.leads", "formation.max_schools"}
    assert found["formation.leads"].fields == ("binding", "values")
    assert found["formation.max_schools"].before is None
    assert [each[0].en for each in heads(before, after)] == ["name", "document"]
    back = {each.entry.name: each for each in changes(after, before)}
    assert back["formation.max_schools"].after is None


def test_values_that_change_inside_a_profile_are_told_newest_first() -> None:
    found = steps(load("xingning"))
    days = [each.since for each in found]
    assert days == sorted(days, reverse=True)
    [coverage] = [each for each in found if each.entry.name == "formation.coverage"]
    assert (coverage.since, coverage.before, coverage.value) == (date(2018, 9, 1), False, True)


@pytest.mark.parametrize("code", localities())
def test_a_locality_begins_with_its_own_first_day_and_not_with_what_all_share(code: str) -> None:
    profile = load(code)
    own = [each for each in profile.entries.values() if not each.is_common]
    assert profile.since == min(each.values[0].since for each in own)
    assert isinstance(policy(Formation, profile, "formation", profile.since), Formation)


def test_what_is_laid_over_a_locality_begins_no_later_than_it() -> None:
    assert read("own", OWN).since == load("xingning").since


def test_a_setting_that_begins_later_is_silent_until_then() -> None:
    profile = read("own", OWN)
    assert policy(Formation, profile, "formation", date(2026, 8, 31)).max_schools is None
    assert policy(Formation, profile, "formation", date(2026, 9, 1)).max_schools == 9


@pytest.mark.parametrize("empty", [True, False])
@pytest.mark.parametrize("base", ["base", *localities()])
def test_a_profile_that_is_started_can_be_read(base: str, empty: bool) -> None:
    text = started("yucheng", base=base, empty=empty)
    profile = read("yucheng", text)
    shipped = {} if base == "base" else load(base).entries
    assert {**profile.entries} == {**(shipped or profile.entries)}
    assert ("# [" in text) is not empty


def test_every_setting_of_a_started_profile_fits_once_it_is_written() -> None:
    text = WRITTEN.sub(r"\1", started("yucheng"))
    assert len(read("yucheng", text).entries) > 300


def test_values_are_written_as_toml() -> None:
    assert toml((True, 3, date(2026, 9, 1), '"中"', {"a": ()})) == (
        '[true, 3, 2026-09-01, "\\"中\\"", { a = [] }]'
    )
