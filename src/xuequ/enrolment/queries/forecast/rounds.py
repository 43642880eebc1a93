"""What the forecast says beside the plan of a round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text

from ...engine.forecast.survival import FARTHEST
from ...engine.forecast.warning import Warned, Year, together
from ...models import Round
from ..access import plans
from .outlook import forecast_of
from .tables import WORDS, range_said


@dataclass(frozen=True, slots=True)
class Beside:
    """A school of the plan: children who are expected to enter, and what is planned."""

    school: int
    name: str
    year: Year


def beside_the_plan(found: Round, *, seen_by: Actor, on: date) -> list[Beside]:
    """For each school of the plan that the actor sees, those who enter; empty without a forecast.

    The places planned take the place of seats: short means that not even the low number of
    children fits the plan.
    """
    rows = list(plans(found, seen_by=seen_by, on=on))
    ahead = forecast_of(found.authority, on, FARTHEST) if rows else None
    if ahead is None or found.year not in ahead.ahead:
        return []
    told = []
    for each in rows:
        outlook = ahead.outlooks.get((each.school_id, found.stage))
        if outlook is not None and outlook.entering(found.year) is not None:
            year = Year(found.year, outlook.entering(found.year), each.plan)
            told.append(Beside(each.school_id, each.school.name, year))
    return told


def studied(rows: list[Beside]) -> Text | None:
    """Supply and demand of a round in a sentence; None if nothing can be said of any school."""
    known = [Warned((each.year,)) for each in rows if each.year.word != "unknown"]
    if not known:
        return None
    year = known[0].years[0].year
    summed, _ = together(known, [year])
    one, n = summed.years[0], len(known)
    word, lacking = WORDS[one.word], one.lacking or 0
    return Text(
        f"{year}年预测：本批次{n}所学校入学需求{range_said(one)}人，计划{one.seats}人，{word.zh}；"
        f"按中值缺{lacking}个学位。",
        f"Forecast for {year}: {range_said(one)} children enter the {n} schools of the round, "
        f"{one.seats} places are planned: {word.en}; {lacking} lacking for the middle.",
    )
