"""Counters: moved with every entry in its transaction, and made anew from all claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from xuequ.directory.models import Authority

from ..models import Claim, Counter
from ..models.entries import EntryState

COUNTED = {EntryState.HANDED: "handed", EntryState.CONFIRMED: "confirmed"}
KEY = ("owner_kind", "owner_id", "duty", "since", "subject")
# What was handed in and confirmed, counted from the claims alone, as one index holds them.
FRESH = """
    SELECT owner_kind, owner_id, duty, since, subject,
        SUM(CASE WHEN state = 'handed' THEN 1 ELSE 0 END) AS handed,
        SUM(CASE WHEN state = 'confirmed' THEN 1 ELSE 0 END) AS confirmed,
        SUM(CASE WHEN is_nothing THEN 1 ELSE 0 END) AS empty
    FROM ledger_claim
    WHERE authority_id = %s AND state IN ('handed', 'confirmed')
    GROUP BY owner_kind, owner_id, duty, since, subject
"""
SAME = " AND ".join(f"c.{name} = {{0}}.{name}" for name in KEY)
OFF = f"""
    FROM ({FRESH}) f LEFT JOIN ledger_counter c ON {SAME.format("f")}
    WHERE (COALESCE(c.handed, 0) <> f.handed OR COALESCE(c.confirmed, 0) <> f.confirmed
        OR COALESCE(c."nothing", 0) <> f.empty)
"""
BARE = f"""
    FROM ledger_counter c
    WHERE c.authority_id = %s AND NOT EXISTS (
        SELECT 1 FROM ledger_claim k
        WHERE {SAME.format("k")} AND k.state IN ('handed', 'confirmed'))
"""  # noqa: S608 - our own words
OF_KEY = ", ".join(f"{{0}}.{name}" for name in KEY)
DIFFERENCES = f"""
    SELECT {OF_KEY.format("f")}, COALESCE(c.handed, 0), COALESCE(c.confirmed, 0),
        COALESCE(c."nothing", 0), f.handed, f.confirmed, f.empty {OFF}
    UNION ALL
    SELECT {OF_KEY.format("c")}, c.handed, c.confirmed, c."nothing", 0, 0, 0 {BARE}
        AND (c.handed <> 0 OR c.confirmed <> 0 OR c."nothing" <> 0)
"""
FIRST = f"""(SELECT k.{{0}} FROM ledger_claim k
    WHERE {" AND ".join(f"k.{name} = f.{name}" for name in KEY)}
        AND k.state IN ('handed', 'confirmed') ORDER BY k.id LIMIT 1)"""  # noqa: S608
MEND = f"""
    INSERT INTO ledger_counter (authority_id, {", ".join(KEY)}, school_id, consortium_id,
        handed, confirmed, "nothing")
    SELECT %s, {OF_KEY.format("f")}, {FIRST.format("school_id")}, {FIRST.format("consortium_id")},
        f.handed, f.confirmed, f.empty {OFF}
    ON CONFLICT ({", ".join(KEY)}) DO UPDATE SET handed = excluded.handed,
        confirmed = excluded.confirmed, "nothing" = excluded."nothing"
"""
DROP = f"DELETE FROM ledger_counter WHERE id IN (SELECT c.id {BARE})"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Difference:
    """A counter that is not what its claims say: handed in, confirmed, and «nothing» of both."""

    kind: str
    id: int
    duty: str
    since: date
    subject: str
    held: tuple[int, int, int]
    counted: tuple[int, int, int]


def move(claims: Iterable[Claim], state: EntryState) -> None:
    """Bring claims into another state, and their counters with them.

    Counters are taken in one order everywhere, so that two acts never wait for each other.
    """
    for claim in sorted(claims, key=_place):
        before, after = COUNTED.get(EntryState(claim.state)), COUNTED.get(state)
        claim.state = state
        claim.save(update_fields=["state"])
        if before != after:
            _add(claim, before, -1)
            _add(claim, after, 1)


def enter(claims: Iterable[Claim]) -> None:
    """Write new claims and count them."""
    for claim in sorted(claims, key=_place):
        claim.save(force_insert=True)
        _add(claim, COUNTED.get(EntryState(claim.state)), 1)


def strike(claims: Iterable[Claim]) -> None:
    """Take claims away, and what they counted."""
    for claim in sorted(claims, key=_place):
        _add(claim, COUNTED.get(EntryState(claim.state)), -1)
        claim.delete()


def hold(*claims: Iterable[Claim]) -> None:
    """Take the counters of claims before any of them moves, so that two acts that touch the
    same counters in another order wait for each other once and not crosswise."""
    for claim in sorted(chain(*claims), key=_place):
        Counter.objects.select_for_update().get(pk=_counter(claim).pk)


def hold_all() -> None:
    """Let nobody else hand in or confirm until the transaction ends.

    Comes before the first claim is touched: who waits for a claim holds the table as well.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE ledger_claim, ledger_counter IN SHARE ROW EXCLUSIVE MODE")


def differences(authority: Authority) -> list[Difference]:
    """The counters of an authority that a fresh count of its claims would change."""
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENCES, [authority.pk, authority.pk])
        return [_difference(row) for row in cursor.fetchall()]


@transaction.atomic
def recount(authority: Authority) -> int:
    """Make every counter of an authority what its claims say; returns how many there are.

    Nobody hands in meanwhile.  Counters that are right already are not written.
    """
    hold_all()
    with connection.cursor() as cursor:
        cursor.execute(MEND, [authority.pk, authority.pk])
        cursor.execute(DROP, [authority.pk])
    return Counter.objects.filter(authority=authority).count()


def _difference(row: tuple[Any, ...]) -> Difference:
    kind, id, duty, since, subject, *numbers = row
    day = since if isinstance(since, date) else date.fromisoformat(since)
    held, counted = numbers[:3], numbers[3:]
    return Difference(kind, id, duty, day, subject, tuple(held), tuple(counted))


def _add(claim: Claim, column: str | None, by: int) -> None:
    if column is None:
        return
    change = {column: F(column) + by}
    if claim.is_nothing:
        change["nothing"] = F("nothing") + by
    Counter.objects.filter(pk=_counter(claim).pk).update(**change)


def _counter(claim: Claim) -> Counter:
    """The counter a claim counts in, made if it is the first."""
    found, _ = Counter.objects.get_or_create(
        **{name: getattr(claim, name) for name in KEY},
        defaults={
            "authority_id": claim.authority_id,
            "school_id": claim.school_id,
            "consortium_id": claim.consortium_id,
        },
    )
    return found


def _place(claim: Claim) -> tuple[str, int, str, str, str]:
    day = claim.since.isoformat()
    return claim.owner_kind, claim.owner_id, claim.duty, claim.subject, day
