"""Keep the order of answering out of the database.

A database remembers more than its columns: the order in which rows were put in, and which
transaction put them there.  Answer and participation are written in one transaction, so this
alone would join them.  Therefore each answer is written together with others taken out and put
back under new random numbers in random order, and each participation together with as many
others; what one transaction touched is a crowd.  See docs/decisions/0024.
"""

from __future__ import annotations

import uuid
from secrets import SystemRandom
from typing import Any

from django.db.models import Q, QuerySet

from ..models import Response, Survey

CROWD = 200  # rows rewritten with each answer
CHANCE = SystemRandom()


def put_in(new: Response) -> None:
    """Write an anonymous answer among others of its survey."""
    known = list(new.survey.responses.values_list("pk", flat=True))
    chosen = known if len(known) <= CROWD else CHANCE.sample(known, CROWD)
    _rewrite(new.survey, chosen, [new])


def mix_all(survey: Survey) -> None:
    """Give every anonymous answer of a survey a new number and place."""
    _rewrite(survey, list(survey.responses.values_list("pk", flat=True)), [])


def mark(rows: QuerySet[Any], pk: uuid.UUID, name: str) -> None:
    """Set `name` of a row of participation, and once more of others that have it set."""
    known = list(rows.filter(**{name: True}).values_list("pk", flat=True))
    chosen = known if len(known) <= CROWD else CHANCE.sample(known, CROWD)
    rows.filter(Q(pk__in=[*chosen, pk])).update(**{name: True})


def _rewrite(survey: Survey, chosen: list[uuid.UUID], new: list[Response]) -> None:
    rows: list[Response] = []
    for at in range(0, len(chosen), CROWD):
        rows += survey.responses.filter(pk__in=chosen[at : at + CROWD])
    fresh = [
        Response(survey=survey, school_id=each.school_id, values=each.values)
        for each in [*rows, *new]
    ]
    for at in range(0, len(chosen), CROWD):
        survey.responses.filter(pk__in=chosen[at : at + CROWD]).delete()
    fresh.sort(key=lambda each: each.pk)
    Response.objects.bulk_create(fresh, batch_size=CROWD)
