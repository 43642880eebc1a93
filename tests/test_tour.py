"""No page is forgotten when the looks are examined."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.urls import resolve

from addresses import those
from tour import LEFT_OUT, NOBODY, SECURITY, TOUR
from xuequ.demo.cast import players


def visited() -> set[str]:
    """The routes that somebody's tour goes through."""
    every = [*TOUR.values(), SECURITY]
    paths = {urlsplit(path).path.replace("*", "1") for tour in every for path in tour.values()}
    return {resolve(path).view_name for path in paths}


def test_every_page_is_looked_at_or_left_out_for_a_reason() -> None:
    assert visited().isdisjoint(LEFT_OUT)
    assert visited() | set(LEFT_OUT) == set(those(method="GET"))


def test_everybody_of_the_demo_with_pages_of_their_own_goes_on_tour() -> None:
    alike = {"office", "school", "city", "other"}  # see what head, principal and bureau see
    assert set(players()) - alike <= set(TOUR)
    assert NOBODY in TOUR
