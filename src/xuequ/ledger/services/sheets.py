"""Publish the monthly sheet of a consortium (工作配档)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from xuequ.directory.models import Consortium
from xuequ.kernel.actors import Actor
from xuequ.kernel.freezing import Plain, freeze, thaw
from xuequ.kernel.periods import Span
from xuequ.kernel.periods import month as month_of
from xuequ.kernel.refusal import Refused
from xuequ.kernel.seal import digest
from xuequ.record.services import write

from ..engine.duties import Owed
from ..engine.owners import Owner, confirmers
from ..models import Claim, Entry, EntryVersion, SheetIssue
from ..models.entries import EntryState
from ..queries.book import Book, book_of
from ..queries.monthly import monthly_sheet
from ..queries.sheets import is_claimed, may_publish, publication
from .counting import enter

DAY = timedelta(days=1)


@transaction.atomic
def publish_sheet(consortium: Consortium, month: date, *, actor: Actor, today: date) -> SheetIssue:
    """Give the members the sheet of a month as it stands, and count it where it is owed.

    Raises:
        Refused("not-your-sheet"): only those who act for the consortium publish.
        Refused("sheet-is-to-come"): the month has not begun.
        Refused("nothing-changed"): the last version says the same.
    """
    if not may_publish(actor, consortium):
        raise Refused("not-your-sheet", name=consortium.label)
    span = month_of(month)
    if span.since > today:
        raise Refused("sheet-is-to-come", day=span.since)
    Consortium.objects.select_for_update().get(pk=consortium.pk)
    book = book_of(consortium.authority, today)
    table = freeze(monthly_sheet(book, consortium, span.since))
    made = SheetIssue.objects.filter(consortium=consortium, month=span.since)
    last = made.order_by("-version").first()
    if last is not None and last.table["rows"] == table["rows"]:
        raise Refused("nothing-changed")
    issue = SheetIssue(
        authority=consortium.authority,
        consortium=consortium,
        month=span.since,
        version=(made.aggregate(last=Max("version"))["last"] or 0) + 1,
        table=table,
        digest=digest(table),
        by_id=actor.person,
    )
    issue.entry = _counted(book, issue, span, actor, today)
    issue.save(force_insert=True)
    note = {"version": issue.version, "digest": issue.digest, "rows": len(table["rows"])}
    write("publish-sheet", issue, actor=actor, note=note)
    return issue


def _counted(book: Book, issue: SheetIssue, span: Span, actor: Actor, today: date) -> Entry | None:
    """The entry by which publishing counts for the duty, once a month."""
    day = min(today, span.until - DAY)
    found = publication(book, issue.consortium, day, today)
    if found is None or is_claimed(*found):
        return None
    owed, owner, owed_in = found
    content = _content(owed, owner, issue, day)
    waits = bool(confirmers(owed))
    now = timezone.now()
    state = EntryState.HANDED if waits else EntryState.CONFIRMED
    entry = Entry.objects.create(
        authority=issue.authority,
        consortium=issue.consortium,
        person_id=actor.person,
        artefact=owed.artefact,
        happened_on=day,
        title=content["title"],
        words=content["words"],
        fields=content["fields"],
        state=state,
        handed_at=now,
        decided_at=None if waits else now,
        digest=digest(content),
    )
    EntryVersion.objects.create(
        entry=entry,
        number=1,
        content=content,
        digest=entry.digest,
        handed_at=now,
        person_id=actor.person,
    )
    enter([_claim(entry, owed, owner, owed_in)])
    return entry


def _claim(entry: Entry, owed: Owed, owner: Owner, span: Span) -> Claim:
    return Claim(
        entry=entry,
        authority_id=entry.authority_id,
        duty=owed.key,
        owner_kind=owner.kind,
        owner_id=owner.id,
        consortium_id=entry.consortium_id,
        subject=owner.subject,
        since=span.since,
        until=span.until,
        state=entry.state,
    )


def _content(owed: Owed, owner: Owner, issue: SheetIssue, day: date) -> Plain:
    """What the version keeps: the same keys as of any entry, with the digest of the sheet."""
    title = thaw(issue.table).title.zh
    return {
        "artefact": owed.artefact,
        "title": title,
        "happened_on": day.isoformat(),
        "words": f"{title}（第{issue.version}版）已在学区内公布，SHA-256：{issue.digest}",
        "subject": "",
        "place": "",
        "fields": {"channel": "学区工作台账"},
        "is_nothing": False,
        "co_authors": [],
        "people": [],
        "schools": [],
        "duties": [[owed.key, owner.kind, owner.id, owner.subject]],
        "files": [],
    }
