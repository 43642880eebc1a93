"""The page that verifies allocations, against results written by hand and packages gone wrong."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import xuequ.enrolment
from allocation_cases import CASES, DRAWS_EACH, KINDS, PASS_OVER, STAGES, UNSETTLED
from allocation_forgeries import ROWS, RULES
from allocations import changed, files_of, package, sealed
from xuequ.enrolment.engine.package.allocations import sealed as engine_sealed
from xuequ.enrolment.engine.package.sealing import About
from xuequ.enrolment.tests.places_anything import anything
from xuequ.enrolment.tests.places_packages import ask, by, inputs
from xuequ.enrolment.tests.places_packages import sealed as of_all_kinds
from xuequ.enrolment.tests.test_engine_allocations import of_engine

pytestmark = pytest.mark.journey

PAGE = Path(xuequ.enrolment.__file__).parent / "verifier" / "verify.html"
EXAMINE = """(all) => all.map((data) => {
  const found = examined(Uint8Array.from(atob(data), (c) => c.charCodeAt(0)), "");
  return found.genuine ? "" : found.en;
})"""
# Small instances whose every way is tried: who is seated, then the least total, then its first.
BRUTE = """() => {
  let drawn = 7;
  const below = (n) => (drawn = drawn * 48271 % 2147483647) % n, differing = [];
  function best(rows, list, room) {
    let found = null;
    function before(a, b) {
      const i = a.findIndex((each, i) => each !== b[i]);
      return i >= 0 && a[i] < b[i];
    }
    (function go(way) {
      if (way.length === 2 * list.length + 1) {
        if (!found || before(way, found)) found = way;
        return;
      }
      const row = rows[list[(way.length - 1) / 2]];
      for (let slot = 0; slot < room.length; slot++) {
        if (room[slot] < 1 || row[slot] === Infinity) continue;
        room[slot]--;
        go([way[0] + row[slot], ...way.slice(1), row[slot], slot]);
        room[slot]++;
      }
    })([0]);
    return found;
  }
  for (let turn = 0; turn < 2000; turn++) {
    const slots = 1 + below(4), dearest = 1 + below(4);
    const rows = Array.from({length: below(7)}, () => Float64Array.from({length: slots},
      () => below(4) ? below(dearest) : Infinity));
    const room = Array.from({length: slots}, () => below(4)), seated = [];
    rows.forEach((_, i) => { if (best(rows, [...seated, i], room)) seated.push(i); });
    const way = best(rows, seated, room), steps = assigned(rows, room.slice());
    let step = steps.next();
    while (!step.done) step = steps.next();
    const slot = (i) => seated.includes(i) ? way[2 + 2 * seated.indexOf(i)] : -1;
    if (rows.some((_, i) => step.value[i] !== slot(i))) differing.push(turn);
  }
  return differing;
}"""


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


def examined(page: Page, *all_: bytes) -> list[str]:
    """For each package what the page names as wrong first, or nothing."""
    given = [base64.b64encode(each).decode() for each in all_]
    return [str(wrong) for wrong in page.evaluate(EXAMINE, given)]


def test_results_written_by_hand_are_what_the_browser_gets(page: Page) -> None:
    found = examined(page, *(package(case) for case in CASES.values()))
    assert dict(zip(CASES, found, strict=True)) == dict.fromkeys(CASES, "")


def test_least_travel_is_what_trying_every_way_finds(page: Page) -> None:
    assert page.evaluate(BRUTE) == []


def test_any_line_of_a_result_that_is_not_so_is_named(page: Page) -> None:
    packages, expected = [], []
    for case in CASES.values():
        files, hashed = files_of(case), str(case.ruled()["hash"])
        for name in ("result.csv", "schools.csv", "waiting.csv"):
            lines = files[name].split(b"\n")
            for i in range(1, len(lines) - 1):
                other = [*lines[:i], lines[i] + b"x", *lines[i + 1 :]]
                packages.append(sealed({**files, name: b"\n".join(other)}, hashed))
                expected.append(f"{name}, line {i + 1}: the allocation made again gives")
    found = examined(page, *packages)
    assert len(found) > 100
    for wrong, start in zip(found, expected, strict=True):
        assert wrong.startswith(start)


def test_rules_that_settle_nothing_are_named(page: Page) -> None:
    assert examined(page, package(UNSETTLED)) == [
        "result.csv, line 2: the rules do not settle who enters: it might as well be 1,,,,,"
    ]


def test_any_byte_of_an_allocation_is_named(page: Page) -> None:
    data = package(DRAWS_EACH)
    spoilt = [data[:i] + bytes([byte ^ 1 << i % 8]) + data[i + 1 :] for i, byte in enumerate(data)]
    for i, wrong in enumerate(examined(page, *spoilt)):
        assert wrong.startswith("byte "), i
    for short in (data[:-1], data[:3000], data + b"\0"):
        assert examined(page, short)[0].startswith("byte ")


def test_rules_that_are_not_as_the_page_says_are_named(page: Page) -> None:
    rules, packages = files_of(KINDS)["rules.json"].decode(), []
    for old, all_ in RULES.items():
        assert rules.count(old) == 1, old
        packages += [package(KINDS, rules_json=rules.replace(old, new).encode()) for new in all_]
    before = rules[: rules.index('[{"method')]
    for stages in ("[]", "{}", "[[]]", '[{"method": "serial"}]'):
        packages.append(package(KINDS, rules_json=f"{before}{stages}}}".encode()))
    many = changed(KINDS, stages=KINDS.stages * 21)
    packages.append(package(many))
    assert len(packages) > 45
    for i, wrong in enumerate(examined(page, *packages)):
        assert wrong.startswith("rules.json"), (i, wrong)


def test_rows_that_are_not_as_the_page_says_are_named(page: Page) -> None:
    for name, (case, changes) in ROWS.items():
        entry, packages = name.replace("_", "."), []
        text = files_of(case)[entry].decode()
        for old, all_ in changes.items():
            assert text.count(old) == 1, old
            packages += [package(case, **{name: text.replace(old, new).encode()}) for new in all_]
        for i, wrong in enumerate(examined(page, *packages)):
            assert wrong.startswith(f"{entry}, line"), (name, i, wrong)


def test_what_does_not_go_together_is_named(page: Page) -> None:
    files, drawn = files_of(PASS_OVER), files_of(DRAWS_EACH)

    def forged(files: dict[str, bytes], name: str, old: bytes, new: bytes) -> bytes:
        assert old in files[name]
        return sealed({**files, name: files[name].replace(old, new)})

    expected = {
        "seats.csv, line 2": package(changed(KINDS, rules={**KINDS.rules, "class_size": 2})),
        "applications.csv, line 4": package(
            changed(PASS_OVER, stages=[{**PASS_OVER.stages[0], "method": "deferred"}])
        ),
        "applications.csv, line 6": package(
            changed(PASS_OVER, rules={"choices": ["zone", "any", "any"], "zone": ["A"]})
        ),
        "package.json: not the": forged(files, "package.json", b'"allocation"', b'"draws"'),
        "package.json: this": sealed({**files, "package.json": b"{"}),
        "seed.json: frozen": forged(files, "seats.csv", b"B,2", b"B,3"),
        "seed.json: thrown": forged(files, "seed.json", b'"thrown": []', b'"thrown": [1]'),
        "seed.json: seed": forged(drawn, "seed.json", b'"value": "', b'"value": "9'),
        "seed.json: there are": package(changed(DRAWS_EACH, by_ticket=(), rules={"draw": True})),
        "byte ": forged(files, "package.json", b'"allocation"', b'"draw"'),
    }
    for wrong, start in zip(examined(page, *expected.values()), expected, strict=True):
        assert wrong.startswith(start)


def test_a_family_reads_what_became_of_each_choice(page: Page) -> None:
    file = {"name": "places.zip", "mimeType": "application/zip", "buffer": package(STAGES)}
    page.locator("#file").set_input_files(files=[file])
    expect(page.locator("#verdict")).to_contain_text("✓ 前后一致")
    expect(page.locator("#steps li.good")).to_have_count(9)
    answer = page.locator("#answer")
    page.locator("#number").fill("3")
    expect(answer).to_contain_text("3：录取到「C」，第 2 志愿。")
    expect(answer).to_contain_text("「A」候补第 2 位")
    expect(answer).to_contain_text("「B」候补第 1 位")
    lines = [" ".join(each.split()) for each in answer.locator("tr:has(td)").all_inner_texts()]
    assert lines == [
        "对口学校 A the own school 1 3 1",
        "第 1 志愿 B choice 1 1 3 1",
        "✓ 第 2 志愿 C choice 2 1 1 1",
    ]
    page.locator("#number").fill("4")
    expect(answer).to_contain_text("4：录取到「D」，就近统筹安排。")
    page.locator("#number").fill("9")
    expect(answer).to_contain_text("没有编号 9")
    frozen = json.loads(files_of(STAGES)["seed.json"])["frozen"]
    page.locator("#digest").fill(frozen)
    expect(page.locator("#verdict")).to_contain_text("✓ 为真，与事先公布的冻结摘要一致。")
    expect(page.locator("#steps li.good")).to_have_count(10)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360


def test_what_the_engine_sealed_and_every_kind_of_package_is_genuine_in_the_browser(
    page: Page,
) -> None:
    every = [anything(seed) for seed in range(200)]
    waiting = [
        ask("b", "A"),
        ask("a", "A"),
        ask("c", "A", points=5),
    ]  # two that nothing tells apart
    every.append(inputs(by("rounds"), [{"school": "A", "plan": 0}], waiting))
    assert examined(page, *map(of_all_kinds, every)) == [""] * len(every)
    mine = [engine_sealed(of_engine(given), About("分配", "xuequ 1")) for given in every[::5]]
    assert examined(page, *mine) == [""] * len(mine)
