"""The section `enrolment` of a profile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.settings import Named

from .points import PointsTable
from .shapes import (
    Allocation,
    DistrictForm,
    Eligibility,
    HomeBonus,
    Mode,
    Preference,
    Regime,
    Reserve,
)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Section `enrolment`: how children of a catchment come to a school (ENR-01 to ENR-37).

    A catchment (服务地段) is the area a school or several schools serve.
    `single`: one catchment, one school (单校划片).  `multi`: one catchment, several schools
    (多校划片).
    """

    default_mode: Mode | None = None
    allowed_modes: tuple[Mode, ...] = ()
    multi_conditions: tuple[Named, ...] = ()  # all of them, in individual areas
    drawn_by: Literal["authority", "consortium"] | None = None  # who draws catchments
    zoning_inputs: tuple[Named, ...] = ()  # quantities that catchments are drawn by
    study_first: bool = False  # these are studied before the zoning mode is set
    regimes: tuple[Regime, ...] = ()
    allocation: tuple[Allocation, ...] = ()
    preferences: tuple[Preference, ...] = ()
    home_bonus: tuple[HomeBonus, ...] = ()
    ties: tuple[Named, ...] = ()  # what decides between equal points, in this order
    unplaced: Literal["coordinated", "zone_seat"] | None = None
    reserves: tuple[Reserve, ...] = ()  # in the order in which their seats are filled
    last_seat: Literal["pass_over", "stop", "widen"] | None = None  # a bundle at the last seat
    uniform_points: bool = False  # points by one standard of the whole authority
    points: PointsTable | None = None  # the standard itself
    eligibility: tuple[Eligibility, ...] = ()
    crowding_shown: bool = False  # first choices so far beside the seats, while one chooses
    limits: tuple[Named, ...] = ()  # what a school may not go beyond
    class_size: int | None = None  # most pupils of a class
    sunshine: bool = False  # open and rule-bound (阳光招生)
    responsible: tuple[Named, ...] = ()
    by_district: bool = False  # enrolment is coordinated with the district as unit
    district_forms: tuple[DistrictForm, ...] = ()
    retention_watched: bool = False  # entry without dropping out, retention (巩固率) raised
    shortfall_recorded: bool = False  # buildings too small for the pupils to come
    every_child: bool = False  # no eligible child without a place
