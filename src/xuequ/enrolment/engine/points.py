"""Count the points of a claim by a locality's table, every step of the arithmetic kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xuequ.kernel.text import Text

from .policy.points import Addition, PointsTable, PointType

MONTHS_A_YEAR = 12
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one child's family claims, every fact of it.

    Args:
        kind: code of the type.
        quantities: by code of the addition: full months where it counts months or years; 1 or 0
            where it counts once, as the condition holds or not.
    """

    kind: str
    quantities: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the arithmetic, in points.

    Args:
        quantity: units counted: full months or years, or 1 and 0.
        raw: quantity by rate.
        limit: the most that caps left for it; none where no cap holds it.
        counted: what it gives.
        with_item: of whose cap it shares, where it is another's.
        is_open: may this type have it at all?
    """

    item: Text
    quantity: int
    rate: Decimal
    raw: Decimal
    limit: Decimal | None
    counted: Decimal
    per: Literal["month", "year"] | None = None
    with_item: Text | None = None
    is_open: bool = True

    @property
    def is_cut(self) -> bool:
        return self.counted < self.raw


@dataclass(frozen=True, slots=True)
class Score:
    """The points of one claim, and how they came about; the first line is the type's.

    Args:
        total: what counts.
        added: sum of the lines; more than `total` where the table's `most` cut it.
    """

    kind: Text
    lines: tuple[Line, ...]
    added: Decimal
    total: Decimal


def score(table: PointsTable, claim: Claim) -> Score:
    """The points of a claim.

    Raises:
        LookupError: the type is not in the table, or a fact an addition asks for is missing:
            nothing is taken for nought in silence.
        ValueError: a quantity is negative.
    """
    kind = next((each for each in table.types if each.code == claim.kind), None)
    if kind is None:
        raise LookupError(f"no type {claim.kind}")
    name = Text(kind.zh, kind.en)
    base = kind.base_points
    lines = (Line(name, 1, base, base, None, base), *_lines(table, kind, claim))
    added = sum((each.counted for each in lines), NOTHING)
    total = added if table.most is None else min(added, table.most)
    return Score(name, lines, added, total)


def _lines(table: PointsTable, kind: PointType, claim: Claim) -> Iterator[Line]:
    """The additions in the order of the table; what shares a cap takes what is left of it."""
    by_code = {each.code: each for each in table.additions}
    spent: dict[str, Decimal] = {}
    for each in table.additions:
        holder = by_code[each.inside] if each.inside else each
        quantity = _units(each, claim.quantities[each.code])
        raw, limit = quantity * each.points, _limit(each, holder, spent)
        is_open = not each.only or kind.code in each.only
        counted = (raw if limit is None else min(raw, limit)) if is_open else NOTHING
        spent[holder.code] = spent.get(holder.code, NOTHING) + counted
        shared = Text(holder.zh, holder.en) if each.inside else None
        yield Line(
            Text(each.zh, each.en), quantity, each.points, raw, limit, counted, each.per, shared,
            is_open,
        )  # fmt: skip


def _units(addition: Addition, quantity: int) -> int:
    if quantity < 0:
        raise ValueError(f"{addition.code} is {quantity}")
    return quantity // MONTHS_A_YEAR if addition.per == "year" else quantity


def _limit(each: Addition, holder: Addition, spent: Mapping[str, Decimal]) -> Decimal | None:
    """What its own cap, and the cap it shares, leave for an addition."""
    left = None if holder.cap is None else holder.cap - spent.get(holder.code, NOTHING)
    caps = [each.cap, left]
    return min((cap for cap in caps if cap is not None), default=None)
