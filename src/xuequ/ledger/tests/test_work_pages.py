"""The inbox at work: a teacher on exchange, the mentor, and what they must not see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django import Settings

from xuequ.directory.models import Account
from xuequ.ledger.models import Counter, Entry, Notice
from xuequ.ledger.tests.inboxes import WEDNESDAY, address, client_as, employ, staffed, typed
from xuequ.ledger.tests.township import Town, hold, teacher

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def wednesday(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Any) -> None:
    monkeypatch.setattr(timezone, "now", lambda: WEDNESDAY)
    settings.HOME = tmp_path


@pytest.fixture
def here(db: None) -> Iterator[Town]:
    yield staffed()


@pytest.mark.clause("EXC-34")
def test_a_teacher_on_exchange_hands_in_a_log_with_a_photo_and_the_mentor_confirms_it(
    here: Town,
) -> None:
    mover, mentor = client_as(here.mover), client_as(here.mentor)
    page = mover.get("/inbox/").text
    assert "高质量工作日志" in page and "先听导师的课再上自己的课" in page
    assert "导师听课" not in page and "放晚学前说课" not in page
    assert mover.get(address(here)).status_code == 200
    sent = mover.post(address(here), typed(schools="明珠演示小学，乡村演示小学", people="师演示"))
    assert sent.status_code == 302, sent.text
    entry = Entry.objects.get()
    assert entry.schools.count() == 2 and entry.people.get() == here.mentor
    assert entry.attachments.get().file.kind == "image/png"
    assert "第三周工作日志" in mentor.get("/inbox/confirm/").text
    shown = mentor.get(sent["Location"]).text
    assert "听课两节" in shown and "日志.png" in shown
    held = entry.attachments.get()
    file = mentor.get(f"/inbox/entries/{entry.pk}/files/{held.pk}/")
    assert b"".join(file).startswith(b"\x89PNG") and file["Content-Type"] == "image/png"
    mentor.post("/inbox/confirm/", {"entry": [f"{entry.pk}:1"]})
    entry.refresh_from_db()
    assert entry.state == "confirmed" and entry.decided_by == here.mentor
    assert Counter.objects.get().confirmed == 1
    assert Notice.objects.get().person == here.mover


def test_a_daily_weekly_and_fortnightly_duty_come_with_their_days(here: Town) -> None:
    page = client_as(here.mover).get("/inbox/", headers={"accept-language": "en"}).text
    for day in ("2026-09-16", "2026-09-20", "2026-09-27"):
        assert f"{day}" in page
    assert "逾期" in page  # Tuesday's lesson and last week's log are late


def test_what_is_late_begins_with_its_own_day(here: Town) -> None:
    mover = client_as(here.mover)
    lesson = f"{address(here, 'exchange.town_to_city.mentor_lesson')}&day=2026-09-14"
    assert lesson.replace("&", "&amp;") in mover.get("/inbox/").text
    assert 'value="2026-09-14"' in mover.get(lesson).text
    assert 'value="2026-09-16"' in mover.get(f"{address(here)}&day=2026-09-20").text


def test_a_stranger_sees_neither_entry_nor_file_and_cannot_hand_in_for_another(here: Town) -> None:
    assert client_as(here.mover).post(address(here), typed()).status_code == 302
    entry = Entry.objects.get()
    other = teacher(here.village, "旁演示")
    employ(other, here.village)
    stranger = client_as(other)
    file = entry.attachments.get().pk
    for path in (f"/inbox/entries/{entry.pk}/", f"/inbox/entries/{entry.pk}/files/{file}/",
                 f"/inbox/drafts/{entry.pk}/change/", address(here)):  # fmt: skip
        assert stranger.get(path).status_code == 404, path
    assert stranger.post(f"/inbox/entries/{entry.pk}/confirm/").status_code == 404
    assert stranger.post(f"/inbox/drafts/{entry.pk}/withdraw/").status_code == 404
    assert entry.title not in stranger.get("/inbox/confirm/").text


def test_what_is_refused_stands_above_the_form_with_everything_typed(here: Town) -> None:
    mover = client_as(here.mover)
    answer = mover.post(address(here), typed(happened_on="2026-09-17"))
    assert answer.status_code == 422
    assert "听课两节。" in answer.text and "2026-09-17" in answer.text
    assert not Entry.objects.exists()
    wrong = SimpleUploadedFile("照片.jpg", b"MZ\x90\x00" + b"\0" * 300, "image/jpeg")
    assert mover.post(address(here), typed(uploads=wrong)).status_code == 422
    odd = mover.post(address(here), typed(schools="没有这所学校"))
    assert odd.status_code == 422 and "没有这所学校" in odd.text
    named = mover.post(address(here), typed(people="没有这个人"))
    assert named.status_code == 422 and "没有这个人" in named.text
    assert not Entry.objects.exists()


def test_a_draft_is_kept_and_handed_in_later(here: Town) -> None:
    mover = client_as(here.mover)
    kept = mover.post(address(here), {**typed(words=""), "draft": "1"})
    assert kept.status_code == 302, kept.text
    entry = Entry.objects.get()
    assert entry.state == "draft" and not Counter.objects.exists()
    assert entry.attachments.get().file.name == "日志.png"
    assert entry.title not in client_as(here.mentor).get("/inbox/confirm/").text
    again = mover.post(f"/inbox/drafts/{entry.pk}/change/", typed(uploads=""))
    assert again.status_code == 302, again.text
    entry.refresh_from_db()
    assert (entry.state, entry.version) == ("handed", 1)


def test_returned_with_a_reason_it_comes_back_to_the_checklist(here: Town) -> None:
    mover, mentor = client_as(here.mover), client_as(here.mentor)
    mover.post(address(here), typed())
    entry = Entry.objects.get()
    mentor.post(f"/inbox/entries/{entry.pk}/return/", {"reason": "请补充所思", "version": 1})
    page = mover.get("/inbox/").text
    assert "请补充所思" in page and f"/inbox/drafts/{entry.pk}/change/" in page
    held = entry.attachments.get().pk
    again = mover.post(
        f"/inbox/drafts/{entry.pk}/change/", typed(words="补充所思。", uploads="", remove=[held])
    )
    assert again.status_code in (302, 422)
    entry.refresh_from_db()
    assert entry.version == (2 if again.status_code == 302 else 1)


def test_the_office_of_the_district_reads_what_its_schools_handed_in(here: Town) -> None:
    client_as(here.mover).post(address(here), typed())
    office = client_as(hold(here.authority, "district_office", here.district, "办演示"))
    entry = Entry.objects.get()
    assert office.get(f"/inbox/entries/{entry.pk}/").status_code == 200
    assert office.get("/inbox/").status_code == 200


def test_nobody_confirms_a_version_they_have_not_read(here: Town) -> None:
    mover, mentor = client_as(here.mover), client_as(here.mentor)
    mover.post(address(here), typed())
    entry = Entry.objects.get()
    change = f"/inbox/drafts/{entry.pk}/change/"
    assert mover.post(change, typed(words="换了一篇。", uploads="")).status_code == 302
    one = mentor.post(f"/inbox/entries/{entry.pk}/confirm/", {"version": 1}, follow=True)
    several = mentor.post("/inbox/confirm/", {"entry": [f"{entry.pk}:1"]}, follow=True)
    back = mentor.post(f"/inbox/entries/{entry.pk}/return/", {"reason": "请补充", "version": 1})
    for answer in (one, several, back):
        assert "已重新提交" in answer.text
    entry.refresh_from_db()
    assert (entry.state, entry.version) == ("handed", 2)
    mentor.post(f"/inbox/entries/{entry.pk}/confirm/", {"version": 2})
    entry.refresh_from_db()
    assert entry.state == "confirmed"


def test_what_is_returned_late_may_be_mended_for_the_days_of_grace(
    here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    mover, mentor = client_as(here.mover), client_as(here.mentor)
    mover.post(address(here), typed())
    entry = Entry.objects.get()

    def after(days: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: WEDNESDAY + timedelta(days=days))
        for client, person in ((mover, here.mover), (mentor, here.mentor)):
            client.force_login(Account.objects.get(person=person))

    after(20)
    mentor.post(f"/inbox/entries/{entry.pk}/return/", {"reason": "请补充所思", "version": 1})
    change = f"/inbox/drafts/{entry.pk}/change/"
    after(28)
    over = mover.get("/inbox/").text
    assert change not in over and "2026-10-13" in over and "豁免" in over
    assert mover.post(change, typed(words="补充。", uploads="")).status_code == 422
    after(27)
    assert change in mover.get("/inbox/").text
    other = mover.post(change, typed(words="补充。", uploads="", happened_on="2026-09-08"))
    assert other.status_code == 422  # another week stays closed
    assert mover.post(change, typed(words="补充。", uploads="")).status_code == 302
