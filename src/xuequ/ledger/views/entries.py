"""One entry: looking at it, deciding on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.directory.models import Authority
from xuequ.kernel.refusal import Refused
from xuequ.vault.giving import give_out
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.entries import ReturnForm
from ..models import Entry
from ..models.entries import EntryState
from ..queries.book import Book, book_of
from ..queries.confirming import confirmable
from ..queries.entries import entries
from ..queries.holders import holders_of
from ..queries.reopening import open_until
from ..services.deciding import confirm_entry, return_entry
from ..services.entries import OPEN_STATES, withdraw_entry


def entry_detail(request: PageRequest, pk: int) -> HttpResponse:
    """An entry with its files, versions, what it counts for, and who has it now."""
    entry = seen_entry(request, pk)
    book = book_at(entry.authority, request)
    claims = list(entry.claims.order_by("pk"))
    context = {
        "entry": entry,
        "artefact": book.artefact(entry.artefact),
        "claims": [(each, book.owed.get(each.duty)) for each in claims],
        "files": entry.attachments.filter(until_version=None).select_related("file"),
        "versions": entry.versions.order_by("-number").select_related("person"),
        "may_confirm": entry.state == EntryState.HANDED
        and bool(confirmable(entry, seen_by=request.eyes, on=request.on)),
        "is_own": entry.person_id is not None and entry.person_id == request.eyes.person,
        "is_open": entry.state in OPEN_STATES,
        "may_change": _may_change(entry, book),
        "holders": holders_of(entry, book),
    }
    return render(request, "ledger/entry_detail.html", context)


def _may_change(entry: Entry, book: Book) -> bool:
    """Could a new version still be handed in today?"""
    until = open_until(entry, book) if entry.state in OPEN_STATES else None
    return until is not None and timezone.localdate() <= until


def entry_confirm(request: PageRequest, pk: int) -> HttpResponse:
    """Confirm an entry."""
    entry, today = seen_entry(request, pk), timezone.localdate()
    version = version_of(request.POST.get("version"))
    return _done(
        request,
        entry,
        lambda: confirm_entry(entry, actor=request.eyes, on=today, version=version),
    )


def entry_withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Take one's own entry back."""
    entry = own_entry(request, pk)
    return _done(request, entry, lambda: withdraw_entry(entry, actor=request.eyes))


def entry_return(request: PageRequest, pk: int) -> HttpResponse:
    """Give an entry back with the reason."""
    entry = seen_entry(request, pk)
    form = ReturnForm(request.POST or None, initial={"version": entry.version})

    def do() -> object:
        typed: dict[str, Any] = form.cleaned_data
        return return_entry(
            entry,
            typed["reason"],
            actor=request.eyes,
            on=timezone.localdate(),
            version=typed["version"],
        )

    return act(
        request,
        form,
        do,
        done=_("The entry is returned."),
        back=reverse("ledger:entry_detail", args=[pk]),
        context={"subject": entry.title},
    )


def entry_file(request: PageRequest, pk: int, file: int) -> HttpResponseBase:
    """A file of an entry, to whoever may see the entry."""
    entry = seen_entry(request, pk)
    held = get_object_or_404(entry.attachments.select_related("file"), pk=file)
    return give_out(held.file, is_shown=held.file.kind.startswith("image/"))


def _done(request: PageRequest, entry: Entry, do: Callable[[], object]) -> HttpResponse:
    try:
        do()
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, str(_("Done.")))
    return redirect("ledger:entry_detail", pk=entry.pk)


def version_of(text: str | None) -> int:
    """The version a form says its reader has read; 0, which none is, where it says nothing."""
    return int(text) if text and text.isdecimal() and len(text) < LONG else 0


LONG = 6  # digits no number of a version has


def book_at(authority: Authority, request: PageRequest) -> Book:
    """The duties of an authority on the day looked at.

    Raises:
        Http404: its policy says nothing yet on that day.
    """
    try:
        return book_of(authority, request.on)
    except LookupError as error:
        raise Http404 from error


def seen_entry(request: PageRequest, pk: int) -> Entry:
    """An entry the reader may see.

    Raises:
        Http404: there is none, or not for this reader.
    """
    found = entries(seen_by=request.eyes, on=request.on)
    return get_object_or_404(found.select_related("authority", "person", "decided_by"), pk=pk)


def own_entry(request: PageRequest, pk: int) -> Entry:
    """An entry the reader handed in.

    Raises:
        Http404: there is none, or it is somebody else's.
    """
    entry = seen_entry(request, pk)
    if entry.person_id is None or entry.person_id != request.eyes.person:
        raise Http404(pk)
    return entry
