"""Let a survey run longer, and close it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Survey
from ..queries.reading import digest_of_answers
from .drafting import check_run, locked
from .mixing import mix_all
from .opening import check_close


@transaction.atomic
def extend_survey(survey: Survey, closes_on: date, *, actor: Actor, today: date) -> Survey:
    """Take answers until another day.

    Raises:
        Refused("not-your-survey"), Refused("survey-is-not-open"),
        Refused("survey-closes-too-early"), Refused("survey-closes-too-late"),
        Refused("nothing-changed").
    """
    survey = locked(survey)
    check_run(actor, survey)
    if survey.state != Survey.State.OPEN:
        raise Refused("survey-is-not-open")
    check_close(closes_on, today)
    if closes_on == survey.closes_on:
        raise Refused("nothing-changed")
    before = fingerprint(survey)
    note = {"from": str(survey.closes_on), "until": str(closes_on)}
    survey.closes_on = closes_on
    survey.save(update_fields=["closes_on"])
    write("extend-survey", survey, actor=actor, before=before, note=note)
    return survey


@transaction.atomic
def close_survey(survey: Survey, *, actor: Actor, today: date) -> Survey:
    """Take no more answers; from now on the results can be seen.

    The record keeps how many answers there are and their digest, so that a later change shows.

    Raises:
        Refused("not-your-survey"), Refused("survey-is-not-open").
    """
    survey = locked(survey)
    check_run(actor, survey)
    if survey.state != Survey.State.OPEN:
        raise Refused("survey-is-not-open")
    before = fingerprint(survey)
    if survey.is_anonymous:
        mix_all(survey)
    survey.answers_digest = digest_of_answers(survey)
    survey.state, survey.closed_on = Survey.State.CLOSED, today
    survey.save()
    note = {"answers": survey.responses.count(), "digest": survey.answers_digest}
    write("close-survey", survey, actor=actor, before=before, note=note)
    return survey
