"""The rounds a sheet of plans may name, and the plans there are, as rows of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from xuequ.directory.models import Authority
from xuequ.directory.queries.scope import own_schools
from xuequ.kernel.actors import Actor

from ..engine.preparing.plan_rows import KnownRound, Rounds
from ..models import Plan, Round
from .overview import offered
from .preparing import is_open
from .settings import kinds_of, policy_now


def known_rounds(authority: Authority, now: datetime) -> Rounds:
    """The rounds of an authority by year and name."""
    rows = Round.objects.filter(authority=authority).select_related("authority")
    return {(each.year, each.name): _known(each, now) for each in rows}


def give_plans(authority: Authority, on: date, actor: Actor) -> Iterator[Mapping[str, object]]:
    """The plans of the actor's own schools, in the form in which they are taken."""
    mine = own_schools(seen_by=actor, on=on).filter(authority=authority)
    rows = Plan.objects.filter(round__authority=authority, school__in=mine.values("pk"))
    names: dict[int, dict[int, str]] = {}
    for each in rows.select_related("round__authority", "school").order_by(
        "-round__year", "round__name", "school__sort_key", "pk"
    ):
        known = names.setdefault(
            each.round_id, dict(each.round.plans.values_list("school_id", "school__name"))
        )
        kinds = {code: name.zh for code, name in kinds_of(each.round).items()}
        yield {
            "school_code": each.school.code,
            "school": each.school.name,
            "year": f"{each.year}-{each.year + 1}",
            "round": each.round.name,
            "part": each.part,
            "plan": each.plan,
            "classes": each.classes,
            "class_size": each.round.class_size,
            "spare": each.spare,
            "overflow": "、".join(known.get(pk, "") for pk in each.overflow),
            "kept": "、".join(f"{kinds.get(code, code)}:{n}" for code, n in each.kept.items()),
        }


def _known(found: Round, now: datetime) -> KnownRound:
    plans = Plan.objects.filter(year=found.year, stage=found.stage, part=Plan.Part.HOME)
    elsewhere = plans.exclude(round=found).values_list("school_id", "round__name")
    names = {name.zh: code for code, name in kinds_of(found, policy_now(found)).items()}
    return KnownRound(
        found.pk,
        found.class_size,
        dict(offered(found)),
        dict(found.plans.values_list("school_id", "part")),
        dict(elsewhere),
        names | {code: code for code in names.values()},
        is_open(found, now),
    )
