"""The page that verifies a package, opened as a file without a network, agrees with the program."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import xuequ.enrolment
from xuequ.enrolment.engine.package.checking import checked
from xuequ.enrolment.engine.package.container import unpacked
from xuequ.enrolment.tests.packages import anything, flips, forged, plain, thrown_by_hand

pytestmark = pytest.mark.journey

PAGE = Path(xuequ.enrolment.__file__).parent / "verifier" / "verify.html"
EXAMINE = """(all) => all.map(([data, published]) => {
  const found = examined(Uint8Array.from(atob(data), (c) => c.charCodeAt(0)), published);
  return found.genuine ? ["", found.known.digest] : [found.en, ""];
})"""


@pytest.fixture
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


def examined(page: Page, *all_: bytes, published: str = "") -> list[tuple[str, str]]:
    """For each package what the page names as wrong first, or its digest."""
    given = [[base64.b64encode(each).decode(), published] for each in all_]
    return [(wrong, digest) for wrong, digest in page.evaluate(EXAMINE, given)]


def choose(page: Page, data: bytes) -> None:
    file = {"name": "draw.zip", "mimeType": "application/zip", "buffer": data}
    page.locator("#file").set_input_files(files=[file])
    expect(page.locator("#verdict")).not_to_contain_text("正在核对")
    expect(page.locator("#verdict")).to_be_visible()


def test_a_family_sees_that_the_draw_is_genuine_and_what_its_number_drew(page: Page) -> None:
    page.locator("#digest").fill(checked(plain()).digest.upper())
    choose(page, plain())
    expect(page.locator("#verdict")).to_contain_text("✓ 为真，就是公布过摘要的那一份")
    expect(page.locator("#steps li.good")).to_have_count(8)
    expect(page.locator("#rehearsal")).to_be_hidden()
    rows = [line.split(",") for line in unpacked(plain())["result.csv"].decode().split("\n")[1:-1]]
    waiting = 0
    for plan, rank, number, drawn, _, placed, waits in (row for row in rows if row[0] == "西"):
        page.locator("#number").fill(number)
        waiting += waits != "0"
        answer = page.locator("#answer")
        expect(answer).to_contain_text(f"「{plan}」第 {rank} 个抽出，抽得 {drawn[:16]}")
        expect(answer).to_contain_text(f"{number}：{'没有抽到名额' if placed == '0' else ''}")
        if waits != "0":
            expect(answer).to_contain_text(f"候补第 {waiting} 位")
    assert waiting
    page.locator("#number").fill("a-1 ")
    expect(page.locator("#answer")).to_contain_text("A-1：")
    page.locator("#number").fill("0")
    expect(page.locator("#answer")).to_contain_text("没有编号 0")


def test_a_damaged_package_and_another_than_the_published_one_are_not_genuine(page: Page) -> None:
    data = plain()
    choose(page, data[:500] + b"#" + data[501:])
    expect(page.locator("#verdict")).to_contain_text("✗ 不为真")
    expect(page.locator("#steps li.bad")).to_have_count(1)
    expect(page.locator("#lookup")).to_be_hidden()
    choose(page, data)
    expect(page.locator("#verdict")).to_contain_text("没有比对公布的摘要")
    page.locator("#digest").fill("0" * 64)
    expect(page.locator("#verdict")).to_contain_text("✗ 不为真：第 8 步不符")
    expect(page.locator("#steps li.bad")).to_contain_text("不是公布过摘要的那一份")
    expect(page.locator("#lookup")).to_be_hidden()


def test_a_rehearsal_is_said_to_be_one(page: Page) -> None:
    choose(page, anything(0))
    expect(page.locator("#rehearsal")).to_contain_text("这是演练，不算数")


def test_packages_of_all_kinds_are_genuine_in_the_browser_too(page: Page) -> None:
    packages = [anything(seed) for seed in range(100)]
    digests = [checked(data).digest for data in packages]
    assert examined(page, *packages) == [("", digest) for digest in digests]


def test_the_browser_names_what_is_wrong_with_any_byte(page: Page) -> None:
    for wrong, _ in examined(page, *(data for _, data in flips(plain()))):
        assert wrong.startswith("byte ")


def test_the_browser_names_what_is_wrong_with_forgeries_and_hostile_files(page: Page) -> None:
    seed = unpacked(plain())["seed.json"]
    by_hand = thrown_by_hand({("a", "start"): 3, ("a", "interval"): 2})
    changes = {
        b'"faces": 0': [b'"faces": 0.0', b'"faces": 0e0', b'"faces": -0', b'"faces": NaN',
                        b'"faces": false', b'"faces": ' + b"9" * 1_000_000],
        b'"name": "': [b'"name": " ', b'"name": "\\ud800', b'"name": "\\u0000', b'"\\u006eame": "'],
        b'"parts"': [b'"parts": [], "parts"', b'"parts": [], "p\\u0061rts"', b'"__proto__"'],
        b'"thrown": []': [b'"thrown": ' + b"[" * 1_000_000, b'"thrown": [null]', b'"thrown": {}'],
    }  # fmt: skip
    packages = [
        forged(plain(), "seed.json", lambda data, old=old, new=new: data.replace(old, new, 1))
        for old, all_ in changes.items()
        for new in all_
        if old in seed
    ]
    spoilt = [wrong for wrong, _ in examined(page, *packages)]
    harmless = spoilt.pop(9)  # a key written with an escape is the same key
    assert harmless == "" and len(spoilt) == 15
    assert all(wrong.startswith("seed.json") for wrong in spoilt), spoilt
    thrown = forged(by_hand, "seed.json", lambda data: data.replace(b"3", b"4", 1))
    other = forged(plain(), "result.csv", lambda data: data.replace(b",1,", b",2,", 1))
    huge = plain()[:18] + b"\xff" * 8 + plain()[26:]
    found = [wrong for wrong, _ in examined(page, thrown, other, huge, b"", b"PK\3\4")]
    assert found[0].startswith("seed.json") and found[1].startswith("result.csv, line ")
    assert all("package.json" in wrong for wrong in found[2:])
