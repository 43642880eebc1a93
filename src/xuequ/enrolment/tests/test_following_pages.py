"""The pages of arrivals, of children without school, of cohorts and of one pupil's schooling."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from support_plugin import Cast
from xuequ.directory.models import Pupil, School, SchoolClass
from xuequ.enrolment.models import Arrival, TraceLook, Watch
from xuequ.enrolment.tests.complementing import OVER, concluded
from xuequ.enrolment.tests.telling import told
from xuequ.enrolment.tests.test_complement_pages import english
from xuequ.enrolment.tests.test_following import at_school
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
TERM = datetime(2027, 9, 9, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def text(page: Any) -> str:
    found: str = page.content.decode()
    return found


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`clock(moment)` sets the time of the pages."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.mark.clause("ENR-37")
def test_the_bureau_sees_who_has_no_place_and_settles_it(cast: Cast, clock: Any) -> None:
    concluded(cast)
    clock(OVER)
    bureau = english(cast.accounts["bureau"])
    page = text(bureau.get("/enrolment/every-child/"))
    assert "80.0 %" in page
    assert "coordinated or exceptional placement" in page
    done = text(bureau.post("/enrolment/watch/look/", follow=True))
    assert "1 children are looked after" in done
    one = f"/enrolment/watch/{Watch.objects.get().pk}/"
    said = {"kind": "visit", "note": "家访，家长愿意补录"}
    assert "家访，家长愿意补录" in text(bureau.post(f"{one}step/", said, follow=True))
    assert bureau.post(f"{one}settle/", {"ground": "home"}).status_code == 422
    settled = {"ground": "home", "reason": "学校送教上门方案"}
    assert "学校送教上门方案" in text(bureau.post(f"{one}settle/", settled, follow=True))
    assert "100 %" in text(bureau.get("/enrolment/every-child/"))
    assert "settled" in text(bureau.get("/enrolment/watch/?state=settled"))
    asked = bureau.get("/enrolment/every-child/csv/")
    assert "csv" not in asked["Content-Type"] and not Line.objects.filter(verb="export").exists()
    file = bureau.get("/enrolment/every-child/csv/", {"for": "enrolment"})
    assert file.status_code == 200 and "csv" in file["Content-Type"]
    assert Line.objects.get(verb="export").note["purpose"] == "purpose.enrolment"
    principal = english(cast.accounts["principal"])
    assert principal.get(one).status_code == 404
    assert principal.get("/enrolment/every-child/").status_code == 403


@pytest.mark.clause("ENR-29")
def test_a_school_notes_who_came_and_sees_since_when_the_others_are_awaited(
    cast: Cast, clock: Any
) -> None:
    outcome = told(cast)
    school = School.objects.get(pk=cast.school.school)
    one, _ = at_school(outcome, school)
    clock(TERM)
    browser = english(cast.accounts["school"])
    path = f"/enrolment/rounds/{outcome.round_id}/arrivals/"
    assert text(browser.get(path)).count("awaited for 8 days") == 2
    typed = {"came": [one.pk], "on": "2027-09-01"}
    assert "1 came" in text(browser.post(path, typed, follow=True))
    assert Arrival.objects.get().application == one
    page = text(browser.get(path))
    assert "came on 2027-09-01" in page and page.count("awaited for 8 days") == 1
    assert page.count('name="was"') == 1 and f'name="was" value="{one.pk}"' in page
    assert browser.post(path, {**typed, "on": "2027-12-01"}).status_code == 422
    assert browser.post(path, {"on": "x"}).status_code == 422
    days = {"day": "2027-09-01", "until": "2027-09-20"}
    bureau = english(cast.accounts["bureau"])
    assert "2027-09-20" in text(bureau.post(f"{path}days/", days, follow=True))


@pytest.mark.clause("ENR-25")
def test_a_schooling_opens_for_a_purpose_and_to_nobody_else(cast: Cast) -> None:
    pupil = Pupil.objects.filter(school_class__school=cast.school.school).earliest("pk")
    path = f"/enrolment/schooling/{pupil.pk}/"
    bureau = english(cast.accounts["bureau"])
    assert "From entry to today" not in text(bureau.get(path))
    assert bureau.post(path, {"purpose": "nosy"}).status_code == 422
    assert "From entry to today" in text(bureau.post(path, {"purpose": "entry"}, follow=True))
    assert TraceLook.objects.count() == 1
    assert "From entry to today" not in text(english(cast.accounts["school"]).get(path))
    assert english(cast.accounts["other"]).get(path).status_code == 404
    page = text(bureau.get("/enrolment/cohorts/"))
    assert "Retention rate" in page and "演示" not in page.split("Where they are now")[1]
    assert bureau.get("/enrolment/cohorts/csv/").status_code == 200


@pytest.mark.clause("ENR-25")
def test_the_page_of_a_class_leads_to_the_schooling_where_it_opens(cast: Cast) -> None:
    pupil = Pupil.objects.filter(school_class__school=cast.school.school).earliest("pk")
    page, link = f"/classes/{pupil.school_class_id}/", f"/enrolment/schooling/{pupil.pk}/"
    for name in ("bureau", "school", "city"):
        reader = english(cast.accounts[name])
        assert (link in text(reader.get(page))) == (reader.get(link).status_code == 200), name
    school = english(cast.accounts["school"])
    assert link in text(school.get(page))
    elsewhere = School.objects.exclude(pk=cast.school.school).earliest("pk")
    room = SchoolClass.objects.create(
        school=elsewhere, stage="primary", year=2030, grade=4, number=1
    )
    Pupil.objects.filter(pk=pupil.pk).update(id_number_index="same")
    later = Pupil.objects.create(school_class=room, since=date(2030, 9, 1))
    Pupil.objects.filter(pk=later.pk).update(id_number_index="same")
    assert school.get(page).status_code == 200
    assert link not in text(school.get(page)) and school.get(link).status_code == 404
    assert link in text(english(cast.accounts["bureau"]).get(page))
