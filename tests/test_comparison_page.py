"""The worked example of docs/comparison.md and its Chinese twin, carried out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from pages import DOCS, tables
from xuequ.enrolment.engine.comparison.figures import figures, ground_of
from xuequ.enrolment.engine.comparison.misreports import gained, tried
from xuequ.enrolment.engine.comparison.names import NAMES
from xuequ.enrolment.engine.comparison.running import Drawn, run
from xuequ.enrolment.engine.comparison.told import COULD_GAIN
from xuequ.enrolment.engine.comparison.ways import ways_of
from xuequ.enrolment.engine.places.prepared import Ask, Prepared, prepared
from xuequ.enrolment.engine.places.rules import Rules, Step

PAGES = ("comparison.md", "comparison.zh.md")
TWINS = {"comparison.md": "mechanisms.md", "comparison.zh.md": "mechanisms.zh.md"}
SCHOOLS = ("North", "South", "East")
FIGURES = (
    "choice_1", "choice_2", "choice_3", "unplaced", "metres_mean", "metres_90", "metres_unknown",
    "envy", "waste",
)  # fmt: skip
OWN = Rules(
    "sha256", "example", "docs", (Step("rounds", "points", bonus=1000),),
    catchment=SCHOOLS, choices=("zone",) * 3,
)  # fmt: skip


def five(page: str) -> tuple[Prepared, Drawn]:
    """The five children of the page about mechanisms, with the ways told on this page."""
    told = tables(TWINS[page])[0]
    rows = ["number,home,place,points,choice_1,choice_2,choice_3"]
    rows += [
        f"{c},{own},{c},{points},{','.join(named.split(', '))}" for c, points, own, named, _ in told
    ]
    ways = ["place,school,metres"]
    for child, *metres in tables(page)[1]:
        known = zip(SCHOOLS, metres, strict=True)
        ways += [f"{child},{school},{each}" for school, each in known if each != "–"]
    seats = "school,plan\nNorth,1\nSouth,2\nEast,1\n"
    texts = [
        ("a", "\n".join(rows).encode()),
        ("s", seats.encode()),
        ("t", "\n".join(ways).encode()),
    ]
    held = prepared(OWN, Ask(texts[0], texts[1], texts[2], "example", "docs"))
    return held, Drawn(b"", np.array([int(row[4]) for row in told], np.uint64))


@pytest.mark.parametrize("page", PAGES)
def test_the_figures_of_the_five_children_are_those_told(page: str) -> None:
    held, draw = five(page)
    read, ground = held.read, ground_of(held.read)
    told = {row[0]: row[1:] for row in tables(page)[2]}
    assert list(told) == ["own", "deferred", "serial", "trading", "lottery"]
    for way in ways_of(read.rules, read.units, tuple(told)[1:]):
        assert way.rules is not None
        found = run(read, way.rules, ground.slots, draw)
        counted = figures(ground, found)
        values = [counted["all", figure] for figure in FIGURES]
        gains = gained(found, way.last, np.arange(5), tried(read))
        assert told[way.code] == [f"{value:.0f}" for value in (*values, gains.sum())]


@pytest.mark.parametrize("page", PAGES)
def test_who_envies_and_who_could_gain_are_named_as_told(page: str) -> None:
    held, draw = five(page)
    found = run(held.read, OWN, ground_of(held.read).slots, draw)
    gains = gained(found, 0, np.arange(5), tried(held.read))
    assert [held.read.units.ids[at] for at in np.flatnonzero(gains)] == ["B", "E"]
    text = (DOCS / page).read_text("utf-8")
    assert "B, E" in text or "B、E" in text


@pytest.mark.parametrize(("page", "language"), [(PAGES[0], "en"), (PAGES[1], "zh-hans")])
def test_the_page_names_regimes_and_figures_as_the_command_does(page: str, language: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    for code, name in NAMES.items():
        assert f"| `{code}` | {name.say(language)} |" in text
    for name in names(page, language):
        assert f"**{name}**" in text, name


def names(page: str, language: str) -> Iterator[str]:
    from xuequ.enrolment.engine.comparison.figures import SAID

    yield COULD_GAIN.say(language)
    yield from (each.say(language) for each in SAID.values())
