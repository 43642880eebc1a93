"""Lock the seat of a dwelling, and let it go again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from xuequ.directory.models import Authority, School
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write
from xuequ.vault.fields import holding

from ...engine.checking.dwellings import key_of
from ...engine.checking.former import Seat
from ...models import Application, Dwelling, Round, SeatLock
from ...queries.access import may
from ...queries.checking.dwellings import dwellings, keys_of, lives_there
from ...queries.checking.scope import CONFIRM
from .guards import check_reason, mine


def lock(row: Application, number: str, years: int, now: datetime) -> list[SeatLock]:
    """Lock the dwelling of an accepted application under every spelling; part of its check."""
    found = []
    for key in keys_of(row, number):
        dwelling = _dwelling(row.authority_id, key)
        made, _is_new = SeatLock.objects.get_or_create(
            dwelling=dwelling,
            application=row,
            ended_at=None,
            defaults={"year": row.year, "stage": row.stage, "years": years, "made_at": now},
        )
        found.append(made)
    return found


def end_locks(row: Application, now: datetime) -> int:
    """Let the dwelling of an application go; part of the act that ends its claim to a seat."""
    return SeatLock.objects.filter(application=row, ended_at=None).update(ended_at=now)


def follow_seat(application: int, school: School | None, now: datetime) -> None:
    """Once locks are settled, that of a child goes with its seat; part of the act that moves it.

    A child without a seat locks nothing; one that comes to a seat later locks its dwelling again.
    """
    rows = SeatLock.objects.filter(application=application)
    last = rows.order_by("made_at").last()
    if last is None or (last.ended_at is None and last.school_id is None):
        return  # `settle_locks` is still to come
    held = rows.filter(made_at=last.made_at)
    if school is None:
        held.filter(ended_at=None).update(ended_at=now)
    else:
        held.update(school=school, ended_at=None)


@transaction.atomic
def settle_locks(
    found: Round, placed: Mapping[int, int], *, actor: Actor, now: datetime
) -> tuple[int, int]:
    """When places are given: locks of the placed learn their school, the others end.

    Args:
        placed: primary key of the school by that of the application.

    Returns:
        How many locks stay, how many ended.

    Raises:
        Refused("not-your-place"): the actor does not check for this authority.
    """
    if not may(actor, CONFIRM, found.authority_id):
        raise Refused("not-your-place", name=found.authority.name)
    rows = SeatLock.objects.select_for_update().filter(application__round=found, ended_at=None)
    stay = over = 0
    for each in rows:
        school = placed.get(each.application_id or 0)
        if school is None:
            each.ended_at, over = now, over + 1
        else:
            each.school_id, stay = school, stay + 1
        each.save(update_fields=["school", "ended_at"])
    write("settle-locks", found, actor=actor, note={"stay": stay, "over": over})
    return stay, over


@transaction.atomic
def bring_locks(authority: Authority, seats: Sequence[Seat], *, actor: Actor, now: datetime) -> int:
    """Register seats that dwellings gave before the platform; those known already stay.

    Raises:
        Refused("not-your-place"): the actor does not check for this authority.
        Refused("dwelling-unreadable"): a dwelling is too short to be told from another.
    """
    if not may(actor, CONFIRM, authority.pk):
        raise Refused("not-your-place", name=authority.name)
    new = 0
    for each in seats:
        key = key_of(each.dwelling)
        if not key:
            raise Refused("dwelling-unreadable", dwelling=each.dwelling[:40])
        same = {"year": each.year, "stage": each.stage, "application": None, "ended_at": None}
        dwelling = _dwelling(authority.pk, key)
        known = SeatLock.objects.filter(dwelling=dwelling, **same)
        if each.guardian:  # the other parent of the same child may stand on a line of its own
            known = known.filter(holding(SeatLock, "guardian", each.guardian))
        if known.exists():
            continue
        school = School.objects.filter(authority=authority, pk=each.school or 0).first()
        SeatLock.objects.create(
            dwelling=dwelling, years=each.years, school=school, made_at=now,
            guardian=each.guardian or None, **same,
        )  # fmt: skip
        new += 1
    write("bring-locks", authority, actor=actor, note={"rows": new})
    return new


@dataclass(frozen=True, slots=True)
class Mistaken:
    """A seat of earlier years brought in by mistake: as it stands in the sheet, and why."""

    dwelling: str
    year: int
    stage: str
    reason: str


@transaction.atomic
def end_brought(authority: Authority, wrong: Mistaken, *, actor: Actor, now: datetime) -> int:
    """End the locks of a dwelling that were brought in by mistake: how many they were.

    Whoever does so accepts no child from that dwelling; another person reads its application.

    Raises:
        Refused("checked-in-person"): a program, or an account of nobody.
        Refused("not-your-place"): the actor does not check for this authority.
        Refused("reason-too-short"), Refused("reason-holds-data"): as with identity data.
        Refused("keep-out"): a child of the actor's own people applies from there.
        Refused("no-such-lock"): no seat of that year and stage was brought in for it.
    """
    person = mine(actor)
    if not may(actor, CONFIRM, authority.pk):
        raise Refused("not-your-place", name=authority.name)
    check_reason(wrong.reason)
    key = key_of(wrong.dwelling)
    if lives_there(person, authority.pk, key):
        raise Refused("keep-out")
    known = dwellings(authority.pk, [key] if key else [])
    rows = SeatLock.objects.select_for_update().filter(dwelling__in=known, ended_at=None)
    rows = rows.filter(application=None, year=wrong.year, stage=wrong.stage)
    ended = rows.update(ended_at=now, ended_by=person)
    if not ended:
        raise Refused("no-such-lock")
    note = {"rows": ended, "year": wrong.year, "reason": wrong.reason.strip()[:200]}
    write("end-locks", authority, actor=actor, note=note)
    return ended


def _dwelling(authority: int, key: str) -> Dwelling:
    known = dwellings(authority, [key])
    return known[0] if known else Dwelling.objects.create(authority_id=authority, key=key)
