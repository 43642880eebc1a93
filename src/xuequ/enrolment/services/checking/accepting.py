"""What an application has to show before it is accepted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from xuequ.directory.models import School, Section
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text

from ...engine.checking.alike import Warning
from ...engine.checking.dwellings import hindering, rivals
from ...engine.checking.judging import judge
from ...engine.places.rules import Rules
from ...models import Application, CheckSettings
from ...queries.checking.alike import warnings
from ...queries.checking.dwellings import asking_of, locks_of, mistaken_locks
from ...queries.checking.items import standard_for
from ...queries.checking.ruled import rules_in_force
from ...queries.settings import day_of, kinds_of

if TYPE_CHECKING:
    from .judging import Decision

MOST_CLASSES, SHORTEST = 9, 2


def check_acceptable(
    row: Application, new: Decision, settings: CheckSettings, now: datetime
) -> None:
    """Refuse what cannot be accepted as it stands.

    Raises:
        Refused("rules-not-published"): the round has no published rules in force.
        Refused("points-not-settled"): the rules place by points, and the policy has no table.
        Refused("items-open"): something was neither proved nor refused.
        Refused("no-type-fits"): by the facts the child is of no type of the table.
        Refused("not-eligible"): no ground to apply is shown.
        Refused("home-needed"), Refused("primary-needed"), Refused("class-needed"): the rules
            place by it.
        Refused("home-not-in-plan"), Refused("primary-unknown"), Refused("class-out-of-range"),
            Refused("unknown-kind"): there is no such.
        Refused("warnings-open"): a warning was not answered.
        Refused("dwelling-is-locked"): the dwelling gave its seat to another family's child.
    """
    rules = rules_in_force(row.round)
    if rules is None:
        raise Refused("rules-not-published")
    _check_items(row, new, rules)
    _check_places(row, new, rules)
    _check_warnings(row, new, now)
    if settings.lock_years is not None:
        exempt = settings.siblings_exempt
        lock = hindering(locks_of(row, new.dwelling), asking_of(row), siblings_exempt=exempt)
        if lock is not None:
            raise Refused("dwelling-is-locked", year=lock.year, until=lock.until)


def open_warnings(row: Application, now: datetime, dwelling: str = "") -> list[Warning]:
    """Everything about an application that has to be answered before it is accepted."""
    same = rivals(locks_of(row, dwelling), asking_of(row))
    more = [Warning("same_dwelling", each.child) for each in same]
    more += [Warning("lock_ended", str(each.year)) for each in mistaken_locks(row, dwelling)]
    return [*warnings(row, timezone.localdate(now)), *more]


def _check_items(row: Application, new: Decision, rules: Rules) -> None:
    standard = standard_for(row.round)
    if any(each.by == "points" for each in rules.stages) and not standard.table.types:
        raise Refused("points-not-settled")
    found = judge(standard, new.items)
    if found.open:
        raise Refused("items-open", items=_listed([each.name for each in found.open]))
    if not found.fits:
        raise Refused("no-type-fits")
    if not found.is_eligible:
        raise Refused("not-eligible", missing=_listed(list(found.finding.missing)))


def _check_places(row: Application, new: Decision, rules: Rules) -> None:
    """Home, primary, class and kinds: those the rules need, and only such as there are."""
    methods = {each.method for each in rules.stages}
    by_feed = rules.belongs == "primary"
    if by_feed and new.primary is None:
        raise Refused("primary-needed")
    if not by_feed and "catchment" in methods and new.home is None:
        raise Refused("home-needed")
    if new.home is not None and not row.round.plans.filter(school=new.home).exists():
        raise Refused("home-not-in-plan")
    if new.primary is not None and not _is_primary(row, new.primary):
        raise Refused("primary-unknown")
    if any(each.by == "class" for each in rules.stages) and new.claim_class is None:
        raise Refused("class-needed")
    if new.claim_class is not None and not 1 <= new.claim_class <= MOST_CLASSES:
        raise Refused("class-out-of-range", most=MOST_CLASSES)
    if unknown := set(new.kinds) - set(kinds_of(row.round)):
        raise Refused("unknown-kind", kind=sorted(unknown)[0])


def _is_primary(row: Application, school: int) -> bool:
    day = day_of(row.round)
    teach = Section.objects.on(day).filter(stage="primary", school=school)
    rows = School.objects.on(day).filter(authority=row.authority_id, pk=school)
    is_open: bool = rows.exists() and teach.exists()
    return is_open


def _check_warnings(row: Application, new: Decision, now: datetime) -> None:
    answered: Mapping[str, str] = new.answers
    unanswered = [
        each
        for each in open_warnings(row, now, new.dwelling)
        if len(answered.get(each.key, "").strip()) < SHORTEST
    ]
    if unanswered:
        raise Refused("warnings-open", warnings=_listed([each.text for each in unanswered]))


def _listed(texts: list[Text]) -> Text:
    return Text("、".join(each.zh for each in texts), "; ".join(each.en for each in texts))
