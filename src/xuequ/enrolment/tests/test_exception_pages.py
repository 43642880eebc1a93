"""The register on its pages: proposed, approved, shown, objected to, placed; and the reasons."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from casting import MAKER
from support_plugin import PASSWORD, Cast
from xuequ.directory.models import Person
from xuequ.directory.services.people import open_account
from xuequ.enrolment.models import Appeal, Exceptional, Outcome, Placement
from xuequ.enrolment.queries.telling.reasons import public_reasons, reasons_table
from xuequ.enrolment.tests.applying import applied
from xuequ.enrolment.tests.deciding import leaders, schools, somebody
from xuequ.enrolment.tests.exceptions import LATER, WORDS, proposed, shown, unplaced
from xuequ.enrolment.tests.telling import TOLD, account_of, told
from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text
from xuequ.vault.tests.samples import pdf

pytestmark = pytest.mark.django_db


def text(page: Any) -> str:
    found: str = page.content.decode()
    return found


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`clock(moment)` sets the time of the pages."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def outcome(cast: Cast, clock: Any) -> Outcome:
    """A released result of an authority that shows itself."""
    cast.authority.is_public = True
    cast.authority.save()
    found = told(cast)
    clock(TOLD)
    return found


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("复核.pdf", pdf())


def browser(actor: Actor, name: str) -> Client:
    """Somebody logged in with an account of its own."""
    person = Person.objects.get(pk=actor.person or 0)
    client = Client(headers={"accept-language": "en"})
    client.force_login(open_account(name, PASSWORD, person=person, actor=MAKER))
    client.cookies["language"] = "en"
    return client


def two(cast: Cast) -> list[Client]:
    """Two leaders, logged in."""
    return [browser(each, f"leader{at}") for at, each in enumerate(leaders(cast))]


@pytest.mark.clause("ENR-04", "ENR-05", "ENR-06")
def test_a_child_goes_through_the_register_on_its_pages(
    cast: Cast, outcome: Outcome, clock: Any, reading: Any
) -> None:
    bureau, where = reading("bureau"), f"/enrolment/rounds/{outcome.round_id}/exceptions/"
    number = unplaced(outcome).child.number
    typed = {"number": number, "school": schools()[0].pk, "ground": "error", "words": WORDS,
             "days": 7, "papers": paper()}  # fmt: skip
    for wrong in ({"number": "\0"}, {"number": "<b>"}, {"school": 1 << 70}, {"ground": "x"},
                  {"words": "短"}, {"days": 4}, {"appeal": "x"}):  # fmt: skip
        page = bureau.post(f"{where}new/", {**typed, **wrong, "papers": paper()})
        assert page.status_code == 422, wrong
        assert "<b>" not in text(page).replace("&lt;b&gt;", "")
    assert bureau.post(f"{where}new/", typed).status_code == 302
    row = Exceptional.objects.get()
    one = f"/enrolment/exceptions/{row.pk}/"
    assert WORDS in text(bureau.get(one)) and row.papers.count() == 1
    assert bureau.get(f"{one}papers/{row.papers.get().pk}/").status_code == 200
    assert bureau.post(f"{one}approve/").status_code == 422
    for each in two(cast):
        assert each.post(f"{one}approve/").status_code == 302
    assert "shown to the public" in text(bureau.get(where))
    assert bureau.post(f"{one}place/").status_code == 422
    clock(LATER)
    bureau = reading("bureau")  # the log-in of a week ago has ended
    assert "Give the child its seat" in text(bureau.get(one))
    assert bureau.post(f"{one}place/").status_code == 302
    assert "has a seat" in text(bureau.get(where))
    assert reading("principal").get(one).status_code == 403
    assert reading("city").get(one).status_code == 404


def test_it_is_refused_withdrawn_or_kept_out_of_with_a_reason(
    cast: Cast, outcome: Outcome, reading: Any
) -> None:
    row = proposed(cast, outcome)
    one = f"/enrolment/exceptions/{row.pk}/"
    leader = two(cast)[0]
    assert leader.post(f"{one}refuse/", {"reason": "短"}).status_code == 422
    assert leader.post(f"{one}conflict/", {"kind": "x"}).status_code == 422
    assert leader.post(f"{one}conflict/", {"kind": "kin"}).status_code == 302
    assert leader.post(f"{one}approve/").status_code == 422
    bureau = reading("bureau")
    assert bureau.post(f"{one}withdraw/", {"reason": "家长改变主意，不再需要"}).status_code == 302
    assert "withdrawn" in text(bureau.get(one))


def test_everybody_reads_it_masked_and_objects_until_it_comes_down(
    cast: Cast, outcome: Outcome, clock: Any, reading: Any
) -> None:
    row, _ = shown(cast, outcome)
    stranger, child = reading("nobody"), row.application.child
    where = f"/public/round/{outcome.round_id}/exceptions/"
    page = text(stranger.get(where))
    assert child.number in page and child.name.open() not in page and WORDS not in page
    say = f"/public/exceptional/{row.pk}/object/"
    typed = {
        "words": "不住在这里，请核查",
        "name": "路演示",
        "phone": "13900000000",
        "key": uuid4(),
    }
    assert stranger.post(say, {**typed, "phone": "x"}).status_code == 422
    assert stranger.post(say, typed).status_code == 302
    appeal = Appeal.objects.get()
    assert appeal.name is not None and appeal.name.open() == "路演示"
    bureau = reading("bureau")
    assert appeal.case.label in text(bureau.get(f"/enrolment/checks/{outcome.round_id}/appeals/"))
    assert "路演示" not in text(bureau.get(f"/enrolment/exceptions/{row.pk}/"))  # it proposed it
    leader = browser(somebody(cast.authority, "丁演示", "bureau_leader"), "judge")
    assert "路演示" in text(leader.get(f"/enrolment/exceptions/{row.pk}/"))
    clock(LATER)
    assert child.number not in text(stranger.get(where))
    assert stranger.get(say).status_code == 404
    assert "stopped by an objection" in text(
        reading("bureau").get(f"/enrolment/exceptions/{row.pk}/")
    )


@pytest.mark.clause("ENR-03")
def test_refusals_are_counted_by_reason_and_small_counts_are_not_public(
    cast: Cast, outcome: Outcome, reading: Any
) -> None:
    found = outcome.round
    for at in range(60, 66):
        applied(outcome.roster.rule_set, at, state="withdrawn")
    applied(outcome.roster.rule_set, 70, state="refused")
    applied(outcome.roster.rule_set, 71, state="returned")
    rows = {row[1]: row[3] for row in reasons_table(found, TOLD).rows if row[1]}
    assert rows["withdrawn"] == 6 and rows["other"] == 1 and rows["returned"] == 1
    assert [code for code in rows if code in ("full", "no_school")] == ["full"]
    early = reasons_table(found, outcome.releases_at - timedelta(minutes=1))
    assert not {row[1] for row in early.rows} & {"full", "no_school"}
    shown_rows = {row[1]: row[3] for row in public_reasons(found, TOLD).rows}
    assert set(shown_rows) == {"withdrawn", "other", "returned", "full"}
    assert all(isinstance(each, Text) for each in shown_rows.values())  # 6 would give 2 away
    bureau, where = reading("bureau"), f"/enrolment/checks/{found.pk}/reasons/"
    assert "withdrawn by the family" in text(bureau.get(where))
    assert bureau.get(f"{where}csv/").content.decode("utf-8-sig").count("6") >= 1
    page = text(reading("nobody").get(f"/public/round/{found.pk}/results/"))
    assert "too few to be shown" in page and "no_school" not in page and ">full<" not in page


def test_a_family_appeals_from_the_page_of_its_result(
    cast: Cast, outcome: Outcome, reading: Any
) -> None:
    row = unplaced(outcome)
    mother, where = Client(headers={"accept-language": "en"}), f"/family/results/{row.pk}/"
    mother.force_login(account_of(row))
    mother.cookies["language"] = "en"
    assert "Appeal or follow an appeal" in text(mother.get(where))
    typed = {"about": "result", "words": "我们在地段内居住满三年", "papers": paper(),
             "key": uuid4()}  # fmt: skip
    assert mother.post(f"{where}appeals/", {**typed, "about": "x"}).status_code == 422
    assert mother.post(f"{where}appeals/", {"about": "result"}).status_code == 422
    typed["papers"] = paper()
    assert mother.post(f"{where}appeals/", typed).status_code == 302
    assert "being dealt with" in text(mother.get(f"{where}appeals/"))
    appeal = Appeal.objects.get()
    assert appeal.case.files.count() == 1
    other = Placement.objects.exclude(application=row).earliest("pk").application_id
    assert mother.get(f"/family/results/{other}/appeals/").status_code == 404
    again = f"{where}appeals/{appeal.pk}/again/"
    assert mother.post(again, {"words": "没有看补交的证明材料"}).status_code == 422
    assert mother.post(f"{where}appeals/{appeal.pk}/withdraw/").status_code == 302
    appeal.case.refresh_from_db()
    assert appeal.case.state == "withdrawn"
    assert reading("bureau").get(f"{where}appeals/").status_code == 403
