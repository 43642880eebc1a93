"""Strike an entry that rests on something that holds no more."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from xuequ.directory.models import Person
from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Entry, Notice
from ..models.entries import EntryState
from .counting import move
from .entries import locked
from .notices import News, notify_many

COUNTED = (EntryState.HANDED, EntryState.CONFIRMED, EntryState.RETURNED)


@transaction.atomic
def strike_entry(entry: Entry, reason: str, *, actor: Actor) -> Entry:
    """Let an entry count no more because the paper it rests on was withdrawn.

    Whether the actor may is for the act to know that withdraws the paper; so this belongs in its
    transaction.  What was confirmed counts no more either.  Whoever handed it in, and whoever
    confirmed it, is told.  What was taken back already stays as it is.
    """
    entry = locked(entry)
    if entry.state not in COUNTED:
        return entry
    before = fingerprint(entry)
    move(entry.claims.all(), EntryState.WITHDRAWN)
    entry.state, entry.reason = EntryState.WITHDRAWN, reason
    entry.save(update_fields=["state", "reason"])
    write("withdraw-entry", entry, actor=actor, before=before)
    known = (entry.person_id, entry.decided_by_id)
    told = {each for each in known if each is not None and each != actor.person}
    day = entry.happened_on
    text = Text(
        f"所附文件已撤回，该条目不再计数（{day}）",
        f"the paper it rests on was withdrawn; it counts no more ({day})",
    )
    link = reverse("ledger:entry_detail", args=[entry.pk])
    by = Person.objects.filter(pk=actor.person or 0).first()
    news = News(Notice.Kind.RETURNED, text, link=link, entry=entry)
    notify_many(Person.objects.filter(pk__in=told), news, by=by)
    return entry
