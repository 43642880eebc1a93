"""What a locality's document settles about special funds (专项经费).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xuequ.kernel.text import Text


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

# What the sections and their settings are called.
NAMES: dict[str, Text] = {
    "funds": Text("经费", "Funds"),
    "funds.per_consortium_year": Text("每学区年度经费", "funds of a district per year"),
    "funds.total_year": Text("年度经费总额", "funds of all districts per year"),
    "funds.uses": Text("经费用途", "uses of the funds"),
    "funds.in_yearly_budget": Text("纳入年度部门预算", "part of the yearly budget"),
}
