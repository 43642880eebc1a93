"""What a locality's document settles about special funds (专项经费).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Use:
    """A purpose the funds may be spent on."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Funds:
    """Section `funds`: how much there is for each consortium, and for what (FIN-01 to FIN-13)."""

    per_consortium_year: Decimal | None = None  # CNY per consortium and calendar year
    total_year: Decimal | None = None  # CNY per calendar year, all consortia together
    uses: tuple[Use, ...] = ()
    in_yearly_budget: bool = False  # part of the yearly departmental budget (部门预算)


SECTIONS = {"funds": Funds}
