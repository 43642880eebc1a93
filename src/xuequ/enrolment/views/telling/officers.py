"""Officers and schools: how a result is told, who is to come, who waits, entering the directory."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from xuequ.directory.engine.purposes import FIELDS
from xuequ.directory.forms.identity import RevealForm
from xuequ.directory.services.identity import note_refused_reveal
from xuequ.directory.views.taking_out import take_out
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...forms.telling import TellingForm
from ...models import Application
from ...queries import access
from ...queries.placing import is_released, outcome_of
from ...queries.rosters import roster_of
from ...queries.telling import admitted as listed
from ...queries.telling.terms import terms_of
from ...services.telling.entering import enter_pupils
from ...services.telling.revealing import FIELDS as REVEALABLE
from ...services.telling.revealing import reveal_child
from ...services.telling.terms import settle_telling
from ..rounds import seen

A_PAGE = 50


def round_telling(request: PageRequest, pk: int) -> HttpResponse:
    """Settle how the result of a round is told."""
    found = seen(request, pk)
    outcome = outcome_of(found)
    back = reverse("enrolment:round_admitted", args=[pk])
    if outcome is None:
        messages.warning(request, explain(Refused("no-outcome-yet")))
        return redirect("enrolment:round_page", pk)
    form = TellingForm(
        request.POST if request.method == "POST" else None,
        initial=TellingForm.as_it_is(terms_of(outcome)),
    )
    return act(
        request,
        form,
        lambda: settle_telling(found, form.terms(), actor=request.eyes, now=timezone.now()),
        done=_("It is settled how the result is told."),
        back=back,
        context={"subject": str(found)},
    )


@never_cache
def round_admitted(request: PageRequest, pk: int) -> HttpResponse:
    """Who is to come to one's own schools; before the release only when that is."""
    found, now = seen(request, pk), timezone.now()
    outcome = outcome_of(found)
    told = outcome is not None and is_released(outcome, now)
    schools = listed.schools_in(found, seen_by=request.eyes, now=now)
    chosen = schools.filter(pk=_number(request.GET.get("school", ""))).first()
    school = chosen.pk if chosen else None
    rows = listed.admitted(found, seen_by=request.eyes, now=now, school=school)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    roster = roster_of(found)
    context: dict[str, Any] = {
        "round": found,
        "told": told,
        "releases_at": roster.releases_at if roster else None,
        "terms": terms_of(outcome) if outcome and told else None,
        "schools": schools.order_by("sort_key", "pk"),
        "school": chosen,
        "page_rows": page,
        "rows": listed.entries(list(page)),
        "answers": listed.ANSWERS,
        "beside": listed.came_beside(found, seen_by=request.eyes, now=now) if told else [],
        "may_reveal": request.eyes.may("identity.reveal"),
        "may_place": access.may(request.eyes, access.PLACE, found.authority_id),
        "may_enter": told and request.eyes.may("rollover.change"),
        "is_answered": bool(outcome and told and now > terms_of(outcome).reply_until),
    }
    return render(request, "enrolment/told/admitted.html", context)


@never_cache
def admitted_file(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """The list as a file, marked with who took it out; that is recorded."""
    found, now = seen(request, pk), timezone.now()
    actor = request.eyes
    rows = listed.entries(list(listed.admitted(found, seen_by=actor, now=now)))
    rows += listed.came_beside(found, seen_by=actor, now=now)
    code = sha256(f"{actor.account} {now.isoformat()}".encode()).hexdigest()[:10]
    at = f"{timezone.localtime(now):%Y-%m-%d %H:%M}"
    by = Text(f"{actor.account}（{actor.post}），{at}", f"{actor.account} ({actor.post}), {at}")
    return take_out(
        request,
        kind,
        lambda: listed.admitted_table(found, rows, code, by),
        what=f"admitted children, mark {code}",
        subject=found,
        back=reverse("enrolment:round_admitted", args=[pk]),
    )


@never_cache
def round_waiting(request: PageRequest, pk: int) -> HttpResponse:
    """The waiting lists of one's own schools, live, with every move."""
    found, now = seen(request, pk), timezone.now()
    rows = listed.waiting_at(found, seen_by=request.eyes, now=now)
    context = {"round": found, "lists": [(school, each) for school, each in rows if each]}
    return render(request, "enrolment/told/waiting.html", context)


@never_cache
def child_reveal(request: PageRequest, pk: int) -> HttpResponse:
    """Show name and ID number of an admitted child, once."""
    application = listed.seen_application(pk, seen_by=request.eyes, now=timezone.now())
    if application is None:
        tried = Application.objects.filter(pk=pk).select_related("child").first()
        if request.method == "POST" and tried is not None:
            note_refused_reveal(tried.child, actor=request.eyes)
        raise Http404(pk)
    typed = request.POST if request.method == "POST" else None
    form = RevealForm(typed, known=REVEALABLE)
    values: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        try:
            values = reveal_child(application.child, form.asking(), actor=request.eyes)
        except Refused as refused:
            form.add_error(None, explain(refused))
    context = {
        "form": form,
        "shown": [(FIELDS[field], value) for field, value in values.items()],
        "known": REVEALABLE,
        "subject": application.child.number,
        "back": reverse("enrolment:round_admitted", args=[application.round_id]),
    }
    status = 422 if form.errors else 200
    response = render(request, "directory/reveal.html", context, status=status)
    response["Cache-Control"] = "no-store, private"
    return response


def pupils_enter(request: PageRequest, pk: int, school: int) -> HttpResponse:
    """Enter the admitted children of a school in the directory."""
    found, now = seen(request, pk), timezone.now()
    mine = listed.schools_in(found, seen_by=request.eyes, now=now)
    where = get_object_or_404(mine, pk=school)
    outcome = outcome_of(found)
    try:
        if outcome is None:
            raise Refused("not-told-yet")
        done = enter_pupils(outcome, where, actor=request.eyes, now=now)
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        count = done.new + done.from_before
        said = ngettext(
            "%(count)s child is a pupil of %(school)s now and waits for its class.",
            "%(count)s children are pupils of %(school)s now and wait for their class.",
            count,
        )
        messages.success(request, said % {"count": count, "school": where.name})
    return redirect("enrolment:round_admitted", pk)


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 18 else 0
