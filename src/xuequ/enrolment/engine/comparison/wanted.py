"""What is asked of a comparison; read where nothing is computed yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .names import OTHERS

TEXT = "xuequ compare"
MOST = 200_000  # children of a made-up year


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be compared.

    Args:
        others: regimes beside the policy's own.
        draws: how many; every figure is told as their mean and range.
        tried: in how many of them, the first ones, families try other lists.
        sample: families drawn for that in each; 0: none try.
        text: settles all draws and samples.
    """

    others: Sequence[str] = OTHERS
    draws: int = 20
    tried: int = 3
    sample: int = 200
    text: str = TEXT


@dataclass(frozen=True, slots=True)
class Year:
    """A year that is made up.

    Args:
        children: how many.
        near: how much more the own school is worth to a family, in spreads of how sought after
            schools are.
        text: settles all chance; the same text gives the same file.
    """

    children: int
    near: float = 1.0
    text: str = "xuequ"
