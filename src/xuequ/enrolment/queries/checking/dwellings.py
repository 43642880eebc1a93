"""The dwellings of an application, and the locks on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count, Max, Q

from xuequ.vault.fields import holding

from ...engine.checking.dwellings import Asking, Lock, key_of
from ...models import Application, Dwelling, SeatLock
from .alike import guardians_of
from .scope import concerning

Seat = tuple[int, int, str]  # dwelling, year and stage


def keys_of(application: Application, number: str) -> list[str]:
    """In which spellings the dwelling of an application is known: address, number of the deed."""
    address = application.address.open() if application.address is not None else ""
    found = [key_of(address), key_of(number)]
    return list(dict.fromkeys(each for each in found if each))


def dwellings(authority: int, keys: Sequence[str]) -> list[Dwelling]:
    """The dwellings that are known under one of the keys."""
    found: list[Dwelling] = []
    for key in keys:
        found += Dwelling.objects.filter(holding(Dwelling, "key", key), authority=authority)
    return found


def locks_of(application: Application, number: str = "") -> list[Lock]:
    """The locks on the dwelling of an application.

    Args:
        number: of the deed or register, "" if none was given.
    """
    found = dwellings(application.authority_id, keys_of(application, number))
    rows = SeatLock.objects.filter(dwelling__in=found, ended_at=None)
    rows = rows.filter(Q(application=None) | Q(application__state="accepted"))
    own, known = guardians_of(application.child), list(rows.select_related("application__child"))
    named = _guardians(known)
    return [_lock(each, own, named[_seat(each)]) for each in known]


def mistaken_locks(application: Application, number: str = "") -> list[SeatLock]:
    """The locks on the dwelling of an application that somebody ended as brought in by mistake."""
    found = dwellings(application.authority_id, keys_of(application, number))
    return list(SeatLock.objects.filter(dwelling__in=found, ended_by__isnull=False).order_by("pk"))


def lives_there(person: int, authority: int, key: str) -> bool:
    """Does a child from a dwelling apply whom a person has to keep out of?"""
    rows = Application.objects.filter(concerning(person), round__authority=authority)
    open_ones = rows.exclude(address=None).distinct()
    return any(key in keys_of(each, "") for each in open_ones)


def asking_of(application: Application) -> Asking:
    """The child as one that is to enter from a dwelling."""
    return Asking(application.child.number, application.stage, application.year)


def _lock(row: SeatLock, own: frozenset[str], named: set[str]) -> Lock:
    if row.application is None:
        return Lock(row.year, row.years, row.stage, "", bool(own & named))
    theirs = guardians_of(row.application.child)
    number = row.application.child.number
    return Lock(row.year, row.years, row.stage, number, bool(own & theirs))


def _guardians(rows: Sequence[SeatLock]) -> dict[Seat, set[str]]:
    """Who is named for a seat from before the platform, on whichever line of it."""
    named: dict[Seat, set[str]] = defaultdict(set)
    for each in rows:
        if each.application_id is None and each.guardian is not None:
            named[_seat(each)].add(f"n{each.guardian.open()}")
    return named


def _seat(row: SeatLock) -> Seat:
    return row.dwelling_id, row.year, row.stage


def tally(authority: int) -> list[tuple[int, str, int, int]]:
    """By year of entry and stage: until when they hold at the longest, and how many there are."""
    rows = SeatLock.objects.filter(dwelling__authority=authority, ended_at=None)
    found = rows.values_list("year", "stage").annotate(n=Count("pk"), years=Max("years"))
    return [
        (year, stage, year + years, n)
        for year, stage, n, years in found.order_by("-year", "stage").values_list(
            "year", "stage", "n", "years"
        )
    ]
