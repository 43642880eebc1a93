"""Acts on what others handed in: confirm, return with a reason."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from xuequ.directory.models import Person
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Claim, Entry, Notice
from ..models.entries import EntryState
from ..queries.book import book_of
from ..queries.confirming import confirmable
from .counting import move
from .entries import locked
from .notices import News, notify_many

LEAST_REASON = 2  # characters


@transaction.atomic
def confirm_entry(entry: Entry, *, actor: Actor, on: date, version: int | None = None) -> Entry:
    """Confirm what the actor may confirm of an entry; with the last claim the entry is confirmed.

    Args:
        version: the one the actor has read; none where nobody reads it.

    Raises:
        Refused("already-decided"): it is not waiting any more.
        Refused("newer-version"): it was handed in anew since the actor read it.
        Refused("not-yours-to-confirm"): none of it is the actor's to confirm.
    """
    entry, mine = _waiting(entry, actor, on, version)
    before = fingerprint(entry)
    move(mine, EntryState.CONFIRMED)
    if not entry.claims.filter(state=EntryState.HANDED).exists():
        entry.state = EntryState.CONFIRMED
        entry.decided_at = timezone.now()
        entry.decided_by_id = actor.person
        entry.save(update_fields=["state", "decided_at", "decided_by"])
        _tell(entry, Notice.Kind.CONFIRMED, actor, on)
    write("confirm-entry", entry, actor=actor, before=before)
    return entry


@transaction.atomic
def return_entry(
    entry: Entry, reason: str, *, actor: Actor, on: date, version: int | None = None
) -> Entry:
    """Give an entry back to whoever handed it in, with the reason; it counts no more.

    Raises:
        Refused("already-decided"), Refused("newer-version"), Refused("not-yours-to-confirm"):
            as `confirm_entry`.
        Refused("return-needs-reason"): say what is to be mended.
    """
    if len(reason.strip()) < LEAST_REASON:
        raise Refused("return-needs-reason")
    entry, _ = _waiting(entry, actor, on, version)
    before = fingerprint(entry)
    move(entry.claims.all(), EntryState.RETURNED)
    entry.state = EntryState.RETURNED
    entry.reason = reason.strip()
    entry.decided_at = timezone.now()
    entry.decided_by_id = actor.person
    entry.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    _tell(entry, Notice.Kind.RETURNED, actor, on)
    write("return-entry", entry, actor=actor, before=before)
    return entry


def _waiting(
    entry: Entry, actor: Actor, on: date, version: int | None
) -> tuple[Entry, list[Claim]]:
    """The entry, held, and its claims the actor may confirm."""
    entry = locked(entry)
    if entry.state != EntryState.HANDED:
        raise Refused("already-decided", state=entry.get_state_display())
    if version is not None and version != entry.version:
        raise Refused("newer-version", title=entry.title)
    mine = confirmable(entry, seen_by=actor, on=on)
    if not mine:
        raise Refused("not-yours-to-confirm")
    return entry, mine


def _tell(entry: Entry, kind: Notice.Kind, actor: Actor, on: date) -> None:
    """Tell whoever handed it in, and the co-authors; what they typed is not repeated."""
    owed = book_of(entry.authority, on).owed
    names = [owed[key].name for key in entry.claims.values_list("duty", flat=True) if key in owed]
    name = names[0] if names else Text("台账条目", "entry of the ledger")
    word = {
        Notice.Kind.CONFIRMED: Text("已确认", "confirmed"),
        Notice.Kind.RETURNED: Text("已退回，请修改", "returned to be mended"),
    }[kind]
    day = entry.happened_on
    text = Text(f"{word.zh}：{name.zh}（{day}）", f"{word.en}: {name.en} ({day})")
    link = reverse("ledger:entry_detail", args=[entry.pk])
    by = Person.objects.filter(pk=actor.person or 0).first()
    people = Person.objects.filter(pk=entry.person_id or 0) | entry.co_authors.all()
    notify_many(people.distinct(), News(kind, text, link=link, entry=entry), by=by)
