"""The ledger through a week: a teacher on exchange in Mingzhu, a subject at work in Xingning."""

from __future__ import annotations

import re
import struct
import zlib
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, expect

from .conftest import Visit, Visitor

pytestmark = pytest.mark.journey
# The terms of the demonstration, from when each has something late in it.
TERMS = (
    (date(2026, 9, 15), date(2027, 1, 22)),
    (date(2027, 3, 8), date(2027, 7, 9)),
)
WHO = "梁演示"  # holds the office of the district
RESEARCH = {  # the forms of the 4+2+2, and the blank each asks for
    "collective_prep": "lesson",
    "discussion": "theme",
    "observation_event": "lessons",
}


@pytest.fixture(autouse=True)
def in_term() -> None:
    if not any(since <= date.today() <= last for since, last in TERMS):
        pytest.skip("the demonstration has a school holiday")


def picture() -> bytes:
    """A photograph of one grey point."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return head + chunk(b"IDAT", zlib.compress(b"\0\x7f")) + chunk(b"IEND", b"")


def press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("button", name=name).first.click()


def done(visitor: Visitor) -> Locator:
    found = visitor.page.locator(".alert-success")
    expect(found.first).to_be_visible()
    return found


@pytest.mark.clause("EXC-34")
def test_a_teacher_on_exchange_the_mentor_and_the_office_of_the_district(visit: Visit) -> None:
    mover = visit("mover", width=360)
    she_sees_what_is_due_by_day_week_and_fortnight(mover)
    entry = she_hands_in_a_log_with_a_photo(mover)
    mentor = visit("mentor", width=360)
    the_mentor_reads_and_confirms_it(mentor, entry)
    office = visit("town")
    the_office_sees_who_is_late_and_reminds(office)
    mover.go("/notices/")
    expect(
        mover.page.get_by_text(re.compile("催办：先听导师的课再上自己的课.*期逾期"))
    ).to_be_visible()
    the_monthly_sheet_names_mentor_dean_and_principal(office, mover)
    for each in (mover, mentor, office):
        assert each.watch.errors == [] and len(each.watch.hosts) == 1


def she_sees_what_is_due_by_day_week_and_fortnight(mover: Visitor) -> None:
    mover.go("/inbox/")
    for duty, period in (
        ("先听导师的课再上自己的课", "每个教学日"),
        ("高质量工作日志", "每周"),
        ("同研一节课教案", "每两周"),
    ):
        row = mover.page.locator(".work > li", has_text=duty).first
        expect(row).to_contain_text(period)
        expect(row).to_contain_text("截止")
    assert mover.page.evaluate("document.documentElement.scrollWidth") <= 360


def she_hands_in_a_log_with_a_photo(mover: Visitor) -> str:
    page = mover.page
    waits = page.locator(".work > li", has_text="高质量工作日志").filter(has_text="每周")
    waits.get_by_role("link", name="提交").last.click()
    page.locator("[name=title]").fill("本周工作日志")
    page.locator("[name=words]").fill("听课两节，和导师同研一节课。")
    photo = {"name": "日志本.png", "mimeType": "image/png", "buffer": picture()}
    page.locator("[name=uploads]").set_input_files([photo])
    press(mover, "提交")
    expect(page.get_by_role("heading", name="本周工作日志")).to_be_visible()
    expect(page.get_by_role("img", name="日志本.png")).to_be_visible()
    expect(page.locator("dl.facts")).to_contain_text("已提交")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    return page.url.removeprefix(mover.url)


def the_mentor_reads_and_confirms_it(mentor: Visitor, entry: str) -> None:
    mentor.go("/inbox/confirm/")
    mentor.page.locator(".work").get_by_role("link", name="本周工作日志").click()
    expect(mentor.page.get_by_role("img", name="日志本.png")).to_be_visible()
    mentor.go("/inbox/confirm/")
    press(mentor, "确认所选")
    expect(mentor.page.get_by_text("未勾选任何条目")).to_be_visible()
    row = mentor.page.locator(".work > li", has_text="本周工作日志")
    expect(row).to_contain_text("高质量工作日志 · 明珠小学")
    row.locator("[name=entry]").check()
    press(mentor, "确认所选")
    done(mentor)
    mentor.go(entry)
    expect(mentor.page.locator("dl.facts")).to_contain_text("已确认")


def the_office_sees_who_is_late_and_reminds(office: Visitor) -> None:
    office.go("/ledger/?state=overdue")
    office.page.get_by_role("link", name="先听导师的课再上自己的课").first.click()
    row = office.page.locator("tbody tr", has_text="明珠小学").first
    expect(row).to_contain_text("逾期待补")
    press(office, "催办所选")
    expect(done(office)).to_contain_text("1")
    expect(row).to_contain_text("已提醒")
    press(office, "催办所选")
    expect(office.page.get_by_text("今日已催办")).to_be_visible()


def the_monthly_sheet_names_mentor_dean_and_principal(office: Visitor, mover: Visitor) -> None:
    office.go("/ledger/sheets/")
    office.page.get_by_role("link", name="明珠学区").first.click()
    pair = office.page.locator(".sheet-table", has_text="青蓝捆绑").locator("tbody tr")
    for each in ("导师", "分管主任", "业务校长"):
        expect(pair.filter(has_text="明珠小学").first).to_contain_text(each)
    press(office, "公布")
    done(office)
    mover.go("/ledger/sheets/")
    mover.page.locator("tbody").get_by_role("link").first.click()
    expect(mover.page.get_by_text("青蓝捆绑评价结果").first).to_be_visible()
    assert mover.page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.clause("RSH-02")
def test_a_subject_of_a_district_turns_green_as_its_work_is_confirmed(visit: Visit) -> None:
    office, bureau = visit("office"), visit("bureau")
    for duty, blank in RESEARCH.items():
        lacking = left(office, duty)
        assert lacking > 0
        for n in range(lacking):
            hand_in(office, duty, blank, n)
        expect(row_of(office, duty)).to_contain_text("待确认")
    bureau.go("/inbox/confirm/")
    for each in bureau.page.locator(".work > li", has_text="数学").all():
        each.locator("[name=entry]").check()
    press(bureau, "确认所选")
    done(bureau)
    for duty in RESEARCH:
        expect(row_of(office, duty).locator(".state-met")).to_contain_text("已完成")
    for each in (office, bureau):
        assert each.watch.errors == []


def row_of(office: Visitor, duty: str) -> Locator:
    """How mathematics stands in the first district."""
    office.go("/ledger/")
    office.page.locator(f"td.name a[href$='duties.{duty}/']").first.click()
    return office.page.locator("tbody tr", has_text="数学")


def left(office: Visitor, duty: str) -> int:
    """How many are still to be handed in."""
    said = row_of(office, duty).locator("td.n").inner_text()
    confirmed, wanted = map(int, re.findall(r"\d+", said)[:2])
    return wanted - confirmed


def hand_in(office: Visitor, duty: str, blank: str, n: int) -> None:
    office.go("/inbox/")
    page = office.page
    page.locator(f".chips a[href*='duties.{duty}&'][href*='subject=maths']").first.click()
    day = date.today() - timedelta(days=n)
    page.locator("[name=title]").fill(f"数学第{n + 1}次（{duty}）")
    page.locator("[name=happened_on]").fill(day.isoformat())
    page.locator(f"[name=blank_{blank}]").fill("3" if blank == "lessons" else "分数的意义")
    page.locator("[name=words]").fill("各校数学教师共同备课、听课、研讨。")
    page.locator("[name=place]").fill("昆仑中学")
    page.locator("[name=people]").fill(WHO)
    press(office, "提交")
    expect(page.get_by_role("heading", name=f"数学第{n + 1}次（{duty}）")).to_be_visible()
