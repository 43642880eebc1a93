"""Consents of guardians: asked where no law obliges, in words of a version, taken back at will."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from support_plugin import Cast
from xuequ.enrolment.engine.privacy.consents import WORDS
from xuequ.enrolment.models import Application, Consent, Evidence
from xuequ.enrolment.queries.privacy.consents import has_agreed
from xuequ.enrolment.queries.telling.public import public_list
from xuequ.enrolment.services.applying.materials import add_material, examined
from xuequ.enrolment.services.privacy.consenting import give_consent, take_consent_back
from xuequ.enrolment.tests.families import OPEN, begun, eyes, filled, handed, parent, round_of
from xuequ.enrolment.tests.telling import TOLD, told
from xuequ.enrolment.tests.telling import parent as mother_of
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Notice
from xuequ.record.models import Line
from xuequ.vault.tests.samples import png

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(cast: Cast) -> tuple[Application, Actor]:
    """An application with everything but papers, and its parent."""
    actor = eyes(parent(cast))
    return filled(begun(actor, round_of(cast)), actor), actor


def paper(application: Application, actor: Actor) -> Evidence:
    taken = examined("lease", png(), name="租赁合同.png")
    return add_material(application, "lease", taken, actor=actor, now=OPEN)


def refusal(act: Any, *args: Any, **named: Any) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **named)
    return caught.value.code


def test_no_picture_of_a_paper_is_taken_before_a_guardian_agrees(
    row: tuple[Application, Actor],
) -> None:
    application, actor = row
    assert refusal(paper, application, actor) == "consent-needed"
    made = give_consent(application.child, "papers", 1, actor=actor, now=OPEN)
    assert (made.digest, made.person_id) == (WORDS["papers"].digest, actor.person)
    assert paper(application, actor).pk
    line = Line.objects.get(verb="give-consent")
    assert line.note == {"kind": "papers", "version": 1, "digest": WORDS["papers"].digest}


def test_enrolment_itself_asks_for_no_consent(row: tuple[Application, Actor]) -> None:
    application, actor = row
    handed(application, actor)
    application.refresh_from_db()
    assert application.state == "submitted" and not Consent.objects.exists()


def test_taken_back_before_a_decision_the_papers_are_gone_at_once(
    row: tuple[Application, Actor],
) -> None:
    application, actor = row
    give_consent(application.child, "papers", 1, actor=actor, now=OPEN)
    paper(application, actor)
    code = handed(application, actor).code
    asked: Any = {"actor": actor, "now": OPEN}
    for typed, why in (("", "change-code-needed"), ("AAAA-AAAA", "change-code-wrong")):
        assert refusal(take_consent_back, application.child, "papers", code=typed, **asked) == why
    assert Evidence.objects.exists() and has_agreed(application.child, "papers")
    assert take_consent_back(application.child, "papers", code=code, **asked) == 1
    told = Notice.objects.get(person=actor.person, en__contains="Pictures deleted: 1;")
    assert told.link == f"/family/child/{application.child_id}/privacy/"
    assert not Evidence.objects.exists() and not has_agreed(application.child, "papers")
    assert refusal(paper, application, actor) == "consent-needed"
    assert refusal(take_consent_back, application.child, "papers", actor=actor, now=OPEN) == (
        "nothing-changed"
    )


def test_what_was_not_handed_in_is_taken_back_by_a_word(row: tuple[Application, Actor]) -> None:
    application, actor = row
    give_consent(application.child, "papers", 1, actor=actor, now=OPEN)
    paper(application, actor)
    assert take_consent_back(application.child, "papers", actor=actor, now=OPEN) == 1
    assert not Evidence.objects.exists()
    give_consent(application.child, "papers", 1, actor=actor, now=OPEN)
    handed(application, actor)  # without a paper, so that nothing is lost
    assert take_consent_back(application.child, "papers", actor=actor, now=OPEN) == 0


def test_what_a_decision_rests_on_stays_until_its_day(row: tuple[Application, Actor]) -> None:
    application, actor = row
    give_consent(application.child, "papers", 1, actor=actor, now=OPEN)
    paper(application, actor)
    Application.objects.filter(pk=application.pk).update(
        state="accepted", proved={}, submitted_at=OPEN, version=1
    )
    assert take_consent_back(application.child, "papers", actor=actor, now=OPEN) == 0
    assert Evidence.objects.count() == 1


def test_a_consent_is_refused_where_it_would_mean_nothing(
    cast: Cast, row: tuple[Application, Actor]
) -> None:
    child, actor = row[0].child, row[1]
    stranger = eyes(parent(cast, "SYN-P-0009", "旁演示"))
    for kind, version, who, code in (
        ("papers", 1, stranger, "not-your-child"),
        ("papers", 1, cast.bureau, "not-your-child"),
        ("faces", 1, actor, "consent-unknown"),
        ("papers", 2, actor, "words-changed"),
    ):
        assert refusal(give_consent, child, kind, version, actor=who, now=OPEN) == code
    give_consent(child, "papers", 1, actor=actor, now=OPEN)
    assert refusal(give_consent, child, "papers", 1, actor=actor, now=OPEN) == "nothing-changed"
    twin = Consent.objects.get()
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_the_public_list_has_a_name_only_where_a_guardian_agreed(cast: Cast) -> None:
    outcome = told(cast)
    first = Application.objects.earliest("pk")
    actor = mother_of(first)
    rows = public_list(outcome, TOLD) or []
    assert rows and not any(each.name for each in rows)
    give_consent(first.child, "listed", 1, actor=actor, now=TOLD)
    named = [each for each in public_list(outcome, TOLD) or [] if each.name]
    assert [each.number for each in named] == [first.child.number]
    take_consent_back(first.child, "listed", actor=actor, now=TOLD)
    assert not any(each.name for each in public_list(outcome, TOLD) or [])


def test_a_family_reads_agrees_and_takes_back_on_its_telephone(
    cast: Cast, row: tuple[Application, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: OPEN)
    application, mother = row
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(application.person.account)
    browser.cookies["language"] = "en"
    materials = f"/family/application/{application.pk}/materials/"
    page = browser.get(materials).content.decode()
    assert "a guardian has to agree first" in page and 'type="file"' not in page
    one = f"/family/child/{application.child_id}/consent/papers/?application={application.pk}"
    assert "It makes no difference to the result" in browser.get(one).content.decode()
    assert browser.post(one, {"version": "7"}).status_code == 422
    assert browser.post(one, {"version": "1"})["Location"] == materials
    assert 'type="file"' in browser.get(materials).content.decode()
    assert "Take it back" in browser.get(one).content.decode()
    assert browser.post(one, {"act": "back"}).status_code == 302
    assert not has_agreed(application.child, "papers")
    give_consent(application.child, "papers", 1, actor=mother, now=OPEN)
    paper(application, mother)
    code = handed(application, mother).code
    page = browser.get(one).content.decode()
    assert "Papers that you handed in are deleted" in page and 'name="code"' in page
    assert browser.post(one, {"act": "back"}).status_code == 422
    assert browser.post(one, {"act": "back", "code": code}).status_code == 302
    assert not Evidence.objects.exists()
    assert browser.get(one.replace("papers", "faces")).status_code == 404
