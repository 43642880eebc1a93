"""The page that verifies classes, opened as a file without a network, agrees with the program."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import xuequ.enrolment
from xuequ.enrolment.engine.package.checking import checked
from xuequ.enrolment.tests.classes_packages import (
    Inputs,
    anything,
    came_late,
    crowded,
    forged,
    results,
    sealed,
)
from xuequ.enrolment.tests.places_packages import VERIFY
from xuequ.enrolment.tests.test_engine_verifier_classes import (
    FORGERIES,
    RULES,
    late,
    plain,
)
from xuequ.enrolment.tests.test_engine_verifier_late import LATE, NO_DRAW, hopeless
from xuequ.enrolment.tests.test_engine_verifier_places import swapped

pytestmark = pytest.mark.journey

PAGE = Path(xuequ.enrolment.__file__).parent / "verifier" / "verify.html"
EXAMINE = """(all) => all.map(([data, published]) => {
  const found = examined(Uint8Array.from(atob(data), (c) => c.charCodeAt(0)), published);
  return found.genuine ? "" : found.en;
})"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 800}, offline=True)
    opened, went_wrong = context.new_page(), []
    opened.on("pageerror", lambda error: went_wrong.append(str(error)))
    opened.on("console", lambda message: went_wrong.append(message.text))
    opened.goto(PAGE.as_uri())
    opened.on("request", lambda request: went_wrong.append(request.url))
    yield opened
    context.close()
    assert went_wrong == []


def examined(page: Page, *all_: bytes, published: str = "") -> list[str]:
    """For each package what the page names as wrong first, or nothing."""
    given = [[base64.b64encode(each).decode(), published] for each in all_]
    return [str(wrong) for wrong in page.evaluate(EXAMINE, given)]


def packages(*several: Inputs) -> Iterator[bytes]:
    for given in several:
        try:
            yield sealed(given)
        except VERIFY.Wrong:  # no classes come of it
            continue


def test_packages_of_all_methods_are_genuine_in_the_browser_too(page: Page) -> None:
    data = [*packages(*map(anything, range(120))), *packages(*map(crowded, range(120)))]
    data += packages(*map(crowded, (1696, 3478, 5806)))  # all dealing is in vain there
    data += packages(*map(came_late, range(200)))
    assert len(data) > 250
    assert examined(page, *data) == [""] * len(data)
    frozen = checked(sealed(plain())).digest
    assert examined(page, sealed(plain()), published=frozen) == [""]
    assert examined(page, sealed(late()), published=frozen) == [
        "digests.txt: this is not the package whose digest was published"
    ]


def test_any_byte_of_classes_is_named(page: Page) -> None:
    for given in (plain(), late()):
        data = sealed(given)
        spoilt = [data[:i] + bytes([b ^ 1 << i % 8]) + data[i + 1 :] for i, b in enumerate(data)]
        for i, wrong in enumerate(examined(page, *spoilt)):
            assert wrong.startswith("byte "), i
        for short in (data[:-1], data[:900], data + b"\0"):
            assert examined(page, short)[0].startswith("byte ")


def test_any_line_of_a_result_that_is_not_so_is_named(page: Page) -> None:
    data, expected = [], []
    for given in (plain(), late()):
        for name, content in results(given).items():
            for i, line in enumerate(content.decode().split("\n")[:-1], 1):
                data.append(forged(given, name, swapped(f"{line}\n", f"{line}0\n")))
                expected.append((f"{name}, line {i}: the ", f" made again gives {line}"))
    for wrong, (start, end) in zip(examined(page, *data), expected, strict=True):
        assert wrong.startswith(start) and wrong.endswith(end)


def test_what_is_forged_to_fit_itself_is_named(page: Page) -> None:
    changes = [(plain(), *each[:3]) for each in FORGERIES]
    changes += [(plain(), "rules.json", old, new) for old, new, _ in RULES]
    changes += [(late(), *each[:3]) for each in LATE]
    data = [forged(given, name, swapped(old, new)) for given, name, old, new in changes]
    for wrong, (_, name, old, new) in zip(examined(page, *data), changes, strict=True):
        assert wrong, (name, old, new)
        if name in ("list.csv", "rules.json", "digests.txt"):
            places = name, "seed.json: frozen", "list.csv, line 8: the classes have 6 free"
            assert wrong.startswith(places), (wrong, old, new)


def test_a_late_draw_that_cannot_be_is_not_genuine(page: Page) -> None:
    data = sealed(hopeless(), NO_DRAW)
    told = "list.csv: no classes within the limits come of this list, these rules and this seed"
    assert examined(page, data) == [told]


def test_a_family_sees_its_class_and_how_far_classes_differ(page: Page) -> None:
    file = {"name": "classes.zip", "mimeType": "application/zip", "buffer": sealed(plain())}
    page.locator("#digest").fill(checked(sealed(plain())).digest)
    page.locator("#file").set_input_files(files=[file])
    expect(page.locator("#verdict")).to_contain_text("✓ 为真，就是公布过摘要的那一份")
    expect(page.locator("#steps li.good")).to_have_count(9)
    tables = results(plain())
    room = dict(line.split(",") for line in tables["result.csv"].decode().split()[1:])
    teams = dict(line.split(",")[::-1] for line in tables["teams.csv"].decode().split()[1:])
    for number, own in room.items():
        page.locator("#number").fill(number)
        answer = page.locator("#answer")
        expect(answer).to_contain_text(f"{number}：{own} 班，教师组 {teams[own]}。")
        expect(answer.locator("tr.has")).to_contain_text(f"✓ {own} 班")
        expect(answer.locator("tr")).to_have_count(3)

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("#digest").fill("")
    page.locator("#file").set_input_files(files=[{**file, "buffer": sealed(late())}])
    expect(page.locator("#verdict")).to_contain_text("还没有比对公布的摘要")
    for line in results(late())["result.csv"].decode().split()[1:]:
        number, own, among = line.split(",")
        page.locator("#number").fill(number)
        told = f"{number}：{own} 班，在 {among.replace(';', '、')} 班中抽得。"
        expect(page.locator("#answer")).to_contain_text(told)
