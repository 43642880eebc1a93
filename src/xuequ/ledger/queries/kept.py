"""Rows of the ledger as an archive keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Model

from xuequ.directory.models import Consortium, Person, School
from xuequ.kernel.text import Text
from xuequ.vault.models import StoredFile

from ..engine.archiving import (
    KeptAct,
    KeptClaim,
    KeptCount,
    KeptDuty,
    KeptEntry,
    KeptFile,
    KeptVersion,
)
from ..engine.owners import confirmers
from ..models import Claim, Counter, Entry, EntryVersion
from ..models.entries import EntryState
from .book import Book

STATES = {
    EntryState.HANDED: "待确认",
    EntryState.CONFIRMED: "已确认",
    EntryState.RETURNED: "已退回",
    EntryState.WITHDRAWN: "已撤回",
}


def kept_entry(
    entry: Entry, book: Book, files: Sequence[KeptFile], acts: Sequence[KeptAct]
) -> KeptEntry:
    return KeptEntry(
        id=entry.pk,
        artefact=entry.artefact,
        subject=entry.subject,
        happened_on=entry.happened_on.isoformat(),
        place=entry.place,
        title=entry.title,
        words=entry.words,
        is_nothing=entry.is_nothing,
        state=entry.state,
        state_zh=STATES[EntryState(entry.state)],
        person=_name(entry.person),
        school=_name(entry.school),
        consortium=_name(entry.consortium),
        co_authors=_names(entry.co_authors.all()),
        people=_names(entry.people.all()),
        schools=_names(entry.schools.all()),
        handed_at=time_of(entry.handed_at),
        decided_at=time_of(entry.decided_at),
        decided_by=_name(entry.decided_by),
        reason=entry.reason,
        version=entry.version,
        sha256=entry.digest,
        claims=[_claim(each, book) for each in entry.claims.all()],
        versions=[_version(each) for each in entry.versions.all()],
        files=files,
        record=acts,
    )


def _claim(claim: Claim, book: Book) -> KeptClaim:
    owed = book.owed.get(claim.duty)
    name, clause = (owed.name, owed.duty.clause) if owed else (Text(claim.duty, claim.duty), "")
    return KeptClaim(
        duty=claim.duty,
        zh=name.zh,
        en=name.en,
        clause=clause,
        owner=f"{claim.owner_kind}:{claim.owner_id}",
        subject=claim.subject,
        since=claim.since.isoformat(),
        until=claim.until.isoformat(),
        state=claim.state,
    )


def _version(row: EntryVersion) -> KeptVersion:
    return KeptVersion(
        row.number, time_of(row.handed_at), _name(row.person), row.digest, row.content
    )


def kept_file(path: str, file: StoredFile, since: int, until: int | None) -> KeptFile:
    return KeptFile(path, file.name, file.kind, file.size, file.digest, since, until)


def kept_duty(book: Book, key: str) -> KeptDuty:
    owed = book.owed[key]
    return KeptDuty(
        key=key,
        clause=owed.duty.clause,
        zh=owed.name.zh,
        en=owed.name.en,
        owed_by=owed.duty.owed_by,
        period=owed.duty.period,
        number=owed.duty.min,
        confirmed_by=" ".join(confirmers(owed)),
        binding=owed.duty.binding or owed.binding,
        since=owed.since.isoformat(),
    )


def kept_count(row: Counter) -> KeptCount:
    return KeptCount(
        row.duty,
        row.since.isoformat(),
        f"{row.owner_kind}:{row.owner_id}",
        row.subject,
        row.handed,
        row.confirmed,
        row.nothing,
    )


def _name(row: Person | School | Consortium | None) -> str:
    return str(row) if row else ""


def _names(rows: Iterable[Model]) -> list[str]:
    return sorted(str(each) for each in rows)


def time_of(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""
