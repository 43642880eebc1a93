"""Rounds of the small cast that have closed, up to a frozen roster, a result, a published one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from casting import MAKER, OPENING, lone_actor
from support_plugin import Cast
from xuequ.directory.models import Authority, School
from xuequ.directory.services.people import appoint, create_post, register_person
from xuequ.enrolment.models import Outcome, Roster, RuleSet
from xuequ.enrolment.queries.rosters import draft
from xuequ.enrolment.services.announcing import announce_parts, confirm_value, enter_value
from xuequ.enrolment.services.approving import approve, publish
from xuequ.enrolment.services.drawing import draw
from xuequ.enrolment.services.freezing import Freezing, freeze
from xuequ.enrolment.tests.applying import accepted
from xuequ.enrolment.tests.world import CLOSES, NAMES, published
from xuequ.kernel.actors import Actor
from xuequ.methods.lottery.seeds import Part, commitment

AFTER = CLOSES + timedelta(days=7)  # applications are checked, the roster is frozen
DRAWN = AFTER + timedelta(days=1)
RELEASES = DRAWN + timedelta(days=1)
SECRET = "0123456789abcdef" * 4
BALLS = Part("digits", "摇号球", length=8, faces=10)
NOTARY = Part(
    "sealed", "公证处", commitment=commitment("sha256", "公证处", bytes.fromhex(SECRET)), length=32
)
PARTS = (BALLS, NOTARY)
VALUES = {"摇号球": "31415926", "公证处": SECRET}


def somebody(authority: Authority, name: str, role: str) -> Actor:
    """Another person of an authority, in a post of this role."""
    person = register_person(authority, name, actor=MAKER, is_synthetic=True)
    post = create_post(authority, role, name, since=OPENING, actor=MAKER)
    return lone_actor(appoint(person, post, since=OPENING, actor=MAKER))


def leaders(cast: Cast) -> tuple[Actor, Actor]:
    """Two people who may approve and have not made anything."""
    first = somebody(cast.authority, "甲演示", "bureau_leader")
    return first, somebody(cast.authority, "乙演示", "bureau_leader")


def schools() -> list[School]:
    """The schools of the round, in the order of its plan."""
    found = {each.name: each for each in School.objects.filter(name__in=NAMES)}
    return [found[name] for name in NAMES]


def closed(cast: Cast, count: int = 6, **more: Any) -> RuleSet:
    """Published rules and so many applications found right, homes by turns."""
    rule_set = published(cast, **more)
    for at in range(1, count + 1):
        home = schools()[at % 2]
        accepted(rule_set, at, home=home, claim_class=1, points="80")
    return rule_set


def frozen(rule_set: RuleSet, actor: Actor, *, now: datetime = AFTER, **more: Any) -> Roster:
    """The roster frozen as it stands, warnings read."""
    found = rule_set.round
    said = {"seen": draft(found, rule_set).seal, "releases_at": RELEASES, **more}
    return freeze(found, Freezing(**said), actor=actor, now=now)


def announced(rule_set: RuleSet, actor: Actor, parts: Sequence[Part] = PARTS) -> None:
    """Balls and a secret of the notary."""
    announce_parts(rule_set.round, parts, actor=actor, now=CLOSES + timedelta(days=4))


def thrown(roster: Roster, one: Actor, other: Actor, now: datetime = DRAWN) -> None:
    """Every part entered by one and confirmed by the other."""
    for part in roster.parts:
        name = part["name"]
        enter_value(roster, name, VALUES[name], actor=one, now=now)
        confirm_value(roster, name, VALUES[name], actor=other, now=now)


def made(cast: Cast, count: int = 6, **more: Any) -> Outcome:
    """A result that nobody has approved yet; the officer of the bureau made it."""
    rule_set = closed(cast, count, **more)
    announced(rule_set, cast.bureau)
    roster = frozen(rule_set, cast.bureau)
    thrown(roster, cast.bureau, somebody(cast.authority, "公演示", "notary"))
    outcome = draw(roster, actor=cast.bureau, now=DRAWN)
    assert isinstance(outcome, Outcome)
    return outcome


def released(cast: Cast, count: int = 6, **more: Any) -> Outcome:
    """The same, approved by two and published; released at `RELEASES`."""
    outcome = made(cast, count, **more)
    one, other = leaders(cast)
    for each in (one, other):
        approve(outcome, actor=each, now=DRAWN + timedelta(hours=2))
    return publish(outcome, actor=one, now=DRAWN + timedelta(hours=3))
