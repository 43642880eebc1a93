"""A parent without a telephone is entered at the desk, and applies with the account printed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from support_plugin import Cast
from xuequ.directory.models import Account, Registrant
from xuequ.directory.services.identity import Identity
from xuequ.enrolment.models import Application, DeskEntry
from xuequ.enrolment.queries.checking.scope import keeps_out
from xuequ.enrolment.services.applying.desk import AtDesk, Entered, enter_at_desk
from xuequ.enrolment.tests.families import begun, eyes, filled, handed
from xuequ.enrolment.tests.world import NOW, published
from xuequ.kernel.actors import Actor, program
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
WHY = "没有手机，持户口簿到现场办理"
SENT = {
    "name": "长演示", "id_kind": "other", "id_number": "SYN-D-0001", "phone": "", "reason": WHY,
    "has_seen": "on",
}  # fmt: skip


def entered(cast: Cast, actor: Actor | None = None, **more: Any) -> Entered:
    said = {"name": "长演示", "identity": Identity("other", "SYN-D-0001"), "reason": WHY, **more}
    return enter_at_desk(cast.authority, AtDesk(**said), actor=actor or cast.bureau, now=NOW)


def test_a_parent_is_entered_and_applies_with_the_account(cast: Cast) -> None:
    made = entered(cast)
    assert made.account.must_change_password and made.account.check_password(made.password)
    assert Registrant.objects.get(person=made.entry.parent).confirmed_at == NOW
    assert Line.objects.latest("number").verb == "enter-at-desk"
    assert made.password not in str(list(Line.objects.values()))
    actor = eyes(made.account)
    row = filled(begun(actor, published(cast)), actor)
    handed(row, actor)
    assert Application.objects.get().state == "submitted"


def test_who_entered_a_parent_keeps_out_of_their_children(cast: Cast) -> None:
    made = entered(cast)
    actor = eyes(made.account)
    row = filled(begun(actor, published(cast)), actor)
    handed(row, actor)
    assert keeps_out(row, cast.bureau.person)
    leader = next(a for a in cast.actors.values() if a.person not in (None, cast.bureau.person))
    assert not keeps_out(row, leader.person)


def test_who_may_and_what_it_takes(cast: Cast) -> None:
    for who in ("school", "principal", "head", "other", "city"):
        with pytest.raises(Refused, match="not-your-place"):
            entered(cast, cast.actors[who])
    for more, code in (
        ({"reason": "没手机"}, "desk-needs-reason"),
        ({"identity": Identity("other", " ")}, "desk-needs-number"),
        ({"actor": program("x")}, "done-in-person"),
        ({"identity": Identity("resident", "123")}, "identity-number"),
    ):
        with pytest.raises(Refused, match=code):
            entered(cast, **more)
    entered(cast)
    with pytest.raises(Refused, match="identity-is-taken"):
        entered(cast)
    assert DeskEntry.objects.count() == 1


def test_the_receipt_is_shown_once_and_printed(cast: Cast, reading: Any) -> None:
    where = "/enrolment/parents/new/"
    bureau = reading("bureau")
    assert "Enter a parent at the desk" in bureau.get("/enrolment/parents/").content.decode()
    assert bureau.post(where, {**SENT, "has_seen": ""}).status_code == 422
    assert bureau.post(where, {**SENT, "reason": "忙"}).status_code == 422
    assert not DeskEntry.objects.exists()
    page = bureau.post(where, SENT)
    text = page.content.decode()
    account = Account.objects.get(person=DeskEntry.objects.get().parent)
    assert account.username in text and "Shown this once" in text
    assert "SYN-D-0001" not in text and "no-store" in page["Cache-Control"]
    assert "already" in bureau.post(where, SENT).content.decode()
    assert account.username not in bureau.get(where).content.decode()
    assert DeskEntry.objects.get().entered_at - NOW < timedelta(days=4000)
    for who in ("school", "principal", "head"):
        assert reading(who).get(where).status_code == 403
