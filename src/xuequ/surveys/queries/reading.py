"""Questions and answers as the engine sees them."""

from __future__ import annotations

from xuequ.kernel.seal import digest

from ..engine.pooling import pooled
from ..engine.types import Answer, Asked, Design
from ..models import Question, Survey


def asked(survey: Survey) -> list[Asked]:
    """The questions of a survey in order."""
    return [plain(each) for each in survey.questions.all()]


def plain(row: Question) -> Asked:
    """A question as a value."""
    return Asked(
        id=row.pk,
        kind=row.kind,  # type: ignore[arg-type]
        words=row.words,
        required=row.required,
        choices=tuple(row.choices),
        low=row.low,
        high=row.high,
        low_label=row.low_label,
        high_label=row.high_label,
        after=row.after_id,
        when=row.when,
    )


def answers(survey: Survey) -> list[Answer]:
    """What was answered, in no order but that of random numbers."""
    rows = survey.responses.order_by("id").values_list("school", "values")
    return [Answer(school or 0, values) for school, values in rows]


def design(survey: Survey) -> Design:
    """How the sample was drawn."""
    strata = {int(school): count for school, count in survey.strata.items()}
    if survey.apart is not None:
        strata = pooled(strata, survey.apart)
    return Design(
        sampling=survey.sampling,  # type: ignore[arg-type]
        strata=strata,
        is_open=survey.is_public,
        least=survey.least,
    )


def digest_of_answers(survey: Survey) -> str:
    """What the record keeps of the answers at the close: a later change shows."""
    rows = survey.responses.order_by("id").values_list("id", "school", "values")
    return digest([[str(id), school, values] for id, school, values in rows])
