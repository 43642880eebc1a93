"""Pages of other packages about pupils, beside whose names they are offered.

A package that has such a page declares `queries.pupil_pages` with `pages(pupils, seen_by=, on=)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xuequ.kernel.actors import Actor
from xuequ.kernel.discovery import declared
from xuequ.kernel.text import Text

from ..models import Pupil


@dataclass(frozen=True, slots=True)
class PupilPage:
    """A page that takes the key of a pupil, by the name of its route."""

    route: str
    title: Text


def pages(pupils: Sequence[Pupil], *, seen_by: Actor, on: date) -> dict[int, list[PupilPage]]:
    """By pupil the pages that the reader may open."""
    found: dict[int, list[PupilPage]] = {each.pk: [] for each in pupils}
    for _, module in declared("queries.pupil_pages"):
        for pk, some in module.pages(pupils, seen_by=seen_by, on=on).items():
            found[pk] += some
    return found
