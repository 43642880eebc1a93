"""A class for those who come after the classes were made, by a second draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text

from ..lottery.digests import uniform
from ..lottery.tickets import ticket
from .checks import late_faults
from .children import Child, LateRules, births, check_late
from .making import staying
from .mending import over
from .quotas import Count, group_of

ATTEMPTS = 20  # as told, each with other tickets
SCATTERED = 80  # in which each draws among all open classes
NOWHERE = "没有余位的班可供编号{0}抽签", "no class with a free place is left for {0}"


@dataclass(frozen=True, slots=True)
class Step:
    """What one draw was about: the classes to choose from, and the one drawn."""

    number: str
    among: tuple[int, ...]
    drawn: int


@dataclass(frozen=True, slots=True)
class _Lot:
    """A child, or those of one birth who stay together: they draw once."""

    members: tuple[Child, ...]
    ticket: bytes

    @property
    def rank(self) -> tuple[int, int, bytes]:
        """Whoever fits in fewest ways draws first, the others fill up what these leave uneven."""
        first = self.members[0]
        if first.twins:
            return int(not first.together), -len(self.members), self.ticket
        return 2 if first.special else 3, 0, self.ticket


def seated_late(children: Sequence[Child], rules: LateRules, seed: bytes) -> list[Step]:
    """A class for each, in the order drawn.

    Births who stay together draw once, the largest first, then the members of the others, each
    in another class, then those with special needs, then all others; within these by ticket.
    Each draws among the classes with a free place where the limits are overstepped least, of
    these with the fewest of its needs, of its sex, and of all; the one drawn counts for the next.

    Raises:
        Refused: as `children.check_late`; or "classes-contradict" where no draw within the limits
            was found: `faults` says what is too much in the best one.
    """
    check_late(children, rules)
    best: list[Text] | None = None
    for attempt in range(ATTEMPTS + SCATTERED):
        steps = _drawn(children, rules, seed, attempt)
        if steps and isinstance(steps[-1], Text):
            wrong = [steps[-1]]
        else:
            done = [each for each in steps if isinstance(each, Step)]
            seats = {each.number: each.drawn for each in done}
            wrong = [each.text for each in late_faults(children, rules, seats)]
            if not wrong:
                return done
        if best is None or len(wrong) < len(best):
            best = wrong
    known = sorted(children, key=lambda each: each.number)
    raise Refused("classes-contradict", faults=[*(best or ()), *staying(known)])


def _drawn(
    children: Sequence[Child], rules: LateRules, seed: bytes, attempt: int
) -> list[Step | Text]:
    """The draws of an attempt; the last is a text where somebody found no class."""
    label = f"{rules.round}|late" if not attempt else f"{rules.round}|late again|{attempt}"
    work = _Work(rules)
    find = work.among if attempt < ATTEMPTS else work.open
    steps: list[Step | Text] = []
    for lot in sorted(_lots(children, rules, seed, label), key=lambda each: each.rank):
        among = find(lot.members)
        number = lot.members[0].number
        if not among:
            return [*steps, Text(NOWHERE[0].format(number), NOWHERE[1].format(number))]
        chosen = among[uniform(rules.hash, seed, f"{label}|{number}", len(among))]
        work.take(lot.members, chosen)
        told = tuple(at + 1 for at in among)
        steps += [Step(each.number, told, chosen + 1) for each in lot.members]
    return steps


def _lots(children: Sequence[Child], rules: LateRules, seed: bytes, label: str) -> Iterator[_Lot]:
    """Those who draw, each with its ticket: of several it is that of the smallest number."""
    known = sorted(children, key=lambda each: each.number)
    bound = {
        members[0]: members for members in births(known).values() if known[members[0]].together
    }
    for at, child in enumerate(known):
        is_bound = bool(child.twins) and child.together
        if is_bound and at not in bound:
            continue  # it goes with the smallest number of its birth
        members = tuple(known[each] for each in bound.get(at, [at]))
        yield _Lot(members, ticket(rules.hash, seed, label, child.number))


class _Work:
    """What each class holds, while one after another is drawn into it."""

    def __init__(self, rules: LateRules) -> None:
        self.counts = [Count(boys, girls, special) for boys, girls, special in rules.held]
        self.free = None if rules.free is None else list(rules.free)
        self.limits = rules.allowed()
        self.taken: dict[str, set[int]] = {}

    def open(self, lot: Sequence[Child]) -> list[int]:
        """The classes with a place for all of the lot and nobody from whom it is to be apart."""
        first = lot[0]
        shut = self.taken.get(first.twins, set()) if first.twins else set()
        return [
            at
            for at in range(len(self.counts))
            if at not in shut and (self.free is None or self.free[at] >= len(lot))
        ]

    def among(self, lot: Sequence[Child]) -> list[int]:
        """The open classes that suit best."""
        worth = {at: self._worth(lot, at) for at in self.open(lot)}
        return [at for at, each in worth.items() if each == min(worth.values())]

    def _worth(self, lot: Sequence[Child], at: int) -> tuple[int, int, int, int]:
        count = self.counts[at]
        special = count.special if any(each.special for each in lot) else 0
        key = special, sum(count.of(each.sex) for each in lot), count.size
        self._add(lot, at, 1)
        found = over(self.counts, self.limits)
        self._add(lot, at, -1)
        return found, *key

    def take(self, lot: Sequence[Child], at: int) -> None:
        self._add(lot, at, 1)
        if self.free is not None:
            self.free[at] -= len(lot)
        if lot[0].twins:
            self.taken.setdefault(lot[0].twins, set()).add(at)

    def _add(self, lot: Sequence[Child], at: int, by: int) -> None:
        for each in lot:
            self.counts[at].add(group_of(each), by)
