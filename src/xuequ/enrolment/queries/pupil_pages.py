"""What enrolment offers beside the name of a pupil: the schooling, to whoever may open it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xuequ.directory.models import Pupil
from xuequ.directory.queries.beside_pupils import PupilPage
from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text

from .following.trace import seen_among

SCHOOLING = PupilPage("enrolment:pupil_trace", Text("就学经历", "Schooling"))


def pages(pupils: Sequence[Pupil], *, seen_by: Actor, on: date) -> dict[int, list[PupilPage]]:
    """By pupil the page, where the reader may open it."""
    return {pk: [SCHOOLING] for pk in seen_among(pupils, seen_by=seen_by, on=on)}
