"""Excuse somebody from a duty by a decision, and revoke that."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuequ.directory.models import Authority
from xuequ.kernel.periods import Span
from xuequ.web.acting import act
from xuequ.web.requests import PageRequest
from xuequ.web.templatetags.words import say

from ..engine.duties import Owed
from ..engine.owners import Owner
from ..forms.excuses import ExcuseForm, RevokeExcuseForm
from ..models import Excuse
from ..names import subject_name
from ..queries.book import owner_of
from ..queries.claiming import For
from ..queries.excuses import excuses, held_in, named
from ..queries.overview import book_on
from ..services.excusing import NewExcuse, excuse_owner, revoke_excuse


@dataclass(frozen=True, slots=True)
class Shown:
    """An excuse in the list: whose, of which duty, and the days it held or holds."""

    row: Excuse
    name: str
    owed: Owed | None
    held: Span | None  # none: withdrawn before it began


def excuse_list(request: PageRequest) -> HttpResponse:
    """Every excuse of the authority, the latest first."""
    page = Paginator(excuses(seen_by=request.eyes), 30).get_page(request.GET.get("page"))
    authority = Authority.objects.filter(pk=request.eyes.authority or 0).first()
    book = book_on(authority, request.on) if authority else None
    names = named(page.object_list)
    rows = [
        Shown(
            each,
            names.get((each.owner_kind, each.owner_id), ""),
            book.owed.get(each.duty) if book else None,
            held_in(each),
        )
        for each in page
    ]
    return render(request, "ledger/excuses.html", {"rows": page, "excuses": rows})


def excuse_new(request: PageRequest) -> HttpResponse:
    """Excuse the owner named in the address."""
    if "duty" not in request.GET:
        messages.info(request, _("Choose who is excused on the page of a duty."))
        return redirect("ledger:ledger_home")
    authority = get_object_or_404(Authority, pk=request.eyes.authority)
    of = _of(request)
    owed, owner = _owner(request, authority, of)
    form = ExcuseForm(request.POST or None, initial={"since": request.on})

    def do() -> object:
        values = {name: form.cleaned_data[name] for name in ("reason", "decision", "since")}
        new = NewExcuse(of=of, until=form.until(), **values)
        return excuse_owner(new, authority, actor=request.eyes)

    subject = " · ".join(part for part in (owner.name, subject_name(owner), say(owed.name)) if part)
    return act(
        request,
        form,
        do,
        done=_("Excused: what falls due in that time need not be handed in."),
        back=reverse("ledger:county_duty", args=[authority.pk, owed.key]),
        context={"subject": subject},
    )


def excuse_revoke(request: PageRequest, pk: int) -> HttpResponse:
    """The duty is owed again from a day on."""
    excuse = get_object_or_404(excuses(seen_by=request.eyes), pk=pk)
    is_over = excuse.until is not None and excuse.until <= request.on
    initial = {"day": None if is_over else max(excuse.since, request.on)}
    form = RevokeExcuseForm(request.POST or None, initial=initial)
    name = named([excuse]).get((excuse.owner_kind, excuse.owner_id), "")
    return act(
        request,
        form,
        lambda: revoke_excuse(excuse, day=form.cleaned_data["day"], actor=request.eyes),
        done=_("Revoked. The duty is owed again from that day."),
        back=reverse("ledger:excuse_list"),
        context={"subject": f"{name} · {excuse.decision}"},
    )


def _of(request: PageRequest) -> For:
    id = request.GET.get("id", "")
    return For(
        duty=request.GET.get("duty", "")[:80],
        kind=request.GET.get("kind", "")[:12],
        id=int(id) if id.isdecimal() and len(id) < 18 else 0,
        subject=request.GET.get("subject", "")[:20],
    )


def _owner(request: PageRequest, authority: Authority, of: For) -> tuple[Owed, Owner]:
    """The duty and its owner on the day looked at.

    Raises:
        Http404: there is no such duty, or it is nobody's of this authority.
    """
    book = book_on(authority, request.on)
    owed = book.owed.get(of.duty) if book else None
    if book is None or owed is None:
        raise Http404
    owner = owner_of(book, owed, of.kind, of.id, of.subject)
    if owner is None:
        raise Http404
    return owed, owner
