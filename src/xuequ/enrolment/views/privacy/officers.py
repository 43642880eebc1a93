"""What is due to be deleted: looked at beforehand, proposed, released by another, stayed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuequ.directory.models import Authority
from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...engine.policy.privacy import NAMES
from ...forms.privacy import HoldForm
from ...models import Erasure, Round
from ...queries.privacy import batches
from ...queries.privacy.settings import privacy_of
from ...services.privacy import holding, releasing

PERIODS = ("drafts", "papers", "unplaced", "placed", "guardians")


def retention(request: PageRequest) -> HttpResponse:
    """What would be deleted next, what is held back, batches and stays; looking deletes nothing."""
    home, today = _home(request), timezone.localdate()
    policy = privacy_of(home, today)
    holds = batches.holds(seen_by=request.eyes).filter(ended_at=None)
    context = {
        "authority": home,
        "periods": [(NAMES[f"privacy.{each}"], getattr(policy, each)) for each in PERIODS],
        "automatic": policy.automatic,
        "previews": batches.previews(home, today),
        "open": batches.open_batch(home),
        "erasures": batches.erasures(seen_by=request.eyes)[:20],
        "holds": holds,
        "over": [each for each in holds if each.until < today],
        "may_change": batches.may(request.eyes, batches.CHANGE, home.pk),
    }
    return render(request, "enrolment/privacy/retention.html", context)


def erasure_propose(request: PageRequest) -> HttpResponse:
    """Put together what is due today."""
    try:
        made = releasing.propose(_home(request), actor=request.eyes, now=timezone.now())
    except Refused as refused:
        messages.error(request, explain(refused))
        return redirect("enrolment:retention")
    messages.success(request, _("It is proposed. Nothing is deleted before another person agrees."))
    return redirect("enrolment:erasure_page", made.pk)


def erasure_page(request: PageRequest, pk: int) -> HttpResponse:
    """One batch: counts and what was held back; no names."""
    found = _seen(request, pk)
    eyes = request.eyes
    waits = found.released_at is None
    context = {
        "erasure": found,
        "counts": batches.counts_of(found),
        "held": batches.held_of(found),
        "is_mine": found.person_id == eyes.person,
        "may_release": waits and batches.may(eyes, batches.CONFIRM, found.authority_id),
        "may_take_back": waits and batches.may(eyes, batches.CHANGE, found.authority_id),
    }
    return render(request, "enrolment/privacy/erasure.html", context)


def erasure_release(request: PageRequest, pk: int) -> HttpResponse:
    """Agree as the second person; the clock carries it out."""
    found = _seen(request, pk)
    try:
        releasing.release(found, actor=request.eyes, now=timezone.now())
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, _("It is released and carried out within the hour."))
    return redirect("enrolment:erasure_page", pk)


def erasure_take_back(request: PageRequest, pk: int) -> HttpResponse:
    """Take a proposal back."""
    found = _seen(request, pk)
    try:
        releasing.take_back(found, actor=request.eyes)
    except Refused as refused:
        messages.error(request, explain(refused))
        return redirect("enrolment:erasure_page", pk)
    messages.success(request, _("It is taken back; nothing was deleted."))
    return redirect("enrolment:retention")


def hold_new(request: PageRequest) -> HttpResponse:
    """Hold a round or a child back from deletion."""
    home = _home(request)
    form = HoldForm(request.POST or None, rounds=Round.objects.filter(authority=home))
    return act(
        request,
        form,
        lambda: holding.order_hold(form.stay(), actor=request.eyes, now=timezone.now()),
        done=gettext_lazy("It is held back; the yearly audit shows it."),
        back=reverse("enrolment:retention"),
        context={"subject": home.name},
    )


def hold_end(request: PageRequest, pk: int) -> HttpResponse:
    """End a stay before its day."""
    found = batches.holds(seen_by=request.eyes).filter(pk=pk).first()
    if found is None:
        raise Http404(pk)
    try:
        holding.end_hold(found, actor=request.eyes, now=timezone.now())
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, _("The stay has ended."))
    return redirect("enrolment:retention")


def _home(request: PageRequest) -> Authority:
    return get_object_or_404(Authority, pk=request.eyes.authority)


def _seen(request: PageRequest, pk: int) -> Erasure:
    found = batches.erasures(seen_by=request.eyes).filter(pk=pk).first()
    if found is None:
        raise Http404(pk)
    return found
