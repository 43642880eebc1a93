"""Excuse an owner from a duty by a decision, and revoke that (豁免)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from xuequ.directory.models import Authority
from xuequ.directory.queries.scope import AUTHORITY, standing
from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import Span
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.duties import Owed
from ..engine.owners import Owner
from ..engine.reckoning import dates
from ..engine.spans import FOREVER, spans
from ..models import Excuse
from ..queries.book import Book, owner_of
from ..queries.claiming import For
from ..queries.excuses import held_in
from ..queries.overview import book_on

WAIVE = "duty.waive"
DAY = timedelta(days=1)
OPEN_END = Text("撤销之日", "its revocation")


@dataclass(frozen=True, slots=True)
class NewExcuse:
    """Who need not do what, why, by which decision, and how long; `until` is no longer free."""

    of: For
    reason: str
    decision: str
    since: date
    until: date | None = None


@transaction.atomic
def excuse_owner(new: NewExcuse, authority: Authority, *, actor: Actor) -> Excuse:
    """Excuse an owner from a duty.

    Raises:
        Refused("not-yours-to-excuse"): only the authority's own offices excuse.
        Refused("unknown-duty"), Refused("not-owed-there"): there is nothing to be excused of.
        Refused("ends-before-it-begins"), Refused("already-excused").
        Refused("excuses-nothing"): nothing falls due in that time.
    """
    _check(actor, authority.pk)
    if new.until is not None and new.until <= new.since:
        raise Refused("ends-before-it-begins", since=new.since)
    Authority.objects.select_for_update().get(pk=authority.pk)
    book = book_on(authority, new.since)
    owed = book.owed.get(new.of.duty) if book else None
    if book is None or owed is None:
        raise Refused("unknown-duty", name=new.of.duty)
    owner = owner_of(book, owed, new.of.kind, new.of.id, new.of.subject)
    if owner is None:
        raise Refused("not-owed-there", name=owed.name)
    _check_use(book, owed, owner, new)
    who = {
        "duty": new.of.duty,
        "owner_kind": new.of.kind,
        "owner_id": new.of.id,
        "subject": new.of.subject,
    }
    _check_alone(list(Excuse.objects.filter(**who)), Span(new.since, new.until or FOREVER))
    excuse = Excuse.objects.create(
        **who,
        authority=authority,
        reason=new.reason,
        decision=new.decision,
        since=new.since,
        until=new.until,
        granted_by_id=actor.person,
    )
    note = {"duties": excuse.duty, "decision": excuse.decision, "since": str(excuse.since)}
    write("excuse", excuse, actor=actor, note=note)
    return excuse


@transaction.atomic
def revoke_excuse(excuse: Excuse, *, day: date, actor: Actor) -> Excuse:
    """The duty is owed again from a day on; until then the excuse held.

    From its first day or an earlier one on: it never held.

    Raises:
        Refused("not-yours-to-excuse"), Refused("already-revoked").
        Refused("excuse-is-over"): it ended before that day.
    """
    excuse = Excuse.objects.select_for_update().get(pk=excuse.pk)
    _check(actor, excuse.authority_id)
    if excuse.revoked_on is not None:
        raise Refused("already-revoked", until=excuse.revoked_on)
    if excuse.until is not None and day >= excuse.until:
        raise Refused("excuse-is-over", day=excuse.until - DAY)
    day = max(day, excuse.since)
    before = fingerprint(excuse)
    excuse.revoked_on = day
    excuse.save(update_fields=["revoked_on"])
    write("revoke-excuse", excuse, actor=actor, before=before, note={"since": str(day)})
    return excuse


def _check_use(book: Book, owed: Owed, owner: Owner, new: NewExcuse) -> None:
    """Refuse an excuse that covers the last day of nothing: it would change nothing."""
    if new.until is None:
        return
    grace = book.settings.grace_days
    running = spans(owed, owner.tenure, book.calendar, since=new.since, until=new.until)
    due = [dates(owed.duty, each, grace).due for each in running]
    if due and not any(new.since <= day < new.until or day.year == FOREVER.year for day in due):
        later = next((day for day in due if day >= new.until), due[-1])
        raise Refused("excuses-nothing", name=owed.name, day=later)


def _check_alone(known: list[Excuse], asked: Span) -> None:
    """Refuse a second excuse of what is excused already."""
    for each in known:
        held = held_in(each)
        if held is not None and held.since < asked.until and asked.since < held.until:
            raise Refused(
                "already-excused",
                decision=each.decision,
                since=held.since,
                last=OPEN_END if held.until == FOREVER else held.until - DAY,
            )


def _check(actor: Actor, authority: int) -> None:
    own = standing(actor) == AUTHORITY and actor.is_at_home(authority) and actor.may(WAIVE)
    if not (actor.everywhere or own):
        raise Refused("not-yours-to-excuse")
