"""What takes no part keeps a child from no other round of its year."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from support_plugin import Cast
from xuequ.directory.models import Account
from xuequ.enrolment.models import (
    Application,
    Check,
    Dwelling,
    Exceptional,
    Round,
    RuleSet,
    SeatLock,
)
from xuequ.enrolment.services.applying.drafts import begin_application
from xuequ.enrolment.services.applying.handing import withdraw
from xuequ.enrolment.services.exceptions.appealing import (
    NewAppeal,
    file_appeal,
    withdraw_appeal,
)
from xuequ.enrolment.tests.applying import accepted
from xuequ.enrolment.tests.deciding import AFTER, announced, frozen, schools
from xuequ.enrolment.tests.families import OPEN, begun, eyes, filled, handed, parent, round_of
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> tuple[Account, Actor, Application, Round]:
    """A parent, a draft in a round that has closed by `AFTER`, and a round that is open then."""
    account = parent(cast)
    actor = eyes(account)
    row = filled(begun(actor, round_of(cast)), actor)
    later = round_of(cast, name="另一批次", names=["西一小"]).round
    Round.objects.filter(pk=later.pk).update(closes=AFTER + timedelta(days=9))
    later.refresh_from_db()
    return account, actor, row, later


def refusal(act: Any, *args: Any, **named: Any) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **named)
    return caught.value.code


def refused(row: Application, actor: Actor) -> str:
    """Hand it in and let it be found wrong; its change code."""
    code = handed(row, actor).code
    Application.objects.filter(pk=row.pk).update(state="refused")
    row.refresh_from_db()
    return code


def test_a_draft_that_was_never_handed_in_makes_way_once_its_round_has_closed(
    world: tuple[Account, Actor, Application, Round],
) -> None:
    _account, actor, row, later = world
    assert refusal(begin_application, row.child, later, actor=actor, now=OPEN) == (
        "applies-elsewhere"
    )
    new = begin_application(row.child, later, actor=actor, now=AFTER)
    row.refresh_from_db()
    assert (row.state, new.state) == ("withdrawn", "draft")
    verbs = Line.objects.order_by("-number").values_list("verb", flat=True)
    assert list(verbs[:2]) == ["begin-application", "withdraw-application"]


def test_it_stays_where_an_exceptional_placement_rests_on_it(
    world: tuple[Account, Actor, Application, Round], cast: Cast
) -> None:
    _account, actor, row, later = world
    Exceptional.objects.create(
        application=row, school=schools()[0], ground="other", words="x", days=7,
        person_id=cast.bureau.person or 0, post="x", proposed_at=AFTER,
    )  # fmt: skip
    for act in (
        lambda: begin_application(row.child, later, actor=actor, now=AFTER),
        lambda: withdraw(row, actor=actor, now=AFTER),
    ):
        assert refusal(act) in ("applies-elsewhere", "applications-closed")
    row.refresh_from_db()
    assert row.state == "draft"


def test_the_family_may_withdraw_a_draft_after_the_closing(
    world: tuple[Account, Actor, Application, Round], monkeypatch: pytest.MonkeyPatch
) -> None:
    account, _actor, row, later = world
    monkeypatch.setattr(timezone, "now", lambda: AFTER)
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(account)
    browser.cookies["language"] = "en"
    home = browser.get("/family/enrolment/").content.decode()
    assert f'href="/family/apply/{later.pk}/"' in home  # although there is a draft
    one = f"/family/application/{row.pk}/"
    assert f'href="{one}withdraw/"' in browser.get(one).content.decode()
    assert "cannot be begun again here" in browser.get(f"{one}withdraw/").content.decode()
    assert browser.post(f"{one}withdraw/", {"revision": row.revision}).status_code == 302
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_who_was_refused_withdraws_with_the_code_and_applies_elsewhere(
    world: tuple[Account, Actor, Application, Round],
) -> None:
    _account, actor, row, later = world
    code = refused(row, actor)
    dwelling = Dwelling.objects.create(authority_id=row.authority_id, key="东街1号")
    SeatLock.objects.create(
        dwelling=dwelling, application=row, year=2027, stage="primary", years=6, made_at=OPEN
    )
    assert refusal(begin_application, row.child, later, actor=actor, now=AFTER) == (
        "applies-elsewhere"
    )
    assert refusal(withdraw, row, actor=actor, now=AFTER) == "change-code-needed"
    withdraw(row, code=code, actor=actor, now=AFTER)
    assert SeatLock.objects.get().ended_at == AFTER
    assert begin_application(row.child, later, actor=actor, now=AFTER).round == later


def test_what_was_refused_stays_under_an_appeal_and_once_the_roster_is_frozen(
    world: tuple[Account, Actor, Application, Round], cast: Cast
) -> None:
    _account, actor, row, _later = world
    code = refused(row, actor)
    person = cast.bureau.person or 0
    Check.objects.create(
        application=row, version=1, reader=1, verdict="refuse", reason="不在地段", person_id=person,
        post="x", at=OPEN,
    )  # fmt: skip
    appeal = file_appeal(row, NewAppeal("points", "我们在地段内居住满三年"), actor=actor, now=AFTER)
    assert refusal(withdraw, row, code=code, actor=actor, now=AFTER) == "appeal-is-open"
    withdraw_appeal(appeal, actor=actor, now=AFTER)
    rule_set = RuleSet.objects.get(round=row.round)
    accepted(rule_set, 1, home=schools()[0], claim_class=1, points="80")
    announced(rule_set, cast.bureau)
    frozen(rule_set, cast.bureau)
    assert refusal(withdraw, row, code=code, actor=actor, now=AFTER) == "applications-closed"
