"""Pages of children without school: the list, one child, a step, how it was settled."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from xuequ.directory.models import Authority
from xuequ.directory.queries.scope import AUTHORITY, standing
from xuequ.web.acting import act
from xuequ.web.requests import PageRequest

from ...forms.following import SettleForm, StepForm
from ...models import Watch
from ...queries.following import watches
from ...queries.following.watches import CHANGE
from ...services.following.by_the_clock import look_for
from ...services.following.watching import add_step, settle_watch

A_PAGE = 50


@never_cache
def watch_list(request: PageRequest) -> HttpResponse:
    """The children that are looked after, those who wait longest first."""
    today = timezone.localdate()
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "open")
    seen = watches.watches(seen_by=request.eyes, on=today)
    page = Paginator(watches.filtered(seen, kind, state), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_rows": page,
        "rows": watches.lines(list(page), today),
        "kinds": Watch.Kind.choices,
        "kind": kind if kind in Watch.Kind.values else "",
        "state": "settled" if state == "settled" else "open",
        "may_look": standing(request.eyes) == AUTHORITY and request.eyes.may(CHANGE),
    }
    return render(request, "enrolment/following/watches.html", context)


def watch_look(request: PageRequest) -> HttpResponse:
    """Look now for children without school, without waiting for the night."""
    if standing(request.eyes) != AUTHORITY:
        raise Http404
    authority = get_object_or_404(Authority, pk=request.eyes.authority)
    new, over = look_for(authority, actor=request.eyes, now=timezone.now())
    said = _("%(new)s children are looked after from now on; %(over)s were settled.")
    messages.success(request, said % {"new": new, "over": over})
    return redirect("enrolment:watch_list")


@never_cache
def watch_one(request: PageRequest, pk: int) -> HttpResponse:
    """One child: since when, who is responsible, what was done, how it was settled."""
    watch = _seen(request, pk)
    today = timezone.localdate()
    [line] = watches.lines([watch], today)
    context = {
        "watch": watch,
        "line": line,
        "steps": watch.steps.select_related("person"),
        "may_act": watch.settled_at is None and watches.may_act(watch, request.eyes, today),
    }
    return render(request, "enrolment/following/watch.html", context)


def watch_step(request: PageRequest, pk: int) -> HttpResponse:
    """Note what was done."""
    watch = _seen(request, pk)
    form = StepForm(request.POST or None)
    return act(
        request,
        form,
        lambda: add_step(watch, **form.cleaned_data, actor=request.eyes, now=timezone.now()),
        done=gettext_lazy("It is noted."),
        back=reverse("enrolment:watch_one", args=[pk]),
        context={"subject": watch.get_kind_display()},
    )


def watch_settle(request: PageRequest, pk: int) -> HttpResponse:
    """Settle where the child goes to school."""
    watch = _seen(request, pk)
    form = SettleForm(request.POST or None)
    return act(
        request,
        form,
        lambda: settle_watch(watch, **form.cleaned_data, actor=request.eyes, now=timezone.now()),
        done=gettext_lazy("It is settled."),
        back=reverse("enrolment:watch_one", args=[pk]),
        context={"subject": watch.get_kind_display()},
    )


def _seen(request: PageRequest, pk: int) -> Watch:
    seen = watches.watches(seen_by=request.eyes, on=timezone.localdate())
    return get_object_or_404(seen, pk=pk)
