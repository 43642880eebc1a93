"""What an entry is made of, and how it is written down with its version, files and claims."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.seal import digest
from xuequ.vault.models import StoredFile

from ..engine.handing import Again, Offered
from ..models import Attachment, Claim, Entry, EntryVersion
from ..models.entries import EntryState
from ..queries.claiming import Claimed, For
from .counting import enter


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What is handed in.  `files` are stored already, or those of the entry that stay."""

    artefact: str
    title: str
    happened_on: date
    duties: Sequence[For]
    words: str = ""
    subject: str = ""
    place: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    is_nothing: bool = False
    co_authors: Sequence[int] = ()
    people: Sequence[int] = ()
    schools: Sequence[int] = ()
    files: Sequence[StoredFile] = ()
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    is_synthetic: bool = False
    again: Again | None = None

    @property
    def offered(self) -> Offered:
        """What the rules look at."""
        return Offered(
            happened_on=self.happened_on,
            words=self.words,
            place=self.place,
            people=len(self.people) + len(self.co_authors),
            files=len(self.files),
            photos=sum(each.kind.startswith("image/") for each in self.files),
            is_nothing=self.is_nothing,
            fields=self.fields,
            again=self.again,
        )

    @property
    def content(self) -> dict[str, Any]:
        """What a version keeps and its digest is made of."""
        return {
            "artefact": self.artefact,
            "title": self.title,
            "happened_on": self.happened_on.isoformat(),
            "words": self.words,
            "subject": self.subject,
            "place": self.place,
            "fields": dict(self.fields),
            "is_nothing": self.is_nothing,
            "co_authors": sorted(self.co_authors),
            "people": sorted(self.people),
            "schools": sorted(self.schools),
            "duties": sorted([each.duty, each.kind, each.id, each.subject] for each in self.duties),
            "files": [[each.name, each.digest] for each in self.files],
        }


def fill(
    entry: Entry, new: NewEntry, found: Sequence[Claimed], state: EntryState | None = None
) -> None:
    waits = any(each.needs_confirming for each in found)
    now = timezone.now()
    for name in ("artefact", "title", "happened_on", "words", "subject", "place", "is_nothing"):
        setattr(entry, name, getattr(new, name))
    entry.fields = dict(new.fields)
    entry.school_id = found[0].owner.school
    entry.consortium_id = found[0].owner.consortium if entry.school_id is None else None
    entry.state = state or (EntryState.HANDED if waits else EntryState.CONFIRMED)
    entry.handed_at = None if state else now
    entry.decided_at = None if waits or state else now
    entry.decided_by = None
    entry.digest = digest(new.content)


def keep_version(entry: Entry, new: NewEntry, actor: Actor) -> None:
    EntryVersion.objects.create(
        entry=entry,
        number=entry.version,
        content=new.content,
        digest=entry.digest,
        handed_at=entry.handed_at or timezone.now(),
        person_id=actor.person,
    )


def keep(entry: Entry, new: NewEntry, found: Sequence[Claimed]) -> None:
    """Its files, the people and schools named, and what it counts for."""
    entry.co_authors.set(new.co_authors)
    entry.people.set(new.people)
    entry.schools.set(new.schools)
    stay = {each.pk for each in new.files}
    held = entry.attachments.filter(until_version=None)
    gone = held.exclude(file__in=stay)
    gone.filter(since_version=entry.version).delete()  # of a draft that nobody handed in
    gone.update(until_version=entry.version)
    there = set(held.values_list("file", flat=True))
    for file in new.files:
        if file.pk not in there:
            Attachment.objects.create(entry=entry, file=file, since_version=entry.version)
    enter(rows_of(entry, found))


def rows_of(entry: Entry, found: Sequence[Claimed]) -> list[Claim]:
    rows = {}
    for each in found:
        owner = each.owner
        state = EntryState.HANDED if each.needs_confirming else EntryState.CONFIRMED
        state = EntryState.DRAFT if entry.state == EntryState.DRAFT else state
        row = Claim(
            entry=entry,
            authority_id=entry.authority_id,
            duty=each.owed.key,
            owner_kind=owner.kind,
            owner_id=owner.id,
            person_id=owner.person,
            school_id=owner.school,
            consortium_id=owner.consortium if owner.kind == "consortium" else None,
            subject=owner.subject,
            since=each.span.since,
            until=each.span.until,
            state=state,
            is_nothing=entry.is_nothing,
        )
        rows[row.duty, row.owner_kind, row.owner_id, row.subject, row.since] = row
    return list(rows.values())
