"""A school that takes another name while a round runs is still the one its rules name."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.directory.services.schools import name_school
from xuequ.enrolment.models import Placement, RuleSet
from xuequ.enrolment.queries.applying.terms import terms_of
from xuequ.enrolment.queries.called import called, names_by, plans_by_name
from xuequ.enrolment.queries.telling.left import seats_left
from xuequ.enrolment.queries.telling.seats import freed_at, seats_of
from xuequ.enrolment.services.placing import carry_out
from xuequ.enrolment.tests.deciding import (
    DRAWN,
    announced,
    closed,
    frozen,
    schools,
    somebody,
    thrown,
)
from xuequ.enrolment.tests.telling import TOLD, let_out
from xuequ.enrolment.tests.world import NAMES, published

pytestmark = pytest.mark.django_db
FROM = date(2027, 4, 25)


def renamed(school: School, name: str = "东新小") -> School:
    """The school under an official name of its own choice, after applications opened."""
    name_school(school, name, kind="official", since=FROM, actor=MAKER)
    return school


def test_a_round_comes_to_its_places_though_a_school_is_renamed(cast: Cast) -> None:
    rule_set = closed(cast)
    one, other = schools()
    renamed(one)
    announced(rule_set, cast.bureau)
    roster = frozen(rule_set, cast.bureau)
    assert NAMES[0].encode() in bytes(roster.applications)
    thrown(roster, cast.bureau, somebody(cast.authority, "公演示", "notary"))
    outcome = let_out(cast, carry_out(roster, actor=cast.bureau, now=DRAWN))
    assert Counter(Placement.objects.values_list("school", flat=True)) == {one.pk: 3, other.pk: 3}
    assert plans_by_name(rule_set.round) == {NAMES[0]: 90, NAMES[1]: 90}
    assert seats_of(outcome) == {one.pk: 90, other.pk: 90}
    assert freed_at(outcome, one, TOLD) == 0
    left = {each.school: (each.name, each.free) for each in seats_left(rule_set.round, TOLD)}
    assert left == {one.pk: ("东新小", 87), other.pk: (NAMES[1], 87)}


def test_families_choose_it_by_its_name_of_today(cast: Cast) -> None:
    rule_set = published(cast)
    one, other = schools()
    renamed(one)
    terms = terms_of(RuleSet.objects.get(pk=rule_set.pk))
    assert terms.inside == {one.pk: "东新小", other.pk: NAMES[1]} and terms.others == {}


def test_whoever_takes_its_old_name_is_not_taken_for_it(cast: Cast) -> None:
    rule_set = published(cast)
    one = renamed(schools()[0])
    third = renamed(School.objects.exclude(name__in=[*NAMES, "东新小"]).order_by("pk")[0], NAMES[0])
    assert called(rule_set)[one.pk] == NAMES[0]
    names = names_by(rule_set)
    assert (names[one.pk], names[third.pk]) == (
        NAMES[0],
        f"{NAMES[0]}（{third.pk}）",
    )
