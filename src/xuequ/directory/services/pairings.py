"""Acts on pairings (师徒结对): a mentor bound to somebody who learns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Authority, Pairing, Person, Posting, School
from ..queries.offered import subject_said, subjects, tiers
from ..queries.workplaces import posted_to, works_at
from .people.checks import room
from .succession import end

ANY_TIER = range(1, 10)  # where the policy names none


@dataclass(frozen=True, slots=True)
class NewPairing:
    """Where the apprentice works, which sort, at which tier of mentors, in which subject.

    Without `until` the pairing goes on until it is ended, or the posting it belongs to is.
    """

    school: School
    kind: str = Pairing.Kind.TEACHING
    tier: int = 1
    subject: str = ""
    until: date | None = None


@transaction.atomic
def pair(
    mentor: Person, apprentice: Person, new: NewPairing, *, since: date, actor: Actor
) -> Pairing:
    """Bind a mentor and an apprentice from a day on.

    A pairing at a school to which the apprentice, or else the mentor, is posted that day
    belongs to that posting and ends with it.

    Raises:
        Refused("mentor-is-apprentice"): both are one.
        Refused("place-elsewhere"): one of them, or the school, belongs to another authority.
        Refused("ends-before-it-begins"): the last day lies before the first.
        Refused("not-yet-begun"): the school begins after that day.
        Refused("already-ended"): the school ends on that day or earlier.
        Refused("unknown-tier"): the policy of that day has no such tier.
        Refused("does-not-work-there"): the apprentice neither belongs to the school that day
            nor is posted there.
        Refused("outlasts-posting"): the posting it belongs to ends earlier.
        Refused("tier-is-taken"): the apprentice has such a mentor of that tier in these days.
    """
    if mentor.pk == apprentice.pk:
        raise Refused("mentor-is-apprentice", name=mentor.name)
    held = Person.objects.select_for_update().filter(pk__in=(mentor.pk, apprentice.pk))
    both = {each.pk: each for each in held.order_by("pk")}  # always in the same order
    mentor, apprentice = both[mentor.pk], both[apprentice.pk]
    authority = apprentice.authority
    _check_places(mentor, new.school, authority)
    _check_tier(authority, new.tier, since)
    if not works_at(apprentice, new.school, since):
        facts = {"name": apprentice.name, "school": new.school.name, "since": since}
        raise Refused("does-not-work-there", **facts)
    posting = posted_to(apprentice, new.school, since) or posted_to(mentor, new.school, since)
    until = _until(new, posting, since)
    _check_free(apprentice, new, since, until)
    pairing = Pairing.objects.create(
        authority=authority,
        mentor=mentor,
        apprentice=apprentice,
        school=new.school,
        kind=new.kind,
        tier=new.tier,
        subject=subject_said(new.subject, subjects(authority, since)),
        posting=posting,
        is_synthetic=apprentice.is_synthetic or mentor.is_synthetic,
        since=since,
        until=until,
    )
    note: dict[str, object] = {"since": since.isoformat(), "tier": new.tier}
    write("pair", pairing, actor=actor, note=note)
    return pairing


@transaction.atomic
def end_pairing(pairing: Pairing, *, until: date, actor: Actor) -> Pairing:
    """Let mentor and apprentice part: `until` is the first day no longer bound.

    Raises:
        Refused("ends-before-it-begins"): it begins on that day or later.
        Refused("already-ended"): it ends on that day or earlier as it is.
    """
    pairing = Pairing.objects.select_for_update().get(pk=pairing.pk)
    before = fingerprint(pairing)
    end(pairing, until=until)
    write("end-pairing", pairing, actor=actor, before=before, note={"since": until.isoformat()})
    return pairing


@transaction.atomic
def withdraw_pairing(pairing: Pairing, *, today: date, actor: Actor) -> Person:
    """Take back a pairing that has not begun.

    Raises:
        Refused("already-in-force"): it has begun; it can be ended.
    """
    pairing = Pairing.objects.select_for_update().get(pk=pairing.pk)
    if pairing.since <= today:
        raise Refused("already-in-force", name=str(pairing), since=pairing.since)
    before, apprentice = fingerprint(pairing), pairing.apprentice
    note: dict[str, object] = {"since": pairing.since.isoformat(), "tier": pairing.tier}
    pairing.delete()
    write("withdraw-pairing", apprentice, actor=actor, before=before, note=note)
    return apprentice


def _check_places(mentor: Person, school: School, authority: Authority) -> None:
    if mentor.authority_id != authority.pk:
        raise Refused("place-elsewhere", name=mentor.name)
    if school.authority_id != authority.pk:
        raise Refused("place-elsewhere", name=school.name)


def _check_tier(authority: Authority, tier: int, since: date) -> None:
    known = tiers(authority, since)
    if tier not in (known or ANY_TIER):
        raise Refused("unknown-tier", tier=tier, known=[*(known or ANY_TIER)])


def _until(new: NewPairing, posting: Posting | None, since: date) -> date | None:
    """The day on which the pairing ends: as asked, and with school or posting at the latest."""
    if new.until is not None and new.until <= since:
        raise Refused("ends-before-it-begins", since=since)
    last = posting.until if posting is not None else None
    if posting is not None and last is not None and new.until is not None and new.until > last:
        facts = {"name": posting.person.name, "school": new.school.name, "until": last}
        raise Refused("outlasts-posting", **facts)
    days = [new.until, last, room(new.school, since)]
    return min((day for day in days if day is not None), default=None)


def _check_free(apprentice: Person, new: NewPairing, since: date, until: date | None) -> None:
    """An apprentice has one mentor of a sort and tier at a time."""
    others = Pairing.objects.filter(apprentice=apprentice, kind=new.kind, tier=new.tier)
    other = others.during(since, until).select_related("mentor").order_by("since").first()
    if other is not None:
        facts = {"name": apprentice.name, "mentor": other.mentor.name, "since": other.since}
        raise Refused("tier-is-taken", tier=new.tier, **facts)
