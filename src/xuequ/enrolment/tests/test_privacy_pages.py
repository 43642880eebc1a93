"""The pages of personal data as a stranger, two officers and the auditor use them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from support_plugin import Cast
from xuequ.enrolment.models import Application, Erasure, Evidence, LegalHold
from xuequ.enrolment.services.privacy.erasing import erase_by_the_clock
from xuequ.enrolment.tests.applying import applied
from xuequ.enrolment.tests.world import CLOSES, published
from xuequ.kernel.held import holdings
from xuequ.record.models import Line
from xuequ.vault.services.files import store_file
from xuequ.vault.tests.samples import png

pytestmark = pytest.mark.django_db
LATER = CLOSES + timedelta(days=181)


@pytest.fixture
def row(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Application:
    """An application with a paper that is due on the day of these tests."""
    made = applied(published(cast), 1)
    file = store_file(png(), name="户口簿.png")
    Evidence.objects.create(application=made, kind="lease", file=file, stored_at=CLOSES)
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    return made


def text(page: Any) -> str:
    found: str = page.content.decode()
    return found


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_everybody_reads_every_field_its_purpose_and_period(cast: Cast, language: str) -> None:
    browser = Client()
    browser.cookies["language"] = language
    where = f"/privacy/{cast.authority.pk}/"
    assert browser.get(where).status_code == 404
    cast.authority.is_public = True
    cast.authority.save()
    page = text(browser.get(where))
    for each in holdings():
        assert each.title.say(language) in page.replace("&#x27;", "'")
    assert ("180天" if language == "zh-hans" else "until 180 days") in page and "{" not in page
    file = browser.get(f"{where}file/csv/").content.decode("utf-8-sig")
    assert "enrolment.Child.id_number" in file and file.count("\n") > 150
    assert browser.get(f"{where}file/exe/").status_code == 404


def test_one_proposes_another_releases_and_the_clock_deletes(
    cast: Cast, reading: Any, row: Application
) -> None:
    one, other = reading("bureau"), reading("leader") if "leader" in cast.actors else None
    page = text(one.get("/enrolment/retention/"))
    assert "Due today" in page and row.child.number not in page and Evidence.objects.exists()
    where = one.post("/enrolment/retention/propose/")["Location"]
    batch = Erasure.objects.get()
    assert where == f"/enrolment/erasures/{batch.pk}/"
    assert "another person has to release it" in text(one.get(where))
    said = one.post(f"{where}release/", follow=True)
    assert "You proposed it yourself" in text(said)
    if other is None:
        from xuequ.enrolment.services.privacy.releasing import release
        from xuequ.enrolment.tests.deciding import leaders

        release(batch, actor=leaders(cast)[1], now=LATER)
    else:
        assert other.post(f"{where}release/").status_code == 302
    erase_by_the_clock(LATER)
    assert not Evidence.objects.exists() and "done" in text(one.get(where))


def test_a_stay_is_ordered_with_a_reason_and_ended(
    cast: Cast, reading: Any, row: Application
) -> None:
    browser, where = reading("bureau"), "/enrolment/retention/stay/"
    day = (LATER + timedelta(days=90)).date().isoformat()
    sent = {"round": row.round_id, "number": "", "until": day, "reason": "行政复议尚未办结"}
    for wrong in ({"reason": "短"}, {"number": "abc"}, {"number": "99999999"}, {"round": "0"}):
        assert browser.post(where, {**sent, **wrong}).status_code == 422, wrong
    assert browser.post(where, sent).status_code == 302
    page = text(browser.get("/enrolment/retention/"))
    assert "a decision stays the deletion" in page and "行政复议尚未办结" in page
    browser.post(f"/enrolment/stays/{LegalHold.objects.get().pk}/end/")
    assert LegalHold.objects.get().ended_at == LATER


def test_only_the_auditor_reads_the_yearly_report_and_it_names_no_child(
    cast: Cast, reading: Any, row: Application
) -> None:
    where = "/system/minors/2027/"
    for name in ("bureau", "system", "security", "principal"):
        assert reading(name).get(where).status_code == 403, name
    browser = reading("audit")
    assert browser.get("/system/minors/")["Location"] == where
    page = text(browser.get(where))
    assert "article 37" in page and row.child.number not in page
    assert browser.get("/system/minors/2099/").status_code == 404
    file = browser.get(f"{where}file/")
    assert file.content.startswith(b"%PDF") and "no-store" in file["Cache-Control"]
    assert Line.objects.filter(verb="export", note__what__startswith="audit of minors").count() == 1
