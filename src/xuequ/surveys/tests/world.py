"""Surveys and those who answer them, on the small cast."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from casting import MAKER, OPENING
from support_plugin import Cast
from working import teacher
from xuequ.directory.models import Person, School
from xuequ.directory.services.families import NewPupil, link_guardian, register_pupil
from xuequ.directory.services.people import register_person
from xuequ.kernel.actors import Actor
from xuequ.surveys.models import Invitation, Survey
from xuequ.surveys.services.answering import answer_survey
from xuequ.surveys.services.drafting import NewSurvey, draft_survey
from xuequ.surveys.services.opening import Audience, open_survey, set_audience
from xuequ.surveys.services.questions import NewQuestion, add_question

TODAY, LAST = date(2026, 11, 2), date(2026, 11, 20)
CHOICES = ("满意", "一般", "不满意")


def drafted(cast: Cast, place: Any = None, *, named: bool = False) -> Survey:
    """A draft of the district with one question."""
    new = NewSurvey("满意度调查", "改进工作", is_anonymous=not named)
    survey = draft_survey(new, place or cast.east, actor=MAKER)
    add_question(survey, NewQuestion("single", "满意吗", choices=CHOICES), actor=MAKER)
    return survey


def opened(
    cast: Cast, audience: str = "teachers", *, named: bool = False, place: Any = None, **more: Any
) -> Survey:
    """The same, open to everybody of an audience."""
    survey = drafted(cast, place, named=named)
    seed = more.pop("seed", "")
    set_audience(survey, Audience(audience, **more), actor=MAKER, today=TODAY)
    return open_survey(survey, LAST, actor=MAKER, today=TODAY, seed=seed)


def staffed(cast: Cast, *counts: int) -> None:
    """So many teachers in the three schools of the district."""
    names = ("东一小", "东二小", "东三小")
    for name, count in zip(names, counts, strict=False):
        school = School.objects.get(name=name)
        for n in range(count):
            teacher(school, f"{name}师{n}")


def parent(school: School, name: str) -> Person:
    """A parent of a pupil of the school."""
    room = school.classes.first()
    assert room is not None
    child = register_pupil(room, NewPupil("小演示"), since=OPENING, actor=MAKER)
    person = register_person(school.authority, name, actor=MAKER, is_synthetic=True)
    link_guardian(person, child, "mother", since=OPENING, actor=MAKER)
    return person


def whoever(invitation: Invitation) -> Actor:
    """Who was asked."""
    return Actor(
        f"holder{invitation.person_id}",
        "教师",
        frozenset({"survey.report"}),
        authority=invitation.survey.authority_id,
        person=invitation.person_id,
    )


def answered(survey: Survey, choices: Sequence[int], school: str = "") -> None:
    """Those asked (of one school) who have not answered answer so, one after the other."""
    question = survey.questions.get()
    rows = survey.invitations.filter(has_answered=False).order_by("person")
    if school:
        rows = rows.filter(school__name=school)
    for invitation, choice in zip(rows.select_related("survey"), choices, strict=False):
        sent = {f"q{question.pk}": [str(choice)]}
        answer_survey(invitation, sent, actor=whoever(invitation), today=TODAY)
