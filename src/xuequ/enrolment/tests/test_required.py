"""What is required stops handing in and is named; what is optional is told and stops nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from support_plugin import Cast
from xuequ.enrolment.engine.applying.draft import Draft
from xuequ.enrolment.engine.applying.ready import advice, hindrances
from xuequ.enrolment.engine.applying.terms import Terms
from xuequ.enrolment.models import Application, Evidence
from xuequ.enrolment.services.privacy.consenting import give_consent
from xuequ.enrolment.services.rounds import change_round
from xuequ.enrolment.tests.families import OPEN, begun, eyes, filled, handed, parent
from xuequ.enrolment.tests.preparing import policy_of
from xuequ.enrolment.tests.world import NOW, planned, published, settings
from xuequ.kernel.refusal import Refused
from xuequ.vault.models import StoredFile

PAPERS = ("household_register", "property")


def terms(locality: str = "xingning", stage: str = "primary", **more: Any) -> Terms:
    """A round of a shipped locality as a family meets it."""
    policy = policy_of(locality)
    said: dict[str, Any] = {
        "stage": stage, "day": date(2027, 4, 1), "table": None,
        "eligibility": tuple(policy.eligibility), "belongs": "home", "homes": {1: "甲"},
        "primaries": {}, "ranks": (), "inside": {1: "甲"}, "others": {}, "kinds": {}, **more,
    }  # fmt: skip
    return Terms(**said)


def test_a_required_paper_is_named_and_an_optional_one_only_told() -> None:
    draft, asked = Draft("东街1号", "", 1), terms(papers=PAPERS)
    found = hindrances(asked, draft, {"property"}, may_send=True)
    assert [(each.step, each.text.en) for each in found] == [
        ("materials", "paper missing: household register")
    ]
    assert hindrances(asked, draft, {*PAPERS, "lease"}, may_send=True) == []
    assert hindrances(terms(), draft, (), may_send=True) == []
    told = advice(terms(), draft, (), may_send=True)
    assert any("No paper is added yet" in each.en for each in told)
    assert advice(terms(), draft, {"lease"}, may_send=True) == []


def test_a_paper_of_which_no_picture_may_be_sent_is_brought_and_stops_nothing() -> None:
    draft, asked = Draft("东街1号", "", 1), terms(papers=PAPERS)
    assert hindrances(asked, draft, (), may_send=False) == []
    said = advice(asked, draft, {"property"}, may_send=False)
    assert [each.en.partition(".")[0] for each in said] == ["paper missing: household register"]
    assert "bring the paper itself" in said[0].en and "窗口" in said[0].zh


def test_without_a_ground_to_apply_the_family_is_told_and_people_decide() -> None:
    held = list(policy_of("futian").eligibility)
    assert held, "Futian states who may apply"
    asked = terms("futian", held[0].stages[0])
    said = {each.code: "no" for each in asked.heads}
    assert said
    draft = Draft("东街1号", "", 1, claims=dict.fromkeys(said, False))
    told = advice(asked, draft, (), may_send=True)
    assert any("no ground to apply" in each.en for each in told)
    found = hindrances(asked, draft, (), may_send=True)
    assert not any("ground" in each.text.en for each in found)


@pytest.mark.django_db
def test_the_service_stops_and_names_the_paper_until_it_is_there(cast: Cast) -> None:
    rule_set = published(cast, papers=PAPERS[:1])
    actor = eyes(parent(cast))
    row = filled(begun(actor, rule_set), actor)
    give_consent(row.child, "papers", 1, actor=actor, now=OPEN)
    with pytest.raises(Refused, match="application-lacks") as refused:
        handed(row, actor)
    lacks: Any = refused.value.facts["lacks"]
    assert [each.en for each in lacks] == ["paper missing: household register"]
    file = StoredFile.objects.create(
        digest="0" * 64, size=1, kind="application/pdf", name="户口簿.pdf"
    )
    Evidence.objects.create(application=row, kind=PAPERS[0], file=file, stored_at=NOW)
    handed(row, actor)
    assert Application.objects.get().state == "submitted"


@pytest.mark.django_db
def test_a_required_paper_forces_no_consent(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: OPEN)
    actor = eyes(parent(cast))
    row = filled(begun(actor, published(cast, papers=PAPERS[:1])), actor)
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(row.person.account)
    browser.cookies["language"] = "en"
    for page in ("materials/", "hand-in/"):
        said = browser.get(f"/family/application/{row.pk}/{page}").content.decode()
        assert "household register. Without a consent to send pictures it stops nothing" in said
    handed(row, actor)
    assert Application.objects.get().state == "submitted"


@pytest.mark.django_db
def test_only_papers_of_the_list_are_required_and_everybody_reads_which(
    cast: Cast, client_of: Any
) -> None:
    found = planned(cast)
    with pytest.raises(Refused, match="unknown-paper"):
        change_round(found, settings(papers=("contest",)), actor=cast.bureau, now=NOW)
    change_round(found, settings(papers=PAPERS), actor=cast.bureau, now=NOW)
    found.refresh_from_db()
    assert found.papers == list(PAPERS)
    cast.authority.is_public = True
    cast.authority.save()
    rule_set = published(cast, papers=PAPERS, name="另一批次", names=["西一小"])
    stranger = client_of("nobody")
    stranger.cookies["language"] = "en"
    page = stranger.get(f"/public/round/{rule_set.round_id}/").content.decode()
    assert "Papers that are required" in page and "household register" in page
