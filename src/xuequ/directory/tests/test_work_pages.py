"""The pages of teaching, honours, postings and pairings, clicked through."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from casting import MAKER, OPENING
from support_plugin import Cast
from working import teacher
from xuequ.directory.models import Honour, Pairing, Person, Posting, Teacher
from xuequ.directory.queries import appointments
from xuequ.directory.services.pairings import NewPairing, pair
from xuequ.directory.services.postings import NewPosting, post_teacher
from xuequ.directory.tests.belonging import DAY, LATER, named

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=9)


@pytest.fixture
def goes(cast: Cast) -> Person:
    """A teacher of 东二小, in a county whose policy knows directions and tiers."""
    cast.authority.profile = "mingzhu"
    cast.authority.save(update_fields=["profile"])
    return teacher(named("东二小"), "走演示")


@pytest.fixture
def english(client_of: Any) -> Any:
    """`english(audience)`: a browser of one of the cast who reads English."""

    def log_in(audience: str) -> Any:
        browser = client_of(audience)
        browser.cookies["language"] = "en"
        return browser

    return log_in


def text(page: Any) -> str:
    return str(page.content.decode())


def test_the_office_registers_teaching_and_an_honour_and_ends_them(
    cast: Cast, english: Any, goes: Person
) -> None:
    office, where = english("bureau"), f"/people/{goes.pk}/"
    assert 'value="数学"' in text(office.get(f"{where}teach/"))
    sent = {"school": named("东三小").pk, "stage": "primary", "subject": "科学",
            "title": "first", "since": DAY.isoformat()}  # fmt: skip
    assert office.post(f"{where}teach/", sent)["Location"] == where
    honour = {"kind": "master", "level": "city", "since": DAY.isoformat()}
    assert office.post(f"{where}honour/", honour)["Location"] == where
    shown = text(office.get(where))
    assert "科学" in shown and "first grade" in shown and "master teacher" in shown
    row, given = Teacher.objects.get(subject="科学"), Honour.objects.get()
    for path in (f"/teaching/{row.pk}/end/", f"/honours/{given.pk}/end/"):
        assert path in shown
        assert office.post(path, {"until": DAY.isoformat()}).status_code == 422
        assert office.post(path, {"until": LATER.isoformat()})["Location"] == where
    row.refresh_from_db()
    given.refresh_from_db()
    assert (row.until, given.until) == (LATER, LATER)


def test_the_office_finds_somebody_posts_them_and_ends_the_posting(
    cast: Cast, english: Any, goes: Person
) -> None:
    teacher(named("东三小"), "另演示")
    office = english("bureau")
    found = text(office.get("/postings/new/", {"words": "走"}))
    assert f"/people/{goes.pk}/post/" in found and "另演示" not in found
    where = f"/people/{goes.pk}/post/"
    form = text(office.get(where))
    assert "from the village school to the town" in form and 'value="数学"' in form
    sent = {"from_school": named("东二小").pk, "to_school": cast.loose.pk, "kind": "teacher",
            "direction": "town_to_city", "decision": "文1号", "since": DAY.isoformat()}  # fmt: skip
    assert office.post(where, sent).status_code == 302
    made = Posting.objects.get(person=goes)
    assert (made.direction, made.decision, made.subject) == ("town_to_city", "文1号", "")
    again = office.post(where, sent)
    assert again.status_code == 422 and "is posted to 孤小" in text(again)
    page = text(office.get(f"/postings/{made.pk}/"))
    assert "from the village school to the town" in page and f"/postings/{made.pk}/end/" in page
    office.post(f"/postings/{made.pk}/end/", {"until": LATER.isoformat()})
    made.refresh_from_db()
    assert made.until == LATER


def test_a_posting_to_come_is_withdrawn_with_a_button(english: Any, goes: Person) -> None:
    new = NewPosting(named("东二小"), named("孤小"))
    made = post_teacher(goes, new, since=SOON, actor=MAKER)
    office = english("bureau")
    assert f"/postings/{made.pk}/withdraw/" in text(office.get(f"/postings/{made.pk}/"))
    assert office.post(f"/postings/{made.pk}/withdraw/")["Location"] == "/postings/"
    assert not Posting.objects.exists()
    made = post_teacher(goes, new, since=DAY, actor=MAKER)
    page = office.post(f"/postings/{made.pk}/withdraw/", follow=True)
    assert "has been in force since" in text(page) and Posting.objects.exists()


@pytest.mark.parametrize("audience", ["bureau", "head", "office", "principal"])
def test_who_leads_pairs_people_of_the_own_schools(
    english: Any, goes: Person, audience: str
) -> None:
    mentor, browser = teacher(named("东二小"), "导演示"), english(audience)
    assert f"/people/{goes.pk}/pair/" in text(browser.get("/pairings/new/"))
    where = f"/people/{goes.pk}/pair/"
    form = text(browser.get(where))
    assert "导演示 · 东二小 数学" in form and "1 · backbone teacher of the same grade" in form
    sent = {"mentor": mentor.pk, "school": named("东二小").pk, "kind": "teaching", "tier": "1",
            "since": DAY.isoformat()}  # fmt: skip
    page = browser.post(where, sent)
    made = Pairing.objects.get()
    assert page["Location"] == f"/pairings/{made.pk}/"
    assert (made.mentor, made.apprentice, made.posting) == (mentor, goes, None)
    assert "导演示" in text(browser.get(f"/pairings/{made.pk}/"))
    assert browser.post(where, sent).status_code == 422
    browser.post(f"/pairings/{made.pk}/end/", {"until": LATER.isoformat()})
    made.refresh_from_db()
    assert made.until == LATER


def test_a_school_pairs_whoever_is_posted_to_it(english: Any, goes: Person) -> None:
    guest, principal = teacher(named("西二小"), "来演示"), english("principal")
    where = f"/people/{guest.pk}/pair/"
    assert principal.get(where).status_code == 404
    new = NewPosting(named("西二小"), named("东二小"))
    posting = post_teacher(guest, new, since=DAY, actor=MAKER)
    assert where in text(principal.get(f"/postings/{posting.pk}/"))
    sent = {"mentor": goes.pk, "school": named("东二小").pk, "kind": "teaching", "tier": "1",
            "since": TODAY.isoformat()}  # fmt: skip
    assert principal.post(where, sent).status_code == 302
    assert Pairing.objects.get().posting == posting
    assert principal.get(f"/people/{guest.pk}/").status_code == 404  # no colleague of theirs


def test_a_mentor_or_school_of_another_scope_cannot_be_sent(english: Any, goes: Person) -> None:
    principal = english("principal")
    own, foreign = teacher(named("东二小"), "导演示"), teacher(named("西一小"), "西演示")
    sent = {"kind": "teaching", "tier": "1", "since": DAY.isoformat()}
    for mentor, school in ((foreign, named("东二小")), (own, named("西一小"))):
        values = {**sent, "mentor": mentor.pk, "school": school.pk}
        assert principal.post(f"/people/{goes.pk}/pair/", values).status_code == 422
    assert not Pairing.objects.exists()


def test_a_pairing_at_a_sister_school_is_seen_through_its_mentor_and_not_changed(
    english: Any, goes: Person
) -> None:
    learns, principal = teacher(named("东三小"), "徒演示"), english("principal")
    made = pair(goes, learns, NewPairing(named("东三小")), since=OPENING, actor=MAKER)
    page = text(principal.get(f"/pairings/{made.pk}/"))
    assert "徒演示" in page and "/end/" not in page
    assert principal.get(f"/pairings/{made.pk}/end/").status_code == 404
    assert principal.post(f"/pairings/{made.pk}/withdraw/").status_code == 404


def test_a_pairing_to_come_is_withdrawn_with_a_button(english: Any, goes: Person) -> None:
    mentor, principal = teacher(named("东二小"), "导演示"), english("principal")
    made = pair(mentor, goes, NewPairing(named("东二小")), since=SOON, actor=MAKER)
    assert f"/pairings/{made.pk}/withdraw/" in text(principal.get(f"/pairings/{made.pk}/"))
    assert principal.post(f"/pairings/{made.pk}/withdraw/")["Location"] == "/pairings/"
    assert not Pairing.objects.exists()


def test_people_are_chosen_from_a_short_list_and_found_by_name(
    english: Any, goes: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appointments, "MOST", 2)
    for name in ("甲师演示", "乙师演示", "丙师演示"):
        teacher(named("东二小"), name)
    bureau, where = english("bureau"), f"/people/{goes.pk}/pair/"
    first = text(bureau.get(where))
    assert "乙师演示" not in first and "Only the first" in first
    found = text(bureau.get(where, {"words": "乙师"}))
    assert "乙师演示 · 东二小 数学" in found and "Only the first" not in found


def test_both_schools_show_who_is_away_and_who_is_here(english: Any, goes: Person) -> None:
    new = NewPosting(named("东二小"), named("东三小"), direction="city_to_town")
    post_teacher(goes, new, since=OPENING, actor=MAKER)
    head = english("head")
    for place, title in (("东二小", "Away on a posting"), ("东三小", "Here on a posting")):
        page = text(head.get(f"/schools/{named(place).pk}/"))
        part = page.split(f"<h2>{title}</h2>")[1].split("</table>")[0]
        assert "走演示" in part and "from the town school to the village" in part
    assert "走演示" in text(english("principal").get("/postings/"))
    teachers_view = text(english("teacher").get(f"/schools/{named('东二小').pk}/"))
    assert "Away on a posting" not in teachers_view


def test_the_list_counts_by_direction_and_filters(english: Any, goes: Person) -> None:
    other = teacher(named("东二小"), "另演示")
    for person, direction in ((goes, "city_to_town"), (other, "")):
        new = NewPosting(named("东二小"), named("孤小"), direction=direction)
        post_teacher(person, new, since=OPENING, actor=MAKER)
    bureau = english("bureau")
    page = text(bureau.get("/postings/"))
    assert "no direction 1 · from the town school to the village 1" in page
    page = text(bureau.get("/postings/", {"direction": "city_to_town"}))
    assert "走演示" in page and "另演示" not in page
    assert "走演示" not in text(bureau.get("/postings/", {"to": "东三"}))
    assert "走演示" not in text(bureau.get("/postings/", {"on": "2019-01-01"}))
    assert bureau.get("/postings/", {"words": "\0", "when": "x", "page": "x"}).status_code == 200
    assert bureau.get("/pairings/", {"tier": "²", "when": "past"}).status_code == 200


def test_a_teacher_sees_the_own_postings_and_pairings_and_nobody_elses(
    cast: Cast, english: Any, goes: Person
) -> None:
    me, browser = cast.accounts["teacher"].person, english("teacher")
    pair(goes, me, NewPairing(named("东二小")), since=OPENING, actor=MAKER)
    pair(goes, teacher(named("东二小"), "旁演示"), NewPairing(named("东二小")), since=OPENING,
         actor=MAKER)  # fmt: skip
    page = text(browser.get("/identity/work/"))
    assert "走演示" in page and "旁演示" not in page
    assert browser.get(f"/pairings/{me.mentors.get().pk}/").status_code == 403
    assert browser.get("/pairings/").status_code == 403


@pytest.mark.parametrize("path", ["postings/", "pairings/", "postings/new/", "pairings/new/"])
def test_the_pages_speak_chinese_by_default_and_say_what_to_do_when_empty(
    client_of: Any, path: str
) -> None:
    page = client_of("bureau").get(f"/{path}")
    assert page["Content-Language"] == "zh-hans" and page.status_code == 200
