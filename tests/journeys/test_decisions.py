"""Who asked and who decided: a school joins a group in Putuo, Xingning files its roster."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from .conftest import Visit, Visitor

pytestmark = pytest.mark.journey
TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()  # as the pages reckon
TITLE = "虚构乙小学申请加入集团"


def fill(who: Visitor, **values: str) -> None:
    """Fill in fields by name; a list to choose from is chosen by its label."""
    for name, value in values.items():
        field = who.page.locator(f"main [name={name}]")
        kind = field.evaluate("each => each.tagName + (each.type || '')")
        if kind.startswith("SELECT"):
            field.select_option(label=value)
        elif kind.endswith("checkbox"):
            field.check()
        else:
            field.fill(value)


def press(who: Visitor, name: str) -> None:
    who.page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def begin(who: Visitor, kind: str, **values: str) -> None:
    who.go(f"/cases/new/{kind}/")
    fill(who, **values)
    press(who, "提交")
    expect(who.page.locator("ol.chain")).to_be_visible()


def say(who: Visitor, title: str, button: str, **values: str) -> None:
    """Open what waits, from one's own list, and say something."""
    who.go("/cases/")
    who.page.get_by_role("link", name=re.compile(title)).first.click()
    who.page.locator(".card.mine").get_by_role("link", name=button, exact=True).click()
    fill(who, **values)
    press(who, button)
    expect(who.page.locator(".alert-success").first).to_be_visible()


@pytest.mark.clause("GOV-39", "GOV-41", "REG-47")
def test_a_school_joins_a_group_signs_its_charter_and_gets_a_remedy(visit: Visit) -> None:
    group, lead, first = visit("group"), visit("lead"), visit("first", width=360)
    begin(
        group, "founding_document", title="集团章程", blank_document="章程", blank_name="集团章程",
        blank_changes="第一条　各成员校权利平等。",
    )  # fmt: skip
    for principal in (lead, first):
        say(principal, "集团章程", "赞成")
    say(group, "集团章程", "签收备案", blank_since=TODAY)
    newcomer, bureau = visit("newcomer", width=360), visit("putuo")
    newcomer.go("/cases/new/join/")
    fill(newcomer, title=TITLE, consortium="新普陀小学教育集团", blank_role="成员校")
    press(newcomer, "提交")
    expect(newcomer.page.locator(".alert-danger")).to_contain_text("集团章程")
    fill(newcomer, blank_signs_charter="yes")
    press(newcomer, "提交")
    say(group, TITLE, "同意", words="欢迎加入")
    say(bureau, TITLE, "批准", blank_since=TODAY)
    bureau.go("/roster/?words=虚构乙小学")
    expect(bureau.page.locator("main")).to_contain_text("虚构乙小学")
    judge = visit("judge")
    begin(
        newcomer, "claim", title="场地使用受限", consortium="新普陀小学教育集团",
        blank_right="共享场馆使用权", blank_happened=TODAY, blank_asked="恢复每周两次使用",
    )  # fmt: skip
    say(group, "场地使用受限", "无异议")
    say(
        judge, "场地使用受限", "支持申诉", blank_remedy="每周两次，另补一次", blank_done_by=TODAY,
        words="申诉成立",
    )  # fmt: skip
    say(group, "场地使用受限", "办结", blank_report="已排入场馆课表")
    newcomer.go("/cases/mine/")
    newcomer.page.get_by_role("link", name=re.compile("场地使用受限")).first.click()
    expect(newcomer.page.locator(".facts")).to_contain_text("每周两次，另补一次")
    expect(newcomer.page.locator("main")).to_contain_text("已批准")
    for each in (group, lead, first, newcomer, bureau, judge):
        assert all("422" in error for error in each.watch.errors)  # what was refused on purpose
        assert len(each.watch.hosts) == 1


@pytest.mark.clause("REG-38", "PLN-17")
def test_the_roster_is_filed_and_a_quarters_summary_proved_by_its_page(visit: Visit) -> None:
    head, leader, bureau = visit("head", width=360), visit("leader"), visit("bureau")
    say(head, "学区名册备案", "同意会签", words="名册无误")
    say(leader, "学区名册备案", "批准", words="同意报备")
    say(bureau, "学区名册备案", "签收备案", blank_receipt="市备〔2026〕1号", blank_filed_on=TODAY)
    with bureau.page.expect_download() as coming:
        bureau.page.get_by_role("link", name="PDF", exact=True).first.click()
    assert coming.value.path().read_bytes().startswith(b"%PDF-")
    office = visit("office")
    office.go("/papers/new/")
    office.page.get_by_role("link", name=re.compile("季度工作小结")).first.click()
    press(office, "继续")
    last = office.page.locator("main textarea").last
    last.fill(last.input_value() + "\n下季度重点抓好期末复习。")
    press(office, "暂存")
    expect(office.page.locator("main")).to_contain_text("下季度重点抓好期末复习。")
    office.page.get_by_role("link", name="印发", exact=True).first.click()
    press(office, "印发")
    expect(office.page.locator(".alert-success").first).to_be_visible()
    with office.page.expect_download() as coming:
        office.page.get_by_role("link", name=re.compile("PDF")).first.click()
    issued = coming.value.path().read_bytes()
    proof = office.page.locator("a[href*='/papers/proof/']").first.get_attribute("href") or ""
    anybody = visit("nobody", width=360)
    anybody.go(proof)
    expect(anybody.page.locator("main")).to_contain_text("季度工作小结")
    file = {"name": "小结.pdf", "mimeType": "application/pdf", "buffer": issued}
    anybody.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    press(anybody, "比对")
    expect(anybody.page.locator("main")).to_contain_text("逐字节一致")
