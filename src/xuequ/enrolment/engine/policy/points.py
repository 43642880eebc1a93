"""The table by which points (积分) are counted, item by item.

Points, rates and caps have at most two decimal places; `enrolment.engine.checks` says of a table
somebody wrote what does not fit together in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xuequ.kernel.settings import Named


@dataclass(frozen=True, slots=True)
class PointType:
    """A type of claim and the points it begins with (基础分).

    `when` are codes of `facts` that must all hold.  The first type of the table that fits is the
    child's, unless the file states the type.
    """

    code: str
    zh: str
    en: str
    base_points: Decimal
    when: tuple[str, ...] = ()
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Addition:
    """What is added: so much for each full month or year, or once where a condition holds.

    `inside` is the code of another addition whose cap holds the two together; none: it counts
    apart from every other cap.
    """

    code: str
    zh: str
    en: str
    points: Decimal
    per: Literal["month", "year"] | None = None  # none: once
    cap: Decimal | None = None
    inside: str = ""
    only: tuple[str, ...] = ()  # codes of the types it is open to; none: all
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class PointsTable:
    """One standard for all children of the authority (全区统一的积分标准)."""

    types: tuple[PointType, ...]
    additions: tuple[Addition, ...] = ()
    facts: tuple[Named, ...] = ()  # yes or no, by which the type is told
    most: Decimal | None = None  # points nobody goes beyond
