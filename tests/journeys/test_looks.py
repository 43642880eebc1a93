"""Every page as it looks: both widths, both languages, for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import ROOT, Visit, Visitor

pytestmark = pytest.mark.journey
PAGES = {
    "workbench": "/",
    "map": "/consortia/",
    "consortium": "/consortia/1/",
    "consortium-change": "/consortia/1/change/",
    "schools": "/schools/",
    "school": "/schools/1/",
    "school-change": "/schools/1/change/",
    "school-place": "/schools/1/place/",
    "membership": "/memberships/2/move/",
    "school-new": "/schools/new/",
    "school-name": "/schools/1/name/",
    "teaching-point": "/schools/1/teaching-point/",
    "join": "/schools/1/join/",
    "membership-end": "/memberships/2/end/",
    "consortium-new": "/consortia/new/",
    "roster": "/roster/",
    "board": "/board/",
    "unit": "/board/unit/1/",
    "evidence": "/board/consortium/1/REG-24/",
    "waive": "/board/consortium/1/REG-09/waive/",
    "clauses": "/clauses/",
    "clause": "/clauses/REG-24/",
    "policy": "/policy/",
    "sheets": "/intake/",
    "sheet": "/intake/roster/",
    "record": "/record/",
    "line": "/record/5/",
}
FRONT = ("board", "map", "roster", "clauses")  # shown in the README
SCAN = (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")
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


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_fits_its_screen_and_is_open_to_everybody(
    visit: Visit, request: pytest.FixtureRequest, width: int, language: str
) -> None:
    visitor = visit("bureau", width=width, language=language)
    wrong: dict[str, object] = {}
    for name, path in PAGES.items():
        visitor.go(path)
        visitor.page.wait_for_load_state("networkidle")
        wide = visitor.page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            wrong[f"{name} is too wide"] = wide
        if found := faults(visitor):
            wrong[f"{name} shuts people out"] = found
        shoot(visitor, request, name, width, language)
    assert not wrong
    assert visitor.watch.errors == [] and len(visitor.watch.hosts) == 1


def shoot(
    visitor: Visitor, request: pytest.FixtureRequest, name: str, width: int, language: str
) -> None:
    """Keep a picture; with --images, those of the README go where it shows them."""
    short = "en" if language == "en" else "zh"
    folder = ROOT / "var/shots"
    folder.mkdir(parents=True, exist_ok=True)
    visitor.page.screenshot(path=folder / f"{name}-{short}-{width}.png", full_page=True)
    images: Path | None = request.config.getoption("--images")
    if images and name in FRONT and width == 1280:
        visitor.page.screenshot(path=images / f"{name}.{short}.png")


@pytest.mark.parametrize("path", ["/board/", "/clauses/", "/schools/", "/"])
def test_a_first_visit_is_light(visit: Visit, path: str) -> None:
    visitor = visit("bureau", width=360)
    visitor.context.clear_cookies(name="nothing")
    fresh = visitor.context.new_page()
    fresh.goto(visitor.url + path)
    fresh.wait_for_load_state("networkidle")
    assert fresh.evaluate(WEIGHT) < LIGHT


def test_the_log_in_page_is_open_to_everybody(visit: Visit) -> None:
    visitor = visit("bureau", width=360)
    visitor.context.clear_cookies()
    visitor.go("/log-in/")
    assert faults(visitor) == []
