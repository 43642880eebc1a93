"""Rounds of the small cast, prepared as far as a test needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from casting import MAKER, OPENING, lone_actor
from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.directory.services.people import appoint, create_post, register_person
from xuequ.directory.services.schools import change_school
from xuequ.enrolment.engine.preparing.districts import to_study
from xuequ.enrolment.models import Round, RuleSet, Study
from xuequ.enrolment.queries.settings import policy_for
from xuequ.enrolment.services.coordinating import NewCoordination, coordinate
from xuequ.enrolment.services.plans import NewPlan, choose_schools, set_plans
from xuequ.enrolment.services.rounds import NewRound, Settings, open_round
from xuequ.enrolment.services.rules import make_rules, publish_rules, sign_rules
from xuequ.kernel.actors import Actor

HERE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2027, 3, 1, 9, tzinfo=HERE)
OPENS = datetime(2027, 4, 20, 8, tzinfo=HERE)
CLOSES = datetime(2027, 4, 30, 18, tzinfo=HERE)
NAMES = ("东一小", "东二小")


def settings(**more: Any) -> Settings:
    """What the bureau settles; a class holds 45 if nothing else is said."""
    said = {"name": "一年级新生", "opens": OPENS, "closes": CLOSES, "class_size": 45, **more}
    return Settings(**said)


def taught(*names: str, stage: str = "primary") -> list[School]:
    """Schools of the cast that teach a stage."""
    found = [School.objects.get(name=each) for each in names]
    for each in found:
        if not each.sections.filter(stage=stage).exists():
            stages = [*each.sections.values_list("stage", flat=True), stage]
            change_school(each, since=OPENING, values={}, stages=stages, actor=MAKER)
    return found


def opened(cast: Cast, regime: str = "catchment", stage: str = "primary", **more: Any) -> Round:
    """A round without schools."""
    new = NewRound(2027, stage, regime, settings(**more))
    return open_round(cast.authority, new, actor=cast.bureau)


def planned(cast: Cast, names: Sequence[str] = NAMES, **more: Any) -> Round:
    """A round in which each school plans 90 in two classes."""
    stage = more.get("stage", "primary")
    schools = taught(*names, stage=stage)
    found = opened(cast, **{key: value for key, value in more.items() if key != "district"})
    choose_schools(found, [each.pk for each in schools], actor=cast.bureau, now=NOW)
    rows = [NewPlan(each.pk, "home", 90, 2) for each in schools]
    set_plans(found, rows, actor=cast.bureau, now=NOW)
    if more.get("district", True):
        in_its_district(cast, found)
    return found


def in_its_district(cast: Cast, found: Round) -> None:
    """The district and the study before zoning, where the policy of the round wants them."""
    policy = policy_for(found)
    if policy.by_district:
        coordinate(found, NewCoordination(cast.east.pk), actor=cast.bureau, now=NOW)
    if wanted := to_study(policy):
        said = {each.code: "据上年招生和预测研判" for each in wanted}
        Study.objects.create(round=found, said=said, figures=[], made_at=NOW)


def ruled(cast: Cast, **more: Any) -> RuleSet:
    """The rules of such a round, not signed yet."""
    return make_rules(planned(cast, **more), actor=cast.bureau, now=NOW)


def second(cast: Cast) -> Actor:
    """Somebody else of the bureau who may sign."""
    person = register_person(cast.authority, "二演示", actor=MAKER, is_synthetic=True)
    post = create_post(cast.authority, "bureau_leader", "局领导", since=OPENING, actor=MAKER)
    return lone_actor(appoint(person, post, since=OPENING, actor=MAKER))


def published(cast: Cast, **more: Any) -> RuleSet:
    """The rules signed by two and published, seven weeks before the opening."""
    rule_set = ruled(cast, **more)
    sign_rules(rule_set, actor=cast.bureau, now=NOW)
    sign_rules(rule_set, actor=second(cast), now=NOW)
    return publish_rules(rule_set, actor=cast.bureau, now=NOW + timedelta(hours=1))
