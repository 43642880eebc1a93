"""Acts on an authority: its registration, its terms and teaching days, its waivers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import Span
from xuequ.kernel.refusal import Refused
from xuequ.profiles.clauses import clauses
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.days import Day
from ..engine.terms import check_terms
from ..models import Authority, Consortium, SchoolDay, Term, Waiver
from ..models.dated import overlapping
from .succession import end

DAY = ("teaching", "reason", "by_hand")  # what is said of a school day
BATCH = 500  # rows written at once


@dataclass(frozen=True, slots=True)
class NewAuthority:
    """What an authority is registered as."""

    name: str
    short_name: str
    profile: str  # code of the policy profile it follows
    level: str = Authority.Level.COUNTY
    parent: Authority | None = None
    area_code: str = ""
    has_synthetic_data: bool = False


@transaction.atomic
def register_authority(new: NewAuthority, *, actor: Actor) -> Authority:
    """Register an education authority and the profile it follows.

    Raises:
        Refused("name-is-taken"): it is registered already.
    """
    if Authority.objects.filter(name=new.name).exists():
        raise Refused("name-is-taken", name=new.name)
    authority = Authority.objects.create(**{f.name: getattr(new, f.name) for f in fields(new)})
    write("register-authority", authority, actor=actor)
    return authority


@transaction.atomic
def set_terms(authority: Authority, year: int, terms: list[Span], *, actor: Actor) -> list[Term]:
    """Set the terms of a school year, replacing those set before.

    Raises:
        Refused("no-terms"), Refused("term-outside-year"), Refused("term-length"),
        Refused("terms-out-of-order"), Refused("terms-overlap"): see the engine.
    """
    Authority.objects.select_for_update().get(pk=authority.pk)
    others = Term.objects.filter(authority=authority).exclude(year=year)
    spans = [Span(since, until) for since, until in others.values_list("since", "until")]
    check_terms(year, terms, spans)
    Term.objects.filter(authority=authority, year=year).delete()
    rows = [
        Term.objects.create(
            authority=authority, year=year, ordinal=n, since=each.since, until=each.until
        )
        for n, each in enumerate(terms, start=1)
    ]
    write("set-terms", authority, actor=actor, note={"year": year, "terms": len(rows)})
    return rows


@transaction.atomic
def set_school_days(
    authority: Authority,
    days: Iterable[Day],
    *,
    actor: Actor,
    note: Mapping[str, object] | None = None,
    lines: Mapping[date, int] | None = None,
) -> int:
    """Enter on which days schools teach; days entered before are replaced.

    `lines` says in which line of a sheet a day stands.
    """
    given = {each.day: each for each in days}
    Authority.objects.select_for_update().get(pk=authority.pk)
    held = SchoolDay.objects.filter(
        authority=authority,
        day__gte=min(given, default=date.max),
        day__lte=max(given, default=date.min),
    )
    rows = {row.day: row for row in held if row.day in given}
    new = [SchoolDay(authority=authority, day=day) for day in given if day not in rows]
    for row in (*rows.values(), *new):
        each = given[row.day]
        row.teaching, row.reason, row.by_hand = each.teaching, each.reason, each.by_hand
        row.from_line = (lines or {}).get(row.day, 0)  # type: ignore[attr-defined]
    SchoolDay.objects.bulk_update(rows.values(), DAY, batch_size=BATCH)
    SchoolDay.objects.bulk_create(new, batch_size=BATCH)
    write("set-school-days", authority, actor=actor, note={"days": len(given), **(note or {})})
    return len(given)


@dataclass(frozen=True, slots=True)
class Leave:
    """What a waiver decides: which clause, for whom (none: the whole authority), how long, why."""

    clause: str
    consortium: Consortium | None
    decision: str  # number or date of the paper
    reason: str
    since: date
    until: date | None = None


@transaction.atomic
def publish_authority(authority: Authority, *, is_public: bool, actor: Actor) -> Authority:
    """Show an authority's districts, schools and policy to the public, or no longer.

    Raises:
        Refused("nothing-changed"): that is so already.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    if authority.is_public == is_public:
        raise Refused("nothing-changed")
    before = fingerprint(authority)
    authority.is_public = is_public
    authority.save(update_fields=["is_public"])
    write(
        "publish-authority", authority, actor=actor, before=before, note={"public": int(is_public)}
    )
    return authority


@transaction.atomic
def waive_clause(authority: Authority, leave: Leave, *, actor: Actor) -> Waiver:
    """Record a decision that a clause need not be met for a while.

    Raises:
        Refused("unknown-clause"): the register has no such clause.
        Refused("ends-before-it-begins"): the waiver would end before it begins.
        Refused("already-waived"): another waiver of the clause covers one of the days.
    """
    Authority.objects.select_for_update().get(pk=authority.pk)
    if leave.clause not in clauses():
        raise Refused("unknown-clause", clause=leave.clause)
    if leave.until is not None and leave.until <= leave.since:
        raise Refused("ends-before-it-begins", since=leave.since)
    together = overlapping(leave.since, leave.until)
    other = Waiver.objects.filter(
        together, authority=authority, clause=leave.clause, consortium=leave.consortium
    ).first()
    if other is not None:
        raise Refused("already-waived", decision=other.decision)
    values = {f.name: getattr(leave, f.name) for f in fields(leave)}
    waiver = Waiver.objects.create(authority=authority, **values)
    note: dict[str, object] = {"clause": leave.clause, "decision": leave.decision}
    write("waive-clause", waiver, actor=actor, note=note)
    return waiver


@transaction.atomic
def end_waiver(waiver: Waiver, *, until: date, actor: Actor) -> Waiver:
    """Revoke a waiver: `until` is the first day the clause holds again.

    Raises:
        Refused("ends-before-it-begins"): the waiver begins on that day or later.
        Refused("already-ended"): it ends on that day or earlier as it is.
    """
    waiver = Waiver.objects.select_for_update().get(pk=waiver.pk)
    before = fingerprint(waiver)
    end(waiver, until=until)
    write("end-waiver", waiver, actor=actor, before=before, note={"clause": waiver.clause})
    return waiver
