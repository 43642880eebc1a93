"""What a round asks of a family, gathered from the rules that were published and the policy."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import Any

from xuequ.directory.models import Section
from xuequ.web.kept import Kept

from ...engine.applying.draft import Draft, of_text
from ...engine.applying.terms import Terms
from ...engine.places.rules import Rules
from ...engine.places.rules_file import rules_of
from ...engine.places.schools import schools_of
from ...models import Application, Evidence, Plan, RuleSet
from ..called import called, planned
from ..settings import day_of, kinds_of, policy_for

KEPT, MOST = 60.0, 64  # seconds and rounds that a process remembers
Key = tuple[object, ...]
_known: dict[Key, tuple[float, Terms]] = {}


def terms_of(rule_set: RuleSet) -> Terms:
    """The round as families meet it, by the exact rules that were published.

    A process remembers them for a minute.  Rules that were published never change, nor the policy
    that was signed with them; another name of a school is noticed within that minute.
    """
    key = rule_set.pk, rule_set.round_id, rule_set.rules_digest, rule_set.policy_digest
    now = monotonic()
    at, terms = _known.get(key, (float("-inf"), None))
    if terms is None or now - at >= KEPT:
        if len(_known) >= MOST:
            forget_terms()
        terms = _gathered(rule_set)
        _known[key] = (now, terms)
    return terms


def forget_terms() -> None:
    """Let the next page gather them anew."""
    _known.clear()


def _gathered(rule_set: RuleSet) -> Terms:
    found = rule_set.round
    rules = rules_of(bytes(rule_set.rules))
    policy = policy_for(found)
    plans = list(Plan.objects.filter(round=found).select_related("school"))
    names = {each.school_id: each.school.name for each in plans}
    known = planned(rule_set)
    inside = {known[each]: names[known[each]] for each in rules.catchment if each in known}
    return Terms(
        stage=found.stage,
        day=day_of(found),
        table=policy.points,
        eligibility=tuple(policy.eligibility),
        belongs=rules.belongs,
        homes={each.school_id: names[each.school_id] for each in plans if each.part == "home"},
        primaries=_primaries(rule_set, rules) if rules.belongs == "primary" else {},
        ranks=rules.choices,
        inside=inside,
        others={pk: name for pk, name in names.items() if pk not in inside},
        kinds=kinds_of(found),
        papers=tuple(found.papers),
    )


def _primaries(rule_set: RuleSet, rules: Rules) -> Mapping[int, str]:
    """The schools whose leavers go on to those of the round, as its signed plan has them."""
    schools = schools_of(bytes(rule_set.seats), rules).all
    names = {name for each in schools for name in each.primaries}
    meant = [pk for pk, name in called(rule_set).items() if name in names]
    rows = Section.objects.on(day_of(rule_set.round)).filter(stage="primary", school__in=meant)
    return dict(rows.order_by("school__sort_key").values_list("school", "school__name"))


def draft_of(row: Application) -> Draft:
    """What is being typed, or else what was handed in."""
    return handed_in(row) if row.draft is None else of_text(row.draft.open())


def handed_in(row: Application) -> Draft:
    """What was handed in last, as its columns hold it."""
    ranked = dict(row.choices.values_list("rank", "school")) if row.version else {}
    return Draft(
        address=row.address.open() if row.address else "",
        place=row.place,
        home=row.home_id,
        primary=row.primary_id,
        claims=row.claims,
        kinds=tuple(row.kinds),
        choices=tuple(ranked.get(rank) for rank in range(1, max(ranked, default=0) + 1)),
        companion=row.companion_id,
    )


def papers_of(row: Application) -> set[str]:
    """The kinds of papers that were added."""
    return set(PAPERS.rows(row.pk))


def _papers(application: int) -> Any:
    return Evidence.objects.filter(application=application).values_list("kind", flat=True)


PAPERS: Kept[str] = Kept(_papers, int)
