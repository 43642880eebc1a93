"""Invented children for a rehearsal: never a real one, so that no list of it can be mistaken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xuequ.methods.lottery.digests import uniform

from ..package import tables
from ..places.rules import SINGLY, Rules
from ..places.schools import WAYS, Schools

NUMBER = "YL{:06d}"  # 演练: no true number begins with letters
PLACES = ("演练一村", "演练二村", "演练小区")
TWINS, KINDS, EMPTY = 33, 10, 8  # one in so many


@dataclass(frozen=True, slots=True)
class Chance:
    """Numbers that a secret settles; the same label gives the same number."""

    secret: bytes

    def below(self, label: str, most: int) -> int:
        return uniform("sha256", self.secret, label, most)

    def one_of(self, label: str, names: Sequence[str]) -> str:
        return names[self.below(label, len(names))] if names else ""


def invented(rules: Rules, schools: Schools, count: int, chance: Chance) -> bytes:
    """applications.csv of so many invented children, as varied as the rules can tell apart."""
    names = [each.name for each in schools.all]
    rows = []
    at = 0
    while at < count:
        line = _line(rules, schools, names, (chance, at))
        twins = count - at >= 2 and not rules.has(*SINGLY) and not chance.below(f"{at}t", TWINS)
        bundle = f"YLT{at:06d}" if twins else ""
        for _ in range(2 if twins else 1):
            at += 1
            rows.append((NUMBER.format(at), bundle, *line))
    return tables.written(rules.columns, rows)


def travel_of(schools: Schools, chance: Chance) -> bytes:
    """travel.csv for the invented places."""
    rows = [
        (place, school.name, str(300 + chance.below(f"{place}{school.name}", 8700)))
        for place in PLACES
        for school in schools.all
    ]
    return tables.written(WAYS, rows)


def _line(
    rules: Rules, schools: Schools, names: list[str], drawn: tuple[Chance, int]
) -> tuple[str, ...]:
    chance, at = drawn
    kinds = [e.kind for n, e in enumerate(rules.kinds) if not chance.below(f"{at}k{n}", KINDS)]
    own = sorted(schools.junior) if rules.belongs == "primary" else names
    chosen: list[str] = []
    for n, each in enumerate(rules.choices):
        among = rules.catchment if each == "zone" else names
        left = [name for name in among if name not in chosen]
        is_empty = not chance.below(f"{at}e{n}", EMPTY)
        chosen.append("" if is_empty else chance.one_of(f"{at}c{n}", left))
    return (
        ";".join(kinds),
        chance.one_of(f"{at}o", own),
        chance.one_of(f"{at}p", PLACES),
        str(1 + chance.below(f"{at}s", 3)),
        str(60 + chance.below(f"{at}j", 40)),
        *chosen,
        *(str(chance.below(f"{at}{name}", 120)) for name in rules.ties),
    )
