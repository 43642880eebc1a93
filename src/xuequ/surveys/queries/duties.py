"""Which duties of the place a published survey can count for."""

from __future__ import annotations

from datetime import date

from xuequ.ledger.engine.duties import Owed
from xuequ.ledger.queries.book import Book, book_of, owner_of
from xuequ.ledger.queries.claiming import For

from ..models import Survey

BRINGS = {"words"}  # what a published survey brings as evidence
FORMS = {"survey", "report"}  # the forms of the policy that results can be handed in on


def settles(survey: Survey, today: date) -> list[Owed]:
    """The duties of the survey's own place that results fulfil, in the order of the policy."""
    book = _book(survey, today)
    if book is None:
        return []
    kind = owner_kind(survey)
    return [
        each
        for each in book.owed.values()
        if each.duty.owed_by == kind
        and set(each.duty.evidence) <= BRINGS
        and each.artefact in FORMS
        and owner_of(book, each, kind, survey.place.pk) is not None
    ]


def claim_of(survey: Survey, duty: str) -> For:
    """The duty as owed by the survey's place."""
    return For(duty, owner_kind(survey), survey.place.pk)


def form_of(survey: Survey, duty: str, today: date) -> tuple[str, set[str]]:
    """The form on which the duty is handed in, and the codes of its blanks."""
    book = _book(survey, today)
    if book is None or duty not in book.owed:
        return "other", set()
    artefact = book.owed[duty].artefact
    return artefact, {each.code for each in book.artefact(artefact).blanks}


def owner_kind(survey: Survey) -> str:
    """What sort of place the survey's is, in the words of the ledger."""
    if survey.school_id is not None:
        return "school"
    return "consortium" if survey.consortium_id is not None else "authority"


def _book(survey: Survey, today: date) -> Book | None:
    try:
        return book_of(survey.authority, today)
    except LookupError:  # the policy says nothing yet
        return None
