"""The district a round is run in as one, and the study before its zoning."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Literal

from xuequ.directory.models import Consortium, Feeder, Membership, School, Section
from xuequ.directory.queries.scope import consortia
from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text

from ..engine.places.rules import District
from ..engine.places.rules_file import rules_of
from ..engine.preparing.districts import taught
from ..engine.preparing.types import Union
from ..models import Coordination, Round, RuleSet, Study
from .called import called
from .settings import day_of

COMPULSORY = ("primary", "junior")
FIRST = {"primary": 1, "junior": 7}  # the grade that enters


def coordination_of(found: Round) -> Coordination | None:
    """What is registered of the district of a round."""
    return Coordination.objects.filter(round=found).select_related("consortium").first()


def study_of(found: Round) -> Study | None:
    """The study of seats and demand attached to a round."""
    return Study.objects.filter(round=found).select_related("person").first()


def union_of(found: Round) -> Union | None:
    """The district of a round with its members on the day it opens."""
    row = coordination_of(found)
    if row is None:
        return None
    return union(row.consortium, found, tuple(row.forms), row.division)


def union(where: Consortium, found: Round, forms: tuple[str, ...], division: str) -> Union:
    """A consortium as the district of a round, with forms it would choose."""
    day = day_of(found)
    members = members_of(where, day)
    taught_by = _stages(members, day)
    unfed = [name for pk, name in members.items() if _is_unfed(pk, taught_by, day)]
    return Union(
        where.label, _made_up(taught_by), frozenset(members.values()), forms, division, tuple(unfed)
    )


def members_of(where: Consortium, day: date) -> dict[int, str]:
    """The schools that belong to a consortium on a day, guests left out."""
    rows = Membership.objects.on(day).filter(consortium=where).exclude(role=Membership.Role.GUEST)
    found = School.objects.filter(pk__in=rows.values("school")).order_by("sort_key", "pk")
    return dict(found.values_list("pk", "name"))


def fed_within(found: Round, day: date) -> dict[int, list[int]]:
    """By nine-year feed: for each junior of the district, the primaries that go on to it.

    Where the register says into which junior of the district a primary feeds, that holds; else a
    district with one junior takes them all.
    """
    row = coordination_of(found)
    if row is None or "nine_year_feed" not in row.forms:
        return {}
    taught_by = _stages(members_of(row.consortium, day), day)
    juniors = [pk for pk, stages in taught_by.items() if "junior" in stages]
    said = _feeders(taught_by, day)
    fed: dict[int, list[int]] = defaultdict(list)
    for pk, stages in taught_by.items():
        if "primary" not in stages or "junior" in stages:
            continue
        junior = said.get(pk) or (juniors[0] if len(juniors) == 1 else None)
        if junior in juniors and junior is not None:
            fed[junior].append(pk)
    return fed


def offered(found: Round, *, seen_by: Actor) -> list[tuple[int, str]]:
    """The consortia of the authority in force on the day a round opens."""
    rows = consortia(seen_by=seen_by, on=day_of(found)).filter(authority=found.authority_id)
    return list(rows.values_list("pk", "label"))


def district_told(rule_set: RuleSet) -> District | None:
    """The district that signed rules name."""
    return rules_of(bytes(rule_set.rules)).district


def told_to(district: District | None, school: str) -> list[Text]:
    """What a family with a seat at a school is told of the district it is a campus of."""
    return list(taught(district)) if district and school in district.campuses else []


def taught_at(school: School, year: int, stage: str) -> list[Text]:
    """How a district has the children taught that came by the published rules of a year."""
    rows = RuleSet.objects.filter(ended_at=None, round__year=year, round__stage=stage)
    rows = rows.filter(round__plans__school=school).exclude(published_at=None)
    for rule_set in rows.order_by("pk").distinct():
        district = district_told(rule_set)
        if district is not None and called(rule_set).get(school.pk) in district.campuses:
            where = Text(
                f"校区：{school.name}（{district.name}）",
                f"Campus: {school.name} ({district.name})",
            )
            return [where, *taught(district)]
    return []


def _made_up(taught_by: dict[int, frozenset[str]]) -> Literal["same", "cross"]:
    return "cross" if len(set(taught_by.values())) > 1 else "same"


def _stages(members: dict[int, str], day: date) -> dict[int, frozenset[str]]:
    """The compulsory stages that each school teaches, in the order of the members."""
    found: dict[int, set[str]] = {pk: set() for pk in members}
    rows = Section.objects.on(day).filter(school__in=members, stage__in=COMPULSORY)
    for pk, stage in rows.values_list("school_id", "stage"):
        found[pk].add(stage)
    return {pk: frozenset(stages) for pk, stages in found.items()}


def _feeders(taught_by: dict[int, frozenset[str]], day: date) -> dict[int, int]:
    rows = Feeder.objects.on(day).filter(school__in=taught_by)
    return dict(rows.values_list("school_id", "next_school_id"))


def _is_unfed(pk: int, taught_by: dict[int, frozenset[str]], day: date) -> bool:
    """A primary of a district with several juniors of which nothing says which takes it."""
    juniors = [each for each, stages in taught_by.items() if "junior" in stages]
    if "primary" not in taught_by[pk] or "junior" in taught_by[pk] or len(juniors) < 2:
        return False
    return pk not in _feeders(taught_by, day)
