"""What holds a deletion back: decisions, open matters, locks, a child that is looked after."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q

from xuequ.cases.models import Case, Objection
from xuequ.cases.models.cases import OPEN

from ...engine.privacy.retention import Held, lock_ends
from ...models import Application, Custody, CustodyEntry, LegalHold, SeatLock, Watch


def held_applications(rows: Iterable[Application], on: date, *, kind: str) -> dict[int, Held]:
    """By primary key, what holds an application back from a deletion of that kind.

    Pictures of papers wait neither for a lock nor until a child is in school; drafts for no lock.
    """
    found = list(rows)
    pks = {each.pk for each in found}
    whose = {each.child_id for each in found}
    children = _decided(whose, on) if kind == "papers" else held_children(whose, on)
    rounds = _held_rounds({each.round_id for each in found}, on)
    locked = _locked(pks, on) if kind in {"unplaced", "placed"} else {}
    held: dict[int, Held] = {}
    for each in found:
        why = rounds.get(each.round_id) or children.get(each.child_id) or locked.get(each.pk)
        if why is not None:
            held[each.pk] = why
    return held


def held_children(children: Collection[int], on: date) -> dict[int, Held]:
    """By primary key, what holds everything of a child back."""
    watched = Watch.objects.filter(child__in=children, settled_at=None)
    held = {int(pk or 0): Held("watch") for pk in watched.values_list("child", flat=True)}
    return held | _decided(children, on)


def _decided(children: Collection[int], on: date) -> dict[int, Held]:
    """By primary key, children whose deletion is stayed, or whose family has an open matter."""
    held: dict[int, Held] = {}
    families = list(Custody.objects.filter(child__in=children).values_list("child", "person"))
    ended = CustodyEntry.objects.filter(child__in=children)
    families += list(ended.values_list("child", "parent"))
    busy = busy_people({person for _, person in families})
    for child, person in families:
        if person in busy:
            held[child] = Held("appeal")
    holds = LegalHold.objects.filter(child__in=children, ended_at=None, until__gte=on)
    for row in holds.order_by("until"):
        held[int(row.child_id or 0)] = Held("hold", row.until)
    return held


def busy_people(people: Collection[int]) -> set[int]:
    """Who of these people has started a case, or made an objection, that is not decided yet."""
    cases = Case.objects.filter(
        Q(started_by__in=people) | Q(started_for__in=people), state__in=OPEN
    )
    objections = Objection.objects.filter(person__in=people, state=Objection.State.OPEN)
    return {
        *cases.values_list("started_by", flat=True),
        *cases.values_list("started_for", flat=True),
        *objections.values_list("person", flat=True),
    } & set(people)


def _held_rounds(rounds: Collection[int], on: date) -> dict[int, Held]:
    holds = LegalHold.objects.filter(
        round__in=rounds, child=None, ended_at=None, until__gte=on
    ).order_by("until")
    return {each.round_id: Held("hold", each.until) for each in holds}


def _locked(applications: Collection[int], on: date) -> dict[int, Held]:
    rows = SeatLock.objects.filter(application__in=applications, ended_at=None)
    ends = {each.application_id: lock_ends(each.year, each.years) for each in rows}
    return {pk: Held("lock", day) for pk, day in ends.items() if pk and day >= on}
