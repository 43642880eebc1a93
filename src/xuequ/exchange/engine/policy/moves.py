"""The section `exchange` of a profile: how principals and teachers move between schools."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xuequ.kernel.settings import Duty, Named

from .staff import MoveForm


@dataclass(frozen=True, slots=True)
class Form:
    """A form of exchange (交流方式); `trial`: the document only tries or explores it."""

    code: MoveForm
    zh: str
    en: str
    clause: str | None = None
    trial: bool = False


@dataclass(frozen=True, slots=True)
class PayDocument:
    """A document that benefits are paid by."""

    number: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Allowance:
    """What the welfare and pay of those on the move go by: documents, or graded by factors."""

    forms: tuple[MoveForm, ...] = ()
    documents: tuple[PayDocument, ...] = ()
    factors: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """A least share that exchanges: of whom, counted over which schools, in which period.

    `movers`: of all who exchange.  `urban_backbone`: of the backbone teachers of the town
    school, each time a batch is sent.
    """

    clause: str
    share: Decimal
    base: Literal["eligible", "movers", "backbone", "urban_backbone"]
    scope: Literal["county", "urban_and_quality_schools", "consortium"]
    period: Literal["calendar_year", "school_year", "batch"]
    sent_to: Literal["village"] | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError("a share lies between 0 and 1")


@dataclass(frozen=True, slots=True)
class Count:
    """At least so many person-times (人次) of exchange, in all, in each period."""

    min: int
    scope: Literal["consortium", "school"]
    period: Literal["month", "calendar_year", "school_year"]


@dataclass(frozen=True, slots=True)
class LeaderExchange:
    """How leaders exchange: principals a stretch, others so many a month, days a week there."""

    principal_months: int  # in each calendar year
    leaders_a_month: int  # of each school
    days_a_week: int  # at least, at the other school
    never_same_day: bool  # the two who change places are never both away


@dataclass(frozen=True, slots=True)
class Package:
    """What exchange in one direction asks for, while the posting lasts."""

    code: str
    zh: str
    en: str
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class BundledTests:
    """Mentor and apprentice judged as one: their results in so many tests are summed."""

    tests: int
    period: Literal["school_year"]
    result: Literal["sum_of_standardised_class_means"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Section `exchange`: how principals and teachers move between schools (EXC-01 to EXC-57)."""

    forms: tuple[Form, ...] = ()
    regular: bool = False  # exchange is a standing arrangement (常态、定期)
    increases: bool = False  # more people exchange than before
    public_only: bool = False  # principals and teachers of public schools
    in_region_scheme: bool = False  # counts inside the region-wide scheme of rotation
    teacher_rates: tuple[Rate, ...] = ()
    teacher_count: Count | None = None
    eligible_by: Literal["flag_with_reason"] | None = None  # who is eligible for exchange
    backbone_rates: tuple[Rate, ...] = ()
    backbone_share_rises: bool = False
    leaders: LeaderExchange | None = None
    leader_duties: tuple[Duty, ...] = ()
    channels: tuple[Named, ...] = ()  # how those who move are found
    staff_groups: tuple[Named, ...] = ()  # teachers whom exchange takes in
    host_directs: bool = False  # those on exchange follow the host school's work
    duties: tuple[Package, ...] = ()
    events: tuple[Duty, ...] = ()  # that the consortium holds about exchange
    bundled_tests: BundledTests | None = None
    award_dimensions: tuple[Named, ...] = ()
    title_priority: tuple[Named, ...] = ()  # titles and honours that exchange counts for
    school_reward: bool = False  # schools reward each who took part
    allowance: Allowance | None = None
    performance_linked: bool = False  # the post on exchange is tied to performance (绩效)
    feedback: tuple[Named, ...] = ()  # channels in which peers give formative feedback
    voiced: tuple[Named, ...] = ()  # what a teacher may voice among peers
