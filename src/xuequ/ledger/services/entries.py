"""Acts on entries: hand in, keep a draft, change, withdraw."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import IntegrityError, transaction

from xuequ.directory.models import Authority, Person, School
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.seal import digest
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.handing import check_blanks, check_evidence
from ..models import Entry
from ..models.entries import EntryState
from ..queries.book import Book, book_of
from ..queries.claiming import Claimed, claimed, shared
from ..queries.reopening import again
from .counting import hold, move, strike
from .keeping import NewEntry, fill, keep, keep_version, rows_of

OPEN_STATES = (EntryState.DRAFT, EntryState.HANDED, EntryState.RETURNED)


@transaction.atomic
def hand_in(new: NewEntry, authority: Authority, *, actor: Actor, today: date) -> Entry:
    """Hand something in for one duty or several.  The same form sent twice is one entry.

    Raises:
        Refused("already-handed-in"): the same content was handed in by the same person.
        Refused("form-used-before"): the same form was handed in with another content.
        Refused: what `claimed`, `shared` and `check_blanks` refuse.
    """
    known = Entry.objects.filter(key=new.key).first()
    if known is not None:
        return _sent_before(known, new, actor=actor, today=today)
    found = _checked(new, authority, actor, today)
    _check_new(new, authority, actor, None)
    entry = Entry(authority=authority, person_id=actor.person, key=new.key)
    entry.is_synthetic = new.is_synthetic
    fill(entry, new, found)
    if not _inserted(entry):
        return Entry.objects.get(key=new.key)
    keep(entry, new, found)
    keep_version(entry, new, actor)
    write("hand-in", entry, actor=actor, note=_note(new))
    return entry


@transaction.atomic
def save_draft(
    entry: Entry | None, new: NewEntry, authority: Authority, *, actor: Actor, today: date
) -> Entry:
    """Keep what is not ready yet (暂存); it counts for nothing and only its author sees it.

    Raises:
        Refused("not-your-entry"), Refused("already-decided"): it was handed in before.
        Refused: what `claimed` refuses of duty and day; nothing else has to be there yet.
    """
    entry = entry or Entry.objects.filter(key=new.key).first()
    found = _claims(new, authority, actor, today)
    if entry is None:
        entry = Entry(authority=authority, person_id=actor.person, key=new.key)
        fill(entry, new, found, EntryState.DRAFT)
        if not _inserted(entry):
            return Entry.objects.get(key=new.key)
    else:
        entry = locked(entry)
        _check_own(entry, actor)
        if entry.state != EntryState.DRAFT:
            raise Refused("already-decided", state=entry.get_state_display())
        fill(entry, new, found, EntryState.DRAFT)
        entry.save()
        strike(entry.claims.all())
    keep(entry, new, found)
    write("save-draft", entry, actor=actor)
    return entry


@transaction.atomic
def change_entry(entry: Entry, new: NewEntry, *, actor: Actor, today: date) -> Entry:
    """Hand in a new version of an entry that is not confirmed; the former ones are kept.

    What was returned may be handed in again within the days of grace from its return.

    Raises:
        Refused("not-your-entry"), Refused("already-decided"), and as `hand_in`.
    """
    entry = locked(entry)
    _check_own(entry, actor)
    if entry.state not in OPEN_STATES:
        raise Refused("already-decided", state=entry.get_state_display())
    new = replace(new, again=again(entry, today))
    found = _checked(new, entry.authority, actor, today)
    _check_new(new, entry.authority, actor, entry)
    before = fingerprint(entry)
    hold(entry.claims.all(), rows_of(entry, found))
    strike(entry.claims.all())
    if entry.state != EntryState.DRAFT:
        entry.version += 1
    entry.reason = ""
    fill(entry, new, found)
    entry.save()
    keep(entry, new, found)
    keep_version(entry, new, actor)
    write("change-entry", entry, actor=actor, before=before, note=_note(new))
    return entry


@transaction.atomic
def withdraw_entry(entry: Entry, *, actor: Actor) -> Entry:
    """Take back what is not confirmed yet; it stays readable and counts no more.

    Raises:
        Refused("not-your-entry"), Refused("already-decided").
    """
    entry = locked(entry)
    _check_own(entry, actor)
    if entry.state not in OPEN_STATES:
        raise Refused("already-decided", state=entry.get_state_display())
    before = fingerprint(entry)
    move(entry.claims.all(), EntryState.WITHDRAWN)
    entry.state = EntryState.WITHDRAWN
    entry.save(update_fields=["state"])
    write("withdraw-entry", entry, actor=actor, before=before)
    return entry


def _sent_before(known: Entry, new: NewEntry, *, actor: Actor, today: date) -> Entry:
    """What a form sent once more leads to: its entry, a draft being handed in now."""
    _check_own(known, actor)
    if known.state == EntryState.DRAFT:
        return change_entry(known, new, actor=actor, today=today)
    if not known.versions.filter(digest=digest(new.content)).exists():
        raise Refused("form-used-before", entry=known.pk)
    return known


def locked(entry: Entry) -> Entry:
    """The entry, held until the transaction ends."""
    return Entry.objects.select_for_update().get(pk=entry.pk)


def _check_own(entry: Entry, actor: Actor) -> None:
    if not actor.everywhere and (actor.person is None or entry.person_id != actor.person):
        raise Refused("not-your-entry")


def _inserted(entry: Entry) -> bool:
    """Write a new entry; False when the same form was sent twice at once."""
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _checked(new: NewEntry, authority: Authority, actor: Actor, today: date) -> list[Claimed]:
    """What it counts for, with everything that has to be there."""
    found = _claims(new, authority, actor, today)
    for each in found:
        check_evidence(each.owed, new.offered)
    return found


def _claims(new: NewEntry, authority: Authority, actor: Actor, today: date) -> list[Claimed]:
    book = book_of(authority, today)
    check_blanks(book.artefact(new.artefact), new.fields)
    _check_people(book, new)
    own = claimed(book, new.duties, new.offered, actor=actor, today=today)
    return own + shared(book, own, new.co_authors, new.offered, today)


def _check_people(book: Book, new: NewEntry) -> None:
    """People and schools an entry names belong to its authority."""
    named = {*new.co_authors, *new.people}
    here = Person.objects.filter(authority=book.authority, pk__in=named).count()
    schools = School.objects.filter(authority=book.authority, pk__in=new.schools).count()
    if here != len(named) or schools != len(set(new.schools)):
        raise Refused("named-from-elsewhere")


def _check_new(new: NewEntry, authority: Authority, actor: Actor, own: Entry | None) -> None:
    """Refuse the same content twice from one person, under another form."""
    same = Entry.objects.filter(authority=authority, digest=digest(new.content))
    same = same.exclude(state=EntryState.WITHDRAWN).exclude(pk=own.pk if own else 0)
    twin = same.filter(person=actor.person or 0).first()
    if twin is not None:
        raise Refused("already-handed-in", day=twin.happened_on, entry=twin.pk)
    if own is not None and own.digest == digest(new.content) and own.state == EntryState.HANDED:
        raise Refused("nothing-changed")


def _note(new: NewEntry) -> dict[str, object]:
    """For the record: which duties, and how many files; no names and no text."""
    return {"duties": ", ".join(each.duty for each in new.duties), "files": len(new.files)}
