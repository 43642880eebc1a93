"""After a result is out: a child by exception, and the round that gives the seats that are left.

An officer, two leaders, a notary, a school, a mother with a phone, and somebody of the public.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from xuequ.methods.lottery.seeds import commitment

from .conftest import environment, free_port, served_by
from .screens import HERE, SITE, Person, Year

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]

OUT = datetime(2027, 5, 9, 20, tzinfo=HERE)  # an hour after the release
SHOWN = datetime(2027, 5, 17, 9, tzinfo=HERE)
OVER = datetime(2027, 6, 19, 9, tzinfo=HERE)
OPEN = datetime(2027, 6, 27, 9, tzinfo=HERE)
CHECKED = datetime(2027, 7, 1, 9, tzinfo=HERE)
DRAW = datetime(2027, 7, 5, 9, tzinfo=HERE)
TOLD = datetime(2027, 7, 7, 9, 1, tzinfo=HERE)
SECRET = "3f5c" * 16
WORDS = "经复核，审核时看错了不动产登记日期，予以纠正"
PRESS = "main form button.btn-primary, header form button.btn-primary"


@pytest.fixture
def year(browser: Browser, tmp_path: Path) -> Iterator[Year]:
    port = free_port()
    made = Year(f"http://127.0.0.1:{port}", tmp_path, browser)
    made.at(OUT)
    made.run("released")
    with served_by([str(SITE), "serve", str(port)], port, environment(tmp_path)):
        yield made
    for context in made.opened:
        context.close()


def test_who_has_no_place_comes_in_by_exception_or_in_the_complement(year: Year) -> None:
    where = the_round(year)
    a_child_is_proposed_and_two_approve(year, where)
    year.at(SHOWN)
    the_school_enters_the_child(year, where)
    year.at(OVER)
    year.run("lapse")
    again, numbers = the_round_is_concluded_and_another_opened(year, where)
    year.at(OPEN)
    a_mother_applies_again_on_her_phone(year, numbers)
    year.at(CHECKED)
    it_is_checked_and_frozen(year, again)
    year.at(DRAW)
    the_last_seat_is_given_before_a_notary(year, again)
    year.at(TOLD)
    she_is_told(year)
    every_child_has_a_place(year)


def the_round(year: Year) -> str:
    bureau = year.person("bureau")
    bureau.go("/enrolment/")
    return bureau.follows("main a[href^='/enrolment/rounds/']")


def a_child_is_proposed_and_two_approve(year: Year, where: str) -> None:
    bureau = year.person("bureau")
    bureau.go(f"{where}waiting/")
    number = bureau.page.locator("main td.name").last.inner_text().strip()
    new = f"{where}exceptions/new/"
    school = school_of(bureau, new, "东二小")
    bureau.does(new, number=number, school=school, ground="error", words=WORDS, days="7")
    one = bureau.follows(f"main td.name a:text('{number}')")
    bureau.reads("超出招生计划", WORDS)
    for name in ("first", "second"):
        leader = year.person(name)
        leader.go(f"{where}exceptions/")
        assert leader.follows("main td.name a") == one
        leader.does(f"{one}approve/")
    anybody = year.person(width=360)
    anybody.go(f"/public/round/{where.split('/')[3]}/exceptions/")
    anybody.reads(number, "童**", "超出招生计划", "2027-05-16")
    expect(anybody.page.locator("main")).not_to_contain_text("童演示")


def school_of(who: Person, page: str, name: str) -> str:
    """The key of a school in a form."""
    who.go(page)
    option = who.page.locator("main [name=school] option", has_text=name)
    return option.get_attribute("value") or ""


def the_school_enters_the_child(year: Year, where: str) -> None:
    bureau = year.person("bureau")
    bureau.go(f"{where}exceptions/")
    one = bureau.follows("main td.name a")
    bureau.does(f"{one}place/")
    principal = year.person("principal")
    principal.go(f"{where}admitted/")
    principal.reads("特殊")
    principal.press("main form.line button")
    principal.reads("3名孩子已登记为东二小学生")


def the_round_is_concluded_and_another_opened(year: Year, where: str) -> tuple[str, list[str]]:
    bureau = year.person("bureau")
    bureau.does(f"{where}conclude/", is_meant="on")
    bureau.reads("本批次已结束，2份申请未获学位")
    bureau.does(f"{where}complement/")
    again = bureau.follows("main a.through")
    bureau.does(again)  # everything is there: make the rules
    bureau.does(f"{again}rules/sign/", has_read="on")
    first = year.person("first")
    first.does(f"{again}rules/sign/", has_read="on")
    first.does(f"{again}rules/publish/")
    bureau.go("/enrolment/watch/")
    bureau.press("main form.line button")
    bureau.go("/enrolment/every-child/")
    bureau.reads("补录")
    numbers = bureau.page.locator("main td.name").all_inner_texts()
    return again, [each.strip() for each in numbers]


def a_mother_applies_again_on_her_phone(year: Year, numbers: list[str]) -> None:
    mother = year.person("mother", width=360)
    mother.go("/family/results/")
    mother.follows("main a[href*='/family/results/']")
    mother.follows("main a[href^='/family/apply/']")
    mother.press()
    one = mother.page.url.removeprefix(year.url)
    mother.go(f"{one}address/")
    said = mother.page.locator("main .lead-in").inner_text()
    assert any(each in said for each in numbers), said  # the number of the first round
    mother.fill(address="东街1号")
    mother.page.locator("main [name=school]").first.select_option(label="东一小")
    mother.press()
    mother.does(f"{one}hand-in/", is_true="on")


def it_is_checked_and_frozen(year: Year, again: str) -> None:
    bureau = year.person("bureau")
    queue = f"/enrolment/checks/{again.split('/')[3]}/"
    bureau.does(f"{queue}settings/", share="0")
    bureau.go(queue)
    bureau.press(PRESS)
    bureau.press("main button[value=accept]")
    bureau.does(
        f"{again}placing/seed/", balls="8", faces="10", throw="摇号球", party_1="公证处",
        commitment_1=commitment("sha256", "公证处", bytes.fromhex(SECRET)),
    )  # fmt: skip
    bureau.does(f"{again}placing/rehearsals/new/", children="40")
    bureau.does(
        f"{again}placing/freeze/", releases_on="2027-07-07", releases_at="09:00", has_read="on"
    )


def the_last_seat_is_given_before_a_notary(year: Year, again: str) -> None:
    bureau, notary = year.person("bureau"), year.person("notary")
    one = f"{again}placing/ceremony/"
    bureau.does(f"{one}1/", value="31415926")
    notary.does(f"{one}1/", value="31415926")
    notary.does(f"{one}2/", value=SECRET)
    bureau.does(f"{one}2/")
    bureau.go(f"{one}?step=4")
    bureau.press("button.press")
    first, second = year.person("first"), year.person("second")
    for leader in (first, second):
        leader.does(f"{again}placing/approve/", has_checked="on")
    first.does(f"{again}placing/publish/")


def she_is_told(year: Year) -> None:
    mother = year.person("mother", width=360)
    mother.go("/family/results/")
    one = mother.follows("main a[href*='/family/results/']")
    mother.reads("东一小")
    letter = mother.takes("main a[href$='/letter/']")
    assert letter.startswith(b"%PDF-")
    mother.does(f"{one}answer/", answer="accept")


def every_child_has_a_place(year: Year) -> None:
    bureau = year.person("bureau")
    bureau.go("/enrolment/watch/")
    bureau.press("main form.line button")
    bureau.go("/enrolment/watch/")
    one = bureau.follows("main td.name a")
    bureau.does(
        f"{one}settle/", ground="elsewhere",
        reason="已在外区就读，有当地学籍证明",
    )  # fmt: skip
    bureau.go("/enrolment/every-child/")
    bureau.reads("100 %")
    expect(bureau.page.locator("main td.name")).to_have_count(0)
