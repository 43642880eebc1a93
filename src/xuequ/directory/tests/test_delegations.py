"""A post lent to a deputy: to whom, for how long, and that nothing outlives it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casting import MAKER, OPENING, staff
from support_plugin import Cast
from xuequ.directory.models import Delegation, Holding, Person, Post, School
from xuequ.directory.queries.identities import actor_in, identities_of
from xuequ.directory.queries.scope import consortia
from xuequ.directory.services.delegations import LONGEST, Loan, delegate, revoke_delegation
from xuequ.directory.services.exclusion import check_exclusive
from xuequ.directory.services.people import appoint, create_post, end_holding
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 1)
WEEK = TODAY + timedelta(days=7)


def person(name: str) -> Person:
    return Person.objects.get(name=name)


def lend(actor: Actor, deputy: Person, until: date = WEEK, since: date = TODAY) -> Delegation:
    loan = Loan(deputy, since=since, until=until, reason="外出学习")
    return delegate(loan, actor=actor, today=TODAY)


def titles(who: Person, on: date = TODAY) -> list[str]:
    return [each.title for each in identities_of(who, on)]


def test_a_deputy_has_the_post_as_a_second_identity_up_to_the_last_day(cast: Cast) -> None:
    deputy = person("农演示")
    lend(cast.actors["head"], deputy)
    assert titles(deputy) == ["校长", "学区长（代 韦演示）"]
    assert titles(deputy, WEEK - timedelta(days=1)) == ["校长", "学区长（代 韦演示）"]
    assert titles(deputy, WEEK) == ["校长"]
    line = Line.objects.latest("number")
    assert (line.verb, line.account) == ("delegate", "head")


def test_what_the_deputy_does_names_both_and_reaches_what_the_post_reaches(cast: Cast) -> None:
    deputy = person("农演示")
    lend(cast.actors["head"], deputy)
    one = identities_of(deputy, TODAY)[1]
    actor = actor_in(cast.accounts["principal"], one)
    assert (actor.account, actor.post) == ("principal", "学区长（代 韦演示）")
    head = cast.actors["head"]
    assert (actor.role, actor.permissions) == (head.role, head.permissions)
    found = set(consortia(seen_by=actor, on=TODAY))
    assert found == set(consortia(seen_by=head, on=TODAY)) == {cast.east}


def test_a_long_title_still_fits_the_record(cast: Cast) -> None:
    deputy = person("农演示")
    lend(cast.actors["head"], deputy)
    Post.objects.filter(role="district_head").update(title="长" * 80)
    Person.objects.filter(name="韦演示").update(name="名" * 60)
    assert len(titles(deputy)[1]) <= (Line._meta.get_field("post").max_length or 0)


def test_revoked_it_ends_at_once_and_both_acts_are_recorded(cast: Cast) -> None:
    deputy = person("农演示")
    loan = lend(cast.actors["head"], deputy)
    revoke_delegation(loan, actor=cast.actors["head"], today=TODAY)
    assert titles(deputy) == ["校长"]
    verbs = Line.objects.order_by("-number").values_list("verb", flat=True)[:2]
    assert list(verbs) == ["revoke-delegation", "delegate"]
    with pytest.raises(Refused, match="already-ended"):
        revoke_delegation(loan, actor=cast.actors["head"], today=TODAY)


def test_a_deputy_may_give_it_back_and_a_third_may_not_take_it(cast: Cast) -> None:
    loan = lend(cast.actors["head"], person("农演示"))
    with pytest.raises(Refused, match="not-delegable"):
        revoke_delegation(loan, actor=cast.actors["office"], today=TODAY)
    revoke_delegation(loan, actor=cast.actors["principal"], today=TODAY)
    assert titles(person("农演示")) == ["校长"]


def test_it_ends_with_the_post_of_the_holder(cast: Cast) -> None:
    deputy = person("农演示")
    lend(cast.actors["head"], deputy)
    holding = Holding.objects.get(person__name="韦演示")
    end_holding(holding, until=TODAY + timedelta(days=2), actor=MAKER)
    assert len(titles(deputy, TODAY + timedelta(days=1))) == 2
    assert titles(deputy, TODAY + timedelta(days=2)) == ["校长"]


def test_a_deputy_who_has_left_is_no_deputy(cast: Cast) -> None:
    deputy = staff(School.objects.get(name="东三小"), "dean", "走演示")
    lend(cast.actors["head"], deputy.person)
    end_holding(deputy, until=TODAY + timedelta(days=1), actor=MAKER)
    assert titles(deputy.person, TODAY + timedelta(days=1)) == []


def test_what_was_lent_is_not_lent_on(cast: Cast) -> None:
    deputy = person("农演示")
    lend(cast.actors["head"], deputy)
    acting = actor_in(cast.accounts["principal"], identities_of(deputy, TODAY)[1])
    with pytest.raises(Refused, match="not-delegable"):
        lend(acting, person("梁演示"))
    forged = replace(acting, identity=cast.actors["head"].identity)
    with pytest.raises(Refused, match="not-delegable"):
        lend(forged, person("梁演示"))


@pytest.mark.parametrize("audience", ["system", "security", "audit", "guardian", "teacher"])
def test_administrators_parents_and_posts_without_the_right_have_no_deputies(
    cast: Cast, audience: str
) -> None:
    with pytest.raises(Refused, match="not-delegable"):
        lend(cast.actors[audience], person("覃演示"))


@pytest.mark.parametrize(
    ("audience", "deputy", "code"),
    [
        ("head", "韦演示", "gives-himself-a-post"),
        ("head", "西演示", "deputy-from-elsewhere"),
        ("head", "邻演示", "deputy-from-elsewhere"),
        ("head", "莫演示", "deputy-from-elsewhere"),
        ("head", "陆演示", "deputy-from-elsewhere"),
        ("principal", "姐演示", "deputy-from-elsewhere"),
        ("bureau", "农演示", "deputy-from-elsewhere"),
        ("bureau", "甲演示", "deputy-from-elsewhere"),
    ],
)
def test_only_somebody_of_the_same_place_can_be_deputy(
    cast: Cast, audience: str, deputy: str, code: str
) -> None:
    staff(School.objects.get(name="西一小"), "principal", "西演示")
    staff(School.objects.get(name="东三小"), "principal", "姐演示")
    lines = Line.objects.count()
    with pytest.raises(Refused, match=code):
        lend(cast.actors[audience], person(deputy))
    assert not Delegation.objects.exists() and Line.objects.count() == lines


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        (TODAY - timedelta(days=1), WEEK, "begins-in-the-past"),
        (TODAY, TODAY, "ends-before-it-begins"),
        (WEEK, TODAY, "ends-before-it-begins"),
        (TODAY, TODAY + LONGEST + timedelta(days=1), "delegated-too-long"),
        (TODAY + timedelta(days=40), TODAY + timedelta(days=50), "not-in-the-post-then"),
    ],
)
def test_days_that_do_not_fit_are_refused(cast: Cast, since: date, until: date, code: str) -> None:
    holding = Holding.objects.get(person__name="韦演示")
    end_holding(holding, until=TODAY + timedelta(days=30), actor=MAKER)
    with pytest.raises(Refused, match=code):
        lend(cast.actors["head"], person("农演示"), until, since)


def test_a_post_has_one_deputy_at_a_time(cast: Cast) -> None:
    lend(cast.actors["head"], person("农演示"))
    with pytest.raises(Refused, match="already-delegated"):
        lend(cast.actors["head"], person("梁演示"), until=WEEK + timedelta(days=5))
    lend(cast.actors["head"], person("梁演示"), since=WEEK, until=WEEK + timedelta(days=5))


def test_an_administrator_is_given_no_other_post_and_no_holder_an_administrators(
    cast: Cast,
) -> None:
    audit = Post.objects.get(role="audit_admin")
    office = create_post(cast.authority, "bureau_research", "教研室", since=OPENING, actor=MAKER)
    for who, post in (("农演示", audit), ("甲演示", office), ("甲演示", audit)):
        with pytest.raises(Refused, match="posts-kept-apart"):
            appoint(person(who), post, since=TODAY, actor=MAKER)
    appoint(person("莫演示"), office, since=TODAY, actor=MAKER)


def test_whoever_stands_in_for_somebody_is_made_no_administrator(cast: Cast) -> None:
    deputy = staff(School.objects.get(name="东三小"), "dean", "走演示")
    lend(cast.actors["head"], deputy.person)
    end_holding(deputy, until=TODAY + timedelta(days=1), actor=MAKER)
    days = {"since": TODAY + timedelta(days=3), "until": None}
    with pytest.raises(Refused, match="posts-kept-apart"):
        check_exclusive(deputy.person, "system_admin", **days)  # type: ignore[arg-type]


def test_nobody_appoints_themselves(cast: Cast) -> None:
    post = create_post(cast.authority, "bureau_research", "教研室", since=OPENING, actor=MAKER)
    with pytest.raises(Refused, match="gives-himself-a-post"):
        appoint(person("莫演示"), post, since=TODAY, actor=cast.actors["bureau"])
