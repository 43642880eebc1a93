"""What somebody does who has never seen the product."""

from __future__ import annotations

import io
import json
import re

import pytest
from playwright.sync_api import Locator, expect
from python_calamine import CalamineWorkbook

from .conftest import Installation, Visit, Visitor

pytestmark = pytest.mark.journey


def state(bureau: Visitor, district: str, clause: str) -> Locator:
    """The cell of the board."""
    row = bureau.page.locator("table.board tbody tr", has_text=district)
    return row.locator(f"td a[href*='/{clause}/']")


def open_school(bureau: Visitor, name: str) -> None:
    bureau.go(f"/schools/?words={name}")
    bureau.page.get_by_role("link", name=name, exact=True).click()


def submit(bureau: Visitor) -> None:
    bureau.page.get_by_role("button", name="Submit").click()
    expect(bureau.page.locator(".alert-success")).to_be_visible()


def download(bureau: Visitor, name: str) -> bytes:
    with bureau.page.expect_download() as coming:
        bureau.page.get_by_role("link", name=name, exact=True).click()
    data: bytes = coming.value.path().read_bytes()
    return data


def test_the_bureau_sees_its_document_at_work_and_changes_a_membership(
    installation: Installation, visit: Visit
) -> None:
    bureau = visit("bureau", language="en")
    the_board_says_that_all_are_covered(bureau)
    a_form_is_unknown_until_its_facts_are_supplied(bureau)
    the_board_follows_a_membership_from_its_day(bureau)
    the_roster_prints_and_every_act_is_recorded(bureau)
    the_terminal_says_the_same(installation)
    assert bureau.watch.errors == [] and len(bureau.watch.hosts) == 1


def the_board_says_that_all_are_covered(bureau: Visitor) -> None:
    bureau.go("/board/")
    whole = bureau.page.locator("section", has_text="The authority as a whole")
    for line in ("65 / 65 schools", "10 / 10 consortia", "11 / 11 teaching points"):
        expect(whole.get_by_text(line).first).to_be_visible()
    assert bureau.page.locator("table.board tbody tr").count() == 10


def a_form_is_unknown_until_its_facts_are_supplied(bureau: Visitor) -> None:
    page = bureau.page
    state(bureau, "中兴小学集团", "REG-18").click()
    expect(page.get_by_text("not known").first).to_be_visible()
    for school, strength in (("中兴小学", "quality"), ("四塘小学", "weak")):
        open_school(bureau, school)
        page.get_by_role("link", name="Supply facts").click()
        page.locator("[name=since]").fill("2018-09-01")
        page.locator("[name=strength]").select_option(strength)
        submit(bureau)
    bureau.go("/board/")
    expect(state(bureau, "中兴小学集团", "REG-18")).to_contain_text("met")


def the_board_follows_a_membership_from_its_day(bureau: Visitor) -> None:
    page = bureau.page
    open_school(bureau, "四塘小学")
    page.locator("a[href*='/move/']").first.click()
    page.locator("[name=consortium]").select_option(label="朝阳学区")
    page.locator("[name=since]").fill("2026-03-01")
    submit(bureau)
    bureau.go("/board/")
    expect(state(bureau, "中兴小学集团", "REG-18")).to_contain_text("broken")
    bureau.go("/board/?on=2026-02-28")
    expect(state(bureau, "中兴小学集团", "REG-18")).to_contain_text("met")


def the_roster_prints_and_every_act_is_recorded(bureau: Visitor) -> None:
    page = bureau.page
    bureau.go("/roster/")
    book = CalamineWorkbook.from_filelike(io.BytesIO(download(bureau, "XLSX")))
    rows = book.get_sheet_by_index(0).to_python()
    assert sum("四塘小学" in row for row in rows) == 2  # itself and its teaching point
    assert download(bureau, "PDF").startswith(b"%PDF")
    bureau.go("/record/")
    acts = page.locator("tbody tr").all_inner_texts()
    assert any("change a membership" in each for each in acts)
    assert sum("change the facts of a school" in each for each in acts) == 2
    page.get_by_role("button", name="Check the record").click()
    expect(page.locator(".alert-success")).to_contain_text("nothing was edited")


def the_terminal_says_the_same(installation: Installation) -> None:
    checked = installation.run("check", "xingning", "--format", "json")
    assert checked.returncode == 1, checked.stderr  # a group the document names is gone: REG-36
    rows = json.loads(checked.stdout)["rows"]
    said = {(each["clause"], each["subject"]): each["state"] for each in rows}
    assert said["REG-18", "中兴小学集团"] == "broken"
    assert said["REG-18", "澳华小学集团"] == "unknown"
    assert said["REG-36", "南宁市兴宁区教育局"] == "broken"
    assert said["REG-01", "南宁市兴宁区教育局"] == "met"


def test_everything_works_without_scripts_on_a_phone(visit: Visit) -> None:
    bureau = visit("bureau", width=360, language="en", scripts=False)
    page = bureau.page
    bureau.go("/schools/?words=西龙小学")
    page.get_by_role("link", name="西龙小学", exact=True).click()
    page.get_by_role("link", name="Add a name or plaque").click()
    page.locator("[name=name]").fill("澳华小学西龙校区")
    page.get_by_role("button", name="Submit").click()
    expect(page.locator("main")).to_contain_text("澳华小学西龙校区")
    page.locator("[name=on]").first.fill("2020-01-01")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("[name=on]").first).to_have_value("2020-01-01")


def test_a_second_lead_is_refused_with_the_reason_and_nothing_is_lost(visit: Visit) -> None:
    bureau = visit("bureau", language="zh-hans")
    page = bureau.page
    bureau.go("/schools/?words=虎邱小学")
    page.get_by_role("link", name="虎邱小学", exact=True).click()
    page.locator("a[href*='/move/']").first.click()
    page.locator("[name=role]").select_option("lead")
    page.locator("main form button").first.click()
    expect(page.locator(".alert-danger")).to_contain_text("明秀东路小学")
    expect(page.locator("[name=role]")).to_have_value("lead")


def test_a_school_sees_its_own_district_and_may_change_nothing(visit: Visit) -> None:
    school = visit("school", language="en")
    page = school.page
    school.go("/consortia/")
    assert page.locator("tbody tr", has_text="学区").count() == 1
    school.go("/schools/1/")
    assert page.get_by_role("link", name="Supply facts").count() == 0
    assert page.goto(school.url + "/record/").status == 403  # type: ignore[union-attr]
    assert page.goto(school.url + "/consortia/9/").status == 404  # type: ignore[union-attr]


def test_a_bad_roster_is_refused_row_by_row(visit: Visit) -> None:
    bureau = visit("bureau", language="zh-hans")
    page = bureau.page
    bureau.go("/intake/roster/")
    rows = ["学区,组建形式,学校,角色", "南学区,,南一小,龙头学校", "南学区,,南二小,龙头学校",
            "北学区,,北一小,成员校", "南学区,,南一小,成员校"]  # fmt: skip
    file = {"name": "bad.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    page.locator("[name=file]").set_input_files(file)  # type: ignore[arg-type]
    page.locator("main form button").first.click()
    told = page.locator("section[role=alert] tbody tr")
    expect(told).to_have_count(3)
    mistakes = told.all_inner_texts()
    assert [re.findall(r"\d+", each)[0] for each in mistakes] == ["3", "4", "5"]
    bureau.go("/consortia/")
    assert page.get_by_text("南学区").count() == 0
