"""docs/forecast.md and its Chinese twin: their tables are carried out."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from xuequ.enrolment.engine.forecast.ratios import WINDOW
from xuequ.enrolment.engine.forecast.survival import Outlook, Site, forecast
from xuequ.enrolment.engine.forecast.warning import Year
from xuequ.enrolment.queries.forecast.tables import WORDS, decimal

DOCS = Path(__file__).parent.parent / "docs"
PAGES = ("forecast.md", "forecast.zh.md")
SEATS = 9 * 45


def tables(page: str) -> list[list[list[str]]]:
    """The tables of a page without their headings."""
    found: list[list[list[str]]] = [[]]
    for line in (DOCS / page).read_text("utf-8").splitlines():
        if line.startswith("|"):
            found[-1].append([each.strip() for each in line.strip("|").split("|")])
        elif found[-1]:
            found.append([])
    return [each[2:] for each in found if each]


def outlook(page: str) -> Outlook:
    """The school of the page, four years ahead."""
    _, _, rolls, children, _, _ = tables(page)
    site = Site(
        (1, "primary"),
        (1, 2, 3, 4, 5, 6),
        {
            (int(year), grade): int(count)
            for year, *counts in rolls
            for grade, count in enumerate(counts, start=1)
        },
        {int(year): int(count) for year, count in children},
    )
    return forecast([site], since=2026, years=4)[site.key]


@pytest.mark.parametrize("page", PAGES)
def test_the_ratios_are_those_of_the_page(page: str) -> None:
    found = outlook(page)
    for grade, *seen, middle, low, high in tables(page)[4]:
        step = found.steps[int(grade)]
        assert [f"{each.after}/{each.before}" for each in step.ratios] == seen
        assert [decimal(step.middle), *map(decimal, step.bounds or ())] == [middle, low, high]


@pytest.mark.clause("ENR-30", "ENR-33", "ENR-36")
@pytest.mark.parametrize("page", PAGES)
def test_demand_and_warning_are_those_of_the_page(page: str) -> None:
    found = outlook(page)
    language = "zh" if ".zh." in page else "en"
    for row in tables(page)[5]:
        year = Year(int(row[0]), found.demand(int(row[0])), SEATS)
        told = [*year.numbers, year.seats, year.lacking]
        assert ["–" if each is None else str(each) for each in told] == row[1:6]
        assert WORDS[year.word].say(language) == row[6]


@pytest.mark.parametrize("page", PAGES)
def test_the_worked_grade_and_the_probabilities_are_so(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    found = outlook(page)
    span = found.pupils[2027, 1]
    assert span and span.rounded == (75, 77, 78)
    for number in (span.low, span.middle, span.high):
        assert number is not None and f"{float(number):.1f}" in text
    assert found.steps[1].middle == Fraction(199, 208) and found.steps[1].covers == Fraction(1, 2)
    assert f"{WINDOW}" == "5" and ("五个" in text or "last five" in text)


@pytest.mark.parametrize("page", PAGES)
def test_the_words_are_those_of_the_program(page: str) -> None:
    language = "zh" if ".zh." in page else "en"
    assert [row[0] for row in tables(page)[1]] == [each.say(language) for each in WORDS.values()]
