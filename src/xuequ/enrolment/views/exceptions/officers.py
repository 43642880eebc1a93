"""The register of exceptional placements, for the authority and the schools it concerns."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xuequ.vault.giving import give_out
from xuequ.web.acting import act
from xuequ.web.forms import Form
from xuequ.web.requests import PageRequest

from ...forms.checking import ConflictForm
from ...forms.exceptional import ExceptionForm
from ...forms.placing import ReasonForm, SureForm
from ...models import Exceptional
from ...queries import access
from ...queries.telling import exceptions as register
from ...services.exceptions.approving import approve_exception, keep_out, refuse_exception
from ...services.exceptions.placing import place_exception
from ...services.exceptions.proposing import propose_exception, withdraw_exception
from ..rounds import seen


def round_exceptions(request: PageRequest, pk: int) -> HttpResponse:
    """The register of a round; a school reads what concerns it."""
    found, now = seen(request, pk), timezone.now()
    rows = register.exceptionals(seen_by=request.eyes, on=request.on)
    entries = register.entries(rows.filter(application__round=found), now)
    home = request.eyes.is_at_home(found.authority_id)
    context = {
        "round": found,
        "entries": entries,
        "may_open": request.eyes.may("placement.view") and home,
        "may_propose": access.may(request.eyes, access.PLACE, found.authority_id),
    }
    return render(request, "enrolment/exceptions/list.html", context)


def exception_new(request: PageRequest, pk: int) -> HttpResponse:
    """Propose a child for a school by exception."""
    found = seen(request, pk)
    rows = found.plans.select_related("school")
    schools = [(each.school_id, each.school.name) for each in rows]
    known = {name: request.GET.get(name, "")[:12] for name in ("number", "appeal", "ground")}
    form = ExceptionForm(
        request.POST or None, request.FILES or None, schools=schools, initial=known
    )
    return act(
        request,
        form,
        lambda: propose_exception(found, form.new(), actor=request.eyes, now=timezone.now()),
        done=_("It is proposed. Two others have to approve it."),
        back=reverse("enrolment:round_exceptions", args=[pk]),
        context={"subject": str(found)},
    )


def exception_page(request: PageRequest, pk: int) -> HttpResponse:
    """One entry: reasons, papers, who approved, objections, and what may be done."""
    row, now = _entry(request, pk), timezone.now()
    rows = Exceptional.objects.filter(pk=pk).select_related("application__child", "school")
    [entry] = register.entries(rows, now)
    eyes, home = request.eyes, row.application.authority_id
    places, decides = (access.may(eyes, each, home) for each in (access.PLACE, access.DECIDE))
    context = {
        "row": row,
        "entry": entry,
        "words": row.words.open() if places or decides else "",
        "papers": row.papers.select_related("file") if places or decides else [],
        "approvals": row.approvals.select_related("person"),
        "objections": register.objections(row, seen_by=eyes),
        "appeals": row.appeals.select_related("case"),
        "may_approve": decides and register.may_approve(row, eyes),
        "may_place": places and entry.state == "ready",
        "may_withdraw": places and row.is_open,
        "may_keep_out": decides and row.is_open and row.shown_until is None,
    }
    return render(request, "enrolment/exceptions/one.html", context)


def exception_paper(request: PageRequest, pk: int, paper: int) -> HttpResponseBase:
    """A paper of an entry."""
    row = _entry(request, pk)
    home = row.application.authority_id
    if not any(access.may(request.eyes, each, home) for each in (access.PLACE, access.DECIDE)):
        raise Http404(paper)
    return give_out(get_object_or_404(row.papers, pk=paper).file, is_shown=True)


def exception_approve(request: PageRequest, pk: int) -> HttpResponse:
    """Approve it in person."""
    row, form = _entry(request, pk), SureForm(request.POST if request.method == "POST" else None)
    return _act(
        request,
        row,
        form,
        lambda: approve_exception(row, actor=request.eyes, now=timezone.now()),
        _("You have approved it. With two approvals it is shown to the public."),
    )


def exception_refuse(request: PageRequest, pk: int) -> HttpResponse:
    """Refuse it, with a reason."""
    row, form = _entry(request, pk), ReasonForm(request.POST or None)
    return _act(
        request,
        row,
        form,
        lambda: refuse_exception(
            row, form.cleaned_data["reason"], actor=request.eyes, now=timezone.now()
        ),
        _("It is refused and stays in the register."),
    )


def exception_conflict(request: PageRequest, pk: int) -> HttpResponse:
    """Declare that the child is of one's own people."""
    row, form = _entry(request, pk), ConflictForm(request.POST or None)
    return _act(
        request,
        row,
        form,
        lambda: keep_out(row, form.cleaned_data["kind"], actor=request.eyes, now=timezone.now()),
        _("It is noted. Others decide about this child."),
    )


def exception_withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Take it back, with a reason."""
    row, form = _entry(request, pk), ReasonForm(request.POST or None)
    return _act(
        request,
        row,
        form,
        lambda: withdraw_exception(
            row, form.cleaned_data["reason"], actor=request.eyes, now=timezone.now()
        ),
        _("It is taken back and stays in the register."),
    )


def exception_place(request: PageRequest, pk: int) -> HttpResponse:
    """Give the child its seat."""
    row, form = _entry(request, pk), SureForm(request.POST if request.method == "POST" else None)
    return _act(
        request,
        row,
        form,
        lambda: place_exception(row, actor=request.eyes, now=timezone.now()),
        _("The child has its seat. The school enters it as a pupil with the others."),
    )


def _act(
    request: PageRequest,
    row: Exceptional,
    form: Form,
    do: Callable[[], object],
    done: str | Promise,
) -> HttpResponse:
    subject = f"{row.application.child.number} · {row.school.name}"
    back = reverse("enrolment:exception_page", args=[row.pk])
    return act(request, form, do, done=done, back=back, context={"subject": subject})


def _entry(request: PageRequest, pk: int) -> Exceptional:
    rows = register.exceptionals(seen_by=request.eyes, on=request.on)
    home = rows.filter(application__round__authority=request.eyes.authority)
    return get_object_or_404(home, pk=pk)
