"""Acts on drafts: begin, change, throw away, copy."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from xuequ.directory.models import Authority, Consortium, School
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Question, Survey
from ..queries.access import may_run

Place = Authority | Consortium | School


@dataclass(frozen=True, slots=True)
class NewSurvey:
    """What a survey is about, and whether it is anonymous."""

    title: str
    purpose: str
    is_anonymous: bool = True
    least: int = 5
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    is_synthetic: bool = False


@transaction.atomic
def draft_survey(new: NewSurvey, place: Place, *, actor: Actor) -> Survey:
    """Begin a survey of a place.  The same form sent twice is one survey.

    Raises:
        Refused("not-your-survey"): the actor does not stand in that place.
    """
    known = Survey.objects.filter(key=new.key).first()
    if known is not None:
        check_run(actor, known)
        return known
    survey = Survey(
        title=new.title,
        purpose=new.purpose,
        is_anonymous=new.is_anonymous,
        least=new.least,
        key=new.key,
        is_synthetic=new.is_synthetic,
        made_by_id=actor.person,
        **place_fields(place),
    )
    check_run(actor, survey)
    try:
        with transaction.atomic():
            survey.save(force_insert=True)
    except IntegrityError:  # the same form at the same moment
        return Survey.objects.get(key=new.key)
    write("draft-survey", survey, actor=actor)
    return survey


@transaction.atomic
def change_survey(survey: Survey, new: NewSurvey, *, actor: Actor) -> Survey:
    """Change title, purpose and anonymity of a draft.

    Raises:
        Refused("not-your-survey"), Refused("survey-is-not-draft").
    """
    survey = locked_draft(survey, actor)
    before = fingerprint(survey)
    survey.title, survey.purpose = new.title, new.purpose
    survey.is_anonymous, survey.least = new.is_anonymous, new.least
    survey.save()
    write("change-survey", survey, actor=actor, before=before)
    return survey


@transaction.atomic
def drop_survey(survey: Survey, *, actor: Actor) -> None:
    """Throw a draft away; nobody has answered it.

    Raises:
        Refused("not-your-survey"), Refused("survey-is-not-draft").
    """
    survey = locked_draft(survey, actor)
    write("drop-survey", survey, actor=actor, before=fingerprint(survey))
    survey.delete()


@transaction.atomic
def copy_survey(survey: Survey, *, actor: Actor, key: uuid.UUID | None = None) -> Survey:
    """A new draft with the same questions and audience, to be compared with the old one.

    Raises:
        Refused("not-your-survey").
    """
    survey = locked(survey)
    check_run(actor, survey)
    new = NewSurvey(
        survey.title, survey.purpose, survey.is_anonymous, survey.least, key or uuid.uuid4()
    )
    known = Survey.objects.filter(key=new.key).first()
    if known is not None:
        return known
    copy = draft_survey(new, survey.place, actor=actor)
    for name in ("audience", "asked_consortium_id", "asked_school_id", "sampling", "sample_size"):
        setattr(copy, name, getattr(survey, name))
    copy.copied_from = survey
    copy.is_synthetic = survey.is_synthetic
    copy.save()
    made: dict[int, Question] = {}
    for old in survey.questions.all():
        row = Question.objects.get(pk=old.pk)
        row.pk, row.survey = None, copy
        row.after = made.get(old.after_id) if old.after_id else None
        row.save(force_insert=True)
        made[old.pk] = row
    write("copy-survey", copy, actor=actor, note={"survey": survey.pk, "questions": len(made)})
    return copy


def place_fields(place: Place) -> dict[str, Any]:
    """Authority, consortium and school of a survey of a place."""
    if isinstance(place, Authority):
        return {"authority": place}
    name = "consortium" if isinstance(place, Consortium) else "school"
    return {"authority": place.authority, name: place}


def check_run(actor: Actor, survey: Survey) -> None:
    if not may_run(actor, survey):
        raise Refused("not-your-survey", name=str(survey.place))


def locked(survey: Survey) -> Survey:
    """The survey, held until the transaction ends."""
    return Survey.objects.select_for_update().get(pk=survey.pk)


def locked_draft(survey: Survey, actor: Actor) -> Survey:
    """The survey, held, if it may still be changed."""
    survey = locked(survey)
    check_run(actor, survey)
    if not survey.is_draft:
        raise Refused("survey-is-not-draft")
    return survey
