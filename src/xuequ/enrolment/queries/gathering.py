"""What the rules of a round are made of, as plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from xuequ.directory.models import Feeder, School, Section
from xuequ.directory.queries.settings import profile_of
from xuequ.methods.lottery.digests import Hash

from ..engine.preparing.types import Line, Part, Preparation, Stage
from ..models import Plan, Round
from .coordinating import fed_within, study_of, union_of
from .settings import day_of, policy_for, way_named


def preparation(found: Round) -> Preparation:
    """A round with its policy, its plan and the primaries matched with each school."""
    day = day_of(found)
    rows = list(found.plans.select_related("school"))
    study = study_of(found)
    return Preparation(
        policy=policy_for(found),
        regime=found.regime,
        stage=cast(Stage, found.stage),
        round=f"{found.authority.name} {found.year} {found.name}",
        source=f"{profile_of(found.authority, day).document.zh}；{way_named(found).zh}；{day}",
        class_size=found.class_size,
        has_classes=found.has_classes,
        hash=cast(Hash, found.hash),
        found=frozenset(found.findings.values_list("code", flat=True)),
        lines=_lines(rows, _matched(rows, day, fed_within(found, day))),
        district=union_of(found),
        studied=frozenset(study.said if study else ()),
    )


def _lines(rows: Sequence[Plan], matched: Mapping[int, list[str]]) -> tuple[Line, ...]:
    names = {each.school_id: each.school.name for each in rows}
    return tuple(
        Line(
            each.school.name,
            cast(Part, each.part),
            each.plan,
            each.classes,
            each.spare,
            tuple(names.get(pk, "") for pk in each.overflow),
            tuple(matched.get(each.school_id, ())),
            each.kept,
        )
        for each in rows
    )


def _matched(
    rows: Sequence[Plan], day: date, within: Mapping[int, list[int]]
) -> dict[int, list[str]]:
    """The names of the primaries whose leavers go on to each school; its own part is one.

    `within`: primaries that a district feeds to its own juniors.
    """
    found: dict[int, list[str]] = defaultdict(list)
    juniors = {each.school_id: each.school.name for each in rows if each.stage == "junior"}
    own = Section.objects.on(day).filter(school__in=juniors, stage="primary")
    for school in own.values_list("school_id", flat=True):
        found[school].append(juniors[school])
    fed = Feeder.objects.on(day).filter(next_school__in=juniors)
    fed = fed.order_by("school__sort_key", "school_id")
    for school, name in fed.values_list("next_school_id", "school__name"):
        found[school].append(name)
    primaries = [pk for each in within.values() for pk in each]
    names = dict(School.objects.filter(pk__in=primaries).values_list("pk", "name"))
    for school in found.keys() | (within.keys() & juniors.keys()):
        more = [names[pk] for pk in within.get(school, ()) if names[pk] not in found[school]]
        found[school] += more
    return found
