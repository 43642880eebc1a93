"""Which sheets there are."""

from __future__ import annotations

from django.db import models

from xuequ.kernel.actors import Actor
from xuequ.kernel.discovery import declared
from xuequ.kernel.sheet import Sheet

from .written import model_of


def sheets(*, seen_by: Actor) -> dict[str, Sheet]:
    """Every sheet the packages declare that the actor may bring in, by code."""
    return {code: sheet for code, sheet in every_sheet().items() if seen_by.may(sheet.needs)}


def every_sheet() -> dict[str, Sheet]:
    """Every sheet the packages declare, by code."""
    found = (sheet for _, module in declared("sheets") for sheet in module.SHEETS)
    return {sheet.code: sheet for sheet in found}


def models_of(sheet: Sheet) -> list[type[models.Model]]:
    """The models of which a sheet writes rows, the one its rows are about first."""
    return [model_of(label) for label in sheet.writes]
