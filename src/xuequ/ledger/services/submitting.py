"""Hand in with files: they are kept and the entry written, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from xuequ.directory.models import Authority
from xuequ.kernel.actors import Actor
from xuequ.vault.models import StoredFile
from xuequ.vault.services.files import (
    Taken,
    check_authority_quota,
    check_entry_quota,
    store_taken,
)

from ..models import Entry
from .entries import change_entry, hand_in, save_draft
from .keeping import NewEntry


@transaction.atomic
def submit(
    new: NewEntry, files: Sequence[Taken], authority: Authority, *, actor: Actor, today: date
) -> Entry:
    """Hand in an entry with new files.

    Raises:
        Refused: what `hand_in` and the quotas refuse.
    """
    entry = hand_in(_with(new, files), authority, actor=actor, today=today)
    _check_quotas(entry)
    return entry


@transaction.atomic
def submit_again(
    entry: Entry, new: NewEntry, files: Sequence[Taken], *, actor: Actor, today: date
) -> Entry:
    """Hand in a new version of an entry with new files beside those that stay.

    Raises:
        Refused: what `change_entry` and the quotas refuse.
    """
    entry = change_entry(entry, _with(new, files), actor=actor, today=today)
    _check_quotas(entry)
    return entry


@transaction.atomic
def keep_draft(
    entry: Entry | None,
    new: NewEntry,
    files: Sequence[Taken],
    authority: Authority,
    *,
    actor: Actor,
    today: date,
) -> Entry:
    """Keep a draft with new files beside those that stay.

    Raises:
        Refused: what `save_draft` and the quotas refuse.
    """
    entry = save_draft(entry, _with(new, files), authority, actor=actor, today=today)
    _check_quotas(entry)
    return entry


def _with(new: NewEntry, files: Sequence[Taken]) -> NewEntry:
    return replace(new, files=(*new.files, *(store_taken(each) for each in files)))


def _check_quotas(entry: Entry) -> None:
    held = entry.attachments.filter(until_version=None)
    check_entry_quota(StoredFile.objects.filter(pk__in=held.values("file")))
    check_authority_quota(
        StoredFile.objects.filter(pk__in=_of_authority(entry.authority).values("attachments__file"))
    )


def _of_authority(authority: Authority) -> QuerySet[Entry]:
    return Entry.objects.filter(authority=authority)
