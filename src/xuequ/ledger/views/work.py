"""The inbox (工作台): what is to do, what waits for confirmation, what was handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..models import Entry
from ..models.entries import EntryState
from ..queries.confirming import shown, waiting_for
from ..queries.entries import entries
from ..queries.inboxes import count, shelves, to_do, waiting
from ..queries.mine import Mine, bunched, todo
from ..queries.overview import book_on
from ..queries.reopening import open_until
from ..services.deciding import confirm_entry
from .entries import version_of

PER_PAGE = 30
BEGUN = (EntryState.RETURNED, EntryState.DRAFT)
SHOWN = 20  # of what waits in other packages
AT_ONCE = 100  # entries confirmed with one button


def my_work(request: PageRequest) -> HttpResponse:
    """What the identity owes now, as a checklist: late first, then by the day due."""
    try:
        found = todo(seen_by=request.eyes, on=request.on)
        begun = True
    except LookupError:
        found, begun = [], False
    soon = [each for each in found if each.is_open and not each.late]
    beside = shelves(request.eyes, request.on)
    context = {
        "late": bunched(each for each in found if each.is_open and each.late),
        "week": bunched(each for each in soon if each.days <= WEEK),
        "later": bunched(each for each in soon if each.days > WEEK),
        "done": bunched(each for each in found if not each.is_open),
        "returned": _begun(request),
        "begun": begun,
        "is_today": request.on == timezone.localdate(),
        "elsewhere": waiting(request.eyes, request.on, SHOWN),
        "shelves": beside,
        **counts(request, found, to_do(beside)),
    }
    return render(request, "ledger/work.html", context)


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft, or what was given back: until when it may be handed in."""

    entry: Entry
    until: date | None
    is_open: bool


def _begun(request: PageRequest) -> list[Begun]:
    """What the reader has begun and has to go on with, or can no longer."""
    rows = _own(request).filter(state__in=BEGUN)
    found, today = [], timezone.localdate()
    for entry in rows.select_related("authority").prefetch_related("claims"):
        book = book_on(entry.authority, today)
        until = open_until(entry, book) if book else None
        found.append(Begun(entry, until, until is not None and today <= until))
    return found


WEEK = 6  # days from today that belong to this week's checklist


def counts(
    request: PageRequest, found: list[Mine] | None = None, elsewhere: int | None = None
) -> Mapping[str, Any]:
    """The numbers on the tabs of the inbox; `elsewhere` waits in other packages."""
    if found is None:
        try:
            found = todo(seen_by=request.eyes, on=request.on)
        except LookupError:
            found = []
    begun = Entry.objects.filter(person=request.eyes.person or 0, state__in=BEGUN).count()
    if elsewhere is None:
        elsewhere = count(request.eyes, request.on)
    return {
        "elsewhere_count": elsewhere,
        "todo_count": len(bunched(each for each in found if each.is_open)) + begun + elsewhere,
        "confirm_count": len(_waiting(request)),
    }


def to_confirm(request: PageRequest) -> HttpResponse:
    """What others handed in and the identity may confirm; several at once."""
    waiting = _waiting(request)
    if request.method == "POST":
        read = _versions(request.POST.getlist("entry")[:AT_ONCE])
        return _confirm_all(request, [each for each in waiting if each.pk in read], read)
    rows = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    context = {"rows": rows, "waiting": shown(rows, request.on), **counts(request)}
    return render(request, "ledger/to_confirm.html", context)


def _versions(ticked: Sequence[str]) -> Mapping[int, int]:
    """The entries ticked, and the version of each that was shown."""
    pairs = [each.partition(":") for each in ticked]
    return {
        int(pk): version_of(version)
        for pk, _colon, version in pairs
        if pk.isdecimal() and len(pk) < LONG
    }


LONG = 18  # digits no number of a row has


def _confirm_all(
    request: PageRequest, chosen: list[Entry], read: Mapping[int, int]
) -> HttpResponse:
    done = 0
    if not chosen:
        messages.error(request, _("Nothing was ticked. Tick what you have read, then confirm."))
        return redirect(request.path)
    for entry in chosen:
        try:
            confirm_entry(
                entry, actor=request.eyes, on=timezone.localdate(), version=read[entry.pk]
            )
        except Refused as refused:
            messages.error(request, f"{entry.title}: {explain(refused)}")
        else:
            done += 1
    if done:
        said = ngettext("%(n)s entry confirmed.", "%(n)s entries confirmed.", done) % {"n": done}
        messages.success(request, said)
    return redirect(request.path)


def _waiting(request: PageRequest) -> list[Entry]:
    try:
        return waiting_for(seen_by=request.eyes, on=request.on)
    except LookupError:
        return []


def my_entries(request: PageRequest) -> HttpResponse:
    """What the reader handed in (我发起), in any state, with who has it now."""
    return _list(request, _own(request), "mine")


def my_decisions(request: PageRequest) -> HttpResponse:
    """What the reader confirmed or returned (已办)."""
    return _list(request, _visible(request).filter(decided_by=request.eyes.person or 0), "done")


def my_copies(request: PageRequest) -> HttpResponse:
    """What names the reader or was written together with the reader (抄送)."""
    me = request.eyes.person or 0
    shared = Q(co_authors=me) | Q(people=me)
    return _list(request, _visible(request).filter(shared).exclude(person=me), "copies")


def _visible(request: PageRequest) -> QuerySet[Entry]:
    return entries(seen_by=request.eyes, on=request.on).select_related("person", "decided_by")


def _own(request: PageRequest) -> QuerySet[Entry]:
    return _visible(request).filter(person=request.eyes.person or 0)


def _list(request: PageRequest, found: QuerySet[Entry], tab: str) -> HttpResponse:
    rows = Paginator(found.order_by("-happened_on", "-pk"), PER_PAGE)
    page = rows.get_page(request.GET.get("page"))
    return render(request, "ledger/entry_list.html", {"rows": page, "tab": tab, **counts(request)})
