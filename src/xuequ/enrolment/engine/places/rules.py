"""The rules of an allocation as its package holds them, in rules.json."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xuequ.methods.lottery.digests import Hash

Method = Literal[
    "pool", "catchment", "rounds", "deferred", "serial", "trading", "nearest", "zone_seat"
]
Claim = Literal["points", "class", "draw"]
Choice = Literal["zone", "any"]
LastSeat = Literal["pass_over", "stop", "widen"]
DistrictForm = Literal["joint_enrolment", "campus_teaching", "grade_division", "nine_year_feed"]
BY_CHOICES = ("catchment", "rounds", "deferred", "serial", "trading")
BY_ROUNDS = ("catchment", "rounds")
SINGLY = ("deferred", "trading")  # place no bundles
FIRST = ("number", "bundle", "kinds")
COLUMNS = {*FIRST, "home", "primary", "place", "class", "points"}


@dataclass(frozen=True, slots=True)
class Kind:
    """Children for whom seats are kept.

    Args:
        order: their slot comes before or after the open one.
        left: what becomes of kept seats they do not take: others have them, or they stay empty.
    """

    kind: str
    order: Literal["before", "after"]
    left: Literal["others", "empty"]


@dataclass(frozen=True, slots=True)
class Step:
    """One stage.

    Args:
        bonus: hundredths of a point for the own school; at any choice, or only the first.
        places: of a pool.
        draws: one for all schools, or each school has its own.
    """

    method: Method
    by: Claim
    bonus: int = 0
    bonus_at: Literal["any", "first"] = "any"
    places: int = 0
    draws: Literal["one", "each"] = "one"
    for_all: bool = False


@dataclass(frozen=True, slots=True)
class District:
    """The district that enrols as one (学区统筹); none of it decides who gets which place.

    Args:
        forms: how it enrols and teaches as one; empty where it only coordinates.
        campuses: its schools in seats.csv that share the plan, or that feed and are fed.
        plan: of all campuses together.
        division: the grade division that looks after the children; "" for none.
    """

    name: str
    forms: tuple[DistrictForm, ...]
    campuses: tuple[str, ...]
    plan: int
    division: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides who gets which place; `choices` and `catchment` say what may be chosen."""

    hash: Hash
    round: str
    source: str
    stages: tuple[Step, ...]
    class_size: int = 0
    belongs: Literal["home", "primary"] = "home"
    catchment: tuple[str, ...] = ()  # its schools in published order; «zone» in the file
    choices: tuple[Choice, ...] = ()
    ties: tuple[str, ...] = ()
    draw: bool = True
    kinds: tuple[Kind, ...] = ()
    last_seat: LastSeat = "pass_over"
    district: District | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The header of applications.csv."""
        ranks = (f"choice_{rank}" for rank in range(1, len(self.choices) + 1))
        return (*FIRST, self.belongs, "place", "class", "points", *ranks, *self.ties)

    def goes_by(self, claim: Claim) -> bool:
        """Does a stage go by this claim?"""
        return any(each.by == claim for each in self.stages)

    def has(self, *methods: str) -> bool:
        """Is there a stage of one of these methods?"""
        return any(each.method in methods for each in self.stages)
