"""Publish what a survey found, and let it count for a duty of the ledger."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.seal import digest
from xuequ.ledger.models import Entry
from xuequ.ledger.services.entries import hand_in
from xuequ.ledger.services.keeping import NewEntry
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.reports import results_table
from ..models import Survey
from ..queries.duties import artefact_of, claim_of
from ..queries.found import Outcome, outcome
from .drafting import check_run, locked


@transaction.atomic
def publish_survey(survey: Survey, *, actor: Actor, today: date, duty: str = "") -> Survey:
    """Show the results to those who were asked and to the people of the place.

    Args:
        duty: the key of a duty of the place that it counts for; "" for none.

    Raises:
        Refused("not-your-survey"), Refused("survey-not-closed"), Refused("survey-published"),
        Refused("survey-too-few-answers"), and what the ledger refuses of the duty.
    """
    survey = locked(survey)
    check_run(actor, survey)
    if survey.published_on is not None:
        raise Refused("survey-published", day=survey.published_on)
    if not survey.is_closed:
        raise Refused("survey-not-closed")
    found = outcome(survey)
    if found.is_hidden:
        raise Refused("survey-too-few-answers", count=found.answered, least=survey.least)
    before = fingerprint(survey)
    survey.published_on, survey.duty = today, duty
    table = digest([list(map(str, row)) for row in results_table(found.report()).rows])
    if duty:
        survey.entry = _entry(survey, found, table, actor, today)
    survey.save()
    note = {"answers": found.answered, "digest": table}
    if duty:
        note["duties"] = duty
    write("publish-survey", survey, actor=actor, before=before, note=note)
    return survey


def _entry(survey: Survey, found: Outcome, table: str, actor: Actor, today: date) -> Entry:
    of = f"，发出{found.invited}份" if found.invited else ""
    words = f"问卷“{survey.title}”的结果已公布{of}，收回{found.answered}份。SHA-256：{table}"
    new = NewEntry(
        artefact=artefact_of(survey, survey.duty, today),
        title=survey.title,
        happened_on=today,
        duties=[claim_of(survey, survey.duty)],
        words=words,
        key=uuid.uuid5(survey.key, "published"),
        is_synthetic=survey.is_synthetic,
    )
    return hand_in(new, survey.authority, actor=actor, today=today)
