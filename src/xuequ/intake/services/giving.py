"""Give out a bundle; the record says to whom, and what for where ID numbers go along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from xuequ.directory.engine.purposes import PURPOSES, reason_fault
from xuequ.directory.models import Authority
from xuequ.directory.queries.scope import AUTHORITY, standing
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ..bundles import ONEROSTER
from ..engine.oneroster import tables_of, write_bundle
from ..queries.asked import Asked
from ..queries.county import county_of, left_out
from ..queries.sourced import ids_of


@dataclass(frozen=True, slots=True)
class InFull:
    """What ID numbers, telephones and pupils are given out for, and why."""

    purpose: str  # a key of `PURPOSES`
    reason: str


@dataclass(frozen=True, slots=True)
class Given:
    """A bundle, the rows of each of its files, and how much is left out of what there is."""

    data: bytes
    rows: dict[str, int]
    left_out: dict[str, int]


@transaction.atomic
def export_oneroster(
    authority: Authority, *, on: date, actor: Actor, in_full: InFull | None = None
) -> Given:
    """Everything of an authority on a day that a bundle carries.

    Pupils, ID numbers and telephones go along only `in_full`.

    Raises:
        Refused("bundle-is-of-authority"): the actor does not stand for the whole authority.
        Refused("bundle-not-in-full"): it may not see ID numbers, or no pupils.
        Refused("bundle-purpose-unknown"), Refused("bundle-reason"): what for, or why, is not said.
    """
    if standing(actor) != AUTHORITY or not actor.using(ONEROSTER.needs).is_at_home(authority.pk):
        raise Refused("bundle-is-of-authority")
    if in_full is not None:
        _check(in_full, actor)
    asked = Asked(authority, on, actor, ids_of(authority), in_full is not None)
    tables = tables_of(county_of(asked), asked.ids.derived_of)
    rows = {name: len(held) for name, held in tables.items() if held}
    note: dict[str, object] = {"what": ONEROSTER.code, "file": "zip", "rows": sum(rows.values())}
    if in_full is not None:
        note |= {"purpose": f"purpose.{in_full.purpose}", "reason": in_full.reason.strip()[:200]}
    write("export", authority, actor=actor, note=note)
    return Given(write_bundle(tables), rows, left_out(asked))


def _check(asked: InFull, actor: Actor) -> None:
    if not (actor.may("identity.reveal") and actor.may("pupil.view")):
        raise Refused("bundle-not-in-full")
    if asked.purpose not in PURPOSES:
        raise Refused("bundle-purpose-unknown")
    if reason_fault(asked.reason):
        raise Refused("bundle-reason")
