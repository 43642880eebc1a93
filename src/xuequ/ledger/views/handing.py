"""Handing in: the form for a duty, and new versions of what was handed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from xuequ.directory.models import Authority
from xuequ.directory.queries.scope import authorities
from xuequ.kernel.refusal import Refused
from xuequ.kernel.settings import Duty
from xuequ.vault.services.files import take_in
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..engine.owners import Owner
from ..engine.spans import span_of
from ..forms.entries import PREFIX, EntryForm, Find, FindSchools
from ..models import Entry
from ..names import duty_name
from ..queries.book import Book, owner_of
from ..queries.claiming import For
from ..queries.colleagues import colleagues, schools_named
from ..queries.compiled import compile_link
from ..queries.overview import book_on
from ..queries.rights import may_hand_in
from ..services.submitting import keep_draft, submit, submit_again
from .entries import own_entry
from .together import MOST, also_open, chosen, code_of


def entry_new(request: PageRequest) -> HttpResponse:
    """Hand in something for the duty named in the address; without one, choose it first."""
    if "duty" not in request.GET:
        return redirect("ledger:my_work")
    book, asked = _asked(request)
    owed = book.owed[asked.duty]
    also = also_open(request, asked, owed)
    artefact = book.artefact(owed.artefact)
    form = EntryForm(
        request.POST or None,
        request.FILES or None,
        artefact=artefact,
        find=_finders(request),
        also=[(code_of(each.line), duty_name(each.line)) for each in also[:MOST]],
        also_left=max(0, len(also) - MOST),
        initial={"title": owed.duty.zh if request.language != "en" else owed.duty.en,
                 "happened_on": _first_day(request)},
    )  # fmt: skip
    _fit(form, owed.duty)
    if request.method == "POST" and form.is_valid():
        done = _send(request, form, [asked, *chosen(form)], None)
        if done is not None:
            return redirect("ledger:entry_detail", pk=done.pk)
    form.tell_of_files()
    owner = _owner(book, asked)
    span = span_of(owed, _first_day(request), owner.tenure, book.calendar) if owner else None
    context = {"form": form, "owed": owed, "owner": owner, "book": book}
    if owner is not None:
        context["compiled"] = compile_link(asked.duty, owner, span, actor=request.eyes)
    return render(request, "ledger/entry_form.html", context, status=422 if form.errors else 200)


def entry_change(request: PageRequest, pk: int) -> HttpResponse:
    """Hand in a new version, or go on with a draft."""
    entry = own_entry(request, pk)
    book = _today(entry.authority)
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
    _fit(form, owed.duty)
    if request.method == "POST" and form.is_valid():
        done = _send(request, form, duties, entry)
        if done is not None:
            return redirect("ledger:entry_detail", pk=done.pk)
    form.tell_of_files()
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
    today = timezone.localdate()
    try:
        return min(date.fromisoformat(request.GET.get("day", "")), today)
    except ValueError:
        return today


def _finders(request: PageRequest) -> tuple[Find, FindSchools]:
    """How names of people and of schools are looked up for the reader."""
    asked: dict[str, Any] = {"seen_by": request.eyes, "on": timezone.localdate()}
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
        new = form.values(duties, kept, person=request.eyes.person)
        if "draft" in request.POST:
            return keep_draft(entry, new, taken, authority, actor=request.eyes, today=today)
        if entry is None:
            return submit(new, taken, authority, actor=request.eyes, today=today)
        return submit_again(entry, new, taken, actor=request.eyes, today=today)
    except Refused as refused:
        form.add_error(None, _reason(refused))
        return None


def _reason(refused: Refused) -> str:
    """Why it was refused, with the entry it names to open."""
    text = explain(refused)
    if "entry" not in refused.facts:
        return text
    link = reverse("ledger:entry_detail", args=[refused.facts["entry"]])
    return format_html('{} <a href="{}">{}</a>', text, link, _("Open that entry"))


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
    book = _today(_home(request))
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


def _today(authority: Authority) -> Book:
    """The duties of today, whichever day is looked at: nothing is handed in for another day.

    Raises:
        Http404: the policy says nothing yet.
    """
    book = book_on(authority, timezone.localdate())
    if book is None:
        raise Http404
    return book


def _fit(form: EntryForm, duty: Duty) -> None:
    """Leave out what the duty does not know, and mark what it asks for."""
    for each in duty.evidence:
        field = form.fields[FIELDS[each]]
        field.widget.attrs["starred"] = True
    if not duty.may_be_nothing:
        form.fields["is_nothing"].widget = form.fields["is_nothing"].hidden_widget()
    if duty.owed_by in ("school", "consortium", "authority", "host_school"):
        form.fields["co_authors"].widget = form.fields["co_authors"].hidden_widget()


FIELDS = {
    "words": "words",
    "file": "uploads",
    "photo": "uploads",
    "place": "place",
    "people": "people",
}  # where the form takes each kind of evidence


def _initial(entry: Entry) -> dict[str, Any]:
    names = {
        "people": "、".join(entry.people.values_list("name", flat=True)),
        "co_authors": "、".join(entry.co_authors.values_list("name", flat=True)),
        "schools": "、".join(entry.schools.values_list("name", flat=True)),
    }
    plain = ("title", "happened_on", "words", "place", "is_nothing", "key")
    blanks = {PREFIX + code: value for code, value in entry.fields.items()}
    return {**{name: getattr(entry, name) for name in plain}, **names, **blanks}
