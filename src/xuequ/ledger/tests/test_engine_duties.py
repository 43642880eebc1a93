"""Finding the duties of a policy: directions and artefacts are data, numbers stand once."""

from __future__ import annotations

from datetime import date

import pytest

from xuequ.kernel.problems import Problems
from xuequ.ledger.engine.duties import Owed, artefacts, duties, setting_like
from xuequ.profiles.entries import Profile
from xuequ.profiles.loader import load, read

LATER = date(2030, 1, 1)
HEAD = """
extends = "base"
name = { zh = "示例", en = "Example" }
sources = ["002-2"]
"""
DIRECTION = """
[exchange.duties]
clause = "EXC-34"
unit = { zh = "项", en = "duties" }
binding = "must"
values = [{ from = 2020-09-01, value = [
  { code = "city_to_island", zh = "到海岛交流", en = "to the island", duties = [
    { code = "diary", zh = "日记", en = "diary", clause = "EXC-34", owed_by = "mover", DIARY },
  ] },
] }]

[duties.own_artefacts]
clause = "EXC-34"
unit = { zh = "种", en = "forms" }
binding = "must"
values = [{ from = 2020-09-01, value = [
  { code = "diary", zh = "日记", en = "diary", blanks = [
    { code = "weather", zh = "天气", en = "weather" },
  ] },
] }]
""".replace("DIARY", 'period = "week", evidence = ["photo"]')


def item(more: str, *, code: str = "thing", clause: str = "RSH-06") -> str:
    return (
        f'{{ code = "{code}", zh = "事", en = "thing", clause = "{clause}", owed_by = "consortium",'
        f' period = "term", per = "consortium", artefact = "meeting", {more} }}'
    )


def profile(*items: str, before: str = "", binding: str = "must") -> Profile:
    listed = "".join(f"  {each},\n" for each in items)
    return read(
        "own",
        f"""{HEAD}{before}
[duties.items]
clause = "PLN-28"
unit = {{ zh = "项", en = "duties" }}
binding = "{binding}"
values = [{{ from = 2020-01-01, value = [
{listed}] }}]
""",
    )


def only(policy: Profile, on: date = LATER) -> Owed:
    [found] = duties(policy, on)
    return found


def quota(value: str, key: str = "research.activities", clause: str = "RSH-06") -> str:
    return (
        f'[{key}]\nclause = "{clause}"\nunit = {{ zh = "次", en = "times" }}\nbinding = "must"\n'
        f"values = [{{ from = 2021-09-01, value = {value} }}]\n"
    )


LIKE = 'like = "research.activities"'


def test_a_fourth_direction_and_a_new_artefact_are_data_only() -> None:
    policy = read("own", HEAD + DIRECTION)
    [found] = duties(policy, LATER)
    assert (found.key, found.direction) == ("exchange.city_to_island.diary", "city_to_island")
    assert found.artefact == "diary"
    assert [each.code for each in artefacts(policy, LATER)["diary"].blanks] == ["weather"]
    assert "meeting" in artefacts(policy, LATER)


def test_a_form_of_the_locality_is_not_there_before_its_day() -> None:
    assert "diary" not in artefacts(read("own", HEAD + DIRECTION), date(2020, 8, 31))


def test_a_number_stands_once_and_comes_with_its_period() -> None:
    policy = profile(item(LIKE), before=quota('{ min = 3, per = "subject", period = "month" }'))
    duty = only(policy).duty
    assert (duty.min, duty.period, duty.assumed) == (3, "month", False)


def test_a_duty_does_not_begin_before_the_setting_with_its_number() -> None:
    policy = profile(item(LIKE), before=quota('{ min = 3, period = "term" }'))
    assert duties(policy, date(2021, 8, 31)) == ()
    assert only(policy, date(2021, 9, 1)).since == date(2021, 9, 1)


def test_a_later_day_of_its_own_holds() -> None:
    assert only(profile(item("since = 2022-03-01"))).since == date(2022, 3, 1)


def test_where_the_setting_says_no_number_and_no_period_the_duty_is_a_starting_value() -> None:
    duty = only(profile(item(LIKE), before=quota('{ per = "subject" }'))).duty
    assert (duty.min, duty.period, duty.assumed) == (1, "term", True)


CYCLES = 'like = "evaluation.cycles.some"'


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("months = 12", "calendar_year"),
        ("months = 60", "five_years"),
        ('period = "month"', "month"),
        ("unannounced = true", "term"),
    ],
)
def test_a_cycle_says_how_often_in_months_or_in_words(said: str, period: str) -> None:
    cycle = f'[{{ code = "some", zh = "评", en = "some", led_by = "authority", {said} }}]'
    duty = only(profile(item(CYCLES), before=quota(cycle, "evaluation.cycles"))).duty
    assert (duty.min, duty.period) == (1, period)
    assert duty.assumed == (said == "unannounced = true")


def test_a_starting_value_stays_one_where_it_is_taken_over() -> None:
    cycle = '{ code = "some", zh = "评", en = "some", led_by = "authority", period = "term", %s }'
    for said in ("true", "false"):
        before = quota(f"[{cycle % f'assumed = {said}'}]", "evaluation.cycles")
        assert only(profile(item(CYCLES), before=before)).duty.assumed == (said == "true")


def test_a_number_of_a_record_is_named_by_its_part() -> None:
    days = load("mingzhu")
    assert setting_like("exchange.leaders.days_a_week", days, LATER) == 1
    with pytest.raises(LookupError, match="names nothing"):
        setting_like("exchange.leaders.nights", days, LATER)


def test_a_window_of_years_a_month_and_a_last_day_are_taken_over() -> None:
    owed = {each.key: each.duty for each in duties(load("xingning"), LATER)}
    assert owed["duties.project_approved"].period == "two_years"
    assert owed["duties.experience_meeting"].due == date(2019, 1, 31)
    lessons = {each.key: each.duty for each in duties(load("mingzhu"), LATER)}
    assert lessons["duties.english_festival"].months == (12,)


def test_an_item_binds_as_its_list_unless_it_says_otherwise() -> None:
    policy = profile(item('binding = "should"'), item("min = 2", code="other", clause="TRN-03"))
    assert [each.binding for each in duties(policy, LATER)] == ["should", "must"]
    assert (policy.binding("RSH-06"), policy.binding("TRN-03")) == ("should", "must")
    advice = profile(item("min = 2"), binding="should")
    assert only(advice).binding == "should" == advice.binding("RSH-06")


def test_a_setting_that_demands_a_clause_is_stronger_than_an_item() -> None:
    policy = profile(item('binding = "should"'), before=quota('{ min = 3, period = "term" }'))
    assert policy.binding("RSH-06") == "must"


@pytest.mark.parametrize(
    ("items", "told"),
    [
        ([item("min = 1"), item("min = 2", code="thing")], "stands 2 times"),
        ([item("min = 1").replace('"meeting"', '"moon"')], "moon, which is no form"),
        ([item('like = "research.nothing"')], "like = research.nothing, which is no setting"),
        ([item('like = "research"')], "like = research, which is no setting"),
        ([item('subjects = ["alchemy"]')], "the subject alchemy"),
        ([item('role = "wizard"')], "the role wizard"),
        ([item("min = 1").replace('"consortium", period', '"post", period')], "role (none)"),
        ([item("min = 0")], "min is less than 1"),
    ],
)
def test_what_does_not_fit_is_told_where_it_stands(items: list[str], told: str) -> None:
    with pytest.raises(Problems) as error:
        profile(*items)
    problem = error.value.problems[0]
    assert told in problem.text.en
    assert problem.line > 0
