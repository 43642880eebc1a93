"""Publish what a survey found, and let it count for a duty of the ledger."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.seal import digest
from xuequ.ledger.services.entries import hand_in
from xuequ.ledger.services.keeping import NewEntry
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.reports import results_table
from ..models import Survey
from ..queries.duties import claim_of, form_of
from ..queries.found import Outcome, outcome
from .drafting import check_run, locked


@transaction.atomic
def publish_survey(
    survey: Survey, *, actor: Actor, today: date, duty: str = "", findings: str = ""
) -> Survey:
    """Show the results to those who were asked and to the people of the place.

    Args:
        duty: the key of a duty of the place that it counts for; "" for none.
        findings: the main findings, for the form of that duty.

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
        survey.entry = hand_in(
            _new(survey, found, table, findings, today),
            survey.authority,
            actor=actor,
            today=today,
        )
    survey.save()
    note = {"answers": found.answered, "digest": table}
    if duty:
        note["duties"] = duty
    write("publish-survey", survey, actor=actor, before=before, note=note)
    return survey


def _new(survey: Survey, found: Outcome, table: str, findings: str, today: date) -> NewEntry:
    """What is handed in: how many were asked and answered, the findings, the table's digest."""
    artefact, blanks = form_of(survey, survey.duty, today)
    fields = {"answers": found.answered, "findings": findings}
    of = f"，发出{found.invited}份" if found.invited else ""
    words = f"问卷“{survey.title}”的结果已公布{of}，收回{found.answered}份。SHA-256：{table}"
    return NewEntry(
        artefact=artefact,
        title=survey.title,
        happened_on=today,
        duties=[claim_of(survey, survey.duty)],
        words=words,
        fields={code: value for code, value in fields.items() if code in blanks},
        key=uuid.uuid5(survey.key, "published"),
        is_synthetic=survey.is_synthetic,
    )
