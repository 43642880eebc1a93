"""Read what an archive of the ledger holds: of a consortium, a school or a person, over a span.

What peers tell one another in confidence is in no table that is read here (EXC-55, EXC-56).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from xuequ.directory.models import Consortium, Membership, Pairing, Person, Posting, School
from xuequ.directory.models.dated import overlapping
from xuequ.directory.queries import scope
from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import Span
from xuequ.record.fingerprint import subject_of
from xuequ.record.models import Line
from xuequ.vault.engine.names import Paths
from xuequ.vault.models import StoredFile

from ..engine.archiving import Kept, KeptAct
from ..engine.how import SOON
from ..models import Claim, Counter, Entry
from ..models.entries import EntryState
from .book import Book
from .kept import kept_count, kept_duty, kept_entry, kept_file, time_of
from .places import reads_consortia

Place = Consortium | School | Person
MANY = 500  # rows whose record is looked up at once


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the archive says, and the private files at their paths."""

    kept: Kept
    files: Mapping[str, StoredFile]


def place_in_scope(kind: str, id: int, *, seen_by: Actor, on: date) -> Place | None:
    """The consortium, school or person of that id, if the actor reads its ledger.

    Who acts for a school reads that school's and not its consortium's.
    """
    if kind == "consortium" and not reads_consortia(seen_by):
        return None
    rows: QuerySet[Any] = {
        "consortium": scope.consortia,
        "school": scope.own_schools,
        "person": scope.people,
    }[kind](seen_by=seen_by, on=on)
    found: Place | None = rows.filter(pk=id).first()
    return found


def places_in_scope(*, seen_by: Actor, on: date) -> list[tuple[str, str]]:
    """The consortia and schools whose ledger the actor reads, as `kind:id` with their names."""
    unions = scope.consortia(seen_by=seen_by, on=on).values_list("pk", "label")
    schools = scope.own_schools(seen_by=seen_by, on=on).values_list("pk", "name")
    found = [(f"consortium:{id}", name) for id, name in unions]
    found = found if reads_consortia(seen_by) else []
    return found + [(f"school:{id}", name) for id, name in schools]


def gathered(book: Book, place: Place, span: Span) -> Gathered:
    """Everything of a place from one day to another, drafts left out."""
    entries = entries_of(place, span, book.on)
    acts = _acts(entries)
    paths, files = Paths(), dict[str, StoredFile]()
    kept = []
    for each in entries:
        mine = []
        for row in each.attachments.all():
            path = paths.take("attachments", str(each.pk), row.file.name)
            files[path] = row.file
            mine.append(kept_file(path, row.file, row.since_version, row.until_version))
        kept.append(kept_entry(each, book, mine, acts.get(each.pk, ())))
    about = {
        "authority": book.authority.name,
        "place": str(place),
        "kind": str(place._meta.model_name),
        "since": span.since.isoformat(),
        "last": (span.until - SOON).isoformat(),
        "on": book.on.isoformat(),
    }
    days = {claim.since for each in entries for claim in each.claims.all()}
    counts = [kept_count(each) for each in counters_of(place, span, days, book.on)]
    return Gathered(Kept(about, kept, [kept_duty(book, key) for key in book.owed], counts), files)


def entries_of(place: Place, span: Span, on: date) -> list[Entry]:
    """The entries of a place by the day they happened, with what hangs on them."""
    rows = Entry.objects.exclude(state=EntryState.DRAFT).filter(
        happened_on__gte=span.since, happened_on__lt=span.until
    )
    claimed = Claim.objects.filter(_of(place, on)).values("entry")
    mine = _of(place, on) | Q(pk__in=claimed)
    if isinstance(place, Person):
        mine |= Q(co_authors=place)
    found = Entry.objects.filter(pk__in=rows.filter(mine).values("pk"))
    found = found.select_related("person", "school", "consortium", "decided_by")
    related = ("claims", "versions__person", "attachments__file", "co_authors", "people", "schools")
    return list(found.prefetch_related(*related).order_by("happened_on", "pk"))


def counters_of(place: Place, span: Span, days: Collection[date], on: date) -> QuerySet[Counter]:
    """The counters of a place whose period begins in the span, or on one of the days."""
    if isinstance(place, Person):
        postings = Posting.objects.filter(person=place).values("pk")
        pairings = Pairing.objects.filter(Q(mentor=place) | Q(apprentice=place)).values("pk")
        mine = (
            Q(owner_kind="person", owner_id=place.pk)
            | Q(owner_kind="posting", owner_id__in=postings)
            | Q(owner_kind="pairing", owner_id__in=pairings)
        )
    else:
        mine = _of(place, on)
    begun = Q(since__gte=span.since, since__lt=span.until) | Q(since__in=days)
    rows = Counter.objects.filter(mine, begun)
    return rows.order_by("duty", "since", "owner_kind", "owner_id", "subject")


def _of(place: Place, on: date) -> Q:
    """The condition on a row with `person`, `school` and `consortium`."""
    if isinstance(place, Person):
        return Q(person=place)
    if isinstance(place, School):
        return Q(school=place)
    members = Membership.objects.filter(overlapping(on, on + SOON), consortium=place)
    counted = members.exclude(role=Membership.Role.GUEST).values("school")
    return Q(consortium=place) | Q(school__in=counted)


def _acts(entries: Iterable[Model]) -> Mapping[int, list[KeptAct]]:
    """The lines of the record on the entries, in their order."""
    by_subject = {subject_of(each): each.pk for each in entries}
    names, found = list(by_subject), defaultdict[int, list[KeptAct]](list)
    for first in range(0, len(names), MANY):
        rows = Line.objects.filter(subject__in=names[first : first + MANY])
        for line in rows.order_by("number"):
            act = KeptAct(
                line.number, time_of(line.at), line.verb, line.post, line.account, line.after
            )
            found[by_subject[line.subject]].append(act)
    return found


def noted_in(digest: str) -> int:
    """The number of the line of the record that notes an archive by its digest; 0 if none."""
    row = Line.objects.filter(verb="export", note__sha256=digest).order_by("number").first()
    return row.number if row else 0
