"""The pages of results as a family on a phone, everybody, an officer and a school use them."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from support_plugin import Cast
from xuequ.directory.models import Account
from xuequ.enrolment.engine.package.checking import checked
from xuequ.enrolment.engine.telling.terms import usual
from xuequ.enrolment.models import Offer, Outcome, Placement
from xuequ.enrolment.queries.telling.letters import token_of
from xuequ.enrolment.services.telling.answering import give_up_seat
from xuequ.enrolment.tests.deciding import RELEASES, schools
from xuequ.enrolment.tests.telling import (
    TOLD,
    account_of,
    coded,
    drawn,
    first_waiting,
    let_out,
    parent,
    told,
)
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


def text(page: Any) -> str:
    found: str = page.content.decode()
    return found


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`clock(moment)` sets the time of the pages."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def shown(cast: Cast) -> None:
    cast.authority.is_public = True
    cast.authority.save()


def mother_of(row: Placement) -> Client:
    """A browser of the parent, in English."""
    browser = Client(headers={"accept-language": "en"})
    name = f"parent{row.pk}"
    known = Account.objects.filter(username=name).first()
    browser.force_login(known or account_of(row.application, name))
    browser.cookies["language"] = "en"
    return browser


def first_of(outcome: Outcome) -> Placement:
    return Placement.objects.filter(outcome=outcome, school=schools()[0]).earliest("pk")


def test_a_family_reads_school_reasons_and_letter_from_the_minute_of_release(
    cast: Cast, clock: Any, settings: Any
) -> None:
    outcome = drawn(cast)
    row = first_of(outcome)
    let_out(cast, outcome)
    clock(RELEASES - timedelta(minutes=1))
    browser, one = mother_of(row), f"/family/results/{row.application_id}/"
    before = browser.get(one)
    assert "Results are released on" in text(before) and "东一小" not in text(before)
    assert browser.get(f"{one}letter/")["Location"] == one
    assert row.ticket not in text(before) and outcome.digest not in text(before)
    clock(TOLD)
    browser = mother_of(row)
    page = text(browser.get(one))
    for said in ("东一小", outcome.digest, row.ticket, row.application.child.number, "东一小"):
        assert said in page
    for each in row.reasons:
        assert each["en"].split(" ")[0] in page
    assert "Who does not answer keeps the seat." in page
    pdf = browser.get(f"{one}letter/")
    assert pdf["Content-Type"] == "application/pdf" and pdf.content[:5] == b"%PDF-"
    settings.XUEQU_URL = "https://enrol.example"  # only then there is a page to lead to
    with_code = browser.get(f"{one}letter/").content
    assert len(with_code) > len(pdf.content) + 1000
    assert one in text(browser.get("/family/results/"))


def test_a_family_answers_on_the_page_and_is_asked_twice_before_it_gives_up(
    cast: Cast, clock: Any
) -> None:
    outcome = told(cast)
    row = first_of(outcome)
    clock(TOLD)
    browser, one = mother_of(row), f"/family/results/{row.application_id}/"
    assert browser.post(f"{one}answer/", {}).status_code == 422
    odd = browser.post(f"{one}answer/", {"answer": "<script>"})
    assert odd.status_code == 422 and "<script>" not in text(odd)
    unsure = browser.post(f"{one}answer/", {"answer": "give_up"})
    assert unsure.status_code == 422 and "really give the seat up" in text(unsure)
    assert browser.post(f"{one}answer/", {"answer": "accept"}).status_code == 302
    assert "Your answer: accepted" in text(browser.get(one))
    sure = {"answer": "give_up", "is_sure": "on", "code": coded(row.application)}
    assert browser.post(f"{one}answer/", sure).status_code == 302
    assert "No place in this round" in text(browser.get(one))
    waiter = first_waiting(outcome)[0]
    other = mother_of(Placement.objects.get(outcome=outcome, application=waiter.application_id))
    two = f"/family/results/{waiter.application_id}/"
    assert "A seat at 东一小 is offered to you" in text(other.get(two))
    asked = f"{two}waiting/{schools()[0].pk}/"
    offer = text(other.get(asked))
    assert "Answer by " in offer and "you say nothing, the offer lapses" in offer
    assert 'class="form-check-input"' not in offer  # it would shrink the box round the answers
    assert other.post(asked, {"answer": "leave"}).status_code == 422
    assert other.post(asked, {"answer": "take"}).status_code == 302
    page = text(other.get(two))
    assert "moved up from the waiting list" in page and "got a seat there" in page
    behind = first_waiting(outcome)[1]
    third = mother_of(Placement.objects.get(outcome=outcome, application=behind.application_id))
    assert "from 2 to 1: one before you moved up to this school" in text(
        third.get(f"/family/results/{behind.application_id}/")
    )
    assert Offer.objects.get(waiting=waiter).state == "accepted"


def test_the_proof_of_a_letter_shows_number_school_digest_and_no_name(
    cast: Cast, clock: Any, client_of: Any
) -> None:
    outcome = told(cast)
    row = first_of(outcome)
    stranger, where = client_of("nobody"), f"/public/letter/{token_of(row)}/"
    stranger.cookies["language"] = "en"
    clock(RELEASES - timedelta(minutes=1))
    assert stranger.get(where).status_code == 404
    clock(TOLD)
    page = text(stranger.get(where))
    child = row.application.child
    assert child.number in page and "东一小" in page and outcome.digest in page
    assert child.name.open() not in page and "演示" not in page
    for other in ("1-abc", f"{token_of(row)}x", token_of(row).replace("-", "", 1)):
        assert stranger.get(f"/public/letter/{other}/").status_code == 404
    give_up_seat(row.application, actor=parent(row.application), now=TOLD)
    assert "place of today" in text(stranger.get(where))


def test_everybody_reads_statistics_list_and_package_only_after_the_release(
    cast: Cast, clock: Any, client_of: Any
) -> None:
    outcome = drawn(cast)
    shown(cast)
    stranger, where = client_of("nobody"), f"/public/round/{outcome.round_id}/results/"
    stranger.cookies["language"] = "en"
    parts = ("", "package/")
    for moment in (RELEASES - timedelta(hours=9), TOLD):  # nobody has approved it
        clock(moment)
        assert {stranger.get(f"{where}{each}").status_code for each in parts} == {404}
    let_out(cast, outcome)
    clock(RELEASES - timedelta(seconds=1))
    assert {stranger.get(f"{where}{each}").status_code for each in parts} == {404}
    clock(TOLD)
    page = stranger.get(where)
    said = text(page)
    assert "noindex" in page["X-Robots-Tag"] and outcome.digest in said
    for row in Placement.objects.filter(outcome=outcome):
        child = row.application.child
        assert child.number in said and child.name.open() not in said
    assert "own school" in said and "overflow school 1" in said
    data = stranger.get(f"{where}package/").content
    assert checked(data, outcome.digest).is_genuine
    one = first_of(outcome).application.child.number
    found = text(stranger.get(where, {"number": one}))
    assert found.count(f'<td class="name">{one}</td>') == 1
    assert "No such number" in text(stranger.get(where, {"number": "'; --"}))
    clock(usual(outcome.releases_at).listed_until)
    down = text(stranger.get(where))
    assert "The list came down on" in down and "own school" in down
    numbers = [row.application.child.number for row in Placement.objects.all()]
    assert sum(each in down.split("Check it yourself")[0] for each in numbers) < len(numbers)


def test_the_verifying_programs_are_those_of_the_product(client_of: Any, cast: Cast) -> None:
    stranger = client_of("nobody")
    for kind, name in (("page", b"<!doctype html"), ("program", b"#!/usr/bin/env python3")):
        answer = stranger.get(f"/public/verifier/{kind}/")
        assert answer.content.lower().startswith(name), answer.content[:40]
        assert len(sha256(answer.content).hexdigest()) == 64
        assert "attachment" in answer["Content-Disposition"]
    assert stranger.get("/public/verifier/else/").status_code == 404


def test_a_school_sees_its_own_list_masked_and_every_file_is_marked(
    cast: Cast, clock: Any, reading: Any
) -> None:
    outcome = told(cast)
    where = f"/enrolment/rounds/{outcome.round_id}/admitted/"
    clock(RELEASES - timedelta(minutes=1))
    assert "Before that nobody sees" in text(reading("principal").get(where))
    assert "<td" not in text(reading("bureau").get(where))
    clock(TOLD)
    school = reading("principal")  # of 东二小
    page = text(school.get(where))
    rows = Placement.objects.filter(outcome=outcome)
    for row in rows:
        child = row.application.child
        is_own = row.school_id == schools()[1].pk
        assert (child.number in page) == is_own and child.name.open() not in page
    before = Line.objects.count()
    assert "What for" in text(school.get(f"{where}csv/")) and Line.objects.count() == before
    assert school.get(f"{where}csv/?for=fun").status_code == 422
    file = school.get(f"{where}csv/?for=enrolment").content.decode("utf-8-sig")
    line = Line.objects.latest("number")
    assert Line.objects.count() == before + 1 and line.verb == "export"
    assert line.note["purpose"] == "purpose.enrolment"
    assert "enrolment or pupil records" in file.splitlines()[0]
    mark = line.note["what"].rpartition(" ")[2]
    assert file.count(mark) >= rows.filter(school=schools()[1]).count() == 2
    assert text(reading("bureau").get(where)).count("Show name") == 4


def test_a_name_is_shown_once_for_a_reason_and_never_outside_ones_own_school(
    cast: Cast, clock: Any, reading: Any
) -> None:
    outcome = told(cast)
    clock(TOLD)
    own = Placement.objects.filter(outcome=outcome, school=schools()[1]).earliest("pk")
    other = first_of(outcome)
    school = reading("principal")
    asking = {"fields_wanted": ["name"], "purpose": "enrolment", "reason": "联系家长报到"}
    where = "/enrolment/admitted/{}/reveal/"
    page = school.post(where.format(own.application_id), asking)
    assert own.application.child.name.open() in text(page)
    assert Line.objects.latest("number").verb == "reveal-child"
    assert school.post(where.format(own.application_id), {}).status_code == 422
    short = {**asking, "reason": "12345678"}
    assert school.post(where.format(own.application_id), short).status_code == 422
    assert school.post(where.format(other.application_id), asking).status_code == 404
    assert Line.objects.latest("number").verb == "refuse-reveal"
