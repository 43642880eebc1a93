"""The pages of placing as officers, a notary, approvers and the room use them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from support_plugin import PASSWORD, Cast
from xuequ.directory.models import Account, Person
from xuequ.directory.services.people import open_account
from xuequ.enrolment.models import Brought, Outcome, Rehearsal, Roster
from xuequ.enrolment.services.announcing import enter_value
from xuequ.enrolment.services.guards import in_person
from xuequ.enrolment.tests.deciding import (
    AFTER,
    DRAWN,
    NOTARY,
    RELEASES,
    SECRET,
    announced,
    closed,
    frozen,
    leaders,
    made,
    somebody,
)
from xuequ.kernel.actors import Actor, program

pytestmark = pytest.mark.django_db
SEED: dict[str, str] = {
    "balls": "8", "faces": "10", "throw": "摇号球", "public": "", "party_1": "公证处",
    "commitment_1": NOTARY.commitment,
}  # fmt: skip


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The moment of the pages; a test moves it on."""
    held = [AFTER]
    monkeypatch.setattr(timezone, "now", lambda: held[0])
    return held


def text(page: Any) -> str:
    found: str = page.content.decode()
    return found


def browser_of(actor: Actor) -> Client:
    """A browser of somebody who is not of the cast, reading English."""
    person = Person.objects.get(pk=in_person(actor))
    account = Account.objects.filter(person=person).first() or open_account(
        f"who{person.pk}", PASSWORD, person=person, actor=program("test")
    )
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(account)
    browser.cookies["language"] = "en"
    return browser


def frozen_in_the_browser(bureau: Any, one: str) -> Roster:
    page = bureau.get(f"{one}freeze/")
    assert "Nothing is wrong or unfinished" in text(page)
    typed = {
        "seen": page.context["report"].seal, "has_read": "on",
        "releases_on": RELEASES.strftime("%Y-%m-%d"), "releases_at": RELEASES.strftime("%H:%M"),
    }  # fmt: skip
    assert bureau.post(f"{one}freeze/", typed).status_code == 302
    return Roster.objects.get()


def test_officer_notary_and_approvers_come_from_a_closed_round_to_a_released_result(
    cast: Cast, reading: Any, clock: list[Any]
) -> None:
    found = closed(cast).round
    bureau, witness = reading("bureau"), somebody(cast.authority, "公演示", "notary")
    one = f"/enrolment/rounds/{found.pk}/placing/"
    assert "Announce how each part" in text(bureau.get(one))
    assert bureau.post(f"{one}seed/", SEED).status_code == 302
    roster = frozen_in_the_browser(bureau, one)
    clock[0] = DRAWN
    bureau, notary = reading("bureau"), browser_of(witness)
    for reader in (bureau, notary):
        assert roster.digest in text(reader.get(f"{one}ceremony/"))
        assert roster.engine in text(reader.get(f"{one}ceremony/?step=2"))
    assert "balls and dice come first" in text(notary.post(f"{one}ceremony/2/", {"value": SECRET}))
    wrong = bureau.post(f"{one}ceremony/1/", {"value": "3141592x"})
    assert wrong.status_code == 422 and not Brought.objects.exists()
    assert bureau.post(f"{one}ceremony/1/", {"value": "3141 5926"}).status_code == 302
    assert "31415926" in text(notary.get(f"{one}ceremony/?step=3"))
    differs = text(notary.post(f"{one}ceremony/1/", {"value": "31415927"}))
    assert "you did not read what was entered" in differs
    assert notary.post(f"{one}ceremony/1/", {"value": "31415926"}).status_code == 302
    assert "not what was committed to" in text(
        bureau.post(f"{one}ceremony/2/", {"value": "00" * 32})
    )
    assert notary.post(f"{one}ceremony/2/", {"value": SECRET}).status_code == 302
    assert "read over first" in text(bureau.get(f"{one}ceremony/?step=4"))
    assert bureau.post(f"{one}ceremony/2/", {}).status_code == 302
    assert "Carry out the draw" in text(bureau.get(f"{one}ceremony/?step=4"))
    assert "Carry out the draw" not in text(notary.get(f"{one}ceremony/?step=4"))
    assert notary.post(f"{one}ceremony/draw/").status_code == 403
    assert bureau.post(f"{one}ceremony/draw/")["Location"].endswith("step=5")
    outcome = Outcome.objects.get()
    for part in ("ceremony/?step=6", "ceremony/protocol/", ""):
        assert outcome.digest in text(notary.get(one + part))
    released_by_two(cast, one, clock)


def released_by_two(cast: Cast, one: str, clock: list[Any]) -> None:
    """Approve, publish, wait for the hour of release."""
    actors = leaders(cast)
    first, second = (browser_of(each) for each in actors)
    assert first.post(f"{one}approve/", {}).status_code == 422
    assert first.post(f"{one}approve/", {"has_checked": "on"}).status_code == 302
    assert "so far 1 have" in text(first.post(f"{one}publish/", {}))
    assert second.post(f"{one}approve/", {"has_checked": "on"}).status_code == 302
    assert first.post(f"{one}publish/").status_code == 302
    assert "locked until" in text(first.get(one)) and first.get(f"{one}package/").status_code == 302
    clock[0] = RELEASES + timedelta(hours=1)
    first = browser_of(actors[0])
    assert "The result is released" in text(first.get(one))
    assert first.get(f"{one}package/").content == bytes(Outcome.objects.get().package)


def test_every_page_of_a_rehearsal_is_marked_and_so_is_its_file(
    cast: Cast, reading: Any, clock: list[Any]
) -> None:
    found = closed(cast).round
    bureau, one = reading("bureau"), f"/enrolment/rounds/{found.pk}/placing/rehearsals/"
    assert bureau.post(f"{one}new/", {"children": 30}).status_code == 302
    rehearsal = Rehearsal.objects.get()
    for part in ("", f"{rehearsal.pk}/"):
        page = text(bureau.get(one + part))
        assert 'class="across"' in page and "It does not count" in page
    file = bureau.get(f"{one}{rehearsal.pk}/file/")
    assert file["Content-Disposition"].startswith('attachment; filename="rehearsal-')
    assert "演练".encode() in file.content and b'"rehearsal": true' in file.content


def test_a_dry_run_shows_counts_and_who_would_move(
    cast: Cast, reading: Any, clock: list[Any]
) -> None:
    found = closed(cast).round
    bureau, one = reading("bureau"), f"/enrolment/rounds/{found.pk}/placing/dry-runs/"
    assert "There is no dry run yet" in text(bureau.get(one))
    bureau.post(f"{one}new/")
    gone = found.applications.order_by("child__number").first()
    assert gone is not None
    gone.state = "refused"
    gone.save()
    bureau.post(f"{one}new/")
    page = text(bureau.get(one))
    assert gone.child.number in page and "did not take part" in page
    assert "Applications have changed" in page and "The rules are the same" in page


def test_the_frozen_files_are_given_out_byte_for_byte(
    cast: Cast, reading: Any, clock: list[Any]
) -> None:
    rule_set = closed(cast)
    announced(rule_set, cast.bureau)
    roster = frozen(rule_set, cast.bureau)
    one = f"/enrolment/rounds/{rule_set.round_id}/placing/roster/file/"
    bureau = reading("bureau")
    assert bureau.get(f"{one}applications/").content == bytes(roster.applications)
    assert bureau.get(f"{one}rules/").content == bytes(rule_set.rules)
    assert NOTARY.commitment.encode() in bureau.get(f"{one}seed/").content
    assert bureau.get(f"{one}package/").status_code == 404


def test_void_is_asked_by_one_and_agreed_by_another(
    cast: Cast, reading: Any, clock: list[Any]
) -> None:
    outcome = made(cast)
    one = f"/enrolment/rounds/{outcome.round_id}/placing/"
    first, second = (browser_of(each) for each in leaders(cast))
    assert first.post(f"{one}void/", {"reason": "公证处封条破损，重新抽签"}).status_code == 302
    assert "asks that this attempt be declared void" in text(second.get(one))
    assert "You asked for it yourself" in text(first.post(f"{one}void/", {}))
    assert second.post(f"{one}void/", {}).status_code == 302
    assert "Rosters before" in text(second.get(one))
    assert not Outcome.objects.filter(ended_at=None).exists()


def _frozen(cast: Cast) -> str:
    rule_set = closed(cast)
    announced(rule_set, cast.bureau)
    frozen(rule_set, cast.bureau)
    return f"/enrolment/rounds/{rule_set.round_id}/placing/"


def _entered(cast: Cast) -> str:
    one = _frozen(cast)
    notary = somebody(cast.authority, "公演示", "notary")
    enter_value(Roster.objects.get(), "摇号球", "31415926", actor=notary, now=DRAWN)
    return one


def _closed(cast: Cast) -> str:
    return f"/enrolment/rounds/{closed(cast).round_id}/placing/"


def _made(cast: Cast) -> str:
    return f"/enrolment/rounds/{made(cast).round_id}/placing/"


BAD: dict[str, tuple[Callable[[Cast], str], str, dict[str, str], str]] = {
    "enrolment:placing_seed": (_closed, "seed/", {**SEED, "commitment_1": "xyz"}, "64 lower-case"),
    "enrolment:placing_freeze": (_closed, "freeze/", {"seen": "x"}, "Tick it to freeze."),
    "enrolment:placing_end": (_frozen, "roster/end/", {"reason": "错"}, "at least 10 characters"),
    "enrolment:placing_rehearse": (_closed, "rehearsals/new/", {"children": "0"}, "children"),
    "enrolment:placing_part": (_entered, "ceremony/1/", {"value": "3"}, "did not read"),
    "enrolment:placing_approve": (_made, "approve/", {}, "Tick it to approve."),
    "enrolment:placing_publish": (_made, "publish/", {}, "2 different people have to approve"),
    "enrolment:placing_void": (_frozen, "void/", {"reason": "错"}, "at least 10 characters"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_does_not_fit_comes_back_with_the_reason(
    cast: Cast, reading: Any, clock: list[Any], name: str
) -> None:
    prepare, part, sent, words = BAD[name]
    one = prepare(cast)
    page = reading("bureau").post(one + part, sent)
    assert page.status_code == 422 and words in text(page)
    for odd in ("\0", "长" * 12_000, "<script>alert(1)</script>"):
        page = reading("bureau").post(one + part, dict.fromkeys(sent or {"x": ""}, odd))
        if page.status_code == 302:  # a reason is free text
            page = reading("bureau").get(page["Location"])
        else:
            assert page.status_code == 422
        assert "<script>alert" not in text(page)


def test_taking_a_frozen_roster_back_warns_first(
    cast: Cast, reading: Any, clock: list[Any]
) -> None:
    page = text(reading("bureau").get(f"{_frozen(cast)}roster/end/"))
    assert "frozen anew before anything is drawn" in page and "btn-danger" in page
