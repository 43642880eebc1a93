"""The regimes that are set beside the policy's own: which of its stages are replaced, by what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from xuequ.kernel.text import Text

from ..places.applied import Applied
from ..places.rules import SINGLY, Rules, Step
from .names import NAMES, OWN

BY_LISTS = ("rounds", "deferred", "serial", "trading")  # stages that go by what families state
NO_LISTS = Text("本办法没有志愿", "the regime asks for no choices")
BUNDLED = Text("有捆绑报名，此法不能保证同校", "there are bundles, which it cannot place together")
NO_POINTS = Text("本办法不按积分或顺位", "the regime goes by no points and no class of claim")
MAKE: dict[str, Callable[[Step], Step]] = {
    "rounds": lambda step: replace(step, method="rounds", draws="one"),
    "deferred": lambda step: replace(step, method="deferred", draws="one"),
    "deferred-each": lambda step: replace(step, method="deferred", draws="each"),
    "serial": lambda step: Step("serial", step.by, for_all=step.for_all),
    "trading": lambda step: replace(step, method="trading", draws="one"),
    "lottery": lambda step: Step("rounds", "draw", for_all=step.for_all),
}


@dataclass(frozen=True, slots=True)
class Way:
    """A regime of the comparison.

    Args:
        rules: by which it runs; none where it cannot.
        why: it does not run.
    """

    code: str
    name: Text
    rules: Rules | None
    why: Text | None = None

    @property
    def last(self) -> int:
        """Number of the last stage that goes by lists; -1 if there is none."""
        steps = self.rules.stages if self.rules else ()
        return max((at for at, each in enumerate(steps) if each.method in BY_LISTS), default=-1)


def ways_of(own: Rules, units: Applied, others: Sequence[str]) -> tuple[Way, ...]:
    """The policy's own regime, then the others asked for, each with the reason if it cannot run.

    Every stage that goes by lists is replaced; pools, catchments and placement by the authority
    stay.  Equal claims are told apart by the policy's list and then a draw, even where it has none.
    """
    found = [Way(OWN, NAMES[OWN], own)]
    for code in dict.fromkeys(others):
        made = _other(own, units, code)
        same = next((each for each in found if each.rules and each.rules == made.rules), None)
        if same is not None:
            zh, en = f"与“{same.name.zh}”相同", f"the same as «{same.name.en}»"
            made = replace(made, rules=None, why=Text(zh, en))
        found.append(made)
    return tuple(found)


def _other(own: Rules, units: Applied, code: str) -> Way:
    name = NAMES[code]
    replaced = [each for each in own.stages if each.method in BY_LISTS]
    if not replaced or not own.choices:
        return Way(code, name, None, NO_LISTS)
    if MAKE[code](replaced[0]).method in SINGLY and (units.heads > 1).any():
        return Way(code, name, None, BUNDLED)
    if code == "serial" and any(each.by == "draw" for each in replaced):
        return Way(code, name, None, NO_POINTS)
    stages = tuple(MAKE[code](each) if each.method in BY_LISTS else each for each in own.stages)
    return Way(code, name, replace(own, stages=stages, draw=True))
