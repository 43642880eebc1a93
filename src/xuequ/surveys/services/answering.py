"""Answer a survey: one effect however often it is sent, and no trace where it is anonymous.

An anonymous answer has no line in the record: the line would keep who sent it and when.  The
record says how many answers there were, with their digest, when the survey is closed.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ..engine.answers import Raw, read
from ..engine.types import Answers
from ..models import Invitation, Response, Survey, Ticket
from ..queries.reading import asked
from .drafting import check_run, locked
from .mixing import mark, put_in

MOST_PUBLIC = 20_000  # answers by one link
A_MINUTE = 120  # answers and wrong codes by one link
MOST_CODES = 5_000
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that look alike
CODE_LENGTH = 8


@transaction.atomic
def answer_survey(invitation: Invitation, sent: Raw, *, actor: Actor, today: date) -> None:
    """Answer what one was asked.

    Raises:
        Refused("survey-answered"), Refused("survey-closed"), Refused("survey-answers-wrong").
        PermissionError: somebody else was asked.
    """
    if actor.person is None or invitation.person_id != actor.person:
        raise PermissionError("somebody else was asked")
    survey = locked(invitation.survey)  # one answer at a time: two tabs wait for each other
    own = survey.invitations.get(pk=invitation.pk)
    if own.has_answered:
        raise Refused("survey-answered")
    _check_open(survey, today)
    school = survey.school_kept(own.school_id)
    new = Response(survey=survey, school_id=school, values=_values(survey, sent))
    if survey.is_anonymous:
        put_in(new)
        mark(survey.invitations.all(), own.pk, "has_answered")
        return
    new.is_named, new.person_id, new.answered_on = True, actor.person, today
    new.save(force_insert=True)
    own.has_answered = True
    own.save(update_fields=["has_answered"])
    write("answer-survey", survey, actor=actor)


@transaction.atomic
def answer_public(survey: Survey, sent: Raw, code: str, form: str, *, now: datetime) -> None:
    """Answer through the public link, with a code where the survey has codes.

    Args:
        code: as typed; "" where there are none.
        form: what the form was given when it was shown; the same form sent twice counts once.

    Raises:
        Refused("survey-answered"), Refused("survey-closed"), Refused("survey-answers-wrong"),
        Refused("survey-code-unknown"), Refused("survey-code-used"),
        Refused("survey-busy"), Refused("survey-full").
    """
    survey = locked(survey)
    _check_open(survey, timezone.localdate(now))
    digest = ticket_digest(survey, form)
    if survey.tickets.filter(digest=digest, is_code=False).exists():
        raise Refused("survey-answered")
    ticket = _valid(survey, code)
    if ticket is None and _count(survey, now) > A_MINUTE:  # who has a code waits for nobody
        raise Refused("survey-busy")
    values = _values(survey, sent)
    ticket = ticket or _ticket(survey, code)
    if survey.responses.count() >= MOST_PUBLIC:
        raise Refused("survey-full", most=MOST_PUBLIC)
    put_in(Response(survey=survey, values=values))
    if ticket is not None:
        mark(survey.tickets.filter(is_code=True), ticket.pk, "is_used")
    Ticket.objects.create(survey=survey, digest=digest, is_code=False, is_used=True)


@transaction.atomic
def count_try(survey: Survey, *, now: datetime) -> None:
    """Count an answer that was refused towards what is taken in a minute."""
    _count(locked(survey), now)


@transaction.atomic
def give_codes(survey: Survey, count: int, *, actor: Actor) -> list[str]:
    """Make codes that open the public link once each; they are shown this once.

    Raises:
        Refused("not-your-survey"), Refused("survey-needs-no-codes"),
        Refused("survey-too-many-codes").
    """
    survey = locked(survey)
    check_run(actor, survey)
    if not survey.is_public or survey.state != Survey.State.OPEN:
        raise Refused("survey-needs-no-codes")
    if survey.tickets.filter(is_code=True).count() + count > MOST_CODES:
        raise Refused("survey-too-many-codes", most=MOST_CODES)
    codes: set[str] = set()
    while len(codes) < count:
        codes.add("".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH)))
    rows = [
        Ticket(survey=survey, digest=ticket_digest(survey, each), is_code=True) for each in codes
    ]
    Ticket.objects.bulk_create(rows, batch_size=500)
    write("give-codes", survey, actor=actor, note={"rows": count})
    return sorted(codes)


def ticket_digest(survey: Survey, words: str) -> str:
    """How a code or the key of a form is kept: under the installation's own key."""
    said = f"survey|{survey.pk}|{words.strip().upper()}"
    return hmac.new(settings.SECRET_KEY.encode(), said.encode(), "sha256").hexdigest()


def _count(survey: Survey, now: datetime) -> int:
    """How many were sent by the link in this minute, with this one."""
    minute = now.replace(second=0, microsecond=0)
    survey.in_minute = survey.in_minute + 1 if survey.minute == minute else 1
    survey.minute = minute
    survey.save(update_fields=["minute", "in_minute"])
    return survey.in_minute


def _valid(survey: Survey, code: str) -> Ticket | None:
    """The ticket of a code that counts."""
    return survey.tickets.filter(
        is_code=True, is_used=False, digest=ticket_digest(survey, code[:40])
    ).first()


def _ticket(survey: Survey, code: str) -> Ticket | None:
    codes = survey.tickets.filter(is_code=True)
    if not codes.exists():
        return None
    found = codes.filter(digest=ticket_digest(survey, code[:40])).first()
    if found is None:
        raise Refused("survey-code-unknown")
    if found.is_used:
        raise Refused("survey-code-used")
    return found


def _values(survey: Survey, sent: Raw) -> Answers:
    reading = read(asked(survey), sent)
    if reading.faults:
        raise Refused("survey-answers-wrong", count=len(reading.faults))
    return reading.values


def _check_open(survey: Survey, today: date) -> None:
    if survey.state != Survey.State.OPEN:
        raise Refused("survey-closed", day=survey.closed_on or today)
    if survey.closes_on is not None and today > survey.closes_on:
        raise Refused("survey-closed", day=survey.closes_on)
