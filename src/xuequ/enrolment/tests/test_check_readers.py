"""Who reads an application, who reads it twice, and whom it is kept from."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import Person
from xuequ.enrolment.models import Application, Assignment, Check, Custody
from xuequ.enrolment.queries.checking.queue import disagreements
from xuequ.enrolment.queries.checking.scope import applications
from xuequ.enrolment.services.checking.effects import take_up_again
from xuequ.enrolment.services.checking.judging import decide
from xuequ.enrolment.services.checking.taking import declare_conflict, give_back, take_next
from xuequ.enrolment.tests.checking import (
    CLOSED,
    accepts,
    decides,
    refuses,
    returns,
    reviewer,
    settings_of,
    settled,
    waits,
)
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
ITEMS = "xuequ.enrolment.queries.checking.items.policy_for"


def test_the_seed_of_the_sample_stands_nowhere_in_the_open(cast: Cast) -> None:
    settings = settings_of(settled(cast, 20))
    seed = settings.seed.open()
    line = Line.objects.get(verb="set-checks")
    assert settings.seed_digest == line.note["seed_digest"] != seed
    assert seed not in str(line.note) and seed not in str(settings.seed)


def test_two_reviewers_never_have_the_same_one_and_time_sets_it_free(cast: Cast) -> None:
    rule_set, other = settled(cast), reviewer(cast, "甲演示")
    first, second = waits(rule_set, 1), waits(rule_set, 2)
    assert take_next(rule_set.round, actor=cast.bureau, now=CLOSED) == first
    assert take_next(rule_set.round, actor=other, now=CLOSED) == second
    with pytest.raises(Refused, match="not-in-your-hands"):
        decide(first, accepts(), actor=other, now=CLOSED)
    third = reviewer(cast, "乙演示")
    with pytest.raises(Refused, match="nothing-waits"):
        take_next(rule_set.round, actor=third, now=CLOSED)
    later = CLOSED + timedelta(hours=1)
    with pytest.raises(Refused, match="not-in-your-hands"):
        decide(first, accepts(), actor=cast.bureau, now=later)
    assert take_next(rule_set.round, actor=third, now=later) == first


def test_what_is_given_back_waits_for_somebody_else(cast: Cast) -> None:
    rule_set = settled(cast)
    application = waits(rule_set, 1)
    with pytest.raises(Refused, match="not-in-your-hands"):
        give_back(application, actor=cast.bureau, now=CLOSED)
    take_next(rule_set.round, actor=cast.bureau, now=CLOSED)
    give_back(application, actor=cast.bureau, now=CLOSED)
    assert take_next(rule_set.round, actor=reviewer(cast, "甲演示"), now=CLOSED) == application


def test_nobody_decides_on_an_acquaintances_child(cast: Cast) -> None:
    rule_set, other = settled(cast), reviewer(cast, "甲演示")
    application = waits(rule_set, 1)
    take_next(rule_set.round, actor=other, now=CLOSED)
    with pytest.raises(Refused, match="unknown-conflict"):
        declare_conflict(application, "friend", actor=other, now=CLOSED)
    declare_conflict(application, "known", actor=other, now=CLOSED)
    assert not Assignment.objects.exists()
    for act in (
        lambda: take_next(rule_set.round, actor=other, now=CLOSED),
        lambda: decide(application, accepts(), actor=other, now=CLOSED),
        lambda: declare_conflict(application, "kin", actor=other, now=CLOSED),
        lambda: take_up_again(application, "审核有误，重新审核", actor=other, now=CLOSED),
    ):
        with pytest.raises(Refused, match=r"keep-out|nothing-waits"):
            act()
    assert decides(cast.bureau, rule_set, accepts()).application == application


@pytest.mark.parametrize("way", ["custody", "applicant"])
def test_nobody_decides_on_the_own_child_without_having_to_say_so(cast: Cast, way: str) -> None:
    rule_set, other = settled(cast), reviewer(cast, "甲演示")
    application = waits(rule_set, 1)
    person = Person.objects.get(pk=other.person or 0)
    if way == "custody":
        Custody.objects.create(child=application.child, person=person, kind="other")
    else:
        Application.objects.update(person=person)
    with pytest.raises(Refused, match="nothing-waits"):
        take_next(rule_set.round, actor=other, now=CLOSED)


def test_programs_and_other_places_check_nothing(cast: Cast) -> None:
    rule_set = settled(cast)
    application = waits(rule_set, 1)
    for actor, code in (
        (MAKER, "checked-in-person"),
        (cast.school, "not-your-place"),
        (cast.actors["city"], "not-your-place"),
    ):
        with pytest.raises(Refused, match=code):
            take_next(rule_set.round, actor=actor, now=CLOSED)
        with pytest.raises(Refused, match=code):
            decide(application, accepts(), actor=actor, now=CLOSED)
    assert [*applications(seen_by=cast.bureau)] == [application]
    assert not applications(seen_by=cast.actors["city"])
    assert not applications(seen_by=cast.school)


def test_a_second_reader_is_somebody_else_and_agreement_lets_it_take_effect(cast: Cast) -> None:
    rule_set, other = settled(cast, 100), reviewer(cast, "甲演示")
    application = waits(rule_set, 1)
    decides(cast.bureau, rule_set, accepts())
    application.refresh_from_db()
    assert application.state == "submitted"
    with pytest.raises(Refused, match="nothing-waits"):
        take_next(rule_set.round, actor=cast.bureau, now=CLOSED)
    assert decides(other, rule_set, accepts()).reader == 2
    application.refresh_from_db()
    assert application.state == "accepted"
    assert not disagreements(rule_set.round, seen_by=cast.bureau)


def test_where_two_readers_differ_a_third_settles_it_and_all_three_stay(cast: Cast) -> None:
    rule_set = settled(cast, 100)
    second, third = reviewer(cast, "甲演示"), reviewer(cast, "乙演示")
    application = waits(rule_set, 1)
    decides(cast.bureau, rule_set, accepts())
    decides(second, rule_set, refuses())
    for actor in (cast.bureau, second):
        with pytest.raises(Refused, match="nothing-waits"):
            take_next(rule_set.round, actor=actor, now=CLOSED)
    decides(third, rule_set, refuses(ground="age", reason="未满六周岁，明年再报"))
    application.refresh_from_db()
    assert application.state == "refused"
    [(found, checks)] = disagreements(rule_set.round, seen_by=cast.bureau)
    assert found == application
    assert [each.verdict for each in checks] == ["accept", "refuse", "refuse"]


def test_what_is_returned_is_not_read_twice(cast: Cast) -> None:
    rule_set = settled(cast, 100)
    waits(rule_set, 1)
    decides(cast.bureau, rule_set, returns())
    assert Application.objects.get().state == "returned"


def test_what_was_decided_can_be_taken_up_again_with_a_reason(cast: Cast) -> None:
    rule_set = settled(cast)
    application = waits(rule_set, 1)
    with pytest.raises(Refused, match="not-decided"):
        take_up_again(application, "审核有误，重新审核", actor=cast.bureau, now=CLOSED)
    decides(cast.bureau, rule_set, refuses())
    with pytest.raises(Refused, match="reason-too-short"):
        take_up_again(application, "错了", actor=cast.bureau, now=CLOSED)
    take_up_again(application, "审核有误，重新审核", actor=cast.bureau, now=CLOSED)
    assert decides(reviewer(cast, "甲演示"), rule_set, accepts()).reader == 1
    assert Application.objects.get().state == "accepted" and Check.objects.count() == 2


def test_an_objection_is_read_by_somebody_else_than_refused_and_waits_for_them(cast: Cast) -> None:
    rule_set = settled(cast)
    application = waits(rule_set, 1)
    decides(cast.bureau, rule_set, refuses())
    take_up_again(application, "家长有异议，重新审核", actor=cast.bureau, now=CLOSED)
    with pytest.raises(Refused, match="nothing-waits") as refused:
        take_next(rule_set.round, actor=cast.bureau, now=CLOSED)
    assert refused.value.facts == {"others": 1}
    person, until = cast.bureau.person or 0, CLOSED + timedelta(hours=1)
    Assignment.objects.create(
        application=application, person_id=person, reader=1, taken_at=CLOSED, until=until
    )
    with pytest.raises(Refused, match="read-by-you"):
        decide(application, accepts(), actor=cast.bureau, now=CLOSED)
    Application.objects.update(version=2)  # the family handed in again: nobody has read that
    assert decides(cast.bureau, rule_set, accepts(version=2)).version == 2
