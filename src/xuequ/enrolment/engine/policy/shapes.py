"""The parts that settings of enrolment are made of.

A regime (招生方式) is how the children of one catchment or zone come to a school; one regime
holds for one catchment in one year.  Preferences, bonus and allocation name the regime they
belong to by its code.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xuequ.kernel.text import Text

Mode = Literal["single", "multi"]
Stage = Literal["primary", "junior"]
Method = Literal[
    "pool", "single_school", "direct_feed", "preference_rounds", "preference_lottery",
    "deferred_acceptance", "serial_dictatorship", "top_trading_cycles", "coordinated",
]  # fmt: skip
Condition = Literal["pension", "medical"]


@dataclass(frozen=True, slots=True)
class Regime:
    """A way of enrolment; `schools` are named where the document names them."""

    code: str
    clause: str
    zh: str
    en: str
    zoning: Mode
    stages: tuple[Stage, ...] = ()
    schools: tuple[str, ...] = ()  # that may be chosen in the zone
    residents_of: tuple[str, ...] = ()  # schools whose catchments make up the zone


@dataclass(frozen=True, slots=True)
class Preference:
    """What the choice of one rank may be (志愿).

    `zone`: a school of the zone not chosen before.  `seats_left`: any school of the authority
    with seats after its own applicants of higher ranks are placed.
    """

    regime: str
    clause: str
    rank: int
    domain: Literal["zone", "seats_left"]


@dataclass(frozen=True, slots=True)
class HomeBonus:
    """Points added for the school of the family's own catchment, and for no other school."""

    regime: str
    clause: str
    points: Decimal
    at_any_rank: bool = True
    kept_in_coordination: bool = False  # otherwise base points count there


@dataclass(frozen=True, slots=True)
class Allocation:
    """One stage of a regime; stages run in their order, each on the children left over.

    `preference_rounds`: all first choices, then second, then third; inside a round by
    `order_by`.  `preference_lottery`: where a school has no more applicants than seats all
    enter, else a draw.  `coordinated`: placement by the authority.  `pool`: only the first
    `places` children go on to the stages after it, until one that is `for_all`.
    """

    regime: str
    clause: str
    method: Method
    order_by: Literal["points", "base_points", "class", "draw"] | None = None
    equal_enters: bool = False  # as many applicants as seats: all enter without a draw
    run_by: Literal["authority", "school"] | None = None
    places: int | None = None  # of a pool
    tickets: Literal["one", "each"] = "one"  # one draw for all schools, or one of each school
    for_all: bool = False  # those outside the pool take part too


@dataclass(frozen=True, slots=True)
class Reserve:
    """Seats kept for children of a kind; how many, each school's line of the seats says.

    `order`: these seats are filled before the others, or after them.  `left`: seats that no
    child of the kind takes go to others, or stay empty.
    """

    regime: str
    clause: str
    code: str
    zh: str
    en: str
    order: Literal["before", "after"]
    left: Literal["others", "empty"]


@dataclass(frozen=True, slots=True)
class Ground:
    """One of several conditions, any of which makes a child eligible.

    What is asked is asked of the child, or of each parent where `parents` says of how many; one
    parent must meet all of it.
    """

    code: str
    clause: str
    zh: str
    en: str
    fact: Text | None = None  # what is asked, where not the words of the ground: yes or no
    parents: int | None = None  # how many of the parents must meet it
    residence_months: int | None = None
    insurance_months: int | None = None  # without a break
    insurances: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Who may apply for a stage: grade attended, living in the area, one ground of several."""

    stages: tuple[Stage, ...]
    grade: int  # attended when applying
    lives_in_area: bool
    any_of: tuple[Ground, ...]
    counted_to: Literal["application_opens"] = "application_opens"


@dataclass(frozen=True, slots=True)
class DistrictForm:
    """A way in which a district may run enrolment and teaching as one."""

    code: str
    clause: str
    zh: str
    en: str
    stages: Literal["same", "cross"]  # of the schools that make up the district
