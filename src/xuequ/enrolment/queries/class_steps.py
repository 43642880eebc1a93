"""How far a making of classes has come."""

from __future__ import annotations

from ..models import ClassMaking

GIVEN_UP, DRAFTED, LISTED, FROZEN, MADE, APPROVED = range(6)


def step_of(making: ClassMaking) -> int:
    """0 given up, 1 drafted, 2 listed, 3 frozen, 4 made, 5 approved."""
    if making.voided_at is not None:
        return GIVEN_UP
    if making.confirmed_at is not None:
        return APPROVED
    if making.made_at is not None:
        return MADE
    if making.frozen_at is not None:
        return FROZEN
    return LISTED if making.list is not None else DRAFTED
