"""A family reads who looked at its child's file, and agrees to what no law obliges to."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from xuequ.directory.queries.people import name_of
from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...engine.privacy.consents import PAPERS, WORDS
from ...forms.proved import ProvedForm
from ...models import Application, Child
from ...queries.applying.pages import masked
from ...queries.applying.scope import children
from ...queries.privacy.consents import asked_of, handed_in_with_papers, in_force
from ...queries.privacy.looks import LONGEST, looks_at, own_pupils
from ...services.privacy.consenting import give_consent, take_consent_back
from ..applying.shared import account_of, why_asked


@never_cache
def child_privacy(request: PageRequest, pk: int) -> HttpResponse:
    """Consents of one's own child, and who looked at its file, when and what for."""
    child = _own(request, pk)
    context = {
        "child": child,
        "name": masked(child),
        "asked": asked_of(child),
        "looks": looks_at(child),
        "longest": LONGEST,
    }
    return render(request, "enrolment/privacy/child.html", context)


@never_cache
def family_looks(request: PageRequest) -> HttpResponse:
    """All one's children: who looked at the data of each."""
    found = own_pupils(seen_by=request.eyes, on=request.on)
    context = {
        "pupils": [(name_of(pupil, in_full=True), pupil, looks) for pupil, looks in found],
        "children": [(each, masked(each)) for each in children(seen_by=request.eyes)],
        "longest": LONGEST,
        "authority": request.eyes.authority,
    }
    return render(request, "enrolment/privacy/own.html", context)


@never_cache
def child_consent(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """Read the words, and agree to them or take it back."""
    child = _own(request, pk)
    words = WORDS.get(kind)
    if words is None:
        raise Http404(kind)
    held = in_force(child, kind)
    back = _back(request, child)
    row = handed_in_with_papers(child) if kind == PAPERS and held is not None else None
    form = ProvedForm(request.POST or None, needs_code=row is not None)
    error = ""
    if request.method == "POST":
        try:
            _decide(request, child, kind, form)
        except Refused as refused:
            error = explain(refused)
            held = in_force(child, kind)
        else:
            return redirect(back)
    context = {
        "child": child,
        "name": masked(child),
        "words": words,
        "held": held,
        "is_current": held is not None and held.version == words.version,
        "error": error,
        "form": form,
        "note": _why(row) if row is not None else "",
        "back": back,
        "application": request.GET.get("application", ""),
    }
    status = 422 if error else 200
    return render(request, "enrolment/privacy/consent.html", context, status=status)


def _decide(request: PageRequest, child: Child, kind: str, form: ProvedForm) -> None:
    now, eyes = timezone.now(), request.eyes
    if request.POST.get("act") == "back":
        code, account = form.code_typed if form.is_valid() else "", account_of(request)
        gone = take_consent_back(child, kind, code=code, account=account, actor=eyes, now=now)
        messages.success(request, _("It is taken back."))
        if gone:
            said = ngettext("%(count)s paper was deleted.", "%(count)s papers were deleted.", gone)
            messages.success(request, said % {"count": gone})
        return
    version = request.POST.get("version", "")
    read = int(version) if version.isascii() and version.isdigit() and len(version) < 5 else 0
    give_consent(child, kind, read, actor=eyes, now=now)
    messages.success(request, _("Noted. You can take it back at any time."))


def _why(row: Application) -> SafeString:
    why = _(
        "Papers that you handed in are deleted, so the change code is asked for; every guardian "
        "of the child is told."
    )
    return why_asked(row, why)


def _back(request: PageRequest, child: Child) -> str:
    """The step of the application one came from, else the page of the child."""
    wanted = request.GET.get("application", "")
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 18:
        row = child.applications.filter(pk=int(wanted)).first()
        if row is not None:
            return reverse("enrolment:my_materials", args=[row.pk])
    return reverse("enrolment:child_privacy", args=[child.pk])


def _own(request: PageRequest, pk: int) -> Child:
    return get_object_or_404(children(seen_by=request.eyes), pk=pk)
