"""What the rules of a round are made of, as plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from xuequ.directory.models import Feeder, School, Section
from xuequ.directory.queries.settings import profile_of
from xuequ.kernel.text import Text
from xuequ.methods.lottery.digests import Hash

from ..engine.preparing.types import Line, Part, Preparation, Stage
from ..models import Plan, Round
from .coordinating import fed_within, study_of, union_of
from .settings import day_of, policy_now, way_named


def preparation(found: Round) -> Preparation:
    """A round with its policy, its plan and the primaries matched with each school."""
    day, policy = day_of(found), policy_now(found)
    rows = list(found.plans.select_related("school"))
    matched = _matched(found, rows, day)
    study = study_of(found)
    return Preparation(
        policy=policy,
        regime=found.regime,
        stage=cast(Stage, found.stage),
        round=f"{found.authority.name} {found.year} {found.name}",
        source=_source(found, day, way_named(found, policy)),
        class_size=found.class_size,
        has_classes=found.has_classes,
        hash=cast(Hash, found.hash),
        found=frozenset(found.findings.values_list("code", flat=True)),
        lines=_lines(rows, matched, _names(rows, matched)),
        district=union_of(found),
        studied=frozenset(study.said if study else ()),
    )


def called_now(found: Round) -> dict[int, str]:
    """By primary key, what the schools of a round and the primaries matched with them are called.

    Kept with its rules: whoever is called otherwise later is still known by the names in them.
    """
    rows = list(found.plans.select_related("school"))
    return _names(rows, _matched(found, rows, day_of(found)))


def _source(found: Round, day: date, way: Text) -> str:
    return f"{profile_of(found.authority, day).document.zh}；{way.zh}；{day}"


def _lines(
    rows: Sequence[Plan], matched: Mapping[int, list[int]], names: Mapping[int, str]
) -> tuple[Line, ...]:
    return tuple(
        Line(
            each.school.name,
            cast(Part, each.part),
            each.plan,
            each.classes,
            each.spare,
            tuple(names.get(pk, "") for pk in each.overflow),
            tuple(names[pk] for pk in matched.get(each.school_id, ())),
            each.kept,
        )
        for each in rows
    )


def _names(rows: Sequence[Plan], matched: Mapping[int, list[int]]) -> dict[int, str]:
    primaries = {pk for each in matched.values() for pk in each}
    found = School.objects.filter(pk__in=primaries).values_list("pk", "name")
    return dict(found) | {each.school_id: each.school.name for each in rows}


def _matched(found: Round, rows: Sequence[Plan], day: date) -> dict[int, list[int]]:
    """The primaries whose leavers go on to each school; its own part is one, then those fed."""
    juniors = {each.school_id for each in rows if each.stage == "junior"}
    matched: dict[int, list[int]] = defaultdict(list)
    own = Section.objects.on(day).filter(school__in=juniors, stage="primary")
    for school in own.values_list("school_id", flat=True):
        matched[school].append(school)
    fed = Feeder.objects.on(day).filter(next_school__in=juniors)
    fed = fed.order_by("school__sort_key", "school_id")
    for school, primary in fed.values_list("next_school_id", "school_id"):
        matched[school].append(primary)
    within = fed_within(found, day)  # primaries that a district feeds to its own juniors
    for school in within.keys() & juniors:
        matched[school] += [pk for pk in within[school] if pk not in matched[school]]
    return matched
