"""What an archive of the ledger holds, as plain values and as tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from xuequ.kernel.seal import digest
from xuequ.kernel.taming import tame

ENTRIES, DUTIES, COUNTERS, INDEX = "entries.json", "duties.csv", "counters.csv", "index.html"
TABLE = "entries.csv"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of an entry and where it lies in the archive."""

    path: str
    name: str
    kind: str
    size: int
    sha256: str
    since_version: int
    until_version: int | None


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """What an entry said when it was handed in; the digest is that of the content."""

    number: int
    handed_at: str
    person: str
    digest: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KeptClaim:
    """A duty an entry counts for."""

    duty: str
    zh: str
    en: str
    clause: str
    owner: str  # kind and id of the row it hangs on
    subject: str
    since: str
    until: str
    state: str


@dataclass(frozen=True, slots=True)
class KeptAct:
    """A line of the record on an entry."""

    number: int
    at: str
    act: str
    post: str
    account: str
    after: str  # digest of the row after the act


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry with everything that belongs to it."""

    id: int
    artefact: str
    subject: str
    happened_on: str
    place: str
    title: str
    words: str
    is_nothing: bool
    state: str
    state_zh: str
    person: str
    school: str
    consortium: str
    co_authors: Sequence[str]
    people: Sequence[str]
    schools: Sequence[str]
    handed_at: str
    decided_at: str
    decided_by: str
    reason: str
    version: int
    sha256: str
    claims: Sequence[KeptClaim]
    versions: Sequence[KeptVersion]
    files: Sequence[KeptFile]
    record: Sequence[KeptAct]


@dataclass(frozen=True, slots=True)
class KeptDuty:
    """A duty of the policy that held when the archive was made."""

    key: str
    clause: str
    zh: str
    en: str
    owed_by: str
    period: str
    number: int
    confirmed_by: str
    binding: str
    since: str


@dataclass(frozen=True, slots=True)
class KeptCount:
    """A counter of the place in the span."""

    duty: str
    since: str
    owner: str
    subject: str
    handed: int
    confirmed: int
    nothing: int


@dataclass(frozen=True, slots=True)
class Kept:
    """All that an archive holds, and what it is of."""

    about: Mapping[str, str]  # authority, place, since, last, on
    entries: Sequence[KeptEntry]
    duties: Sequence[KeptDuty]
    counts: Sequence[KeptCount]


def wrong_versions(entries: Iterable[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """The entries and versions in an `entries.json` whose digest is not that of the content."""
    return [
        (each["id"], version["number"])
        for each in entries
        for version in each["versions"]
        if digest(version["content"]) != version["digest"]
    ]


def table(rows: Sequence[Mapping[str, object]], of: type | None = None) -> bytes:
    """A CSV that spreadsheet programs read; no cell begins a formula."""
    names = list(rows[0]) if rows else [each.name for each in fields(of)] if of else []
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([tame(each) for each in names])
    for row in rows:
        writer.writerow([tame(value) for value in row.values()])
    return ("\ufeff" + out.getvalue()).encode()


def plain(row: Any) -> dict[str, object]:
    return {each.name: getattr(row, each.name) for each in fields(row)}


def row_of(each: KeptEntry) -> dict[str, object]:
    """An entry on one line."""
    return {
        "id": each.id,
        "日期 day": each.happened_on,
        "题目 title": each.title,
        "成果形式 artefact": each.artefact,
        "提交人 person": each.person,
        "学校 school": each.school,
        "状态 state": each.state,
        "提交 handed in": each.handed_at,
        "确认或退回 decided": each.decided_at,
        "由谁 decided by": each.decided_by,
        "退回理由 reason": each.reason,
        "条款 clauses": " ".join(dict.fromkeys(one.clause for one in each.claims)),
        "事项 duties": " ".join(one.duty for one in each.claims),
        "版本数 versions": each.version,
        "附件 files": " | ".join(one.path for one in each.files),
        "操作记录行号 lines of the record": " ".join(str(one.number) for one in each.record),
        "SHA-256": each.sha256,
    }
