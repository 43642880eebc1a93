"""A family reads the results of its children, answers, and prints the letter."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from xuequ.directory.models import School
from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...forms.telling import AnswerForm, OfferForm
from ...models import Application
from ...queries.applying.scope import is_open
from ...queries.placing import Queued, waiting
from ...queries.telling.appeals import may_file, own_appeals
from ...queries.telling.exceptions import came_by_register
from ...queries.telling.family import may_apply_again, own_applications, promised, result_of
from ...queries.telling.letters import how, letter_pdf, next_of, proven, taught_in, token_of
from ...queries.telling.seats import is_entered
from ...services.telling.proved import (
    accept_seat,
    give_up_seat,
    leave_list,
    refuse_offer,
    take_offer,
)
from ..applying.shared import account_of, why_asked


@never_cache
def family_results(request: PageRequest) -> HttpResponse:
    """The results of one's own children, or when there will be some."""
    now = timezone.now()
    rows = [
        (each, result_of(each, seen_by=request.eyes, now=now), promised(each, now))
        for each in own_applications(seen_by=request.eyes)
    ]
    return render(request, "enrolment/told/family.html", {"rows": rows})


@never_cache
def family_result(request: PageRequest, pk: int) -> HttpResponse:
    """The result of one child: school, reasons, what to do next, waiting lists."""
    application = _mine(request, pk)
    now = timezone.now()
    result = result_of(application, seen_by=request.eyes, now=now)
    kinds, until = may_file(application, now)
    again = may_apply_again(application, seen_by=request.eyes, now=now)
    context: dict[str, Any] = {
        "application": application,
        "result": result,
        "came": came_by_register(application, now) if result is None else None,
        "entered": is_entered(application),
        "may_appeal": bool(kinds),
        "appeal_until": until,
        "appealed": own_appeals(application, seen_by=request.eyes).exists(),
        "again": again,
        "again_open": again is not None and is_open(again, now),
    }
    if result is None:
        context["promised"] = promised(application, now)
    else:
        context |= {
            "next": next_of(result, now),
            "moves": how(result.moves),
            "taught": taught_in(result),
            "proof": reverse("enrolment:result_proof", args=[token_of(result.placement)]),
        }
    return render(request, "enrolment/told/result.html", context)


@never_cache
def result_letter(request: PageRequest, pk: int) -> HttpResponse:
    """The letter as a PDF; before the release there is none."""
    application, now = _mine(request, pk), timezone.now()
    result = result_of(application, seen_by=request.eyes, now=now)
    if result is None:
        return redirect("enrolment:family_result", pk)
    language = "en" if request.language.startswith("en") else "zh"
    response = HttpResponse(letter_pdf(result, language, now), content_type="application/pdf")
    name = f"{application.child.number}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@never_cache
def result_answer(request: PageRequest, pk: int) -> HttpResponse:
    """Take the seat or give it up."""
    application, now = _mine(request, pk), timezone.now()
    needs_code = bool(application.version)
    result = result_of(application, seen_by=request.eyes, now=now)
    posted = request.POST if request.method == "POST" else None
    form = AnswerForm(posted, needs_code=needs_code, is_told=result is not None)
    back = reverse("enrolment:family_result", args=[pk])
    seat = came_by_register(application, now) if result is None else result.seat
    if request.method == "GET" and seat is None:
        return redirect(back)

    def do() -> object:
        eyes = request.eyes
        if form.cleaned_data["answer"] == "accept":
            return accept_seat(application, actor=eyes, now=now)
        account = account_of(request)
        return give_up_seat(application, form.code_typed, account=account, actor=eyes, now=now)

    why = _(
        "Taking the seat needs no change code. Giving it up does, and every guardian of the child "
        "is told of either."
    )
    note = why_asked(application, why) if needs_code else ""
    context = {"subject": application.round.name, "note": note}
    return act(request, form, do, done=_("Your answer is kept."), back=back, context=context)


@never_cache
def waiting_answer(request: PageRequest, pk: int, school: int) -> HttpResponse:
    """Answer an offer from a waiting list, or wait no longer."""
    application, now = _mine(request, pk), timezone.now()
    mine = waiting(seen_by=request.eyes, now=now).filter(application=application, school=school)
    row = mine.filter(departure=None).select_related("outcome__roster__rule_set").first()
    back = reverse("enrolment:family_result", args=[pk])
    if row is None:
        messages.error(request, explain(Refused("not-waiting")))
        return redirect(back)
    held = result_of(application, seen_by=request.eyes, now=now)
    form = _offer_form(request, row, held.seat if held is not None else None)

    def do() -> object:
        said, eyes = form.cleaned_data["answer"], request.eyes
        if said == "take":
            return take_offer(row, actor=eyes, now=now)
        chosen = refuse_offer if said == "refuse" else leave_list
        return chosen(row, form.code_typed, account=account_of(request), actor=eyes, now=now)

    why = _(
        "Taking a seat needs no change code. Saying no or waiting no longer does, and every "
        "guardian of the child is told of your answer."
    )
    context = {
        "subject": f"{application.round.name} · {row.school.name}",
        "note": why_asked(application, why) if application.version else "",
    }
    return act(request, form, do, done=_("Your answer is kept."), back=back, context=context)


def _offer_form(request: PageRequest, row: Queued, seat: School | None) -> OfferForm:
    """What may be answered about a place in a waiting list, by who is at a seat or at none."""
    offer = getattr(row, "offer", None)
    return OfferForm(
        request.POST if request.method == "POST" else None,
        needs_code=bool(row.application.version),
        is_asked=bool(offer),
        until=f"{timezone.localtime(offer.until):%Y-%m-%d %H:%M}" if offer else "",
        here=seat.name if seat is not None else "",
    )


@never_cache
def result_proof(request: PageRequest, token: str) -> HttpResponse:
    """What a letter says, without a name: number, school, digest."""
    found = proven(token, timezone.now())
    if found is None:
        raise Http404
    response = render(request, "enrolment/told/proof.html", {"proof": found})
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _mine(request: PageRequest, pk: int) -> Application:
    return get_object_or_404(own_applications(seen_by=request.eyes), pk=pk)
