"""What peers tell one another: by which channels, to whom, and for whose eyes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import Account, Posting, School
from xuequ.directory.models import Teacher as Teaching
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Feedback, Notice
from xuequ.ledger.queries.feedback import channels, feedback, name_of, peers, topics
from xuequ.ledger.services.feedback import (
    NewFeedback,
    answer_feedback,
    give_feedback,
    take_back_feedback,
    voice_to_peer,
)
from xuequ.ledger.tests.peers import ON, TODAY, Teacher, follow, of_the_cast, teacher

pytestmark = pytest.mark.django_db
SECRET = "板书层次清楚，提问可以再等三秒"


@pytest.fixture
def giver(cast: Cast) -> Teacher:
    follow(cast)
    return of_the_cast(cast)


@pytest.fixture
def peer(giver: Teacher) -> Teacher:
    return teacher("东三小", "同演示")


def give(giver: Teacher, peer: Teacher, **values: Any) -> Feedback:
    chosen = {"receiver": peer.person, "code": "observation", "happened_on": ON, "words": SECRET}
    return give_feedback(NewFeedback(**{**chosen, **values}), actor=giver.actor, today=TODAY)


def voice(giver: Teacher, peer: Teacher, code: str = "failures") -> Feedback:
    new = NewFeedback(peer.person, code, TODAY, SECRET)
    return voice_to_peer(new, actor=giver.actor, today=TODAY)


@pytest.mark.clause("EXC-55")
@pytest.mark.parametrize("channel", ["observation", "visit", "discussion", "exchange"])
def test_a_teacher_gives_a_peer_feedback_through_each_of_the_four_channels(
    giver: Teacher, peer: Teacher, channel: str
) -> None:
    made = give(giver, peer, code=channel)
    assert list(feedback(seen_by=peer.actor)) == [made]
    assert feedback(seen_by=peer.actor).get().words.open() == SECRET
    assert name_of(made).zh in {"听课", "观摩", "讨论", "交流"}


@pytest.mark.clause("EXC-56")
@pytest.mark.parametrize("topic", ["feelings", "failures", "views"])
def test_a_teacher_voices_a_feeling_a_failure_or_a_differing_view_to_a_chosen_peer(
    giver: Teacher, peer: Teacher, topic: str
) -> None:
    made = voice(giver, peer, topic)
    assert (made.is_voiced, made.topic, made.channel) == (True, topic, "")
    assert list(feedback(seen_by=peer.actor)) == [made]


def test_the_receiver_is_told_that_there_is_something_but_not_what_or_from_whom(
    giver: Teacher, peer: Teacher
) -> None:
    made = give(giver, peer)
    told = Notice.objects.get()
    assert (told.person, told.by, told.link) == (peer.person, None, f"/feedback/{made.pk}/")
    assert "黄演示" not in told.zh + told.en and SECRET not in told.zh


def test_the_receiver_answers_once_and_the_giver_is_told(giver: Teacher, peer: Teacher) -> None:
    made = give(giver, peer)
    answer_feedback(made, "谢谢，下次试试", actor=peer.actor)
    assert feedback(seen_by=giver.actor).get().answer.open() == "谢谢，下次试试"
    assert Notice.objects.filter(person=giver.person).count() == 1
    with pytest.raises(Refused, match="already-answered"):
        answer_feedback(made, "再答", actor=peer.actor)
    with pytest.raises(Refused, match="already-answered"):
        take_back_feedback(made, actor=giver.actor)


def test_what_is_taken_back_is_gone_for_the_receiver_and_from_the_database(
    giver: Teacher, peer: Teacher
) -> None:
    made = take_back_feedback(give(giver, peer), actor=giver.actor)
    assert not feedback(seen_by=peer.actor).exists() and not Notice.objects.exists()
    assert Feedback.objects.get().words.open() == ""
    with pytest.raises(Refused, match="already-taken-back"):
        take_back_feedback(made, actor=giver.actor)
    with pytest.raises(Refused, match="already-taken-back"):
        answer_feedback(made, "迟了", actor=peer.actor)
    assert give(giver, peer).pk != made.pk  # and may be said anew


def test_only_the_two_see_it_and_only_they_act_on_it(
    cast: Cast, giver: Teacher, peer: Teacher
) -> None:
    made = give(giver, peer)
    third = teacher("东三小", "第三演示")
    for who in (*cast.actors.values(), third.actor, MAKER):
        if who.person == giver.person.pk:
            continue
        assert not feedback(seen_by=who).exists(), who.role
        with pytest.raises(Refused, match="not-between-you"):
            answer_feedback(made, "x", actor=who)
        with pytest.raises(Refused, match="not-between-you"):
            take_back_feedback(made, actor=who)
    with pytest.raises(Refused, match="not-between-you"):
        answer_feedback(made, "x", actor=giver.actor)
    with pytest.raises(Refused, match="not-between-you"):
        take_back_feedback(made, actor=peer.actor)


def test_who_answers_for_a_school_or_district_gives_none(
    cast: Cast, giver: Teacher, peer: Teacher
) -> None:
    for who in ("bureau", "head", "principal", "school", "audit", "guardian"):
        with pytest.raises(Refused, match="not-between-you"):
            give(of_the_cast(cast, who), peer)
    assert not Feedback.objects.exists()


def test_peers_teach_in_the_same_district_and_can_read_it(giver: Teacher, peer: Teacher) -> None:
    same = teacher("东二小", "本校演示")
    dean = teacher("东一小", "教导演示", "dean")
    for school, name in (("西一小", "西演示"), ("孤小", "孤演示"), ("邻一小", "远演示")):
        teacher(school, name)
    closed = teacher("东一小", "停用演示")
    Account.objects.filter(pk=closed.account.pk).update(is_active=False)
    found = {each.person.pk: each.schools for each in peers(giver.person.pk, TODAY)}
    assert found == {
        peer.person.pk: ("东三小",),
        same.person.pk: ("东二小",),
        dean.person.pk: ("东一小",),
    }


def test_who_is_posted_to_a_school_of_the_district_is_a_peer_as_long(giver: Teacher) -> None:
    far = teacher("西一小", "来演示")
    Posting.objects.create(
        authority=giver.person.authority,
        person=far.person,
        from_school=School.objects.get(name="西一小"),
        to_school=School.objects.get(name="东一小"),
        since=date(2026, 9, 1),
        until=date(2026, 10, 31),
    )
    assert [each.person for each in peers(giver.person.pk, ON)] == [far.person]
    assert [each.person for each in peers(far.person.pk, ON)] == [giver.person]
    assert peers(giver.person.pk, TODAY) == []


def test_where_somebody_is_registered_as_teaching_counts_too(giver: Teacher) -> None:
    far = teacher("西一小", "兼演示")
    Teaching.objects.create(
        person=far.person,
        school=School.objects.get(name="东一小"),
        stage="primary",
        subject="语文",
        since=date(2026, 9, 1),
    )
    [found] = peers(giver.person.pk, TODAY)
    assert found.schools == ("东一小",)


def test_finding_peers_costs_as_much_for_thirty_as_for_three(
    giver: Teacher, django_assert_num_queries: Any
) -> None:
    for number in (3, 30):
        for each in range(number):
            teacher("东三小", f"众演示{each}")
        with django_assert_num_queries(8):
            assert len(peers(giver.person.pk, TODAY)) == number


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"code": "gossip"}, "no-such-channel"),
        ({"code": "failures"}, "no-such-channel"),  # that is voiced
        ({"happened_on": date(2016, 7, 1)}, "no-such-channel"),  # before the policy
        ({"happened_on": date(2026, 11, 2)}, "not-yet-happened"),
        ({"happened_on": date(2019, 1, 1)}, "not-a-peer"),  # before either taught there
    ],
)
def test_what_makes_no_sense_is_refused(
    giver: Teacher, peer: Teacher, values: dict[str, Any], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        give(giver, peer, **values)
    assert not Feedback.objects.exists() and not Notice.objects.exists()


@pytest.mark.parametrize("school", ["西一小", "孤小", "邻一小"])
def test_nobody_of_another_district_or_authority_is_reached(giver: Teacher, school: str) -> None:
    with pytest.raises(Refused, match="not-a-peer"):
        give(giver, teacher(school, "远演示"))


def test_nobody_tells_oneself_anything(giver: Teacher, peer: Teacher) -> None:
    with pytest.raises(Refused, match="not-a-peer"):
        give(giver, giver)


def test_the_same_sent_twice_is_kept_once(giver: Teacher, peer: Teacher) -> None:
    give(giver, peer)
    with pytest.raises(Refused, match="already-given"):
        give(giver, peer)
    give(giver, peer, words="另一件事")
    assert Feedback.objects.count() == 2


def test_a_locality_without_channels_has_none_of_it(cast: Cast) -> None:
    assert channels(cast.authority, TODAY) == topics(cast.authority, TODAY) == ()
    giver, peer = of_the_cast(cast), teacher("东三小", "同演示")
    with pytest.raises(Refused, match="no-such-channel"):
        give(giver, peer)
    with pytest.raises(Refused, match="no-such-topic"):
        voice(giver, peer)
