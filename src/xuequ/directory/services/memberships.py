"""Acts on who belongs to which consortium."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.belonging import Held, Party, Wanted, check_place
from ..models import Authority, Consortium, Membership, School, Section
from ..models.dated import overlapping
from ..queries.settings import policy_of
from .succession import end


@transaction.atomic
def join_consortium(
    school: School,
    consortium: Consortium,
    *,
    role: str,
    since: date,
    actor: Actor,
    section: Section | None = None,
) -> Membership:
    """Make a school, or one `section` of it (e.g. 初中部), part of a consortium from a day on.

    The first membership of a school is its primary one; a guest's place never is.

    Raises:
        Refused: see `_check_place`.
        ValueError: the section is another school's (our mistake, no form offers it).
    """
    if section is not None and section.school_id != school.pk:
        raise ValueError(f"{section} is no section of {school}")
    Authority.objects.select_for_update().get(pk=consortium.authority_id)
    _check_place(school, consortium, role, since, None)
    membership = Membership.objects.create(
        school=school,
        section=section,
        consortium=consortium,
        role=role,
        since=since,
        is_primary=_comes_first(school, role, since, None),
        order=consortium.memberships.count(),
    )
    write("join-consortium", membership, actor=actor, note={"role": role})
    return membership


@transaction.atomic
def leave_consortium(membership: Membership, *, until: date, actor: Actor) -> Membership:
    """Let a membership end: `until` is the first day the school no longer belongs.

    If it was the primary one, the oldest of the school's others is primary from that day on.

    Raises:
        Refused("ends-before-it-begins"): the membership begins on that day or later.
        Refused("already-ended"): it ends on that day or earlier as it is.
    """
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    before = fingerprint(membership)
    end(membership, until=until)
    heir = _pass_on(membership.school, until) if membership.is_primary else None
    note = {"primary": heir.consortium.label} if heir else {}
    write("leave-consortium", membership, actor=actor, before=before, note=note)
    return membership


@transaction.atomic
def move_school(
    membership: Membership, consortium: Consortium, *, role: str, since: date, actor: Actor
) -> Membership:
    """From a day on, let a school belong to another consortium, or play another role in its own.

    A membership that was to end on some day ends then in its new place.  On the very day it
    began the change corrects it.

    Raises:
        Refused("nothing-changed"): same consortium, same role.
        Refused("not-yet-begun"): the membership begins after that day.
        Refused("already-ended"): it ends on that day or earlier.
        Refused: see `_check_place`.
    """
    Authority.objects.select_for_update().get(pk=consortium.authority_id)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if (membership.consortium_id, membership.role) == (consortium.pk, role):
        raise Refused("nothing-changed")
    before = fingerprint(membership)
    school, until, left = membership.school, membership.until, membership.consortium
    if since < membership.since:
        raise Refused("not-yet-begun", name=str(membership), since=membership.since)
    if since == membership.since:
        membership.delete()
    else:
        end(membership, until=since)
    _check_place(school, consortium, role, since, until)
    moved = Membership.objects.create(
        school=school,
        section=membership.section,
        consortium=consortium,
        role=role,
        since=since,
        until=until,
        is_primary=_comes_first(school, role, since, until),
        order=membership.order if left == consortium else consortium.memberships.count(),
    )
    note = {
        "from": left.label,
        "to": consortium.label,
        "role": role,
        "since": since.isoformat(),
    }
    write("move-school", moved, actor=actor, before=before, note=note)
    return moved


@transaction.atomic
def withdraw_membership(membership: Membership, *, today: date, actor: Actor) -> School:
    """Take back a change that has not come into force; the membership before goes on.

    Raises:
        Refused("already-in-force"): the membership has begun.
    """
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    school = School.objects.select_for_update().get(pk=membership.school_id)
    if membership.since <= today:
        raise Refused("already-in-force", name=str(membership), since=membership.since)
    before, until = fingerprint(membership), membership.until
    earlier = school.memberships.filter(until=membership.since, section=membership.section).first()
    note = {"to": membership.consortium.label, "since": membership.since.isoformat()}
    membership.delete()
    if earlier is not None:
        earlier.until = until
        earlier.save(update_fields=["until"])
    write("withdraw-membership", school, actor=actor, before=before, note=note)
    return school


@transaction.atomic
def make_primary(membership: Membership, *, since: date, actor: Actor) -> Membership:
    """From a day on, let this membership be the one a school is counted and funded by.

    Raises:
        Refused("nothing-changed"): it is already.
        Refused("guests-are-not-counted"): the school is only a guest there.
        Refused("already-ended"): it ends on that day or earlier.
    """
    school = School.objects.select_for_update().get(pk=membership.school_id)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.is_primary:
        raise Refused("nothing-changed")
    if membership.role == Membership.Role.GUEST:
        facts = {"school": school.name, "consortium": membership.consortium.label}
        raise Refused("guests-are-not-counted", **facts)
    if membership.until is not None and membership.until <= since:
        raise Refused("already-ended", until=membership.until)
    before, since = fingerprint(membership), max(since, membership.since)
    held = school.memberships.filter(overlapping(since, membership.until), is_primary=True)
    for other in held:
        _flag(other, since=since, primary=False)
    flagged = _flag(membership, since=since, primary=True)
    note = {"since": since.isoformat()}
    write("make-primary", flagged, actor=actor, before=before, note=note)
    return flagged


def _flag(membership: Membership, *, since: date, primary: bool) -> Membership:
    """Let a membership be primary, or not, from a day on; earlier days keep what they were."""
    if membership.since >= since:
        membership.is_primary = primary
        membership.save(update_fields=["is_primary"])
        return membership
    until, membership.until = membership.until, since
    membership.save(update_fields=["until"])
    membership.pk, membership.since, membership.until = None, since, until
    membership.is_primary, membership._state.adding = primary, True
    membership.save()
    return membership


def _pass_on(school: School, since: date) -> Membership | None:
    """When the primary membership has ended, the oldest of those that go on becomes primary."""
    going_on = school.memberships.on(since)
    if going_on.filter(is_primary=True).exists():
        return None
    heir = going_on.exclude(role=Membership.Role.GUEST).order_by("since", "id").first()
    return _flag(heir, since=since, primary=True) if heir else None


def _comes_first(school: School, role: str, since: date, until: date | None) -> bool:
    """Is a new membership the primary one: not a guest's, and no other is in those days?"""
    held = school.memberships.filter(overlapping(since, until), is_primary=True)
    return role != Membership.Role.GUEST and not held.exists()


def _check_place(
    school: School, consortium: Consortium, role: str, since: date, until: date | None
) -> None:
    """May the school take that role in the consortium in those days?

    Raises:
        Refused: see `check_place`.
    """
    private = school.standings.on(since).filter(ownership="private").exists()
    wanted = Wanted(
        Party(school.pk, school.name, school.authority_id, school.since, private),
        Party(consortium.pk, consortium.label, consortium.authority_id, consortium.since),
        role,
        since,
    )
    leads = consortium.memberships.filter(role=Membership.Role.LEAD)
    check_place(
        wanted,
        policy_of(consortium.authority, since).membership,
        others=_held(school.memberships.filter(overlapping(since, until))),
        leads=_held(leads.filter(overlapping(since, until))),
    )


def _held(rows: QuerySet[Membership]) -> Iterator[Held]:
    for each in rows.select_related("consortium", "school"):
        yield Held(each.school.name, each.consortium_id, each.consortium.label, each.since)
