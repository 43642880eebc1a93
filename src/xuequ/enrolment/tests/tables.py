"""A table of points like Futian's of 2021, and tables by chance."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Literal

from hypothesis import strategies as st

from xuequ.enrolment.engine.points import Claim
from xuequ.enrolment.engine.policy import Addition, Named, PointsTable, PointType

TENTH = Decimal("0.1")
FACTS = tuple(
    Named(code, zh, en)
    for code, zh, en in (
        ("bought", "购房", "bought"),
        ("rented", "租房", "rented"),
        ("there", "入户", "registered there"),
    )
)
TYPES = (
    PointType("1", "一类", "type one", Decimal(80), ("bought", "there")),
    PointType("2", "二类", "type two", Decimal(75), ("bought",)),
    PointType("6", "六类", "type six", Decimal(60), ("rented",)),
)
HOME = Addition("home", "居住", "residence", TENTH, "month", Decimal(10))
NO_HOME = Addition("no_home", "无房", "no home", Decimal(2), inside="home", only=("6",))
INSURANCE = Addition("insurance", "社保", "insurance", TENTH, "month", Decimal(10))
ONLY_CHILD = Addition("only_child", "独生子女", "only child", Decimal(1))
FUTIAN = PointsTable(TYPES, (HOME, NO_HOME, INSURANCE, ONLY_CHILD), FACTS, Decimal(101))
APART = replace(FUTIAN, additions=(HOME, replace(NO_HOME, inside=""), INSURANCE, ONLY_CHILD))

POINTS = st.integers(0, 2000).map(lambda n: Decimal(n) / 100)
PER: st.SearchStrategy[Literal["month", "year"] | None] = st.sampled_from(("month", "year", None))
CODES = "abcdef"


def claim(kind: str, home: int, no_home: int, insurance: int, only_child: int) -> Claim:
    """A claim by Futian's table."""
    quantities = {"home": home, "no_home": no_home, "insurance": insurance}
    return Claim(kind, {**quantities, "only_child": only_child})


@st.composite
def tables(draw: st.DrawFn) -> PointsTable:
    """Any table whose parts fit together."""
    types = tuple(
        PointType(f"t{n}", f"类型{name}", f"type {name}", draw(POINTS))
        for n, name in enumerate("ab"[: draw(st.integers(1, 2))])
    )
    found: list[Addition] = []
    for code in CODES[: draw(st.integers(0, len(CODES)))]:
        per = draw(PER)
        holders = [each.code for each in found if each.cap is not None and not each.inside]
        inside = draw(st.sampled_from(("", *holders)))
        only = draw(st.sampled_from(((), ("t0",))))
        cap = draw(st.none() | POINTS)
        found.append(Addition(code, f"项{code}", code, draw(POINTS), per, cap, inside, only))
    additions = tuple(draw(st.permutations(found)))
    return PointsTable(types, additions, most=draw(st.none() | POINTS))


@st.composite
def claims(draw: st.DrawFn, table: PointsTable) -> Claim:
    """Any claim by a table."""
    kind = draw(st.sampled_from([each.code for each in table.types]))
    most = {each.code: 400 if each.per else 1 for each in table.additions}
    return Claim(kind, {code: draw(st.integers(0, top)) for code, top in most.items()})
