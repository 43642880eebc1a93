"""Announce how the seed of a draw will come about, and enter what was thrown and revealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import cast
from unicodedata import normalize

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.methods.lottery.digests import Hash
from xuequ.methods.lottery.seeds import Part, check
from xuequ.record.services import write

from ..engine.places.rules_file import rules_of
from ..models import Announcement, Brought, Roster, Round
from ..queries.access import DRAW, PLACE
from ..queries.preparing import current
from ..queries.rosters import announced, parts_of, roster_of
from .guards import held, in_person


@transaction.atomic
def announce_parts(
    found: Round, parts: Sequence[Part], *, actor: Actor, now: datetime
) -> Announcement:
    """Make known how each part of the seed will come about, before the roster is frozen.

    Raises:
        Refused("not-your-place"): the actor does not place children of this authority.
        Refused("no-published-rules"): there are no published rules yet.
        Refused("seed-without-draw"): the rules have no draw.
        Refused("roster-is-frozen"): how the seed comes about is frozen with it.
        Refused("seed-not-yet"): a value is told already.
        Refused("commitment-used-before"): the secret of an attempt before is known.
        Refused("value-used-before"): a roster taken back had nothing but this public value.
        Refused("seed-…"): as `seeds.check`.
    """
    row = held(found, PLACE, actor=actor)
    rule_set = current(row)
    if rule_set is None or rule_set.published_at is None:
        raise Refused("no-published-rules")
    rules = rules_of(bytes(rule_set.rules))
    if not rules.draw:
        raise Refused("seed-without-draw")
    if roster_of(row) is not None:
        raise Refused("roster-is-frozen")
    if told := next((each for each in parts if each.value), None):
        raise Refused("seed-not-yet", part=told.name)
    check(rules.hash, parts)
    _check_unused(row, parts)
    known = announced(row)
    if known is not None:
        known.ended_at = now
        known.save(update_fields=["ended_at"])
    said = [{k: v for k, v in asdict(each).items() if k != "value"} for each in parts]
    made = Announcement.objects.create(
        round=row, parts=said, person_id=actor.person, announced_at=now
    )
    write("announce-seed", row, actor=actor, note={"parts": [each.name for each in parts]})
    return made


def _check_unused(row: Round, parts: Sequence[Part]) -> None:
    """What is known brings no chance any more: a secret revealed, a value that alone decided.

    Of a roster that stood on public values alone everybody can compute the result once they are
    told, so whoever took it back may have seen it.
    """
    alone = {
        _as_read(each["name"])
        for roster in Roster.objects.filter(round=row).exclude(ended_at=None)
        for each in roster.parts
        if all(part["kind"] == "public" for part in roster.parts)
    }
    public = (each for each in parts if each.kind == "public")
    if told := next((each for each in public if _as_read(each.name) in alone), None):
        raise Refused("value-used-before", part=told.name)
    spent = {
        each["commitment"]
        for roster in Roster.objects.filter(round=row, brought__isnull=False)
        for each in roster.parts
        if each["commitment"]
    }
    for each in parts:
        if each.commitment in spent:
            raise Refused("commitment-used-before", part=each.name)


@transaction.atomic
def enter_value(roster: Roster, name: str, value: str, *, actor: Actor, now: datetime) -> Brought:
    """Enter what was thrown or revealed; until it is confirmed it may be entered again.

    Balls and dice come first: who brings a secret must not choose after having seen the balls, and
    cannot, for the secret was committed to.

    Raises:
        Refused("not-your-place"), Refused("done-in-person"): as the guards.
        Refused("roster-has-ended"), Refused("outcome-is-made"): the draw is over.
        Refused("unknown-part"): no such part was announced.
        Refused("part-is-confirmed"): two have read it; it stays.
        Refused("digits-first"): something is still to be thrown.
        Refused("seed-…"): it is not what was announced, as `seeds.check`.
    """
    row = _drawing(roster, actor=actor)
    part = _part(row, name)
    plain = plain_value(part, value)
    if not plain:
        raise Refused("seed-not-revealed", part=name)
    known = row.brought.filter(name=name).first()
    if known is not None and known.confirmed_at is not None:
        raise Refused("part-is-confirmed", part=name)
    if part.kind != "digits" and any(
        each.kind == "digits" and not each.value for each in parts_of(row, confirmed=True)
    ):
        raise Refused("digits-first", part=name)
    check(cast(Hash, row.round.hash), [replace(part, value=plain)])
    made = known or Brought(roster=row, name=name)
    made.value, made.person_id, made.entered_at = plain, in_person(actor), now
    made.save()
    again = known is not None
    write("enter-part", row, actor=actor, note={"part": name, "value": plain, "again": again})
    return made


@transaction.atomic
def confirm_value(roster: Roster, name: str, value: str, *, actor: Actor, now: datetime) -> Brought:
    """A second person reads what was entered against the board.

    Args:
        value: of balls, dice and public values what the second person reads, typed once more; of
            a secret nothing, for its commitment speaks for it.

    Raises:
        Refused("not-your-place"), Refused("done-in-person"): as the guards.
        Refused("roster-has-ended"), Refused("outcome-is-made"): the draw is over.
        Refused("unknown-part"), Refused("seed-not-revealed"): nothing was entered.
        Refused("part-is-confirmed"): it is confirmed already.
        Refused("read-by-another"): whoever entered it does not confirm it.
        Refused("readings-differ"): the two did not read the same.
    """
    row = _drawing(roster, actor=actor)
    part = _part(row, name)
    known = row.brought.filter(name=name).first()
    if known is None:
        raise Refused("seed-not-revealed", part=name)
    if known.confirmed_at is not None:
        raise Refused("part-is-confirmed", part=name)
    if known.person_id == actor.person:
        raise Refused("read-by-another", part=name)
    if part.kind != "sealed" and plain_value(part, value) != known.value:
        raise Refused("readings-differ", part=name)
    known.second_id, known.confirmed_at = actor.person, now
    known.save(update_fields=["second", "confirmed_at"])
    write("confirm-part", row, actor=actor, note={"part": name})
    return known


def _drawing(roster: Roster, *, actor: Actor) -> Roster:
    """The roster, held, if its draw is still to come."""
    row = held(roster.round, DRAW, actor=actor)
    in_person(actor)
    known = roster_of(row)
    if known is None or known.pk != roster.pk:
        raise Refused("roster-has-ended", version=roster.version)
    if hasattr(known, "outcome"):
        raise Refused("outcome-is-made")
    return known


def _part(roster: Roster, name: str) -> Part:
    found = next((each for each in roster.parts if each["name"] == name), None)
    if found is None:
        raise Refused("unknown-part", part=name)
    return Part(**found)


def _as_read(name: str) -> str:
    """A name without what another spelling of it would change."""
    return "".join(normalize("NFKC", name).casefold().split())


def plain_value(part: Part, value: str) -> str:
    """The value without the spaces people write between groups of digits, as two compare it."""
    return value.strip() if part.kind == "public" else "".join(value.split()).lower()
