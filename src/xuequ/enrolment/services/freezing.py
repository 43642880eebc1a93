"""Freeze the roster of a round, and take it back as long as nothing was thrown or revealed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.methods.lottery.seeds import Part
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.package.allocations import frozen_of
from ..models import Announcement, Application, Roster, Round, RuleSet
from ..queries.access import PLACE
from ..queries.preparing import current
from ..queries.program import program_digest
from ..queries.rosters import Draft, announced, draft, roster_of
from .guards import SHORTEST, held


@dataclass(frozen=True, slots=True)
class Freezing:
    """What whoever freezes has read and settles.

    Args:
        seen: seal of the defect report that was read; warnings count as accepted by it.
        releases_at: no result is seen before; made known with the frozen digest.
        travel: name and bytes of a table of ways, where the rules go by distance.
    """

    seen: str
    releases_at: datetime
    travel: tuple[str, bytes] | None = None


@transaction.atomic
def freeze(found: Round, asked: Freezing, *, actor: Actor, now: datetime) -> Roster:
    """Freeze applications, ways, rules and how the seed comes about.

    Raises:
        Refused("not-your-place"): the actor does not place children of this authority.
        Refused("no-published-rules"): there are no published rules.
        Refused("round-not-closed"): applications may still come.
        Refused("roster-is-frozen"): it is, already.
        Refused("release-is-past"): results cannot be released before they are made.
        Refused("no-announcement"): nobody has said how the seed will come about.
        Refused("roster-has-defects"): the report has errors.
        Refused("defects-have-changed"): the report that was read is not the one of now.
        Problems: the table of ways cannot be read.
    """
    row = held(found, PLACE, actor=actor)
    rule_set = current(row)
    if rule_set is None or rule_set.published_at is None:
        raise Refused("no-published-rules")
    if now < row.closes:
        raise Refused("round-not-closed", closes=row.closes)
    if roster_of(row) is not None:
        raise Refused("roster-is-frozen")
    if asked.releases_at <= now:
        raise Refused("release-is-past")
    return _frozen(row, rule_set, asked, actor, now)


def _frozen(row: Round, rule_set: RuleSet, asked: Freezing, actor: Actor, now: datetime) -> Roster:
    _hold_applications(row)
    made = draft(row, rule_set, asked.travel)
    if made.inputs is None or made.read is None:
        raise Refused("roster-has-defects", count=len(made.errors))
    if made.seal != asked.seen:
        raise Refused("defects-have-changed")
    parts = _parts(row) if made.read.rules.draw else []
    inputs = replace(made.inputs, parts=[Part(**each) for each in parts])
    last = Roster.objects.filter(round=row).aggregate(last=Max("version"))["last"] or 0
    roster = Roster.objects.create(
        round=row,
        rule_set=rule_set,
        version=last + 1,
        applications=inputs.applications,
        travel=inputs.travel,
        digest=frozen_of(inputs, made.read.rules),
        engine=program_digest(),
        children=made.children,
        parts=parts,
        defects=_listed(made),
        person_id=actor.person,
        frozen_at=now,
        releases_at=asked.releases_at,
    )
    note = {
        "version": roster.version,
        "children": roster.children,
        "frozen_digest": roster.digest,
        "applications_digest": sha256(inputs.applications).hexdigest(),
        "engine": roster.engine,
        "warnings": len(made.warnings),
    }
    write("freeze-roster", roster, actor=actor, note=note)
    return roster


def _hold_applications(row: Round) -> None:
    """Acts on applications that have begun end before anything is read; later ones see the roster.

    The order is that in which an act holds an application and those placed together with it.
    """
    rows = Application.objects.select_for_update().filter(round=row)
    ordered = rows.order_by(F("companion").asc(nulls_first=True), "pk")
    list(ordered.values_list("pk", flat=True))


def _parts(row: Round) -> list[dict[str, Any]]:
    known = announced(row)
    if known is None:
        raise Refused("no-announcement")
    parts: list[dict[str, Any]] = known.parts
    return parts


def _listed(made: Draft) -> list[dict[str, str]]:
    return [
        {"code": e.code, "number": e.number, "zh": e.text.zh, "en": e.text.en}
        for e in made.warnings
    ]


@transaction.atomic
def end_roster(roster: Roster, reason: str, *, actor: Actor, now: datetime) -> Roster:
    """Take a frozen roster back to correct it, before anything was thrown or revealed.

    Where public values alone make the seed, other values are to be announced before the next.

    Raises:
        Refused("not-your-place"): the actor does not place children of this authority.
        Refused("roster-has-ended"): it holds no longer.
        Refused("needs-a-reason"): fewer than ten characters say why.
        Refused("draw-has-begun"): from then on an attempt can only be declared void, by two.
    """
    row = held(roster.round, PLACE, actor=actor)
    known = roster_of(row)
    if known is None or known.pk != roster.pk:
        raise Refused("roster-has-ended", version=roster.version)
    if len(reason.strip()) < SHORTEST:
        raise Refused("needs-a-reason", count=SHORTEST)
    if known.brought.exists() or hasattr(known, "outcome"):
        raise Refused("draw-has-begun")
    before = fingerprint(known)
    known.ended_at, known.end_reason = now, reason.strip()
    known.save(update_fields=["ended_at", "end_reason"])
    if known.parts and all(part["kind"] == "public" for part in known.parts):
        Announcement.objects.filter(round=row, ended_at=None).update(ended_at=now)
    write("end-roster", known, actor=actor, before=before, note={"version": known.version})
    return known
