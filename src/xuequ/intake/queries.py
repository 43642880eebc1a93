"""Which sheets there are."""

from __future__ import annotations

from xuequ.kernel.actors import Actor
from xuequ.kernel.discovery import declared
from xuequ.kernel.sheet import Sheet


def sheets(*, seen_by: Actor) -> dict[str, Sheet]:
    """Every sheet the packages declare that the actor may bring in, by code."""
    every = (sheet for _, module in declared("sheets") for sheet in module.SHEETS)
    return {sheet.code: sheet for sheet in every if seen_by.may(sheet.needs)}
