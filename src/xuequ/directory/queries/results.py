"""What classes reached in exams, in scope; of small classes only that they took part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text

from ..engine.daily.results import SMALL
from ..engine.daily.schools import class_name
from ..models import ClassResult, Exam, Membership
from .scope import own_schools


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A result as it is shown, shares in percent; None where not told or too few took part."""

    result: ClassResult
    school: str
    class_name: Text
    is_small: bool
    mean: Decimal | None = None
    deviation: Decimal | None = None
    passed: float | None = None
    excellent: float | None = None
    low: float | None = None


@dataclass(frozen=True, slots=True)
class ResultFilter:
    """What the reader asks for."""

    exam: int | None = None
    words: str = ""
    subject: str = ""
    school: int | None = None
    unit: int | None = None


def results(*, seen_by: Actor, on: date) -> QuerySet[ClassResult]:
    """The results of the actor's own schools."""
    mine = own_schools(seen_by=seen_by, on=on).values("pk")
    return (
        ClassResult.objects.filter(school_class__school__in=mine, exam__day__lte=on)
        .select_related("exam", "school_class__school")
        .order_by(
            "-exam__day", "exam", "subject", "school_class__school__sort_key",
            "school_class__stage", "school_class__grade", "school_class__number", "pk",
        )
    )  # fmt: skip


def exams(shown: QuerySet[ClassResult]) -> QuerySet[Exam]:
    """The exams these results are of, the last first."""
    return Exam.objects.filter(pk__in=shown.order_by().values("exam")).order_by("-day", "name")


def subjects_in(shown: QuerySet[ClassResult]) -> list[str]:
    """The subjects these results are of."""
    return sorted(set(shown.order_by().values_list("subject", flat=True).distinct()))


def filtered(shown: QuerySet[ClassResult], wanted: ResultFilter, on: date) -> QuerySet[ClassResult]:
    """Only the results the filter asks for."""
    if wanted.exam:
        shown = shown.filter(exam=wanted.exam)
    if wanted.subject:
        shown = shown.filter(subject=wanted.subject)
    if wanted.school:
        shown = shown.filter(school_class__school=wanted.school)
    if wanted.words:
        shown = shown.filter(school_class__school__name__icontains=wanted.words)
    if wanted.unit:
        members = Membership.objects.on(on).filter(consortium=wanted.unit)
        shown = shown.filter(school_class__school__in=members.values("school"))
    return shown


def result_rows(rows: Sequence[ClassResult]) -> list[ResultRow]:
    """The results as they are shown."""
    return [_shown(each) for each in rows]


def _shown(row: ClassResult) -> ResultRow:
    own = row.school_class
    name = class_name(own.stage, own.grade, own.number)
    if row.present < SMALL:
        return ResultRow(row, own.school.name, name, True)
    return ResultRow(
        row,
        own.school.name,
        name,
        False,
        row.mean,
        row.deviation,
        *(_share(count, row.present) for count in (row.passed, row.excellent, row.low)),
    )


def _share(count: int | None, present: int) -> float | None:
    return None if count is None else round(100 * count / present, 1)
