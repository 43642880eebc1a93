"""Gather what a work summary says: from the ledger, meetings, tasks, cases and papers.

What is said of a period that is over stands as of its last day, of one that is running as of
today.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils import timezone

from xuequ.directory.models import Body, Consortium, Holding, Membership
from xuequ.directory.models.dated import in_force
from xuequ.directory.queries.settings import profile_of
from xuequ.kernel.actors import Actor
from xuequ.kernel.paper import Document
from xuequ.kernel.periods import Span, half_year, quarter, school_year
from xuequ.kernel.rulebook import Fact
from xuequ.kernel.settings import WORDS
from xuequ.ledger.engine.reckoning import Standing
from xuequ.ledger.engine.summary import Row
from xuequ.ledger.models import Claim, Entry
from xuequ.ledger.models.entries import EntryState
from xuequ.ledger.names import subjects
from xuequ.ledger.queries import Place
from xuequ.ledger.queries.book import Book
from xuequ.ledger.queries.overview import book_as_it_was, book_on, rows_in
from xuequ.ledger.queries.places import Where
from xuequ.papers.engine.periods import last_day
from xuequ.profiles.clauses import clauses
from xuequ.profiles.entries import Profile

from ..engine import summaries
from ..engine.facts import Activity, DutyLine, Facts
from ..papers import ANNUAL_SUMMARY, STAGE_SUMMARY, WORK_SUMMARY
from .decisions import cases, meetings, tasks
from .reports import below


def work_summary(place: Place, on: date, *, seen_by: Actor) -> Document:
    """The quarterly work summary of a consortium (PLN-17), of the quarter a day lies in."""
    return summaries.quarterly(facts(place, quarter(on), WORK_SUMMARY.duty))


def stage_summary(place: Place, on: date, *, seen_by: Actor) -> Document:
    """The half-yearly stage summary of an authority (PLN-18)."""
    return summaries.half_yearly(facts(place, half_year(on), STAGE_SUMMARY.duty))


def annual_summary(place: Place, on: date, *, seen_by: Actor) -> Document:
    """The annual summary of a consortium in four parts (PLN-21), of a school year."""
    return summaries.annual(facts(place, school_year(on), ANNUAL_SUMMARY.duty))


def facts(place: Place, span: Span, duty: str) -> Facts:
    """What is on record of an authority or a consortium in a span, up to its end or today."""
    today = timezone.localdate()
    on = max(min(today, last_day(span)), span.since)
    book = book_on(place.authority, on)
    if on < today:
        book = book_as_it_was(place.authority, on)
    unit = place.consortium
    return Facts(
        place=place.name,
        addressee=_addressee(place, book, duty),
        span=span,
        on=on,
        schools=_schools(place, on),
        unions=0 if unit else Consortium.objects.on(on).filter(authority=place.authority).count(),
        bodies=_bodies(place, on),
        duties=_duties(place, book) if book else (),
        activities=_activities(place, span, on, book),
        meetings=meetings(place, span, on),
        tasks=tasks(place, span, on, today),
        cases=cases(place, span, on, today),
        below=() if unit else below(place.authority, span, on),
    )


def _addressee(place: Place, book: Book | None, duty: str) -> str:
    """Whom it goes to: the authority, that above it, or whom the duty names."""
    above = place.authority if place.consortium is not None else place.authority.parent
    if above is not None:
        return above.name
    owed = book.owed.get(duty) if book else None
    word = WORDS.get(f"goes_to.{owed.duty.goes_to}") if owed else None
    return word.zh if word else ""


def _members(place: Place, on: date) -> Q:
    rows = Membership.objects.on(on).exclude(role=Membership.Role.GUEST)
    return Q(school__in=rows.filter(consortium=place.consortium).values("school"))


def _of(place: Place, on: date) -> Q:
    """The condition on rows of a place and of the schools in it."""
    here = Q(authority=place.authority)
    if place.consortium is None:
        return here
    return here & (Q(consortium=place.consortium) | _members(place, on))


def _schools(place: Place, on: date) -> int:
    rows = Membership.objects.on(on).exclude(role=Membership.Role.GUEST)
    if place.consortium is not None:
        rows = rows.filter(consortium=place.consortium)
    else:
        rows = rows.filter(consortium__authority=place.authority)
    found: int = rows.values("school").distinct().count()
    return found


def _bodies(place: Place, on: date) -> tuple[str, ...]:
    """The bodies, and who heads the place, in words."""
    unit = place.consortium
    bodies = Body.objects.on(on).filter(authority=place.authority, consortium=unit)
    names = [each.name for each in bodies.order_by("pk")]
    held = Holding.objects.filter(in_force(on), in_force(on, "post__"))
    if unit is not None:
        held = held.filter(Q(post__consortium=unit) | Q(post__body__consortium=unit))
    else:
        held = held.filter(post__authority=place.authority, post__body__consortium=None)
        held = held.filter(post__body__isnull=False)
    posts = [
        f"{each.post.title}：{each.person.name}"
        for each in held.select_related("post", "person").order_by("post", "pk")[:40]
    ]
    listed = [f"设{'、'.join(names)}"] if names else []
    return (*listed, *posts)


def _duties(place: Place, book: Book) -> tuple[DutyLine, ...]:
    row = place.consortium or place.authority
    kind = "county" if place.consortium is None else "consortium"
    where = Where(Fact(kind, row.pk, place.name), place.authority, row)
    profile = profile_of(place.authority, book.on)
    return tuple(_duty(each, profile) for each in rows_in(book, where) if each.owners)


def _duty(row: Row, profile: Profile) -> DutyLine:
    clause = clauses().get(row.owed.duty.clause)
    span = row.tally.span
    return DutyLine(
        name=row.owed.name.zh,
        clause=clause.place_in(profile.sources) if clause else "",
        since=span.since if span else None,
        due=row.tally.dates.due if row.tally.dates else None,
        of=row.of,
        done=row.done,
        waiting=row.number(Standing.WAITING),
        late=row.number(Standing.OVERDUE) + row.number(Standing.MISSED),
    )


def _activities(place: Place, span: Span, on: date, book: Book | None) -> tuple[Activity, ...]:
    """What happened in the span and holds; the summaries themselves are no activities."""
    rows = Entry.objects.filter(
        _of(place, on),
        state__in=[EntryState.HANDED, EntryState.CONFIRMED],
        is_nothing=False,
        happened_on__gte=span.since,
        happened_on__lte=on,
    ).select_related("school", "consortium")
    own = [each.duty for each in (WORK_SUMMARY, STAGE_SUMMARY, ANNUAL_SUMMARY)]
    rows = rows.exclude(pk__in=Claim.objects.filter(duty__in=own).values("entry"))
    return tuple(
        Activity(
            number=each.pk,
            day=each.happened_on,
            title=each.title,
            form=book.artefact(each.artefact).zh if book else each.artefact,
            subject=subjects()[each.subject].zh if each.subject in subjects() else "",
            place=_place_of(each),
            is_confirmed=_was_confirmed(each, on),
        )
        for each in rows.order_by("happened_on", "pk")
    )


def _was_confirmed(entry: Entry, on: date) -> bool:
    """Was it confirmed by the end of a day?"""
    if entry.state != EntryState.CONFIRMED:
        return False
    return entry.decided_at is None or timezone.localdate(entry.decided_at) <= on


def _place_of(entry: Entry) -> str:
    """The school or consortium that did it; "" for the work of one person, who is not named."""
    if entry.person_id is not None and entry.consortium is None and entry.school is not None:
        return ""
    return str(entry.consortium or entry.school or "")
