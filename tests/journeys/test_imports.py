"""Two thousand teachers brought in by an office: refused, mended, seen by two, taken back."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from xuequ.intake.engine.matching import ERRORS
from xuequ.intake.tests.planted import (
    HEADS,
    ROWS,
    SCHOOLS,
    Row,
    expected,
    number,
    teachers,
    with_mistakes,
)

from .conftest import Installation, Visit, Visitor, environment, free_port, served

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date()  # as the pages reckon
SINCE = "2026-09-01"
PATIENCE = 60_000  # milliseconds: two thousand rows are checked while somebody looks on


def upload(who: Visitor, sheet: str, rows: list[Row]) -> None:
    """Choose the file and the day, and wait for what comes of it."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    who.page.set_default_timeout(PATIENCE)
    who.go(f"/intake/{sheet}/")
    file = {"name": "名单.csv", "mimeType": "text/csv", "buffer": out.getvalue().encode()}
    who.page.locator("main input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    who.page.locator("main [name=since]").fill(SINCE)
    press(who, "上传并核对")
    who.page.wait_for_url("**/intake/imports/*/", timeout=PATIENCE)


def press(who: Visitor, name: str) -> None:
    who.page.locator("main").get_by_role("button", name=name, exact=True).click()


def confirm(who: Visitor, button: str = "确认导入") -> None:
    press(who, button)
    expect(who.page.locator(".alert-success")).to_contain_text("已导入", timeout=PATIENCE)


def undo(who: Visitor, address: str) -> None:
    """Take an import back, from its own page."""
    who.page.goto(address)
    who.page.locator("main").get_by_role("link", name="撤销", exact=True).click()
    press(who, "撤销")
    expect(who.page.locator(".alert-success")).to_contain_text("已撤销", timeout=PATIENCE)


def is_registered(who: Visitor, name: str) -> bool:
    """Does the page of people know somebody?"""
    who.go(f"/people/?words={name}")
    return who.page.locator("main").get_by_role("link", name=name).count() > 0


def schools() -> list[Row]:
    since = ["2020-09-01" if name == "东三小" else "2018-09-01" for name in SCHOOLS]
    return [["学校名称", "设立日期"], *map(list, zip(SCHOOLS, since, strict=True))]


def others() -> list[Row]:
    """Three hundred of them with another title: more than may be changed by one alone."""
    rows = teachers()
    for row in rows[1:301]:
        row[HEADS.index("职称")] = "正高级教师"
    return rows[:301]


def told_in(data: bytes) -> dict[int, str]:
    """By row of the downloaded file: what stands in its last column."""
    cells = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    last = cells[0].index(ERRORS[0])
    return {line: str(row[last]) for line, row in enumerate(cells[1:], start=2) if row[last]}


def test_two_thousand_teachers_are_refused_mended_changed_by_two_and_taken_back(
    visit: Visit,
) -> None:
    bureau = visit("bureau")
    upload(bureau, "schools", schools())
    confirm(bureau)
    of_schools = bureau.page.url
    upload(bureau, "teachers", with_mistakes())
    told = bureau.page.locator(".card[role=alert]")
    expect(told.locator("h2")).to_contain_text("30处错误")
    expect(told.locator("tbody tr")).to_have_count(30)
    for _, _, why in expected():
        expect(told).to_contain_text(why)
    with bureau.page.expect_download() as coming:
        bureau.page.get_by_role("link", name="下载错误文件", exact=True).click()
    found = told_in(coming.value.path().read_bytes())
    assert found == {line: f"{column}：{why}" for line, column, why in expected()}
    upload(bureau, "teachers", teachers())
    expect(bureau.page.locator(".tile").first).to_contain_text(str(ROWS))
    expect(bureau.page.locator("main")).to_contain_text("教0000")
    confirm(bureau)
    of_teachers = bureau.page.url
    assert is_registered(bureau, "教0007")
    leader = a_second_person(visit, bureau)
    upload(bureau, "teachers", others())
    expect(bureau.page.locator("del").first).to_be_visible()  # what is there now, and what will be
    press(bureau, "请第二人确认")
    of_changes = bureau.page.url
    leader.page.goto(of_changes)
    confirm(leader, "我已核对，确认导入")
    for address in (of_changes, of_teachers, of_schools):
        undo(bureau, address)
    assert not is_registered(bureau, "教0007")
    assert bureau.watch.errors == leader.watch.errors == []


def a_second_person(visit: Visit, bureau: Visitor) -> Visitor:
    """The office is lent to the leader of the bureau, who acts in it."""
    bureau.go("/delegations/new/")
    person = bureau.page.locator("main [name=person]")
    deputy = person.locator("option", has_text="局领导").first.get_attribute("value")
    person.select_option(deputy)
    bureau.page.locator("main [name=until]").fill(str(TODAY + timedelta(days=3)))
    bureau.page.locator("main [name=reason]").fill("核对导入")
    bureau.page.locator("main form button.btn-primary").first.click()
    expect(bureau.page.locator(".alert-success").first).to_be_visible()
    leader = visit("leader", width=360)
    leader.go("/identity/")
    leader.page.locator("tr", has_text="教育局办公室").get_by_role("button").click()
    expect(leader.page.locator("main")).to_be_visible()
    return leader


CARRY_OUT = """
import django
django.setup()
from xuequ.runs.models import Run
from xuequ.runs.services.executing import execute
execute(Run.objects.get(kind__startswith="intake.", state="waiting").pk, worker="journey")
"""


@pytest.fixture
def queueing(installation: Installation) -> Iterator[str]:
    """Another server of the same installation, where runs wait for a worker."""
    port, env = free_port(), environment(installation.home)
    env.pop("XUEQU_TASKS", None)
    with served(port, env):
        yield f"http://127.0.0.1:{port}"


def carry_out(installation: Installation) -> None:
    """What a worker does, with this one run: the demo's other ones go on waiting."""
    env = environment(installation.home) | {"DJANGO_SETTINGS_MODULE": "xuequ.site.settings"}
    subprocess.run([sys.executable, "-c", CARRY_OUT], env=env, check=True)


def test_a_large_file_goes_to_a_worker_and_the_page_turns_by_itself(
    visit: Visit, installation: Installation, queueing: str
) -> None:
    bureau = replace(visit("bureau", width=360), url=queueing)
    upload(bureau, "schools", schools())
    confirm(bureau)
    of_schools = bureau.page.url
    more = [
        [f"增{n:04d}", "", number(ROWS + n), *row[3:]] for n, row in enumerate(teachers()[1:201])
    ]
    upload(bureau, "teachers", teachers() + more)
    here = bureau.page.url
    waits(bureau, "核对导入文件")
    carry_out(installation)
    expect(bureau.page.locator(".tile").first).to_contain_text(str(ROWS + 200), timeout=PATIENCE)
    press(bureau, "确认导入")
    waits(bureau, "写入导入的数据")
    carry_out(installation)
    expect(bureau.page.locator("main")).to_contain_text("查看导入的数据", timeout=PATIENCE)
    bureau.page.locator("main").get_by_role("link", name="撤销", exact=True).click()
    press(bureau, "撤销")
    waits(bureau, "撤销导入")
    carry_out(installation)
    expect(bureau.page.locator("main")).to_contain_text("都已恢复原样", timeout=PATIENCE)
    assert bureau.page.url == here
    undo(bureau, of_schools)
    assert bureau.watch.errors == []


def waits(who: Visitor, what: str) -> None:
    """The page says what is to be done and that a worker will do it; nothing runs over its edge."""
    expect(who.page.locator("#state h2")).to_have_text(what, timeout=PATIENCE)
    expect(who.page.locator("#state progress")).to_be_visible()
    assert who.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
