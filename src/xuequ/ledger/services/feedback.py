"""What peers tell one another.

The record knows that somebody spoke with a peer, and neither how nor what nor with whom: giving,
voicing, answering and taking back are one act there, whose subject is the person who acts, and
only the audit administrator is shown its lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from xuequ.directory.models import Person
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Feedback, Notice
from ..queries.feedback import PEER, channels, peers, topics
from .notices import News, notify

GIVEN = Text("有同行给您留了话", "a peer has written to you")
ANSWERED = Text("同行答复了您", "a peer has answered you")


@dataclass(frozen=True, slots=True)
class NewFeedback:
    """What is said, to whom, about which day; `code` is a channel, or what is voiced."""

    receiver: Person
    code: str
    happened_on: date
    words: str


@transaction.atomic
def give_feedback(new: NewFeedback, *, actor: Actor, today: date) -> Feedback:
    """Give a peer feedback through a channel of the policy on what happened on a day.

    Raises:
        Refused("no-such-channel"): the policy has no such channel on that day.
        Refused("not-a-peer"), Refused("not-yet-happened"), Refused("already-given"): see `_new`.
    """
    giver = _giver(actor)
    if new.code not in {each.code for each in channels(giver.authority, new.happened_on)}:
        raise Refused("no-such-channel", on=new.happened_on)
    made = _new(giver, new, Feedback(channel=new.code), today)
    _note(giver, actor)
    return made


@transaction.atomic
def voice_to_peer(new: NewFeedback, *, actor: Actor, today: date) -> Feedback:
    """Voice a feeling, a failure or a differing view to a peer one has chosen.

    Raises:
        Refused("no-such-topic"): the policy has nothing like it voiced on that day.
        Refused("not-a-peer"), Refused("not-yet-happened"), Refused("already-given"): see `_new`.
    """
    giver = _giver(actor)
    if new.code not in {each.code for each in topics(giver.authority, new.happened_on)}:
        raise Refused("no-such-topic", on=new.happened_on)
    made = _new(giver, new, Feedback(is_voiced=True, topic=new.code), today)
    _note(giver, actor)
    return made


@transaction.atomic
def answer_feedback(made: Feedback, words: str, *, actor: Actor) -> Feedback:
    """Answer what one received; once.

    Raises:
        Refused("not-between-you"): the actor did not receive it.
        Refused("already-taken-back"), Refused("already-answered"): too late.
    """
    made = _open(made)
    if not actor.may(PEER) or made.receiver_id != actor.person:
        raise Refused("not-between-you")
    made.answer, made.answered_at = words, timezone.now()
    made.save(update_fields=["answer", "answered_at"])
    notify(made.giver, _news(made, "answer", ANSWERED))
    _note(made.receiver, actor)
    return made


@transaction.atomic
def take_back_feedback(made: Feedback, *, actor: Actor) -> Feedback:
    """Take back what one gave, as long as it is not answered; its words are gone for good.

    Raises:
        Refused("not-between-you"): the actor did not give it.
        Refused("already-taken-back"), Refused("already-answered"): too late.
    """
    made = _open(made)
    if not actor.may(PEER) or made.giver_id != actor.person:
        raise Refused("not-between-you")
    made.words, made.taken_back_at = "", timezone.now()
    made.save(update_fields=["words", "taken_back_at"])
    Notice.objects.filter(person=made.receiver, about=_about(made, "given")).delete()
    _note(made.giver, actor)
    return made


def _note(person: Person, actor: Actor) -> None:
    write("speak-with-peer", person, actor=actor, before=fingerprint(person))


def _giver(actor: Actor) -> Person:
    """The person who speaks, held so that the same is not said twice at once."""
    rows = Person.objects.select_for_update(no_key=True, of=("self",))
    giver = rows.select_related("authority").filter(pk=actor.person or 0).first()
    if giver is None or not actor.may(PEER):
        raise Refused("not-between-you")
    return giver


def _new(giver: Person, new: NewFeedback, made: Feedback, today: date) -> Feedback:
    """Keep it and tell the receiver that there is something.

    Raises:
        Refused("not-yet-happened"): the day is yet to come.
        Refused("not-a-peer"): the two did not teach in one district or group that day, or do
            not today.
        Refused("already-given"): the very same was sent before.
    """
    if new.happened_on > today:
        raise Refused("not-yet-happened", on=new.happened_on)
    for day in (new.happened_on, today):
        if new.receiver.pk not in {each.person.pk for each in peers(giver.pk, day)}:
            raise Refused("not-a-peer", name=new.receiver.name, on=day)
    made.authority, made.giver, made.receiver = giver.authority, giver, new.receiver
    made.happened_on, made.words = new.happened_on, new.words
    made.is_synthetic = giver.is_synthetic
    same = Feedback.objects.filter(
        giver=giver,
        receiver=new.receiver,
        channel=made.channel,
        topic=made.topic,
        happened_on=new.happened_on,
        taken_back_at=None,
    )
    if any(each.words.open() == new.words for each in same):
        raise Refused("already-given")
    made.save(force_insert=True)
    notify(new.receiver, _news(made, "given", GIVEN))
    return made


def _open(made: Feedback) -> Feedback:
    """The row, held, if it can still be answered or taken back."""
    rows = Feedback.objects.select_for_update(of=("self",))
    made = rows.select_related("giver", "receiver").get(pk=made.pk)
    if made.taken_back_at is not None:
        raise Refused("already-taken-back")
    if made.answered_at is not None:
        raise Refused("already-answered")
    return made


def _news(made: Feedback, what: str, text: Text) -> News:
    link = reverse("ledger:feedback_detail", args=[made.pk])
    return News(Notice.Kind.FEEDBACK, text, link=link, about=_about(made, what))


def _about(made: Feedback, what: str) -> str:
    return f"feedback:{made.pk}:{what}"
