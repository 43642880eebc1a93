"""What a closed survey found, as far as its reader may know."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from xuequ.directory.models import School
from xuequ.methods.intervals import Estimate, difference

from ..engine.reports import Report
from ..engine.results import Found, Group, by_school, whole
from ..engine.types import Answer, Asked
from ..models import Survey
from .reading import answers, asked, design, digest_of_answers


@dataclass(frozen=True, slots=True)
class Outcome:
    """A survey's figures: how many were asked and answered, and what they said."""

    survey: Survey
    invited: int  # 0 for a public link
    answered: int
    whole: list[Found]
    groups: list[tuple[str, Group]]  # schools by name
    changes: dict[tuple[int, int], Estimate]  # (question, choice) -> since the survey before
    is_whole: bool  # the answers are those of the close

    @property
    def rate(self) -> float | None:
        """The share of those asked who answered; none for a public link."""
        return self.answered / self.invited if self.invited else None

    def report(self) -> Report:
        """The same for tables."""
        return Report(
            self.survey.title,
            design(self.survey),
            self.invited,
            self.answered,
            self.whole,
            self.groups,
        )

    @property
    def is_hidden(self) -> bool:
        """Are there too few answers to show any?"""
        return self.answered < self.survey.least


def outcome(survey: Survey) -> Outcome:
    """The results of a closed survey.

    Raises:
        ValueError: it is not closed: figures that grow answer by answer would tell each answer.
    """
    if not survey.is_closed:
        raise ValueError("not closed")
    questions, given = asked(survey), answers(survey)
    groups = by_school(questions, given, design(survey)) if not survey.is_public else []
    names = dict(
        School.objects.filter(pk__in=[each.school for each in groups]).values_list("pk", "name")
    )
    found = whole(questions, given, design(survey))
    return Outcome(
        survey=survey,
        invited=survey.invitations.count(),
        answered=len(given),
        whole=found,
        groups=[(names[each.school], each) for each in groups if each.school in names],
        changes=_changes(survey, found),
        is_whole=digest_of_answers(survey) == survey.answers_digest,
    )


def _changes(survey: Survey, now: list[Found]) -> dict[tuple[int, int], Estimate]:
    """How shares changed since the closed survey this is a copy of, where it asked the same.

    Only if both asked the same audience of the same place.
    """
    before = survey.copied_from
    if before is None or not before.is_closed or survey.is_public or _whom(before) != _whom(survey):
        return {}
    old = {
        _same(each.question): each for each in whole(asked(before), answers(before), design(before))
    }
    found = {}
    for each in now:
        same = old.get(_same(each.question))
        if same is None or same.is_hidden or each.is_hidden:
            continue
        for at, (row, then) in enumerate(zip(each.rows, same.rows, strict=False)):
            if row.share and then.share:
                found[each.question.id, at] = difference(row.share, then.share)
    return found


def _whom(survey: Survey) -> tuple[object, ...]:
    """Whose answers a survey asks for."""
    return (survey.audience, survey.place, survey.asked_consortium_id, survey.asked_school_id)


def _same(question: Asked) -> tuple[object, ...]:
    """What must not differ between two questions whose answers are compared."""
    return (question.kind, question.words, question.choices, question.low, question.high)


def texts(question: Asked, given: list[Answer]) -> list[tuple[str, int]]:
    """What was written in answer to a question and how often, ordered by its words."""
    key = str(question.id)
    return sorted(Counter(str(each.values[key]) for each in given if key in each.values).items())
