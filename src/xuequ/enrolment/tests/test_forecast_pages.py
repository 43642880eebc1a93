"""The pages of the forecast as the bureau, a district and a school read them."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.enrolment.models import Shortfall
from xuequ.enrolment.services.shortfalls import NewShortfall, record_shortfall
from xuequ.enrolment.tests.forecasting import TODAY, filled, sent
from xuequ.enrolment.tests.world import planned, taught
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
LIST = "/enrolment/forecast/"
WORDS = ("服务地段内新建小区陆续入住", "拟扩建六间普通教室")


@pytest.fixture(autouse=True)
def in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: TODAY)


def one(school: School) -> str:
    return f"{LIST}{school.pk}/primary/"


@pytest.mark.clause("ENR-30", "ENR-36")
def test_the_bureau_sees_who_is_short_first_with_the_numbers_of_the_guide(
    cast: Cast, reading: Any
) -> None:
    later, first = filled(cast), filled(cast, "东三小", rooms=8)
    enough = filled(cast, "西一小", rooms=20)
    page = reading("bureau").get(f"{LIST}?years=3")
    lines = [each for each in page.context["ahead"].schools if each.warned.word != "unknown"]
    assert [each.school for each in lines] == [first, later, enough]
    assert [each.warned.word for each in lines] == ["short", "short", "enough"]
    short, year = lines[0].warned.first_short, lines[1].warned.years[1]
    assert (short.year, short.lacking) == (2027, 29)
    assert (year.numbers, year.word, year.lacking) == ((401, 410, 420), "tight", 5)
    east, _group = page.context["ahead"].consortia
    assert (east.warned.years[0].numbers, east.counts[2027], east.of) == ((768, 778, 788), 2, 3)
    whole = page.context["ahead"].whole
    assert whole.warned.years[0].seats == (9 + 8 + 20) * 45 and whole.counts[2027] == 3
    assert "Tight from" in page.text and "Which school is short first" in page.text
    assert "1 school there is not enough data" in page.text  # 东二小, with one class


@pytest.mark.clause("ENR-33")
def test_a_school_shows_every_ratio_and_product(cast: Cast, reading: Any) -> None:
    school = filled(cast)
    page = reading("bureau").get(f"{one(school)}?years=4")
    for said in (
        "66÷70=0.943", "0.957", "9 classrooms × 45 = 405", "410 (401–420)", "set by the bureau",
        "0.957 (0.943–0.972)", "76.5 (75.4–77.8)", "2030: nothing can be said of grade 1",
        "Seats may not suffice from 2028", "Seats do not suffice from 2029: 30 are lacking",
    ):  # fmt: skip
        assert said in page.text, said


def test_each_sees_its_own_schools(cast: Cast, reading: Any) -> None:
    mine, other, far = filled(cast, "东二小"), filled(cast), filled(cast, "西一小")
    for who in ("principal", "school"):
        browser = reading(who)
        page = browser.get(LIST)
        assert [each.school for each in page.context["ahead"].schools] == [mine]
        assert not page.context["ahead"].consortia and page.context["ahead"].whole is None
        assert "东一小" not in page.text
        assert browser.get(one(mine)).status_code == 200
        assert browser.get(one(other)).status_code == 404
        assert "东一小" not in browser.get(f"{LIST}file/csv/").content.decode("utf-8-sig")
    head = reading("head")
    page = head.get(LIST).context["ahead"]
    assert {each.school for each in page.schools} == {mine, other} and page.whole is None
    assert [each.name for each in page.consortia] == ["东学区"]
    assert head.get(one(far)).status_code == 404
    assert reading("teacher").get(LIST).status_code == 403


def test_what_is_asked_in_vain_is_left_aside(cast: Cast, reading: Any) -> None:
    school, browser = filled(cast), reading("bureau")
    for odd in ("?years=99", "?years=-1", "?years=%00", "?stage=senior", "?authority=x"):
        assert browser.get(f"{LIST}{odd}").context["found"].years == 6
    for gone in (f"{LIST}999999/primary/", f"{LIST}{school.pk}/junior/", f"{LIST}{school.pk}/x/"):
        assert browser.get(gone).status_code == 404
    assert browser.get(f"{LIST}file/exe/").status_code == 404


def test_without_rolls_the_page_says_what_to_bring(cast: Cast, reading: Any) -> None:
    browser = reading("bureau")
    page = browser.get(f"{LIST}?on=2021-10-01")
    assert "no pupils by school year" in page.text and "/intake/past_rolls/" in page.text
    assert browser.get(f"{LIST}file/csv/?on=2021-10-01").status_code == 200


def test_a_past_day_knows_only_what_was_counted_by_then(cast: Cast, reading: Any) -> None:
    school, browser = filled(cast), reading("bureau")
    page = browser.get(f"{one(school)}?on=2026-10-14")
    assert page.context["found"].since == 2026
    assert page.context["line"].warned.word == "unknown"  # children were counted a day later
    page = browser.get(f"{one(school)}?on=2025-10-14")
    assert page.context["found"].since == 2025


@pytest.mark.clause("ENR-36")
def test_files_hold_what_the_pages_hold_and_are_recorded(cast: Cast, reading: Any) -> None:
    school, browser = filled(cast), reading("bureau")
    rows = browser.get(f"{LIST}file/csv/?years=3").content.decode("utf-8-sig").splitlines()
    assert "school,东一小,2028-2029,401,410,420,405,5,tight" in rows
    arithmetic = browser.get(f"{one(school)}file/csv/").content.decode("utf-8-sig")
    assert "2027-2028,1,80,0.957 (0.943–0.972),76.5 (75.4–77.8)" in arithmetic
    notes = [each.note for each in Line.objects.filter(verb="export").order_by("number")]
    assert [each["what"] for each in notes] == ["forecast of seats"] * 2
    for kind in ("xlsx", "pdf"):
        assert browser.get(f"{LIST}file/{kind}/").status_code == 200


@pytest.mark.clause("ENR-36")
def test_a_shortfall_is_recorded_with_numbers_and_cure(cast: Cast, reading: Any) -> None:
    school, browser = filled(cast), reading("bureau")
    where = f"{one(school)}shortfall/"
    form = browser.get(where).context["form"]
    assert form.initial == {"year": 2029, "pupils": 435, "seats": 405}
    assert browser.post(where, sent()).status_code == 302
    found = Shortfall.objects.get()
    assert (found.school, found.short, found.person) == (
        school, 30, cast.accounts["bureau"].person,
    )  # fmt: skip
    line = Line.objects.latest("number")
    assert line.verb == "record-shortfall"
    assert (line.note["year"], line.note["short"]) == (2029, 30)
    for page in (LIST, one(school)):
        assert "拟于2028年秋季前扩建六间教室" in browser.get(page).text
    assert "nothing" in browser.post(where, sent()).text.lower()
    assert browser.post(where, sent(settled_on="2028-09-01")).status_code == 302
    assert "settled on 2028-09-01" in browser.get(one(school)).text
    assert Shortfall.objects.count() == 1


def test_a_school_records_its_own_and_no_other(cast: Cast, reading: Any) -> None:
    mine, other = filled(cast, "东二小"), filled(cast)
    browser = reading("principal")
    assert "Record a shortfall" in browser.get(one(mine)).text
    assert browser.post(f"{one(mine)}shortfall/", sent()).status_code == 302
    assert browser.post(f"{one(other)}shortfall/", sent()).status_code == 404
    assert reading("head").get(f"{one(mine)}shortfall/").status_code == 403
    assert "Record a shortfall" not in reading("head").get(one(mine)).text
    new = NewShortfall(
        "primary", 2029, 435, 405, "服务地段内新建小区陆续入住", "拟扩建六间普通教室"
    )
    for who in ("principal", "head", "city"):
        if who in cast.actors:
            with pytest.raises(Refused) as refused:
                record_shortfall(other, new, actor=cast.actors[who], now=TODAY)
            assert refused.value.code == "not-your-place"
    assert Shortfall.objects.count() == 1


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no year": ({"year": ""}, "required"),
    "a year long past": ({"year": 2020}, "from 2021 to 2035"),
    "a year far ahead": ({"year": 2036}, "from 2021 to 2035"),
    "no number": ({"pupils": "viele"}, "whole number"),
    "fewer than none": ({"seats": -1}, "greater than or equal to 0"),
    "none lacking": ({"pupils": 405}, "none is lacking"),
    "hardly a reason": ({"reason": "人多"}, "at least 10 characters"),
    "no plan": ({"planned": "  "}, "required"),
    "a sign nobody sees": ({"reason": "服务地段内新建小区\0陆续入住"}, "nobody can see"),
    "a novel": ({"reason": "长" * 501}, "at most 500"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_shortfall_that_cannot_be_comes_back_with_the_reason(
    cast: Cast, reading: Any, what: str
) -> None:
    school, (changes, words) = filled(cast), WRONG[what]
    lines = Line.objects.count()
    page = reading("bureau").post(f"{one(school)}shortfall/", sent(**changes))
    assert (page.status_code, Line.objects.count()) == (422, lines), page.text
    assert words in page.text and not Shortfall.objects.exists()


def test_a_stage_nobody_teaches_there_is_refused(cast: Cast) -> None:
    new = NewShortfall("junior", 2029, 435, 405, *WORDS)
    with pytest.raises(Refused) as refused:
        record_shortfall(filled(cast), new, actor=cast.bureau, now=TODAY)
    assert refused.value.code == "stage-not-taught"


def test_what_was_typed_is_shown_as_text(cast: Cast, reading: Any) -> None:
    school, browser = filled(cast), reading("bureau")
    script = "<script>alert(1)</script>"
    browser.post(f"{one(school)}shortfall/", sent(reason=script, planned=script))
    assert "<script>alert" not in browser.get(one(school)).text


@pytest.mark.clause("ENR-30")
def test_a_round_shows_who_is_expected_beside_the_plan(cast: Cast, reading: Any) -> None:
    school = filled(cast)
    found = planned(cast, regime="trial")
    browser = reading("bureau")
    page = browser.get(f"/enrolment/rounds/{found.pk}/")
    [row] = page.context["beside"]
    assert (row.name, row.year.numbers, row.year.word) == ("东一小", (75, 77, 78), "enough")
    assert one(school) in page.text
    asked = browser.get(f"/enrolment/rounds/{found.pk}/conditions/").text
    assert "Forecast for 2027: 77 (75–78) children enter the 1 schools" in asked
    assert "Children expected" not in reading("principal").get(
        f"/enrolment/rounds/{found.pk}/"
    ).text  # fmt: skip


def test_a_round_without_a_forecast_shows_none(cast: Cast, reading: Any) -> None:
    found = planned(cast)
    assert "Children expected" not in reading("bureau").get(f"/enrolment/rounds/{found.pk}/").text


def test_a_school_whose_stages_nobody_registered_counts_by_its_rolls(
    cast: Cast, reading: Any
) -> None:
    taught("东一小")  # 东二小 has a class, and no stage in the register
    page = reading("bureau").get(LIST)
    assert {each.name for each in page.context["ahead"].schools} == {"东一小", "东二小"}
