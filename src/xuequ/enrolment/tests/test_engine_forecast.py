"""The forecast by cohorts: what must hold of any rolls, and a slow second reading of the model."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuequ.enrolment.engine.forecast.ratios import WINDOW, Span, known, step_to
from xuequ.enrolment.engine.forecast.survival import FARTHEST, Key, Outlook, Site, forecast
from xuequ.enrolment.engine.forecast.warning import Year

SINCE = 2026
PRIMARY, JUNIOR = tuple(range(1, 7)), tuple(range(7, 10))
COUNTS = st.integers(0, 120)


def primary(pk: int, count: int = 40) -> Site:
    """A school whose pupils never change."""
    rolls = {(year, grade): count for year in range(2020, 2027) for grade in PRIMARY}
    children = dict.fromkeys(range(2020, 2036), count)
    return Site((pk, "primary"), PRIMARY, rolls, children)


def junior(pk: int, fed_by: tuple[int, ...] | None, count: int = 40) -> Site:
    rolls = {(year, grade): count for year in range(2020, 2027) for grade in JUNIOR}
    keys = None
    if fed_by is not None:
        keys = dict.fromkeys(range(2020, 2036), tuple((each, "primary") for each in fed_by))
    return Site((pk, "junior"), JUNIOR, rolls, fed_by=keys)


def ahead(*sites: Site, years: int = 6) -> dict[Key, Outlook]:
    return forecast(sites, since=SINCE, years=years)


@st.composite
def localities(draw: st.DrawFn) -> list[Site]:
    """Up to three primaries and two juniors, with gaps in rolls, children and feeding."""
    years = range(2021, 2027)
    found = []
    for pk in range(draw(st.integers(1, 3))):
        rolls = draw(st.dictionaries(st.tuples(st.sampled_from(years), st.sampled_from(PRIMARY)),
                                     COUNTS, max_size=36))  # fmt: skip
        children = draw(st.dictionaries(st.integers(2021, 2034), COUNTS))
        found.append(Site((pk, "primary"), PRIMARY, rolls, children))
    for pk in range(10, 10 + draw(st.integers(0, 2))):
        rolls = draw(st.dictionaries(st.tuples(st.sampled_from(years), st.sampled_from(JUNIOR)),
                                     COUNTS, max_size=18))  # fmt: skip
        fed = st.lists(st.sampled_from([0, 1, 2, 7]), unique=True, max_size=3)
        by_year = st.dictionaries(st.integers(2021, 2035), fed)
        said = draw(st.none() | by_year)
        keys = None
        if said is not None:
            keys = {year: tuple((each, "primary") for each in held) for year, held in said.items()}
        found.append(Site((pk, "junior"), JUNIOR, rolls, fed_by=keys))
    return found


class Slowly:
    """The model once more, number by number and year by year, from its words alone."""

    def __init__(self, sites: list[Site]) -> None:
        self.sites = {each.key: each for each in sites}

    def seen(self, site: Site, year: int) -> int | None:
        """Who could enter the first grade in a past year."""
        if site.key[1] == "primary":
            return site.children.get(year)
        sent = [each.rolls.get((year - 1, 6)) for each in self.senders(site, year)]
        if not sent or any(each is None for each in sent):
            return None
        return sum(each or 0 for each in sent)

    def senders(self, site: Site, year: int) -> list[Site]:
        if site.fed_by is None:
            return [each for each in self.sites.values() if each.key[1] == "primary"]
        named = site.fed_by.get(year, ())
        return [self.sites[each] for each in named if each in self.sites]

    def ratios(self, site: Site, grade: int) -> list[tuple[int, int]]:
        found = []
        for year in range(SINCE - 4, SINCE + 1):
            first = grade == site.grades[0]
            could = self.seen(site, year) if first else site.rolls.get((year - 1, grade - 1))
            came = site.rolls.get((year, grade))
            if could and came is not None:
                found.append((came, could))
        return found

    def number(self, site: Site, year: int, grade: int, which: str) -> Fraction | None:
        """Pupils of a grade in a year: "middle", "low" or "high"."""
        if year == SINCE:
            count = site.rolls.get((year, grade))
            return None if count is None else Fraction(count)
        pairs = self.ratios(site, grade)
        if not pairs or (which != "middle" and len(pairs) < 2):
            return None
        before = self.before(site, year, grade, which)
        if before is None:
            return None
        if which == "middle":
            return before * sum(came for came, _ in pairs) / sum(could for _, could in pairs)
        values = sorted(Fraction(came, could) for came, could in pairs)
        return before * (values[0] if which == "low" else values[-1])

    def before(self, site: Site, year: int, grade: int, which: str) -> Fraction | None:
        if grade != site.grades[0]:
            return self.number(site, year - 1, grade - 1, which)
        if site.key[1] == "primary":
            count = site.children.get(year)
            return None if count is None else Fraction(count)
        sent = [self.number(each, year - 1, 6, which) for each in self.senders(site, year)]
        if not sent or any(each is None for each in sent):
            return None
        return sum((each for each in sent if each is not None), Fraction(0))


@given(localities())
def test_a_slow_second_reading_finds_the_same(sites: list[Site]) -> None:
    slowly, found = Slowly(sites), ahead(*sites, years=4)
    for site in sites:
        for year in range(SINCE, SINCE + 5):
            for grade in site.grades:
                span = found[site.key].pupils[year, grade]
                told = [
                    slowly.number(site, year, grade, each) for each in ("middle", "low", "high")
                ]
                assert told == ([span.middle, span.low, span.high] if span else [None] * 3)


@given(localities())
def test_the_middle_lies_within_and_nothing_is_negative(sites: list[Site]) -> None:
    for outlook in ahead(*sites).values():
        for span in outlook.pupils.values():
            if span is not None and span.low is not None and span.high is not None:
                assert 0 <= span.low <= span.middle <= span.high


@given(localities(), st.integers(2, 9))
def test_twice_the_children_are_twice_the_pupils(sites: list[Site], times: int) -> None:
    more = [
        replace(
            each,
            rolls={key: count * times for key, count in each.rolls.items()},
            children={key: count * times for key, count in each.children.items()},
        )
        for each in sites
    ]
    usual, larger = ahead(*sites), ahead(*more)
    for key, outlook in usual.items():
        for at, span in outlook.pupils.items():
            other = larger[key].pupils[at]
            assert (span is None) == (other is None)
            if span and other:
                assert other.middle == span.middle * times


@given(st.lists(st.integers(1, 120), min_size=18, max_size=18))
def test_with_all_ratios_one_cohorts_simply_move_up(counts: list[int]) -> None:
    born = dict(enumerate(counts, start=2016))  # by the year of entry
    rolls = {
        (year, grade): born[year - grade + 1] for year in range(2021, 2027) for grade in PRIMARY
    }
    site = Site((1, "primary"), PRIMARY, rolls, born)
    outlook = ahead(site)[site.key]
    for (year, grade), span in outlook.pupils.items():
        assert span == known(born[year - grade + 1])


def test_a_year_left_out_breaks_two_ratios_and_invents_none() -> None:
    site = primary(1)
    gone = {key: count for key, count in site.rolls.items() if key[0] != 2024}
    step = ahead(replace(site, rolls=gone))[site.key].steps[3]
    assert [each.year for each in step.ratios] == [2022, 2023, 2026]


def test_where_nobody_could_come_there_is_no_ratio() -> None:
    step = step_to(2, {2024: 0, 2025: 30, 2026: 30}, {2024: 5, 2025: 31, 2026: 29}, SINCE)
    assert [each.year for each in step.ratios] == [2025, 2026]
    assert step.middle == 1 and step.bounds == (Fraction(29, 30), Fraction(31, 30))


def test_only_the_latest_years_count() -> None:
    counts = dict.fromkeys(range(2000, 2031), 30)
    years = [each.year for each in step_to(2, counts, counts, SINCE).ratios]
    assert years == list(range(SINCE - WINDOW + 1, SINCE + 1))


def test_one_ratio_gives_a_number_without_an_interval_and_no_warning() -> None:
    site = primary(1)
    few = {key: count for key, count in site.rolls.items() if key[0] >= 2025}
    outlook = ahead(replace(site, rolls=few))[site.key]
    assert outlook.steps[2].covers is None and outlook.pupils[2027, 2] == Span(
        Fraction(40), None, None
    )
    year = Year(2027, outlook.demand(2027), 500)
    assert (year.word, year.numbers) == ("unknown", (None, 240, None))


def test_no_ratio_gives_no_number_and_names_the_grades() -> None:
    site = primary(1)
    this = {key: count for key, count in site.rolls.items() if key[0] == SINCE}
    outlook = ahead(replace(site, rolls=this))[site.key]
    assert outlook.demand(2026) == known(240) and outlook.demand(2027) is None
    assert outlook.lacks(2027) == PRIMARY[1:] and outlook.lacks(2028) == PRIMARY[1:]


def test_leavers_enter_where_they_are_sent() -> None:
    small, large = primary(1, 20), primary(2, 60)
    fed, all_of = junior(3, (2,), 30), junior(4, None, 40)
    found = ahead(small, large, fed, all_of)
    assert found[3, "junior"].steps[7].middle == Fraction(30, 60)
    assert found[4, "junior"].steps[7].middle == Fraction(40, 80)
    assert found[3, "junior"].base[2027] == known(60)
    assert found[4, "junior"].base[2027] == known(80)
    assert found[3, "junior"].demand(2032) == known(90)


def test_a_school_without_its_leavers_leaves_the_junior_open() -> None:
    lacking = replace(primary(1), rolls={})
    found = ahead(lacking, primary(2), junior(3, (1, 2)))
    assert found[3, "junior"].lacks(2027) == (7,)
    assert found[3, "junior"].pupils[2027, 8] == known(40)


def test_a_school_named_but_unknown_sends_nobody() -> None:
    found = ahead(primary(1), junior(3, (9,)))
    assert found[3, "junior"].pupils[2027, 7] is None


def test_where_primary_has_five_years_junior_begins_with_six() -> None:
    rolls = {(year, grade): 40 for year in range(2022, 2027) for grade in range(1, 6)}
    five = Site((1, "primary"), tuple(range(1, 6)), rolls, dict.fromkeys(range(2022, 2033), 40))
    rolls = {(year, grade): 40 for year in range(2022, 2027) for grade in range(6, 10)}
    four = Site((2, "junior"), tuple(range(6, 10)), rolls)
    found = ahead(five, four)
    assert found[2, "junior"].demand(2032) == known(160)


@pytest.mark.parametrize("years", [0, -1, FARTHEST + 1])
def test_nobody_looks_farther_than_nine_years(years: int) -> None:
    with pytest.raises(ValueError, match="1 to 9 years"):
        ahead(primary(1), years=years)
