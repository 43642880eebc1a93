"""Plan and rules of a round that was held: made, signed by two, published before it opened."""

from __future__ import annotations

from datetime import date, timedelta

from xuequ.directory.models import Authority
from xuequ.directory.services import schools
from xuequ.enrolment.models import Round
from xuequ.enrolment.services.rounds import NewRound, Settings
from xuequ.enrolment.services.rules import publish_rules, sign_rules
from xuequ.kernel.actors import program

from ..enrolled import SIZE, joined_as, ruled
from .days import Days
from .officers import Officers
from .told import MADE_UP, Held

ACTOR = program("demo")


def open_made_up(authority: Authority) -> None:
    """The schools of Futian that no document names."""
    since = date(2018, 1, 1)
    for name, stage in MADE_UP.items():
        school = schools.register_school(authority, name, since=since, actor=ACTOR)
        values = {"ownership": "public"}
        schools.change_school(school, since=since, values=values, stages=[stage], actor=ACTOR)


def prepare(said: Held, days: Days, by: Officers) -> Round:
    """The round with published rules."""
    authority = Authority.objects.get(profile=said.profile)
    settings = Settings(
        said.name, days.opens, days.closes, SIZE[said.stage], has_classes=said.has_classes
    )
    new = NewRound(days.year, said.stage, said.regime, settings, is_synthetic=True)
    joined = joined_as(authority, said.regime)
    rule_set = ruled(authority, new, said.plans, joined, actor=by.office, now=days.prepared)
    for actor in (by.office, by.leader):
        sign_rules(rule_set, actor=actor, now=days.prepared + timedelta(days=5))
    publish_rules(rule_set, actor=by.office, now=days.prepared + timedelta(days=6))
    return rule_set.round
