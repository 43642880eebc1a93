"""Acts on the questions of a draft: add, change, move, take out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.services import write

from ..engine.types import MOST_QUESTIONS
from ..models import Question, Survey
from .drafting import locked_draft


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """What is asked, how it is answered, and on which earlier answer it hangs."""

    kind: str
    words: str
    required: bool = True
    choices: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    low_label: str = ""
    high_label: str = ""
    after: int | None = None
    when: int | None = None


@transaction.atomic
def add_question(survey: Survey, new: NewQuestion, *, actor: Actor) -> Question:
    """Put a question at the end of a draft.

    Raises:
        Refused("survey-is-not-draft"), Refused("not-your-survey"),
        Refused("survey-too-many-questions"), Refused("survey-condition-broken").
    """
    survey = locked_draft(survey, actor)
    rows = list(survey.questions.all())
    if len(rows) >= MOST_QUESTIONS:
        raise Refused("survey-too-many-questions", most=MOST_QUESTIONS)
    question = Question(survey=survey, order=rows[-1].order + 1 if rows else 1)
    return _keep(question, new, rows, actor)


@transaction.atomic
def add_topics(survey: Survey, topics: Sequence[Text], *, actor: Actor) -> int:
    """Ask of each topic how it is judged, and at the end for proposals; how many are new.

    Raises:
        Refused("survey-is-not-draft"), Refused("not-your-survey"),
        Refused("survey-too-many-questions").
    """
    known = set(locked_draft(survey, actor).questions.values_list("words", flat=True))
    ends = ("不合适", "合适")
    asked = [
        NewQuestion("scale", f"您对“{each.zh}”的评价", True, (), Decimal(1), Decimal(5), *ends)
        for each in topics
    ]
    asked.append(NewQuestion("text", f"您对{'、'.join(t.zh for t in topics)}有什么建议？", False))
    fresh = [each for each in asked if each.words not in known]
    for each in fresh:
        add_question(survey, each, actor=actor)
    return len(fresh)


@transaction.atomic
def change_question(question: Question, new: NewQuestion, *, actor: Actor) -> Question:
    """Change a question of a draft.

    Raises:
        Refused: as `add_question`.
    """
    survey = locked_draft(question.survey, actor)
    rows = [each for each in survey.questions.all() if each.order < question.order]
    return _keep(survey.questions.get(pk=question.pk), new, rows, actor)


@transaction.atomic
def move_question(question: Question, by: int, *, actor: Actor) -> None:
    """Let a question change places with the one before (-1) or after (1); at an end it stays.

    Raises:
        Refused("survey-is-not-draft"), Refused("not-your-survey").
    """
    survey = locked_draft(question.survey, actor)
    rows = list(survey.questions.all())
    at = next(n for n, each in enumerate(rows) if each.pk == question.pk)
    to = at + by
    if not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for order, row in enumerate(rows, 1):
        row.order = order
    Question.objects.bulk_update(rows, ["order"])
    write("change-questions", survey, actor=actor, note={"questions": len(rows)})


@transaction.atomic
def drop_question(question: Question, *, actor: Actor) -> None:
    """Take a question out of a draft; what hung on it hangs on nothing.

    Raises:
        Refused("survey-is-not-draft"), Refused("not-your-survey").
    """
    survey = locked_draft(question.survey, actor)
    question.followers.update(after=None, when=None)
    question.delete()
    write("change-questions", survey, actor=actor, note={"questions": survey.questions.count()})


def check_conditions(rows: list[Question]) -> None:
    """Refuse a question that hangs on a later one, or on a choice that is no longer there.

    Raises:
        Refused("survey-condition-broken").
    """
    before: dict[int, Question] = {}
    for number, row in enumerate(rows, 1):
        if row.after_id is not None:
            known = before.get(row.after_id)
            if (
                known is None
                or known.kind != Question.Kind.SINGLE
                or row.when is None
                or row.when >= len(known.choices)
            ):
                raise Refused("survey-condition-broken", number=number)
        before[row.pk] = row


def _keep(question: Question, new: NewQuestion, before: list[Question], actor: Actor) -> Question:
    for name in ("kind", "words", "required", "low", "high", "low_label", "high_label", "when"):
        setattr(question, name, getattr(new, name))
    question.choices = list(new.choices)
    question.after_id = new.after
    check_conditions([*before, question])
    question.save()
    survey = question.survey
    write("change-questions", survey, actor=actor, note={"questions": survey.questions.count()})
    return question
