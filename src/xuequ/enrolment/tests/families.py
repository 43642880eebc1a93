"""A parent of the small cast who applies, as far as a test needs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.directory.queries.identities import actor_in, identities
from xuequ.directory.services.identity import Identity
from xuequ.directory.services.registrants import NewParent, register_parent
from xuequ.enrolment.models import Application, Child, RuleSet
from xuequ.enrolment.services.applying.children import NewChild, register_child
from xuequ.enrolment.services.applying.drafts import (
    Living,
    begin_application,
    save_address,
    save_choices,
    save_claims,
)
from xuequ.enrolment.services.applying.handing import Receipt, hand_in
from xuequ.enrolment.tests.world import CLOSES, NOW, OPENS, published
from xuequ.kernel.actors import Actor

OPEN = OPENS + timedelta(days=1)
LAST = CLOSES - timedelta(seconds=1)
PASSWORD = "Correct horse battery 1"
PARENT, CHILD = "SYN-P-0001", "SYN-C-0001"


def parent(cast: Cast, number: str = PARENT, name: str = "长演示") -> Any:
    """The account of a parent who registered in person."""
    new = NewParent(name, Identity("other", number, "13900000001"), PASSWORD)
    return register_parent(cast.authority, new, now=NOW)


def eyes(account: Any) -> Actor:
    """The actor of an account, in its first identity."""
    return actor_in(account, identities(account, OPEN.date())[0]).using("application.report")


def child(actor: Actor, number: str = CHILD, **more: Any) -> Child:
    """A child of theirs, with a paper that says neither birthday nor sex."""
    said = {
        "kind": "mother", "name": "童演示", "id_kind": "other", "id_number": number,
        "born": OPEN.date().replace(year=OPEN.year - 6), "sex": "female", **more,
    }  # fmt: skip
    return register_child(NewChild(**said), actor=actor, now=OPEN)


def begun(actor: Actor, rule_set: RuleSet, number: str = CHILD) -> Application:
    """An application with nothing in it."""
    return begin_application(child(actor, number), rule_set.round, actor=actor, now=OPEN)


def filled(
    row: Application, actor: Actor, *schools: School, home: School | None = None
) -> Application:
    """The same with everything that a round by catchment or by choices needs."""
    row.refresh_from_db()
    home = home or School.objects.get(name="东一小")
    said = Living("东街1号", "东街", home.pk)
    row = save_address(row, row.revision, said, actor=actor, now=OPEN)
    row = save_claims(row, row.revision, {}, actor=actor, now=OPEN)
    if schools:
        keys = [each.pk for each in schools]
        row = save_choices(row, row.revision, keys, actor=actor, now=OPEN)
    return row


def handed(row: Application, actor: Actor, **more: Any) -> Receipt:
    """Hand in what was typed."""
    row.refresh_from_db()
    return hand_in(row, row.revision, **{"actor": actor, "now": OPEN, **more})


def round_of(cast: Cast, **more: Any) -> RuleSet:
    """A round by catchment, published and open on the day of these tests."""
    return published(cast, **more)
