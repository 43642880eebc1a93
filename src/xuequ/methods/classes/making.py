"""Make classes: deal, mend, level; the same list, rules and seed give the same classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text

from ..lottery.digests import Hash, uniform
from ..lottery.tickets import by_ticket
from .checks import faults
from .children import Child, Rules, births, check
from .dealing import dealt, scattered
from .levelling import levelled
from .mending import mended

ATTEMPTS = 20  # at counts by dealing, each with other tickets; as many again begin by lot alone
LEVELLINGS = 8  # attempts whose means are levelled, for these take longer


@dataclass(frozen=True, slots=True)
class Made:
    """The class (1 and above) of every number, and what was drawn on the way."""

    seats: Mapping[str, int]
    start: int  # the class that is dealt to first
    attempt: int  # 0 when the first did


def make(children: Sequence[Child], rules: Rules, seed: bytes) -> Made:
    """The classes.

    Args:
        children: in any order; only their numbers count.
        seed: 32 bytes, of `lottery.seeds`.

    Raises:
        Refused: as `children.check`; or "classes-contradict" where no arrangement within the
            limits was found: `faults` says what is too much in the best one.
    """
    check(children, rules)
    known = sorted(children, key=lambda each: each.number)
    start = uniform(rules.hash, seed, f"{rules.round}|start", rules.classes)
    best: tuple[int, Fraction, dict[str, int]] | None = None
    levellings = 0
    for attempt in range(2 * ATTEMPTS):
        begin = dealt if attempt < ATTEMPTS else scattered
        seat = begin(known, rules, seed, attempt)
        left = mended(known, seat, rules.classes, rules.limits)
        gap, limit = Fraction(0), rules.limits.mean
        if not left and limit is not None:
            gap, levellings = levelled(known, seat, rules.classes, limit), levellings + 1
        seats = {
            child.number: (start + where) % rules.classes + 1
            for child, where in zip(known, seat, strict=True)
        }
        if not left and (limit is None or gap <= Fraction(limit)):
            return Made(seats, start + 1, attempt)
        if best is None or (left, gap) < best[:2]:
            best = left, gap, seats
        if levellings == LEVELLINGS:
            break
    wrong = [each.text for each in faults(known, rules, best[2] if best else {})]
    raise Refused("classes-contradict", faults=[*wrong, *staying(known)])


def staying(children: Sequence[Child]) -> list[Text]:
    """Who stays together: most often what the limits do not go with."""
    found = []
    for members in births(children).values():
        if children[members[0]].together:
            numbers, code = [children[at].number for at in members], children[members[0]].twins
            zh = f"要求同班的多胞胎（代号{code}）：{'、'.join(numbers)}"
            en = f"these of one birth stay together (code {code}): {', '.join(numbers)}"
            found.append(Text(zh, en))
    return found


def teams_drawn(name: Hash, seed: bytes, round: str, teams: Sequence[str]) -> dict[str, int]:
    """The class that each team of teachers gets, by a draw of its own.

    Raises:
        Refused("class-team-twice").
    """
    if len(set(teams)) < len(teams):
        raise Refused("class-team-twice", team=max(teams, key=list(teams).count))
    order = by_ticket(name, seed, f"{round}|teams", sorted(teams))
    return {team: at for at, team in enumerate(order, 1)}
