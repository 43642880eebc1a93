"""Surveys for the addresses: made once for a consortium and its authority."""

from __future__ import annotations

from datetime import date

from casting import MAKER
from xuequ.directory.models import Consortium, Person
from xuequ.surveys.models import Invitation, Response, Survey
from xuequ.surveys.services.drafting import NewSurvey, draft_survey
from xuequ.surveys.services.questions import NewQuestion, add_question

DAY, LAST = date(2026, 1, 1), date(2026, 2, 1)
REACH = {  # which scope decides about them
    "made/pk": "whole",  # surveys of an authority: only its offices
    "found/pk": "entry",  # results published to a consortium
    "answer/pk": "self",  # only who was asked
    "a/token": "public",  # nobody's, if it is not one that was given out
}


def surveys_of(consortium: Consortium, person: Person) -> dict[str, object]:
    """A closed survey of the authority, one published to the consortium, one for a person."""
    made = _survey(consortium, "authority", "closed")
    found = _survey(consortium, "consortium", "closed", published_on=LAST)
    answer = _survey(consortium, "consortium", "open", closes_on=date(2099, 1, 1))
    Invitation.objects.get_or_create(survey=answer, person=person)
    return {
        "made/pk": made.pk,
        "questions/question": made.questions.get().pk,
        "found/pk": found.pk,
        "answer/pk": answer.pk,
        "a/token": "unknown",
    }


def _survey(consortium: Consortium, of: str, state: str, **values: object) -> Survey:
    place = consortium if of == "consortium" else consortium.authority
    title = f"演示{state}"
    own = {"consortium": consortium} if of == "consortium" else {"consortium": None}
    known = Survey.objects.filter(
        authority=consortium.authority, title=title, state=state, **own
    ).first()
    if known is not None:
        return known
    survey = draft_survey(NewSurvey(title, "演示"), place, actor=MAKER)
    add_question(survey, NewQuestion("single", "满意吗", choices=("是", "否")), actor=MAKER)
    days = {"opened_on": DAY, "closes_on": LAST, "closed_on": LAST} | values
    Survey.objects.filter(pk=survey.pk).update(state=state, **days)
    key = str(survey.questions.get().pk)
    Response.objects.bulk_create(Response(survey=survey, values={key: 0}) for _ in range(6))
    survey.refresh_from_db()
    return survey
