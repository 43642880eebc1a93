"""The file of applications that a package holds, made of applications that were found right.

The lines stand in the order of the children's numbers, which are drawn at random: neither the
hour of applying nor that of checking can be found in it, or can change anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..package import tables
from ..places.rules import SINGLY, Rules
from .types import Applicant

NO_TRAVEL = tables.written(("place", "school", "metres"), [])
BUNDLE = "T-"  # and the smallest number of its children


def taking_part(applicants: Sequence[Applicant]) -> list[Applicant]:
    """Those found right, in the order of their numbers."""
    return sorted((e for e in applicants if e.state == "accepted"), key=lambda e: e.number)


def applications_file(
    applicants: Sequence[Applicant], rules: Rules, schools: Sequence[str]
) -> bytes:
    """applications.csv.

    Args:
        schools: names of those that are in seats.csv.

    Raises:
        ValueError: a place of living or another text cannot stand in a table.
    """
    rows = taking_part(applicants)
    bundles = bundles_of(rows) if not rules.has(*SINGLY) else {}
    return tables.written(rules.columns, [_row(e, rules, schools, bundles) for e in rows])


def bundles_of(rows: Sequence[Applicant]) -> dict[str, str]:
    """The bundle of each child that is placed together with others who take part."""
    leader = {each.number: each.number for each in rows}

    def first(number: str) -> str:
        while leader[number] != number:
            number = leader[number]
        return number

    for each in rows:
        if each.companion in leader:
            one, other = sorted((first(each.number), first(each.companion)))
            leader[other] = one
    found = {number: first(number) for number in leader}
    shared = {head for number, head in found.items() if number != head}
    return {number: f"{BUNDLE}{head}" for number, head in found.items() if head in shared}


def tie_of(proved: Mapping[str, object], code: str) -> str:
    """What decides between equals, as a whole number; 0 where nothing was shown."""
    value = proved.get(code)
    if isinstance(value, bool):
        return str(int(value))
    return str(value) if isinstance(value, int) and value >= 0 else "0"


def _row(
    each: Applicant, rules: Rules, schools: Sequence[str], bundles: Mapping[str, str]
) -> tuple[str, ...]:
    own = each.primary if rules.belongs == "primary" else each.home
    if rules.belongs == "home" and own not in schools:
        own = ""  # its own school takes part in another round
    k = len(rules.choices)
    chosen = [*each.choices[:k], *[""] * (k - len(each.choices))]
    return (
        each.number,
        bundles.get(each.number, ""),
        ";".join(e.kind for e in rules.kinds if e.kind in each.kinds),
        own,
        each.place,
        "" if each.claim_class is None else str(each.claim_class),
        each.points,
        *chosen,
        *(tie_of(each.proved, code) for code in rules.ties),
    )
