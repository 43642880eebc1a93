"""Enrolment of the demonstration: rounds of the coming year in four localities.

Those that are published are open on the day the demonstration is made, so that families can
apply; one is still to be signed.  Plans and class sizes are made up; the ways are those of the
documents.  Guilin's document names no school, so its schools are made up too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

from django.utils import timezone

from xuequ.directory.models import Account, Authority, Consortium, Holding, School
from xuequ.directory.queries.identities import actor_in
from xuequ.directory.services import people
from xuequ.enrolment.models import SIGNATURES, RuleSet
from xuequ.enrolment.queries.settings import policy_for
from xuequ.enrolment.services.coordinating import NewCoordination, attach_study, coordinate
from xuequ.enrolment.services.plans import NewPlan, choose_schools, set_plans
from xuequ.enrolment.services.rounds import NewRound, Settings, open_round
from xuequ.enrolment.services.rules import make_rules, publish_rules, sign_rules
from xuequ.kernel.actors import Actor, program

from .guilin import open_guilin
from .people import names

ACTOR = program("demo")
SEED = 20270301
HERE = ZoneInfo("Asia/Shanghai")
SIZE = {"primary": 45, "junior": 50}
BEFORE, LENGTH, LATER = timedelta(days=4), timedelta(days=12), timedelta(days=160)
FOUND = {  # what the study before zoning found
    "seats": "按现有教室和班额核算，本批次学位见招生计划，暂无新增校舍。",
    "demand": "按对口小学毕业生和历年升学比例预测，需求见下表。",
    "experience": "上年计划基本完成，个别学校志愿集中，需派位。",
}


@dataclass(frozen=True, slots=True)
class Planned:
    """A round: schools with their classes, each filled to the class size."""

    name: str
    stage: str
    regime: str
    classes: Mapping[str, int]
    overflow: Mapping[str, Sequence[str]] = field(default_factory=dict)
    has_classes: bool = False
    signatures: int = 2
    district: str = ""
    forms: tuple[str, ...] = ()
    division: str = ""

    @property
    def opens(self) -> datetime:
        """Some days ago where everything is signed; else in some months."""
        today = datetime.combine(timezone.localdate(), time(8), tzinfo=HERE)
        return today + LATER if self.signatures < SIGNATURES else today - BEFORE

    @property
    def prepared(self) -> datetime:
        """When it was prepared, signed and published."""
        return min(self.opens, timezone.now()) - timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Seats:
    """What a school plans; `overflow` are names of schools in their order."""

    plan: int
    classes: int
    overflow: Sequence[str] = ()


ROUNDS = {
    "futian": (
        Planned("益田村片区大学区一年级", "primary", "greater_zone",
                {"福强小学": 6, "全海小学": 4, "益田小学": 5}),
        Planned("梅香、梅山共享学区初一", "junior", "shared_zone",
                {"福田区实验教育集团梅香学校": 6, "梅山中学": 8}),
    ),
    "guilin": (
        Planned("虚构一中片区初一", "junior", "feed", {"桂林虚构一中": 8},
                district="虚构一中学区", forms=("nine_year_feed",)),
        Planned("虚构二中、三中片区初一", "junior", "lottery",
                {"桂林虚构二中": 6, "桂林虚构三中": 4}, district="虚构二中学区",
                forms=("joint_enrolment", "campus_teaching", "grade_division"),
                division="七年级部"),
    ),
    "shuangtaizi": (
        Planned("一年级", "primary", "catchment", {"实验小学": 8, "湖滨小学": 6},
                {"实验小学": ("湖滨小学",)}, has_classes=True),
    ),
}  # fmt: skip


def fill_rounds() -> None:
    """Rounds of Futian, Guilin, Shuangtaizi and Xingning."""
    open_guilin(Authority.objects.get(profile="guilin"))
    for code, rounds in ROUNDS.items():
        _prepare(Authority.objects.get(profile=code), rounds)
    xingning = Authority.objects.get(profile="xingning")
    _prepare(
        xingning,
        (
            Planned("小学一年级", "primary", "catchment", _first_of(xingning, "primary", 2)),
            Planned(
                "初中一年级", "junior", "catchment", _first_of(xingning, "junior", 6), signatures=1
            ),
        ),
    )


def _first_of(authority: Authority, stage: str, classes: int) -> dict[str, int]:
    """The schools of the first district that teach a stage, with some classes each."""
    rows = School.objects.filter(authority=authority, sections__stage=stage)
    rows = rows.filter(memberships__consortium__order=1).order_by("pk").distinct()
    return {name: classes + n % 3 for n, name in enumerate(rows.values_list("name", flat=True))}


def _prepare(authority: Authority, rounds: Sequence[Planned]) -> None:
    signers = _signers(authority)
    for each in rounds:
        rule_set = _made(authority, each, signers[0])
        for actor in signers[: each.signatures]:
            sign_rules(rule_set, actor=actor, now=each.prepared)
        if each.signatures == len(signers):
            publish_rules(rule_set, actor=signers[0], now=each.prepared)


def _made(authority: Authority, said: Planned, actor: Actor) -> RuleSet:
    size = SIZE[said.stage]
    closes = said.opens + LENGTH + timedelta(hours=10)
    settings = Settings(said.name, said.opens, closes, size, has_classes=said.has_classes)
    new = NewRound(coming_year(), said.stage, said.regime, settings, is_synthetic=True)
    plans = {
        name: Seats(classes * size, classes, said.overflow.get(name, ()))
        for name, classes in said.classes.items()
    }
    joined = joined_as(authority, said.regime)
    return ruled(authority, new, plans, joined, actor=actor, now=said.prepared)


def joined_as(authority: Authority, regime: str) -> NewCoordination | None:
    """The district that runs rounds of this way as one, where the locality has districts do so."""
    rounds = ROUNDS.get(authority.profile, ())
    for said in (each for each in rounds if each.regime == regime and each.district):
        where = Consortium.objects.get(authority=authority, label=said.district)
        return NewCoordination(where.pk, said.forms, said.division)
    return None


def coming_year() -> int:
    """The year of entry for which families apply today."""
    today = timezone.localdate()
    return today.year + (today.month >= 9)


def ruled(
    authority: Authority,
    new: NewRound,
    plans: Mapping[str, Seats],
    joined: NewCoordination | None = None,
    *,
    actor: Actor,
    now: datetime,
) -> RuleSet:
    """A round with these plans by name of the school, and its rules, not signed yet."""
    found = open_round(authority, new, actor=actor)
    rows = School.objects.filter(authority=authority, name__in=plans)
    keys = dict(rows.values_list("name", "pk"))
    chosen = choose_schools(found, list(keys.values()), actor=actor, now=now)
    parts = {each.school_id: each.part for each in chosen}
    entries = [
        NewPlan(
            keys[name],
            parts[keys[name]],
            said.plan,
            said.classes,
            overflow=tuple(keys[each] for each in said.overflow),
        )
        for name, said in plans.items()
    ]
    set_plans(found, entries, actor=actor, now=now)
    if joined:
        coordinate(found, joined, actor=actor, now=now)
    if policy_for(found).study_first:
        attach_study(found, FOUND, actor=actor, now=now)
    return make_rules(found, actor=actor, now=now)


def _signers(authority: Authority) -> list[Actor]:
    """The office of the bureau, and somebody of its section for basic education."""
    since = date(2026, 9, 1)
    name = names(SEED + crc32(authority.profile.encode()), 9)[-1]
    person = people.register_person(authority, name, actor=ACTOR, is_synthetic=True)
    post = people.create_post(authority, "bureau_basic", "基教股", since=since, actor=ACTOR)
    second = people.appoint(person, post, since=since, actor=ACTOR)
    first = Holding.objects.filter(post__authority=authority, post__role="bureau_office")
    return [_actor(first.earliest("pk")), _actor(second)]


def _actor(holding: Holding) -> Actor:
    return actor_in(Account(username="demo", person=holding.person), holding)
