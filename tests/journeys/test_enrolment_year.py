"""A year of enrolment from nothing to classes, each person at a screen of their own.

An officer, two leaders, a notary, a parent with a phone, a school, and in the end somebody of the
public who verifies the result without a network.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import xuequ.enrolment
from support_plugin import PASSWORD
from xuequ.methods.lottery.seeds import commitment

from .conftest import environment, free_port, served_by
from .screens import HERE, PRIMARY, SITE, Person, Year

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]

MARCH = datetime(2027, 3, 1, 9, tzinfo=HERE)
OPEN = datetime(2027, 5, 11, 10, tzinfo=HERE)
CHECKED = datetime(2027, 5, 24, 9, tzinfo=HERE)
DRAW = datetime(2027, 6, 1, 9, tzinfo=HERE)
RELEASED = datetime(2027, 6, 3, 9, 1, tzinfo=HERE)
AUTUMN = datetime(2027, 9, 1, 8, tzinfo=HERE)
SECRET = "3f5c" * 16
ROUND = {
    "year": "2027", "stage": "junior", "regime": "lottery", "name": "初一新生多校划片",
    "opens_on": "2027-05-10", "opens_at": "08:00", "closes_on": "2027-05-20", "closes_at": "18:00",
    "class_size": "45",
}  # fmt: skip


@pytest.fixture
def year(browser: Browser, tmp_path: Path) -> Iterator[Year]:
    port = free_port()
    made = Year(f"http://127.0.0.1:{port}", tmp_path, browser)
    made.at(MARCH)
    made.run("cast")
    with served_by([str(SITE), "serve", str(port)], port, environment(tmp_path)):
        yield made
    for context in made.opened:
        context.close()


def test_a_year_of_enrolment_from_the_rules_to_the_classes(year: Year, tmp_path: Path) -> None:
    where = the_bureau_prepares_and_two_sign(year)
    year.at(OPEN)
    name = a_mother_applies_on_her_phone(year, where)
    year.run("families", where.split("/")[3], "5")
    year.at(CHECKED)
    a_reviewer_checks_everybody(year, where)
    the_roster_is_frozen(year, where)
    year.at(DRAW)
    the_draw_is_held_before_a_notary(year, where)
    two_approve_and_nobody_sees_before_the_hour(year, where, name)
    year.at(RELEASED)
    the_mother_reads_her_letter_and_accepts(year, name)
    everybody_verifies_without_a_network(year, where, tmp_path)
    year.at(AUTUMN)
    children_become_pupils_in_classes(year, where)


def the_bureau_prepares_and_two_sign(year: Year) -> str:
    bureau = year.person("bureau")
    bureau.does("/enrolment/new/", **ROUND)
    where = bureau.page.url.removeprefix(year.url)
    bureau.go(f"{where}schools/")
    for name in ("东一小", "东二小"):
        bureau.page.get_by_label(name, exact=True).check()
    bureau.press()
    bureau.go(f"{where}plans/")
    for name, seats in (("东一小", "2"), ("东二小", "4")):
        row = bureau.page.locator("main tr", has_text=name).locator("[name$='-plan']").first
        line = (row.get_attribute("name") or "").partition("-")[0]
        bureau.fill(**{f"{line}-plan": seats, f"{line}-classes": "1", f"{line}-spare": "0"})
    bureau.press()
    bureau.go(f"{where}district/")
    bureau.page.locator("main [name=consortium]").select_option(label="东学区")
    bureau.press()
    words = "按历年在校生和现有教室核算，学位紧张，需派位。"
    bureau.does(f"{where}study/", seats=words, demand=words, experience=words)
    bureau.does(where)  # everything is there: make the rules
    bureau.does(f"{where}rules/sign/", has_read="on")
    first = year.person("first")
    first.does(f"{where}rules/sign/", has_read="on")
    first.does(f"{where}rules/publish/")
    anybody = year.person(width=360)
    anybody.go(f"/public/round/{where.split('/')[3]}/")
    anybody.reads("2027-05-10 08:00", "东一小", "甲领导")
    return where


def a_mother_applies_on_her_phone(year: Year, where: str) -> str:
    mother = year.person(width=360)
    mother.does(
        "/public/2/enrolment/register/", name="长演示", phone="13900000001", id_kind="other",
        id_number="SYN-P-0001", password=PASSWORD, again=PASSWORD, has_read="on",
    )  # fmt: skip
    found = re.search("登录名是(\\w+)", mother.page.locator("main").inner_text())
    assert found is not None
    name = found[1]
    mother.does(
        "/family/children/new/", kind="mother", name="童演示", id_kind="other",
        id_number="SYN-C-0001", born="2015-01-05", sex="male",
    )  # fmt: skip
    mother.go("/family/enrolment/")
    mother.does(f"/family/apply/{where.split('/')[3]}/")
    one = mother.page.url.removeprefix(year.url)
    mother.go(f"{one}hand-in/")
    mother.reads("暂不能提交", "住址")
    mother.go(f"{one}address/")
    mother.fill(address="东街1号")
    mother.page.locator("main [name=school]").first.select_option(label="东一小")
    mother.press()
    mother.go(f"{one}choices/")
    for at, school in enumerate(("东一小", "东二小")):
        mother.page.locator("main form select").nth(at).select_option(label=school)
    mother.press()
    mother.does(f"{one}hand-in/", is_true="on")
    mother.reads("报名先后")
    return name


def a_reviewer_checks_everybody(year: Year, where: str) -> None:
    bureau = year.person("bureau")
    queue = f"/enrolment/checks/{where.split('/')[3]}/"
    bureau.does(f"{queue}settings/", share="0")
    for _ in range(6):
        bureau.go(queue)
        bureau.press("main form button.btn-primary, header form button.btn-primary")
        bureau.press("main button[value=accept]")
    bureau.go(queue)
    bureau.reads("6")


def the_roster_is_frozen(year: Year, where: str) -> None:
    bureau = year.person("bureau")
    bureau.does(
        f"{where}placing/seed/", balls="8", faces="10", throw="摇号球", party_1="公证处",
        commitment_1=commitment("sha256", "公证处", bytes.fromhex(SECRET)),
    )  # fmt: skip
    bureau.does(f"{where}placing/rehearsals/new/", children="40")
    bureau.reads("演练")
    bureau.does(
        f"{where}placing/freeze/", releases_on="2027-06-03", releases_at="09:00", has_read="on"
    )


def the_draw_is_held_before_a_notary(year: Year, where: str) -> None:
    bureau, notary = year.person("bureau"), year.person("notary")
    one = f"{where}placing/ceremony/"
    bureau.does(f"{one}1/", value="31415926")
    notary.go(f"{one}1/")
    notary.fill(value="31415927")
    notary.page.locator(PRIMARY).first.click()
    notary.reads("与录入的不同")
    notary.does(f"{one}1/", value="31415926")
    notary.does(f"{one}2/", value=SECRET)
    bureau.does(f"{one}2/")
    bureau.go(f"{one}?step=4")
    bureau.press("button.press")
    notary.go(f"{one}?step=6")
    notary.go(f"{one}protocol/")
    notary.reads("31415926")


def two_approve_and_nobody_sees_before_the_hour(year: Year, where: str, name: str) -> None:
    first, second = year.person("first"), year.person("second")
    for leader in (first, second):
        leader.does(f"{where}placing/approve/", has_checked="on")
    first.does(f"{where}placing/publish/")
    mother = year.person(name, width=360)
    mother.go("/family/results/")
    mother.page.locator("main a[href*='/family/results/']").first.click()
    mother.reads("2027-06-03 09:00")
    anybody = year.person()
    answer = anybody.page.goto(f"{year.url}/public/round/{where.split('/')[3]}/results/")
    assert answer is not None and answer.status == 404
    for who in (first, second):
        who.go(f"{where}admitted/")
        expect(who.page.locator("main td")).to_have_count(0)


def the_mother_reads_her_letter_and_accepts(year: Year, name: str) -> None:
    mother = year.person(name, width=360)
    mother.go("/family/results/")
    mother.page.locator("main a[href*='/family/results/']").first.click()
    mother.reads("第1志愿")
    letter = mother.takes("main a[href$='/letter/']")
    assert letter.startswith(b"%PDF-")
    one = mother.page.url.removeprefix(year.url)
    mother.does(f"{one}answer/", answer="accept")


def everybody_verifies_without_a_network(year: Year, where: str, tmp_path: Path) -> None:
    anybody = year.person(width=360)
    anybody.go(f"/public/round/{where.split('/')[3]}/results/")
    digest = anybody.page.locator("main .digest").first.inner_text()
    package = anybody.takes("main a[href$='/package/']")
    verifier, sealed = tmp_path / "verify.html", tmp_path / "package.zip"
    verifier.write_bytes(anybody.takes("main a[href$='/verifier/page/']"))
    context = year.browser.new_context(viewport={"width": 360, "height": 800}, offline=True)
    year.opened.append(context)
    page = context.new_page()
    changed = package[:900] + bytes([package[900] ^ 1]) + package[901:]
    for data, said in ((package, "✓ 为真"), (changed, "✗")):
        sealed.write_bytes(data)
        page.goto(verifier.as_uri())
        page.locator("#digest").fill(digest)
        page.locator("#file").set_input_files(sealed)
        expect(page.locator("#verdict")).to_contain_text(said)
    program = Path(xuequ.enrolment.__file__).parent / "verifier" / "verify.py"
    sealed.write_bytes(package)
    done = subprocess.run(
        [sys.executable, "-I", str(program), str(sealed), digest], capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def children_become_pupils_in_classes(year: Year, where: str) -> None:
    bureau, school = year.person("bureau"), year.person("school")
    bureau.go(f"{where}admitted/")
    for at in range(2):
        bureau.go(f"{where}admitted/")
        bureau.press(f"main form.line >> nth={at} >> button")
    classes_are_made(year, school, bureau)


def classes_are_made(year: Year, school: Person, bureau: Person) -> None:
    school.go("/enrolment/makings/new/")
    school.reads("4人")
    school.page.locator("main [name=grade]").select_option(index=0)
    school.fill(since="2027-09-01", classes="2", balls="摇号球", length="8", faces="10")
    school.press()
    one = school.page.url.removeprefix(year.url)
    school.go(f"{one}children/")
    school.page.locator("a[href*='/template/xlsx/']").first.click()
    school.page.locator("main [name=for]").select_option("enrolment")  # what it is taken out for
    sheet = school.takes("main form button.btn-primary")
    school.go(f"{one}children/")
    school.page.locator("main input[type=file]").set_input_files(
        {"name": "名单.xlsx", "mimeType": "application/octet-stream", "buffer": sheet}
    )
    school.press()
    school.go(one)
    school.press("main form[action$='/freeze/'] button")
    school.does(f"{one}seed/", part0="31415926")
    bureau.does(f"{one}approve/", has_read="on", read0="31415926")
    school.go(f"{one}rooms/1/")
    school.reads("演示")
