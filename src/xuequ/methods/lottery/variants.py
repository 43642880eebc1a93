"""The procedures of a draw by name, each with what it promises and what it cannot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text

from .digests import Hash, uniform
from .ring import Direction, onwards, removal, step
from .tickets import by_random_number, by_ticket

UP, DOWN = 1, 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a draw is made of.

    `numbers` in the order of the published list, which counts on a ring: the first is 1.
    `places` are those of the plan drawn for.  `thrown` holds what was drawn by hand, by name of
    the parameter; what is not in it follows from the seed.
    """

    hash: Hash
    seed: bytes
    round: str
    numbers: Sequence[str]
    places: int
    thrown: Mapping[str, int] = field(default_factory=dict)

    def parameter(self, name: str, highest: int) -> int:
        """A number of 1 to `highest`: as thrown, or as the seed has it.

        Raises:
            Refused("draw-parameter-out-of-range").
        """
        if name not in self.thrown:
            return 1 + uniform(self.hash, self.seed, f"{self.round}|{name}", highest)
        value = self.thrown[name]
        if not 1 <= value <= highest:
            raise Refused("draw-parameter-out-of-range", name=name, number=value, highest=highest)
        return value


@dataclass(frozen=True, slots=True)
class Variant:
    """One procedure: how it puts numbers in order, and how many outcomes it has."""

    name: Text
    parameters: Sequence[str]  # that may be drawn by hand
    order: Callable[[Drawing], list[str]]
    outcomes: Callable[[int], int | None]  # of n numbers; None: as many as the seed allows


def _tickets(of: Drawing) -> list[str]:
    return by_ticket(of.hash, of.seed, of.round, of.numbers)


def _random_numbers(of: Drawing) -> list[str]:
    return by_random_number(of.hash, of.seed, of.round, of.numbers)


def _ring(of: Drawing) -> list[str]:
    n = len(of.numbers)
    found = removal(n, of.parameter("start", n), of.parameter("interval", n))
    return _named(of, found)


def _step(of: Drawing) -> list[str]:
    n = len(of.numbers)
    return _named(of, step(n, of.places, of.parameter("start", n)))


def _onwards(of: Drawing) -> list[str]:
    n = len(of.numbers)
    direction: Direction = "up" if of.parameter("direction", DOWN) == UP else "down"
    return _named(of, onwards(n, of.parameter("start", n), direction))


def _named(of: Drawing, positions: Sequence[int]) -> list[str]:
    return [of.numbers[each - 1] for each in positions]


VARIANTS: Mapping[str, Variant] = {
    "ticket": Variant(Text("抽签码排序", "tickets sorted"), (), _tickets, lambda n: None),
    "random_number": Variant(
        Text("随机派位号排序", "random numbers sorted"), (), _random_numbers, lambda n: None
    ),
    "ring": Variant(
        Text("环形间隔剔除", "ring with removal"), ("start", "interval"), _ring, lambda n: n * n
    ),
    "step": Variant(Text("环形等距抽取", "ring by a step"), ("start",), _step, lambda n: n),
    "onwards": Variant(
        Text("随机起点与方向", "random start and direction"),
        ("start", "direction"),
        _onwards,
        lambda n: 2 * n,
    ),
}


def draw(variant: str, of: Drawing) -> list[str]:
    """All numbers in the order drawn.

    Raises:
        Refused("draw-unknown-variant"), Refused("draw-unknown-parameter"),
        Refused("draw-parameter-out-of-range"), Refused("draw-number-twice"),
        Refused("ring-without-places"): a step needs at least one place.
    """
    if variant not in VARIANTS:
        raise Refused("draw-unknown-variant", name=variant, known=", ".join(VARIANTS))
    chosen = VARIANTS[variant]
    for name in of.thrown:
        if name not in chosen.parameters:
            raise Refused("draw-unknown-parameter", name=name)
    if len(set(of.numbers)) < len(of.numbers):
        twice = min(each for each, n in Counter(of.numbers).items() if n > 1)
        raise Refused("draw-number-twice", number=twice)
    return chosen.order(of) if of.numbers else []
