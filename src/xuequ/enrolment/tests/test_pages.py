"""The pages of preparation as officers, schools and the public use them."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.utils import timezone

from addresses import those
from support_plugin import Cast
from xuequ.enrolment.models import Plan, Round, RuleSet
from xuequ.enrolment.tests.world import NOW, OPENS, opened, planned, published, ruled, taught
from xuequ.enrolment.urls import preparing
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
TYPED = {
    "year": 2027, "stage": "primary", "regime": "catchment", "name": "一年级",
    "opens_on": "2027-04-20", "opens_at": "08:00", "closes_on": "2027-04-30",
    "closes_at": "18:00", "class_size": 45, "hash": "sha256",
}  # fmt: skip


@pytest.fixture(autouse=True)
def in_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def text(page: Any) -> str:
    found: str = page.content.decode()
    return found


@pytest.mark.clause("ENR-01", "ENR-32")
def test_an_officer_comes_from_nothing_to_a_public_page(
    cast: Cast, reading: Any, client_of: Any
) -> None:
    first, second = taught("东一小", "东二小")
    bureau = reading("bureau")
    assert bureau.post("/enrolment/new/", TYPED).status_code == 302
    one = f"/enrolment/rounds/{Round.objects.get().pk}/"
    assert "no school is in the plan: choose the schools" in text(bureau.get(one))
    assert "national standard is 45" in text(bureau.get(f"{one}change/"))
    assert bureau.post(f"{one}schools/", {"schools": [first.pk, second.pk]}).status_code == 302
    rows = {each.school_id: each.pk for each in Plan.objects.all()}
    sent: dict[str, object] = {}
    for school, plan in ((first, 270), (second, 90)):
        row = rows[school.pk]
        sent |= {f"{row}-part": "home", f"{row}-plan": plan, f"{row}-classes": plan // 45,
                 f"{row}-spare": 0, f"{row}-overflow": ""}  # fmt: skip
    sent[f"{rows[first.pk]}-overflow"] = "东二小"
    assert bureau.post(f"{one}plans/", sent).status_code == 302
    assert "Everything is there: make the rules." in text(bureau.get(one))
    assert "alert-success" in text(bureau.post(f"{one}rules/make/", follow=True))
    assert "by a draw" in text(bureau.get(f"{one}rules/sign/"))
    assert bureau.post(f"{one}rules/sign/", {}).status_code == 422
    assert bureau.post(f"{one}rules/sign/", {"has_read": "on"}).status_code == 302
    refused = text(bureau.post(f"{one}rules/publish/", follow=True))
    assert "2 different people have to sign" in refused
    assert RuleSet.objects.get().published_at is None
    verbs = ["open-round", "choose-schools", "set-plans", "make-rules", "sign-rules"]
    assert list(Line.objects.order_by("-number").values_list("verb", flat=True))[:5] == verbs[::-1]


@pytest.mark.clause("ENR-01", "ENR-05")
def test_everybody_reads_plan_rules_and_digests_before_the_opening(
    cast: Cast, client_of: Any
) -> None:
    rule_set = published(cast)
    where = f"/public/round/{rule_set.round_id}/"
    stranger = client_of("nobody")
    stranger.cookies["language"] = "en"
    assert stranger.get(where).status_code == 404
    cast.authority.is_public = True
    cast.authority.save()
    page = text(stranger.get(where))
    for said in (
        rule_set.rules_digest, rule_set.seats_digest, "The order of arrival never counts",
        "published, not open yet", "2027-04-20 08:00", "东一小", "by a draw", "局领导",
    ):  # fmt: skip
        assert said in page, said
    assert "演示" not in page
    for what, digest in (("rules", rule_set.rules_digest), ("plan", rule_set.seats_digest)):
        answer = stranger.get(f"{where}file/{what}/")
        assert sha256(answer.content).hexdigest() == digest
    assert stranger.get(f"{where}file/else/").status_code == 404
    listed = stranger.get(f"/public/{cast.authority.pk}/enrolment/")
    assert where in text(listed) and listed["X-Robots-Tag"]
    assert "/enrolment/" in text(stranger.get(f"/public/{cast.authority.pk}/"))


def test_what_is_not_published_is_nowhere_public(cast: Cast, client_of: Any) -> None:
    cast.authority.is_public = True
    cast.authority.save()
    rule_set = ruled(cast)
    stranger = client_of("nobody")
    for part in ("", "file/rules/"):
        assert stranger.get(f"/public/round/{rule_set.round_id}/{part}").status_code == 404
    page = stranger.get(f"/public/{cast.authority.pk}/enrolment/")
    assert page.status_code == 200 and rule_set.round.name not in text(page)


def test_a_version_that_was_published_and_ended_is_named(cast: Cast, client_of: Any) -> None:
    cast.authority.is_public = True
    cast.authority.save()
    rule_set = published(cast)
    bureau, one = client_of("bureau"), f"/enrolment/rounds/{rule_set.round_id}/"
    assert bureau.post(f"{one}change/", {**TYPED, "name": "新名", "hash": "sm3"}).status_code == 302
    assert client_of("nobody").get(f"/public/round/{rule_set.round_id}/").status_code == 404
    page = text(bureau.get(one))
    assert f"{rule_set.rules_digest[:16]}…" in page


def test_a_school_sees_its_own_line_and_nobody_elses(cast: Cast, reading: Any) -> None:
    found = planned(cast)
    alone = planned(cast, ["东三小"], name="另一批次")
    for who in ("principal", "school"):
        browser = reading(who)
        page = text(browser.get(f"/enrolment/rounds/{found.pk}/"))
        assert "东二小" in page and "东一小" not in page
        assert "What comes next" not in page
        assert browser.get(f"/enrolment/rounds/{alone.pk}/").status_code == 404
        [row] = browser.get("/enrolment/").context["rows"]
        assert (row.schools, row.plan) == (1, 90)
        listed = text(browser.get("/enrolment/"))
        assert found.name in listed and alone.name not in listed
        file = browser.get(f"/enrolment/rounds/{found.pk}/plan/csv/")
        assert "东二小" in file.content.decode("utf-8-sig")
        assert "东一小" not in file.content.decode("utf-8-sig")
    assert "东一小" in text(reading("head").get(f"/enrolment/rounds/{found.pk}/"))


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "enrolment:round_new": ({**TYPED, "closes_on": "2027-04-19"}, "close after they open"),
    "enrolment:round_change": ({**TYPED, "opens_at": "8 Uhr"}, "8 Uhr"),
    "enrolment:round_schools": ({"schools": ["999999"]}, ""),
    "enrolment:round_plans": ({}, ""),
    "enrolment:round_district": ({"consortium": "999999"}, ""),
    "enrolment:round_study": ({"seats": "够"}, "wants nothing studied"),
    "enrolment:round_findings": ({"dense_population": "人多"}, "at least 10 characters"),
    "enrolment:rules_sign": ({}, "Tick it to sign."),
}
ELSEWHERE = {"enrolment:rules_publish"}  # takes nothing that could be wrong


@pytest.mark.parametrize("name", BAD)
def test_what_does_not_fit_comes_back_with_the_reason(cast: Cast, reading: Any, name: str) -> None:
    more = {"regime": "trial"} if name.endswith("findings") else {}
    found = ruled(cast).round if name.endswith("sign") else planned(cast, **more)
    one = f"/enrolment/rounds/{found.pk}/"
    where = {
        "round_new": "/enrolment/new/", "round_change": f"{one}change/",
        "round_schools": f"{one}schools/", "round_plans": f"{one}plans/",
        "round_district": f"{one}district/", "round_study": f"{one}study/",
        "round_findings": f"{one}conditions/", "rules_sign": f"{one}rules/sign/",
    }[name.partition(":")[2]]  # fmt: skip
    sent, words = BAD[name]
    if name.endswith("plans"):
        row = found.plans.earliest("pk").pk
        sent = {f"{row}-part": "home", f"{row}-plan": "-1", f"{row}-overflow": "无小、东一小"}
        words = "无小 is no other school of this plan."
    lines = Line.objects.count()
    page = reading("bureau").post(where, sent)
    assert (page.status_code, Line.objects.count()) == (422, lines)
    assert words in text(page)
    for odd in ("\0", "长" * 5000, "<script>alert(1)</script>"):
        browser = reading("bureau")
        page = browser.post(where, dict.fromkeys(sent, odd))
        if page.status_code == 302:  # a reason is free text
            page = browser.get(page["Location"])
        else:
            assert page.status_code == 422
        assert "<script>alert" not in text(page)


def test_no_form_of_the_preparation_goes_untested() -> None:
    """Those of families, checks, placing and telling are tried beside their own tests."""
    taking = set(those(space="enrolment:", method="POST"))
    forms = taking & set(those(space="enrolment:", method="GET"))
    forms &= {f"enrolment:{each.name}" for each in preparing.urlpatterns}
    assert {*BAD, *ELSEWHERE} == forms


def test_after_the_opening_nothing_is_offered_and_nothing_done(
    cast: Cast, reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule_set = published(cast)
    monkeypatch.setattr(timezone, "now", lambda: OPENS + timedelta(minutes=1))
    bureau, one = reading("bureau"), f"/enrolment/rounds/{rule_set.round_id}/"
    page = text(bureau.get(one))
    assert "not changed any more" in page and f"{one}plans/" not in page
    assert "not changed any more" in text(bureau.post(f"{one}change/", TYPED))
    assert "alert-danger" in text(bureau.post(f"{one}rules/make/", follow=True))


def test_the_conditions_are_asked_only_where_the_policy_sets_some(cast: Cast, reading: Any) -> None:
    bureau = reading("bureau")
    usual, trial = opened(cast), opened(cast, "trial", name="试行")
    assert bureau.get(f"/enrolment/rounds/{usual.pk}/conditions/").status_code == 302
    where = f"/enrolment/rounds/{trial.pk}/conditions/"
    reason = "据2026年普查，人口密度居全区首位"
    assert bureau.post(where, {"dense_population": reason}).status_code == 302
    page = text(bureau.get(f"/enrolment/rounds/{trial.pk}/"))
    assert reason in page and "«resources not yet balanced»" in page
