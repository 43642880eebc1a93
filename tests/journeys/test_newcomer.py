"""What somebody does who has never seen the product."""

from __future__ import annotations

import io
import json
import re

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from .conftest import Installation, Visit

pytestmark = pytest.mark.journey


def test_the_bureau_sees_its_document_at_work_and_changes_a_membership(
    installation: Installation, visit: Visit
) -> None:
    bureau = visit("bureau", language="en")
    page = bureau.page

    # The board says that 65 schools in 10 districts are covered.
    bureau.go("/board/")
    whole = page.locator("section", has_text="The authority as a whole")
    for line in ("65 / 65 schools", "10 / 10 consortia", "11 / 11 teaching points"):
        expect(whole.get_by_text(line).first).to_be_visible()
    assert page.locator("table.board tbody tr").count() == 10

    # A form is unknown, and the evidence says which facts are lacking.
    row = page.locator("table.board tbody tr", has_text="中兴小学集团")
    row.get_by_text("unknown").last.click()
    expect(page.get_by_text("not known").first).to_be_visible()

    # Supplying them settles it.
    for school, strength in (("中兴小学", "quality"), ("四塘小学", "weak")):
        bureau.go("/schools/?words=" + school)
        page.get_by_role("link", name=school, exact=True).click()
        page.get_by_role("link", name="Supply facts").click()
        page.locator("[name=since]").fill("2018-09-01")
        page.locator("[name=strength]").select_option(strength)
        page.get_by_role("button", name="Submit").click()
        expect(page.locator(".alert-success")).to_be_visible()
    bureau.go("/board/")
    row = page.locator("table.board tbody tr", has_text="中兴小学集团")
    expect(row.locator("td").nth(4)).to_contain_text("met")

    # The member leaves for another district from a day on, and the board follows.
    bureau.go("/schools/?words=四塘小学")
    page.get_by_role("link", name="四塘小学", exact=True).click()
    page.locator("section", has_text="Memberships").get_by_role("link", name="Change").click()
    page.locator("[name=consortium]").select_option(label="朝阳学区")
    page.locator("[name=since]").fill("2026-03-01")
    page.get_by_role("button", name="Submit").click()
    expect(page.locator(".alert-success")).to_be_visible()
    bureau.go("/board/")
    row = page.locator("table.board tbody tr", has_text="中兴小学集团")
    expect(row.locator("td").nth(4)).to_contain_text("broken")
    bureau.go("/board/?on=2026-02-28")
    row = page.locator("table.board tbody tr", has_text="中兴小学集团")
    expect(row.locator("td").nth(4)).to_contain_text("met")

    # The roster prints, and every act is in the record.
    bureau.go("/roster/")
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    data = download.value.path().read_bytes()
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert sum("四塘小学" in str(cells) for cells in sheet) == 2  # itself and its teaching point
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    bureau.go("/record/")
    acts = page.locator("tbody tr").all_inner_texts()
    assert any("change a membership" in each for each in acts)
    assert sum("change the facts of a school" in each for each in acts) == 2
    page.get_by_role("button", name="Check the record").click()
    expect(page.locator(".alert-success")).to_contain_text("nothing was edited")

    # The terminal says the same.
    checked = installation.run("check", "xingning", "--format", "json")
    assert checked.returncode == 1, checked.stderr  # a group the document names is gone: REG-36
    rows = json.loads(checked.stdout)["rows"]
    said = {(each["clause"], each["subject"]): each["state"] for each in rows}
    assert said["REG-18", "中兴小学集团"] == "broken"
    assert said["REG-18", "澳华小学集团"] == "unknown"
    assert said["REG-36", "南宁市兴宁区教育局"] == "broken"
    assert bureau.watch.errors == [] and len(bureau.watch.hosts) == 1


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
