"""Rules are signed by two people, published before the opening, and end with what they are of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from casting import MAKER, OPENING, lone_actor
from support_plugin import Cast
from xuequ.directory.models import Holding
from xuequ.directory.services.people import appoint, create_post, register_person
from xuequ.enrolment.queries.preparing import how_far
from xuequ.enrolment.services.plans import NewPlan, choose_schools, set_plans
from xuequ.enrolment.services.rounds import change_round, find_conditions
from xuequ.enrolment.services.rules import make_rules, publish_rules, sign_rules
from xuequ.enrolment.tests import world
from xuequ.enrolment.tests.world import CLOSES, NOW, OPENS, published, ruled
from xuequ.kernel.refusal import Refused

pytestmark = pytest.mark.django_db
OPENED = OPENS + timedelta(minutes=1)


def test_two_different_people_sign_before_it_is_published(cast: Cast) -> None:
    rule_set = ruled(cast)
    with pytest.raises(Refused, match="needs-two-signatures"):
        publish_rules(rule_set, actor=cast.bureau, now=NOW)
    sign_rules(rule_set, actor=cast.bureau, now=NOW)
    again = replace(cast.bureau, account="another", post="基教股")
    for actor in (cast.bureau, again):
        with pytest.raises(Refused, match="signed-already"):
            sign_rules(rule_set, actor=actor, now=NOW)
    for nobody in (MAKER, replace(cast.bureau, person=None)):
        with pytest.raises(Refused, match="signed-in-person"):
            sign_rules(rule_set, actor=nobody, now=NOW)
    with pytest.raises(Refused, match="needs-two-signatures"):
        publish_rules(rule_set, actor=cast.bureau, now=NOW)
    sign_rules(rule_set, actor=world.second(cast), now=NOW)
    assert publish_rules(rule_set, actor=cast.bureau, now=NOW).published_at == NOW
    with pytest.raises(Refused, match="rules-are-published"):
        sign_rules(rule_set, actor=lone_actor(_third(cast)), now=NOW)


def _third(cast: Cast) -> Holding:
    person = register_person(cast.authority, "三演示", actor=MAKER, is_synthetic=True)
    post = create_post(cast.authority, "bureau_basic", "基教股", since=OPENING, actor=MAKER)
    return appoint(person, post, since=OPENING, actor=MAKER)


def test_a_change_before_opening_ends_the_rules_and_their_signatures(cast: Cast) -> None:
    first = published(cast)
    found = first.round
    school = found.plans.earliest("pk").school_id
    set_plans(found, [NewPlan(school, "home", 80, 2)], actor=cast.bureau, now=NOW)
    first.refresh_from_db()
    assert first.ended_at == NOW and first.signatures.count() == 2
    second = make_rules(found, actor=cast.bureau, now=NOW)
    assert (second.version, second.signatures.count(), second.published_at) == (2, 0, None)
    with pytest.raises(Refused, match="rules-have-ended"):
        sign_rules(first, actor=cast.bureau, now=NOW)
    sign_rules(second, actor=cast.bureau, now=NOW)
    later = world.settings(closes=CLOSES + timedelta(days=1))
    change_round(found, later, actor=cast.bureau, now=NOW)
    assert how_far(found, NOW).rule_set is None


def test_after_the_hour_of_opening_nothing_is_changed(cast: Cast) -> None:
    rule_set = published(cast)
    found, school = rule_set.round, rule_set.round.plans.earliest("pk").school_id
    for change in (
        lambda: change_round(found, world.settings(class_size=50), actor=cast.bureau, now=OPENED),
        lambda: set_plans(
            found, [NewPlan(school, "home", 60, 2)], actor=cast.bureau, now=OPENED
        ),
        lambda: choose_schools(found, [school], actor=cast.bureau, now=OPENED),
        lambda: find_conditions(found, {"dense_population": "十个字以上的理由在此说明"},
                               actor=cast.bureau, now=OPENED),
        lambda: make_rules(found, actor=cast.bureau, now=OPENED),
    ):  # fmt: skip
        with pytest.raises(Refused, match="enrolment-is-open"):
            change()
    assert how_far(found, OPENED).step == 6


def test_rules_that_missed_the_opening_are_not_published_and_days_can_be_set(cast: Cast) -> None:
    rule_set = ruled(cast)
    for actor in (cast.bureau, world.second(cast)):
        sign_rules(rule_set, actor=actor, now=NOW)
    with pytest.raises(Refused, match="opening-is-past"):
        publish_rules(rule_set, actor=cast.bureau, now=OPENED)
    later = world.settings(opens=OPENS + timedelta(days=2))
    assert change_round(rule_set.round, later, actor=cast.bureau, now=OPENED).opens > OPENED
