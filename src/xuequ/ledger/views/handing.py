"""Handing in: the form for a duty, and new versions of what was handed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from xuequ.directory.models import Authority
from xuequ.directory.queries.scope import authorities
from xuequ.kernel.refusal import Refused
from xuequ.vault.services.files import take_in
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..engine.owners import Owner
from ..engine.tally import Line
from ..forms.entries import PREFIX, EntryForm, Find, FindSchools
from ..models import Entry
from ..names import duty_name
from ..queries.book import Book, owner_of
from ..queries.claiming import For
from ..queries.colleagues import colleagues, schools_named
from ..queries.mine import Mine, todo
from ..queries.rights import may_hand_in
from ..services.entries import save_draft
from ..services.submitting import submit, submit_again
from .entries import book_at, own_entry


def entry_new(request: PageRequest) -> HttpResponse:
    """Hand in something for the duty named in the address; without one, choose it first."""
    if "duty" not in request.GET:
        return redirect("ledger:my_work")
    book, asked = _asked(request)
    owed = book.owed[asked.duty]
    also = _also(request, asked)
    artefact = book.artefact(owed.artefact)
    form = EntryForm(
        request.POST or None,
        request.FILES or None,
        artefact=artefact,
        find=_finders(request),
        also=[(_code(each.line), duty_name(each.line)) for each in also],
        initial={"title": owed.duty.zh if request.language != "en" else owed.duty.en,
                 "happened_on": _first_day(request)},
    )  # fmt: skip
    _fit(form, owed.duty.may_be_nothing, owed.duty.owed_by)
    if request.method == "POST" and form.is_valid():
        done = _send(request, form, [asked, *_chosen(form)], None)
        if done is not None:
            return redirect("ledger:entry_detail", pk=done.pk)
    context = {"form": form, "owed": owed, "owner": _owner(book, asked), "book": book}
    return render(request, "ledger/entry_form.html", context, status=422 if form.errors else 200)


def entry_change(request: PageRequest, pk: int) -> HttpResponse:
    """Hand in a new version, or go on with a draft."""
    entry = own_entry(request, pk)
    book = book_at(entry.authority, request)
    claims = list(entry.claims.filter(person=entry.person_id) or entry.claims.all())
    duties = [For(each.duty, each.owner_kind, each.owner_id, each.subject) for each in claims]
    owed = book.owed.get(duties[0].duty) if duties else None
    if owed is None:
        raise Http404(pk)
    form = EntryForm(
        request.POST or None,
        request.FILES or None,
        artefact=book.artefact(entry.artefact),
        find=_finders(request),
        initial=_initial(entry),
    )
    _fit(form, owed.duty.may_be_nothing, owed.duty.owed_by)
    if request.method == "POST" and form.is_valid():
        done = _send(request, form, duties, entry)
        if done is not None:
            return redirect("ledger:entry_detail", pk=done.pk)
    context = {
        "form": form,
        "owed": owed,
        "owner": _owner(book, duties[0]),
        "book": book,
        "entry": entry,
        "held": entry.attachments.filter(until_version=None).select_related("file"),
    }
    return render(request, "ledger/entry_form.html", context, status=422 if form.errors else 200)


def _first_day(request: PageRequest) -> date:
    """The day to begin with: today, or the last of the span asked for if that is over."""
    today = min(request.on, timezone.localdate())
    try:
        return min(date.fromisoformat(request.GET.get("day", "")), today)
    except ValueError:
        return today


def _finders(request: PageRequest) -> tuple[Find, FindSchools]:
    """How names of people and of schools are looked up for the reader."""
    asked: dict[str, Any] = {"seen_by": request.eyes, "on": request.on}
    return (
        lambda names: colleagues(names, **asked),
        lambda names: schools_named(names, **asked),
    )


def _send(
    request: PageRequest, form: EntryForm, duties: Sequence[For], entry: Entry | None
) -> Entry | None:
    """Hand it in or keep it as a draft; a refusal stands above the form."""
    today = timezone.localdate()
    authority = entry.authority if entry else _home(request)
    kept = [each.file for each in _staying(request, entry)] if entry else []
    try:
        taken = [take_in(each, name=each.name) for each in form.cleaned_data["uploads"]]
        new = form.values(duties, kept)
        if "draft" in request.POST and not taken:
            return save_draft(entry, new, authority, actor=request.eyes, today=today)
        if entry is None:
            return submit(new, taken, authority, actor=request.eyes, today=today)
        return submit_again(entry, new, taken, actor=request.eyes, today=today)
    except Refused as refused:
        form.add_error(None, explain(refused))
        return None


def _staying(request: PageRequest, entry: Entry) -> list[Any]:
    """The files of an entry that are not ticked to be taken away."""
    gone = set(request.POST.getlist("remove"))
    held = entry.attachments.filter(until_version=None).select_related("file")
    return [each for each in held if str(each.pk) not in gone]


def _asked(request: PageRequest) -> tuple[Book, For]:
    """The duty and its owner named in the address, if the reader may hand in for it.

    Raises:
        Http404: there is no such duty, or it is not the reader's.
    """
    asked = request.GET
    book = book_at(_home(request), request)
    try:
        wanted = For(asked["duty"], asked["kind"], int(asked["id"]), asked.get("subject", ""))
    except (KeyError, ValueError) as error:
        raise Http404 from error
    owed, owner = book.owed.get(wanted.duty), _owner(book, wanted)
    if owed is None or owner is None:
        raise Http404(wanted.duty)
    if not may_hand_in(request.eyes, book.authority.pk, owed, owner):
        raise Http404(wanted.duty)
    return book, wanted


def _owner(book: Book, wanted: For) -> Owner | None:
    owed = book.owed.get(wanted.duty)
    return owner_of(book, owed, wanted.kind, wanted.id, wanted.subject) if owed else None


def _home(request: PageRequest) -> Authority:
    return get_object_or_404(authorities(seen_by=request.eyes), pk=request.eyes.authority)


def _also(request: PageRequest, asked: For) -> list[Mine]:
    """Other duties of the reader that are open, and could be met by the same entry."""
    found: dict[For, Mine] = {}
    for each in todo(seen_by=request.eyes, on=request.on):
        if each.is_open and _for(each.line) != asked:
            found.setdefault(_for(each.line), each)
    return list(found.values())[:MOST]


MOST = 12  # further duties offered on a form


def _for(line: Line) -> For:
    return For(line.owed.key, line.owner.kind, line.owner.id, line.owner.subject)


def _code(line: Line) -> str:
    each = _for(line)
    return f"{each.duty}|{each.kind}|{each.id}|{each.subject}"


def _chosen(form: EntryForm) -> list[For]:
    found = []
    for code in form.cleaned_data.get("also", ()):
        duty, kind, id, subject = code.split("|")
        found.append(For(duty, kind, int(id), subject))
    return found


def _fit(form: EntryForm, may_be_nothing: bool, owed_by: str) -> None:
    """Leave out what the duty does not know."""
    if not may_be_nothing:
        form.fields["is_nothing"].widget = form.fields["is_nothing"].hidden_widget()
    if owed_by in ("school", "consortium", "authority", "host_school"):
        form.fields["co_authors"].widget = form.fields["co_authors"].hidden_widget()


def _initial(entry: Entry) -> dict[str, Any]:
    names = {
        "people": "、".join(entry.people.values_list("name", flat=True)),
        "co_authors": "、".join(entry.co_authors.values_list("name", flat=True)),
        "schools": "、".join(entry.schools.values_list("name", flat=True)),
    }
    plain = ("title", "happened_on", "words", "place", "is_nothing", "key")
    blanks = {PREFIX + code: value for code, value in entry.fields.items()}
    return {**{name: getattr(entry, name) for name in plain}, **names, **blanks}
