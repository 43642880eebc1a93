"""What the database, the record and other pages of the product may know of peers: nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from support_plugin import Cast
from xuequ.ledger.models import Feedback
from xuequ.ledger.services.feedback import (
    NewFeedback,
    answer_feedback,
    give_feedback,
    take_back_feedback,
    voice_to_peer,
)
from xuequ.ledger.tests.peers import ON, TODAY, Teacher, follow, of_the_cast, teacher
from xuequ.record.models import Line
from xuequ.record.queries import lines

pytestmark = pytest.mark.django_db
SECRET = "板书层次清楚，提问可以再等三秒"


@pytest.fixture
def giver(cast: Cast) -> Teacher:
    follow(cast)
    return of_the_cast(cast)


@pytest.fixture
def peer(giver: Teacher) -> Teacher:
    return teacher("东三小", "同演示")


def give(giver: Teacher, peer: Teacher) -> Feedback:
    new = NewFeedback(peer.person, "observation", ON, SECRET)
    return give_feedback(new, actor=giver.actor, today=TODAY)


def voice(giver: Teacher, peer: Teacher) -> Feedback:
    new = NewFeedback(peer.person, "failures", TODAY, SECRET)
    return voice_to_peer(new, actor=giver.actor, today=TODAY)


def test_the_columns_are_sealed(giver: Teacher, peer: Teacher) -> None:
    made = give(giver, peer)
    answer_feedback(made, "谢谢您", actor=peer.actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ledger_feedback")
        row = str(cursor.fetchone())
    assert SECRET not in row and "谢谢您" not in row and "板书" not in row


def test_the_record_knows_that_somebody_wrote_and_neither_what_nor_to_whom(
    giver: Teacher, peer: Teacher
) -> None:
    start = Line.objects.count()
    made = give(giver, peer)
    answer_feedback(made, "谢谢您", actor=peer.actor)
    take_back_feedback(voice(giver, peer), actor=giver.actor)
    held = list(Line.objects.order_by("number"))[start:]
    assert [line.verb for line in held] == ["speak-with-peer"] * 4
    by_giver = [str(line.content()) for line in held if line.account == giver.actor.account]
    assert not [each for each in by_giver if "同演示" in each or f":{peer.person.pk}'" in each]
    for line in held:
        assert line.subject.startswith("directory.person:") and line.note == {}
        assert SECRET not in str(line.content()) and "谢谢您" not in str(line.content())


@pytest.mark.clause("EXC-55")
def test_nobody_but_the_audit_administrator_is_shown_who_spoke_when(
    cast: Cast, giver: Teacher, peer: Teacher, client_of: Any
) -> None:
    answer_feedback(give(giver, peer), "谢谢您", actor=peer.actor)
    shown = {
        who: list(lines(seen_by=cast.actors[who]).filter(verb="speak-with-peer"))
        for who in ("bureau", "principal", "teacher", "audit")
    }
    assert [len(shown[who]) for who in shown] == [0, 0, 0, 2]
    number = shown["audit"][0].number
    assert client_of("bureau").get(f"/record/{number}/").status_code == 404
    assert "with a peer" not in client_of("bureau").get("/record/").text


@pytest.mark.parametrize(
    "values",
    [
        {"channel": "", "topic": ""},
        {"channel": "visit", "topic": "views"},
        {"channel": "visit", "is_voiced": True},
    ],
)
def test_the_database_keeps_channel_and_topic_apart(
    giver: Teacher, peer: Teacher, values: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.create(
            authority=giver.person.authority,
            giver=giver.person,
            receiver=peer.person,
            happened_on=ON,
            words="x",
            **values,
        )
