"""A class for those who come after the classes were made, by a second draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xuequ.kernel.refusal import Refused

from ..lottery.digests import Hash, uniform
from ..lottery.tickets import by_ticket
from .children import Child
from .quotas import Count

Held = tuple[int, int]  # boys and girls of a class on the day the list was frozen


@dataclass(frozen=True, slots=True)
class Step:
    """What one draw was about: the classes to choose from, and the one drawn."""

    number: str
    among: tuple[int, ...]
    drawn: int


def seated_late(
    children: Sequence[Child], held: Sequence[Held], name: Hash, round: str, seed: bytes
) -> list[Step]:
    """A class for each, in the order of their tickets.

    Each draws among the classes with the fewest of its sex and, of these, with the fewest
    children; the one drawn counts for the next.

    Raises:
        Refused("class-number-twice"), Refused("class-count-wrong"),
        Refused("class-fewer-children"): there is nobody to draw for.
    """
    if not held:
        raise Refused("class-count-wrong", highest=0)
    if not children:
        raise Refused("class-fewer-children", count=0, wanted=1)
    known = {each.number: each for each in children}
    if len(known) < len(children):
        numbers = [each.number for each in children]
        raise Refused("class-number-twice", number=max(numbers, key=numbers.count))
    counts = [Count(male=boys, female=girls) for boys, girls in held]
    steps = []
    for number in by_ticket(name, seed, f"{round}|late", sorted(known)):
        child = known[number]
        fewest = min((each.of(child.sex), each.size) for each in counts)
        among = [at for at, each in enumerate(counts) if (each.of(child.sex), each.size) == fewest]
        chosen = among[uniform(name, seed, f"{round}|late|{number}", len(among))]
        counts[chosen].add((child.sex, child.special))
        steps.append(Step(number, tuple(at + 1 for at in among), chosen + 1))
    return steps
