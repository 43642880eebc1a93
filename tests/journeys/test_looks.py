"""Every page as it looks: both widths, both languages, for everybody."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FloatRect

from tour import NOBODY, TOUR

from .conftest import ROOT, Visit, Visitor

pytestmark = pytest.mark.journey
FRONT = ("board", "map", "roster", "clauses")  # shown in the README
SCAN = (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")
WIDTHS, HEIGHT, WALK = (1280, 360), 800, 40
SCANNED = (("zh-hans", 360), ("en", 1280))  # every other page, and its only language in a short run
TALL = 6000  # as much of a long page as a picture shows
LIGHT = 300_000  # bytes of a first visit, fonts apart
WEIGHT = """() => performance.getEntries()
  .filter(each => each.transferSize && !each.name.includes('.woff2'))
  .reduce((sum, each) => sum + each.transferSize, 0)"""


def faults(visitor: Visitor) -> list[str]:
    """What an accessibility scan finds that is serious or worse."""
    visitor.page.evaluate(SCAN)
    found = visitor.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:120]}"
        for each in found["violations"]
        if each["impact"] in {"serious", "critical"}
    ]


def walks() -> Iterator[tuple[str, int, dict[str, str]]]:
    """Everybody's tour in walks of about `WALK` pages, so that two can share a long one."""
    for who, tour in TOUR.items():
        walk: dict[str, str] = {}
        number = 1
        for name, path in tour.items():
            if len(walk) >= WALK and "*" not in path:  # that asks the page before it
                yield who, number, walk
                number, walk = number + 1, {}
            walk[name] = path
        yield who, number, walk


WALKS = {f"{who}-{number}": (who, walk) for who, number, walk in walks()}


@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.usefixtures("lived_in")
def test_every_page_fits_its_screen_and_is_open_to_everybody(
    visit: Visit, request: pytest.FixtureRequest, language: str, walk: str
) -> None:
    """Every page at both widths; the scan looks at every other one narrow in Chinese, else wide.

    Every other page is looked at in Chinese, the others in English; with EVERYTHING set, or when
    pictures are kept, all are in both.
    """
    who, pages = WALKS[walk]
    visitor = visit(who, language=language)
    wrong: dict[str, object] = {}
    turn = 0
    for name, path in pages.items():
        turn = (turn + ("*" not in path)) % 2  # which asks the page before it, in its language
        if language != SCANNED[turn][0] and not in_both(request):
            continue
        visitor.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        visitor.go(path)
        if visitor.page.locator("#map").count():  # drawn after the page is there
            visitor.page.wait_for_load_state("networkidle")
        for width in WIDTHS:
            visitor.page.set_viewport_size({"width": width, "height": HEIGHT})
            wide = visitor.page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                wrong[f"{name} at {width} is too wide"] = wide
            if (language, width) == SCANNED[turn] and (found := faults(visitor)):
                wrong[f"{name} shuts people out"] = found
            shown = name if who in {"bureau", NOBODY} else f"{who}-{name}"
            shoot(visitor, request, shown, width, language)
    assert not wrong
    assert visitor.watch.errors == [] and len(visitor.watch.hosts) == 1


def in_both(request: pytest.FixtureRequest) -> bool:
    kept = request.config.getoption("--images") or request.config.getoption("--shots")
    return bool(kept or os.environ.get("EVERYTHING"))


def shoot(
    visitor: Visitor, request: pytest.FixtureRequest, name: str, width: int, language: str
) -> None:
    """With --shots keep a picture; with --images, those of the README go where it shows them."""
    images: Path | None = request.config.getoption("--images")
    if not images and not request.config.getoption("--shots"):
        return
    short = "en" if language == "en" else "zh"
    folder = ROOT / "var/shots"
    folder.mkdir(parents=True, exist_ok=True)
    height = visitor.page.evaluate("document.documentElement.scrollHeight")
    clip: FloatRect = {"x": 0, "y": 0, "width": width, "height": min(height, TALL)}
    visitor.page.screenshot(path=folder / f"{name}-{short}-{width}.png", full_page=True, clip=clip)
    if images and name in FRONT and width == 1280:
        visitor.page.screenshot(path=images / f"{name}.{short}.png")


@pytest.mark.parametrize("path", ["/board/", "/clauses/", "/schools/", "/"])
def test_a_first_visit_is_light(visit: Visit, path: str) -> None:
    visitor = visit("bureau", width=360)
    visitor.context.clear_cookies(name="nothing")
    fresh = visitor.context.new_page()
    fresh.goto(visitor.url + path)
    fresh.wait_for_timeout(1000)  # for what a page asks for once it is there
    assert fresh.evaluate(WEIGHT) < LIGHT


def test_the_log_in_page_is_open_to_everybody(visit: Visit) -> None:
    visitor = visit("bureau", width=360)
    visitor.context.clear_cookies()
    visitor.go("/log-in/")
    assert faults(visitor) == []
