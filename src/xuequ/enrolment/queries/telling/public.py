"""What everybody may read of a released result."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count

from xuequ.directory.engine.masks import mask_name
from xuequ.kernel.text import Text

from ...engine.package.container import unpacked
from ...engine.privacy.consents import LISTED, WORDS
from ...engine.telling.figures import Figures, figures_of
from ...models import Application, Consent, Outcome, Round
from ..placing import package_of, released
from ..settings import names_of, policy_for
from .seats import seated
from .terms import terms_of

KEPT = 8  # results whose figures are held in memory


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the public list.

    Args:
        name: masked; "" where the list has numbers alone, or no guardian agreed to the name.
        was: the school of the sealed result, where it is another one now.
    """

    number: str
    name: str
    school: str
    was: str


def told_outcome(found: Round, now: datetime) -> Outcome | None:
    """The released result of a round of an authority that shows itself."""
    rows = released(now).filter(round=found, round__authority__is_public=True)
    return rows.select_related("round__authority", "roster").defer("package").first()


def figures(outcome: Outcome, now: datetime) -> Figures | None:
    """Counts by school, step and choice; none before the release."""
    data = package_of(outcome, now)
    if data is None:
        return None
    names = tuple(sorted(names_of(policy_for(outcome.round)).items()))
    return _figures(outcome.digest, names, data)


@lru_cache(KEPT)
def _figures(_: str, names: tuple[tuple[str, Text], ...], data: bytes) -> Figures:
    return figures_of(unpacked(data), dict(names))


def public_list(outcome: Outcome, now: datetime, number: str = "") -> list[Entry] | None:
    """Numbers and where they go, or the one looked for; none once the list has come down."""
    terms = terms_of(outcome)
    if now >= terms.listed_until:
        return None
    rows = seated(now).filter(outcome=outcome).order_by("application__child__number")
    if number:
        rows = rows.filter(application__child__number=number)
    is_named = terms.names == "masked"
    schools = dict(outcome.round.plans.values_list("school_id", "school__name"))
    agreed = listed_by_name(outcome) if is_named else set()
    return [_entry(each, schools, is_named=each.application.child_id in agreed) for each in rows]


def listed_by_name(outcome: Outcome) -> set[int]:
    """The children whose masked name a guardian agreed to show, by primary key."""
    rows = Consent.objects.filter(kind=LISTED, version=WORDS[LISTED].version, ended_at=None)
    mine = Application.objects.filter(round=outcome.round_id).values("child")
    return set(rows.filter(child__in=mine).values_list("child", flat=True))


def applied(found: Round) -> list[tuple[Text, int]]:
    """How many applications there were, by what came of them."""
    rows = Application.objects.filter(round=found, version__gte=1)
    counts: Counter[str] = Counter()
    for state, count in rows.values_list("state").annotate(count=Count("pk")).order_by():
        counts[state] += count
    return [(Text("收到报名", "handed in"), sum(counts.values()))] + [
        (text, counts[state]) for state, text in STATES.items() if counts[state]
    ]


def _entry(row: Any, schools: dict[int, str], *, is_named: bool) -> Entry:
    child = row.application.child
    seat: int = row.seat
    was = row.school.name if row.school and row.school_id != seat else ""
    name = mask_name(child.name.open()) if is_named else ""
    return Entry(child.number, name, schools.get(seat, ""), was)


STATES = {
    "accepted": Text("符合条件，参加录取", "met the conditions and took part"),
    "refused": Text("不符合条件", "did not meet the conditions"),
    "returned": Text("退回后未再提交", "returned and not handed in again"),
    "withdrawn": Text("家长撤回", "withdrawn by the family"),
    "submitted": Text("未审核", "not checked"),
}
