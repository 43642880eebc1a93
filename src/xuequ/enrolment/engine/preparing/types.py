"""What a bureau settles for one round of enrolment (招生批次), as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from xuequ.methods.lottery.digests import Hash

from ..policy import Enrolment, Regime
from ..regimes import regimes_of

Stage = Literal["primary", "junior"]
Part = Literal["home", "choice", "other"]
FEED = "direct_feed"


@dataclass(frozen=True, slots=True)
class Line:
    """The plan of one school (招生计划).

    Args:
        part: `home`, it is in the catchment or zone and its own catchment applies in this round;
            `choice`, it may be chosen, but its own catchment applies elsewhere; `other`, it only
            takes children from elsewhere where seats are left.
        plan: most children that may enter; none where it is not entered yet.
        classes: how many; none where they are not entered yet.
        overflow: names of schools that take those it cannot, in order.
        primaries: names of the schools whose leavers go on to it.
        kept: seats kept, by kind.
    """

    school: str
    part: Part
    plan: int | None
    classes: int | None
    spare: int
    overflow: tuple[str, ...]
    primaries: tuple[str, ...]
    kept: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Union:
    """The district that a round is run in as one, as the register knows it.

    Args:
        stages: are its members of the same stage, or of different ones?
        members: their names.
        unfed: primaries of it of which nothing says into which junior of it they feed.
    """

    name: str
    stages: Literal["same", "cross"]
    members: frozenset[str]
    forms: tuple[str, ...] = ()
    division: str = ""
    unfed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preparation:
    """A round with everything that decides about it.

    Args:
        round: a name that tells its draw from others.
        source: which policy, which way, which day.
        found: codes of conditions that the bureau found to hold.
        district: that enrols as one; none if none is registered.
        studied: quantities of supply and demand that were studied for it, by code.
    """

    policy: Enrolment
    regime: str
    stage: Stage
    round: str
    source: str
    class_size: int | None
    has_classes: bool
    hash: Hash
    found: frozenset[str]
    lines: tuple[Line, ...]
    district: Union | None = None
    studied: frozenset[str] = frozenset()

    @property
    def way(self) -> Regime | None:
        """The regime, if the policy still has it."""
        return next((e for e in regimes_of(self.policy) if e.code == self.regime), None)

    @property
    def inside(self) -> tuple[str, ...]:
        """The schools of the catchment or zone, in their order."""
        return tuple(each.school for each in self.lines if each.part != "other")

    @property
    def is_fed(self) -> bool:
        """Do children go by the primary that they leave?"""
        return any(e.method == FEED for e in self.policy.allocation if e.regime == self.regime)
