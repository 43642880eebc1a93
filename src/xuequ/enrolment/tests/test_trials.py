"""A policy is tried out on a past or made-up year, by pages, and nobody is admitted by it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from support_plugin import Cast
from xuequ.enrolment.engine.comparison.wanted import Wanted
from xuequ.enrolment.models import Application, Round, RuleSet
from xuequ.enrolment.queries.trying import Trial
from xuequ.enrolment.services.trials import start_trial
from xuequ.enrolment.tests.world import NOW, planned, ruled
from xuequ.kernel.refusal import Refused
from xuequ.runs.models import Run
from xuequ.runs.services.executing import execute

pytestmark = pytest.mark.django_db
FEW = {"near": 1, "others": ["deferred", "lottery"], "draws": 2, "tried": 1, "sample": 20}


@pytest.fixture(autouse=True)
def in_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def text(page: Any) -> str:
    found: str = page.content.decode()
    return found


def past(rule_set: RuleSet, first: str = "东一小") -> SimpleUploadedFile:
    rows = [f"A{n},{first},{n % 3 + 1}" for n in range(200)]
    body = "\n".join(["编号,地段学校,顺位", *rows]).encode()
    return SimpleUploadedFile("往年.csv", body, content_type="text/csv")


def tried(cast: Cast, rule_set: RuleSet) -> str:
    return f"/enrolment/rounds/{rule_set.round_id}/trials/"


def test_a_made_up_year_is_tried_and_told_side_by_side(cast: Cast, reading: Any) -> None:
    rule_set = ruled(cast, has_classes=True)
    bureau, here = reading("bureau"), tried(cast, rule_set)
    assert "Nothing has been tried" in text(bureau.get(here))
    sent = {**FEW, "children": 150, "text": "abc"}
    done = bureau.post(f"{here}new/", sent, follow=True)
    assert done.redirect_chain[-1][0] == here
    run = Run.objects.get()
    assert run.state == "done" and f"/enrolment/trials/{run.pk}/" in text(done)
    page = text(bureau.get(f"/enrolment/trials/{run.pk}/"))
    assert "A made-up year of 150 children" in page and "Nobody is admitted" in page
    assert "the policy&#x27;s own" in page
    for part in ("ways", "moves"):
        answer = bureau.get(f"/enrolment/trials/{run.pk}/{part}/csv/")
        assert answer.status_code == 200 and answer.content
    assert bureau.get(f"/enrolment/trials/{run.pk}/map/none/").status_code == 404
    assert not Application.objects.exists()


def test_a_file_of_a_past_year_is_tried_and_its_mistakes_are_named(
    cast: Cast, reading: Any
) -> None:
    rule_set = ruled(cast, has_classes=True)
    bureau, here = reading("bureau"), tried(cast, rule_set)
    wrong = {**FEW, "text": "abc", "file": past(rule_set, "不存在小学")}
    page = bureau.post(f"{here}new/", wrong)
    assert page.status_code == 422 and "往年.csv" in text(page) and "and 180 more" in text(page)
    assert not Run.objects.exists()
    right = {**FEW, "text": "abc", "file": past(rule_set)}
    assert bureau.post(f"{here}new/", right).status_code == 302
    run = Run.objects.get()
    assert "200 children of the file" in text(bureau.get(f"/enrolment/trials/{run.pk}/"))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"children": ""}, "one of the two"),
        ({"children": 0}, "greater than or equal to 1"),
        ({"children": 20, "others": []}, "required"),
        ({"children": 20, "others": ["none"]}, "not one of"),
        ({"children": 20, "draws": 0}, "greater than or equal to 1"),
    ],
)
def test_what_cannot_be_tried_is_told(
    cast: Cast, reading: Any, sent: dict[str, object], said: str
) -> None:
    rule_set = ruled(cast, has_classes=True)
    page = reading("bureau").post(f"{tried(cast, rule_set)}new/", {**FEW, "text": "a", **sent})
    assert page.status_code == 422 and said in text(page)
    assert not Run.objects.exists()


def test_a_round_without_rules_cannot_be_tried(cast: Cast, reading: Any) -> None:
    found: Round = planned(cast)
    trial = Trial(Wanted(("lottery",), draws=1, tried=0), 10)
    with pytest.raises(Refused, match="no-rules-to-try"):
        start_trial(found, trial, actor=cast.bureau)
    page = text(reading("bureau").get(f"/enrolment/rounds/{found.pk}/trials/"))
    assert "The round has no rules yet" in page and "New trial" not in page


def test_a_school_cannot_start_one(cast: Cast, reading: Any) -> None:
    rule_set = ruled(cast)
    trial = Trial(Wanted(("lottery",), draws=1, tried=0), 10)
    with pytest.raises(Refused, match="not-your-place"):
        start_trial(rule_set.round, trial, actor=cast.actors["principal"].using("enrolment.change"))
    assert reading("principal").get(tried(cast, rule_set)).status_code == 403


def test_rules_that_changed_meanwhile_are_not_tried(cast: Cast, settings: Any) -> None:
    rule_set = ruled(cast, has_classes=True)
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    trial = Trial(Wanted(("lottery",), draws=1, tried=0), 10)
    run = start_trial(rule_set.round, trial, actor=cast.bureau)
    RuleSet.objects.update(rules_digest="0" * 64)
    execute(run.pk, worker="test")
    run.refresh_from_db()
    assert run.state == "failed" and "no longer those" in run.errors[0].en
