"""Which sheets there are."""

from __future__ import annotations

from django.db import models

from xuequ.kernel.actors import Actor
from xuequ.kernel.discovery import declared
from xuequ.kernel.sheet import Bundle, Sheet

from .written import model_of


def sheets(*, seen_by: Actor) -> dict[str, Sheet]:
    """Every sheet the packages declare that the actor may bring in, by code."""
    return {code: sheet for code, sheet in every_sheet().items() if seen_by.may(sheet.needs)}


def takeable(*, seen_by: Actor) -> dict[str, Sheet]:
    """The sheets and the bundles of several that the actor may bring in, by code."""
    return {code: each for code, each in everything().items() if seen_by.may(each.needs)}


def everything() -> dict[str, Sheet]:
    """Every sheet and every bundle, by code."""
    found = (each for _, module in declared("bundles") for each in module.BUNDLES)
    return {**every_sheet(), **{each.code: each for each in found}}


def every_sheet() -> dict[str, Sheet]:
    """Every sheet the packages declare, by code."""
    found = (sheet for _, module in declared("sheets") for sheet in module.SHEETS)
    return {sheet.code: sheet for sheet in found}


def weighed(sheet: Sheet) -> list[type[models.Model]]:
    """The models by whose rows it is told how much of what is there an import changes."""
    if not isinstance(sheet, Bundle):
        return models_of(sheet)[:1]
    known = every_sheet()
    return [model_of(known[code].writes[0]) for code in sheet.parts]


def models_of(sheet: Sheet) -> list[type[models.Model]]:
    """The models of which a sheet writes rows, the one its rows are about first."""
    return [model_of(label) for label in sheet.writes]
