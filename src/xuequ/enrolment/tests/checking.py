"""Applications that wait to be checked, as far as a test needs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from casting import MAKER, OPENING, lone_actor
from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.directory.services.people import appoint, create_post, register_person
from xuequ.enrolment.engine.policy import Enrolment
from xuequ.enrolment.models import Application, Check, CheckSettings, RuleSet
from xuequ.enrolment.services.checking.judging import Decision, decide
from xuequ.enrolment.services.checking.settings import NewSettings, set_checks
from xuequ.enrolment.services.checking.taking import take_next
from xuequ.enrolment.tests.applying import applied
from xuequ.enrolment.tests.world import NAMES, NOW, OPENS, published
from xuequ.kernel.actors import Actor
from xuequ.profiles.loader import policy
from xuequ.profiles.samples import example

CLOSED = OPENS + timedelta(days=11)


def reviewer(cast: Cast, name: str) -> Actor:
    """Somebody else of the bureau who checks."""
    person = register_person(cast.authority, name, actor=MAKER, is_synthetic=True)
    post = create_post(cast.authority, "bureau_basic", f"基教股{name}", since=OPENING, actor=MAKER)
    return lone_actor(appoint(person, post, since=OPENING, actor=MAKER))


def settled(cast: Cast, share: int = 0, *, lock_years: int | None = None, **more: Any) -> RuleSet:
    """Published rules of a round by catchment, and how it is checked."""
    rule_set = published(cast, **more)
    new = NewSettings(share, lock_years)
    set_checks(rule_set.round, new, actor=cast.bureau, now=NOW)
    return rule_set


def waits(rule_set: RuleSet, at: int, **more: Any) -> Application:
    """An application of a child that lives in the catchment of the first school."""
    school = School.objects.get(name=NAMES[0])
    return applied(rule_set, at, [school], **more)


def home() -> int:
    return School.objects.get(name=NAMES[0]).pk


def accepts(**more: Any) -> Decision:
    said = {"home": home(), **more}
    return Decision("accept", **said)


def returns(*said: tuple[str, str]) -> Decision:
    return Decision("return", said=said or (("evidence", "看不清，请重新拍照上传"),))


def refuses(**more: Any) -> Decision:
    said = {"ground": "not_of_catchment", "reason": "住址不在本片区内", **more}
    return Decision("refuse", **said)


def decides(actor: Actor, rule_set: RuleSet, new: Decision, now: datetime = CLOSED) -> Check:
    """Take the next application and decide on it."""
    return decide(take_next(rule_set.round, actor=actor, now=now), new, actor=actor, now=now)


def with_points() -> Enrolment:
    """Futian's example of a points table."""
    return policy(Enrolment, example("futian-2021"), "enrolment", OPENS.date())


def settings_of(rule_set: RuleSet) -> CheckSettings:
    return CheckSettings.objects.get(round=rule_set.round)
