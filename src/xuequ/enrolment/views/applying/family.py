"""A parent's first page of enrolment: rounds, children, applications, what comes next."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...engine.preparing.words import ARRIVAL
from ...forms.families import ChildForm, SecondGuardianForm
from ...models import Application
from ...queries.applying import pages
from ...queries.applying.codes import guarding
from ...queries.applying.scope import children, rounds
from ...queries.overview import out_by
from ...services.applying.children import register_child
from ...services.applying.drafts import begin_application
from ...services.applying.guardians import add_custody
from .shared import account_of, why_asked


def family_rounds(request: PageRequest) -> HttpResponse:
    """Rounds to apply in, the own children, and how far their applications are."""
    now = timezone.now()
    found = pages.home(seen_by=request.eyes, now=now)
    rows = [row for card in found.cards for row in card.applications]
    views = {row.pk: pages.view_of(row, now) for row in rows if pages.has_rules(row)}
    context = {
        "home": found,
        "views": views,
        "free": pages.free_rounds(found, now),
        "to_do": (Application.State.DRAFT, Application.State.RETURNED),
        "out": out_by(now),
        "arrival": ARRIVAL,
        "is_new": request.GET.get("new") == "1",
        "account": request.user,
    }
    return render(request, "enrolment/family/home.html", context)


@never_cache
def child_new(request: PageRequest) -> HttpResponse:
    """Register a child."""
    pupils = pages.own_pupils(seen_by=request.eyes, on=timezone.localdate())
    form = ChildForm(request.POST or None, pupils=pupils)
    return act(
        request,
        form,
        lambda: register_child(form.child(), actor=request.eyes, now=timezone.now()),
        done=_("The child is registered. Choose a round to apply in."),
        back=reverse("enrolment:family_rounds"),
        context={"subject": _("Its number is drawn once and stays for ever.")},
    )


def child_guardian(request: PageRequest, pk: int) -> HttpResponse:
    """Let the other parent speak for the child, too."""
    child = get_object_or_404(children(seen_by=request.eyes), pk=pk)
    row = guarding(child)
    form = SecondGuardianForm(request.POST or None, needs_code=row is not None)
    why = _(
        "The application in «%(round)s» is handed in. Whoever is added may change it, so its "
        "change code is asked for; every guardian of the child is told."
    )
    return act(
        request,
        form,
        lambda: add_custody(
            child,
            form.custody(),
            code=form.code_typed,
            account=account_of(request),
            actor=request.eyes,
            now=timezone.now(),
        ),
        done=_("The other parent sees the child and its applications now."),
        back=reverse("enrolment:family_rounds"),
        context={
            "subject": f"{pages.masked(child)} {child.number}",
            "note": why_asked(row, why % {"round": row.round.name}) if row else "",
        },
    )


def apply_begin(request: PageRequest, pk: int) -> HttpResponse:
    """Choose the child that is to apply in a round, and begin."""
    now = timezone.now()
    found = rounds(seen_by=request.eyes, now=now).filter(pk=pk).first()
    if found is None:
        raise Http404(pk)
    mine = list(children(seen_by=request.eyes))
    error = ""
    if request.method == "POST":
        wanted = request.POST.get("child", "")
        child = next((each for each in mine if str(each.pk) == wanted), None)
        if child is None:
            error = str(_("Choose one of your children."))
        else:
            try:
                row = begin_application(child, found, actor=request.eyes, now=now)
            except Refused as refused:
                error = explain(refused)
            else:
                return redirect("enrolment:my_application", row.pk)
    context = {
        "round": found,
        "children": [(each, pages.masked(each)) for each in mine],
        "is_open": found.opens <= now,
        "error": error,
        "arrival": ARRIVAL,
    }
    status = 422 if error else 200
    return render(request, "enrolment/family/begin.html", context, status=status)
