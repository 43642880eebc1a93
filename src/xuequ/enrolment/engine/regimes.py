"""From a locality's policy to the rules by which the children of one catchment get places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from xuequ.methods.lottery.digests import Hash

from .places.numbers import hundredths
from .places.rules import Choice, Claim, Kind, Rules, Step
from .policy import Allocation, Enrolment, Regime

DRAW = "recorded_draw"  # the step of the list for ties at which the draw decides
UNSTATED = Regime("catchment", "ENR-32", "地段划片", "catchment", "single")
BY_CATCHMENT = Allocation("catchment", "ENR-32", "single_school")
Need = Literal["unknown", "unsaid", "class_size", "draw", "kept", "places"]


@dataclass(frozen=True, slots=True)
class Given:
    """What the document does not say, or is this year's.

    Args:
        round: a name of this allocation, that tells its draw from others.
        source: which policy, which regime of it, which day.
        inside: schools of the catchment in published order.
        has_classes: the file of applications tells classes of claim.
        class_size: in the place of the policy's.
    """

    round: str
    source: str
    inside: tuple[str, ...]
    has_classes: bool = False
    class_size: int | None = None
    hash: Hash = "sha256"


class UnsettledPolicyError(Exception):
    """The policy does not settle something that is needed; `need` says what, `facts` where."""

    def __init__(self, need: Need, **facts: str) -> None:
        self.need, self.facts = need, facts
        super().__init__(f"{need}: {facts}")


def regimes_of(policy: Enrolment) -> tuple[Regime, ...]:
    """The regimes of a policy; by catchment where its document names none (ENR-32)."""
    return policy.regimes or (UNSTATED,)


def rules_of(policy: Enrolment, regime: str, given: Given) -> Rules:
    """The rules of a regime.

    Where the document names no ranks there are as many choices as schools of the zone, and the
    bundle at the last seat is passed over.

    Raises:
        UnsettledPolicyError: there is no such regime, or something it needs is not settled.
    """
    if regime not in {each.code for each in regimes_of(policy)}:
        known = ", ".join(each.code for each in regimes_of(policy))
        raise UnsettledPolicyError("unknown", regime=regime, known=known)
    steps = [each for each in policy.allocation if each.regime == regime]
    if not steps and not policy.regimes:
        steps = [BY_CATCHMENT]
    if not steps:
        raise UnsettledPolicyError("unsaid", regime=regime)
    ties, draw = _ties(policy)
    stages = [MAKE[each.method](policy, each, given) for each in steps]
    stages += _unplaced(policy, stages)
    if not draw and any(each.by == "draw" for each in stages):
        raise UnsettledPolicyError("draw", regime=regime)
    kinds = tuple(
        Kind(each.code, each.order, each.left) for each in policy.reserves if each.regime == regime
    )
    return Rules(
        given.hash,
        given.round,
        given.source,
        tuple(stages),
        class_size=_class_size(policy, given),
        belongs="primary" if any(each.method == "direct_feed" for each in steps) else "home",
        catchment=given.inside,
        choices=_choices(policy, regime, stages, given),
        ties=ties,
        draw=draw,
        kinds=kinds,
        last_seat=policy.last_seat or "pass_over",
    )


def _ties(policy: Enrolment) -> tuple[tuple[str, ...], bool]:
    """Columns that decide before the draw, and whether there is one; without a list there is."""
    steps = [each.code for each in policy.ties]
    return tuple(steps[: steps.index(DRAW)] if DRAW in steps else steps), DRAW in steps or not steps


def _class_size(policy: Enrolment, given: Given) -> int:
    """Most children of a class; a policy that forbids larger ones has to say how large (C31)."""
    found = given.class_size or policy.class_size
    if found is None and any(each.code == "class_size" for each in policy.limits):
        raise UnsettledPolicyError("class_size")
    return found or 0


def _choices(
    policy: Enrolment, regime: str, stages: list[Step], given: Given
) -> tuple[Choice, ...]:
    ranks = sorted(
        (each for each in policy.preferences if each.regime == regime), key=lambda each: each.rank
    )
    if ranks:
        where: dict[str, Choice] = {"zone": "zone", "seats_left": "any"}
        return tuple(where[each.domain] for each in ranks)
    by_choice = any(each.method in ("rounds", "deferred", "serial", "trading") for each in stages)
    inside: Choice = "zone"
    return (inside,) * min(len(given.inside), MOST_CHOICES) if by_choice else ()


def _unplaced(policy: Enrolment, stages: list[Step]) -> list[Step]:
    if any(each.method == "nearest" for each in stages):
        return []
    if policy.unplaced == "zone_seat":
        return [Step("zone_seat", "draw", for_all=True)]
    if policy.unplaced == "coordinated":
        return [Step("nearest", "points", for_all=True)]
    return []


def _claim(step: Allocation) -> Claim:
    if step.order_by is None:
        raise UnsettledPolicyError("unsaid", regime=step.regime)
    return "points" if step.order_by == "base_points" else step.order_by


def _by_catchment(policy: Enrolment, step: Allocation, given: Given) -> Step:
    unstated: Claim = "class" if given.has_classes else "draw"
    by = unstated if step.order_by is None else _claim(step)
    return Step("catchment", by, for_all=step.for_all)


def _by_choices(
    method: Literal["rounds", "deferred", "trading"],
) -> Callable[[Enrolment, Allocation, Given], Step]:
    def made(policy: Enrolment, step: Allocation, given: Given) -> Step:
        bonus = [each for each in policy.home_bonus if each.regime == step.regime]
        draws, by = step.tickets, _claim(step)
        if not bonus or step.order_by != "points":
            return Step(method, by, draws=draws, for_all=step.for_all)
        where: Literal["any", "first"] = "any" if bonus[0].at_any_rank else "first"
        worth = hundredths(str(bonus[0].points))
        return Step(method, by, worth, where, draws=draws, for_all=step.for_all)

    return made


def _pool(policy: Enrolment, step: Allocation, given: Given) -> Step:
    if step.places is None:
        raise UnsettledPolicyError("places", regime=step.regime)
    return Step("pool", _claim(step), places=step.places)


def _serial(policy: Enrolment, step: Allocation, given: Given) -> Step:
    return Step("serial", _claim(step), for_all=step.for_all)


def _drawn(policy: Enrolment, step: Allocation, given: Given) -> Step:
    return Step("rounds", "draw", draws=step.tickets, for_all=step.for_all)


def _coordinated(policy: Enrolment, step: Allocation, given: Given) -> Step:
    if any(each.kept_in_coordination for each in policy.home_bonus if each.regime == step.regime):
        raise UnsettledPolicyError("kept", regime=step.regime)
    return Step("nearest", _claim(step), for_all=True)


MOST_CHOICES = 12
MAKE: dict[str, Callable[[Enrolment, Allocation, Given], Step]] = {
    "pool": _pool,
    "single_school": _by_catchment,
    "direct_feed": _by_catchment,
    "preference_rounds": _by_choices("rounds"),
    "preference_lottery": _drawn,
    "deferred_acceptance": _by_choices("deferred"),
    "serial_dictatorship": _serial,
    "top_trading_cycles": _by_choices("trading"),
    "coordinated": _coordinated,
}
