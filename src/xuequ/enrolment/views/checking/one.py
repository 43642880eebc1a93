"""The page of one application: what its family says beside what a reviewer finds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuequ.directory.engine.masks import mask_name, mask_number
from xuequ.directory.engine.purposes import FIELDS as REVEALED
from xuequ.kernel.refusal import Refused
from xuequ.vault.giving import give_out
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...engine.applying.materials import ALLOWED
from ...engine.arithmetic import arithmetic
from ...engine.checking.judging import judge
from ...engine.checking.reasons import TEMPLATES
from ...engine.eligibility import STATES
from ...forms.checking import AgainForm, ConflictForm, LookForm
from ...forms.decisions import DecisionForm, Offered
from ...models import Application, Assignment, CheckSettings, Evidence
from ...queries.checking import page, scope
from ...queries.checking.items import items_of, said, standard_for
from ...queries.checking.queue import FILTERS, state_of
from ...queries.checking.ruled import asks, rules_in_force
from ...queries.settings import day_of, kinds_of
from ...services.checking import looking
from ...services.checking.accepting import open_warnings
from ...services.checking.effects import take_up_again
from ...services.checking.judging import decide
from ...services.checking.taking import declare_conflict, give_back

COUNT = "count"


def check_one(request: PageRequest, pk: int) -> HttpResponse:
    """One application: the claim and its papers at the left, the decision at the right."""
    found, now = seen(request, pk), timezone.now()
    if not scope.may_read(found, seen_by=request.eyes, now=now):
        return redirect("enrolment:check_look", pk=pk)
    hand = page.own_hand(found, now, seen_by=request.eyes)
    if hand is None:
        return _shown(request, found, None, {})
    form = _form(request, found, hand)
    verdict = request.POST.get("verdict", "")
    context: dict[str, Any] = {"verdict": verdict}
    if request.method == "POST" and form.is_valid():
        context["judgement"] = _judged(found, form)
        if verdict != COUNT:
            try:
                decide(found, form.decision(verdict), actor=request.eyes, now=now)
            except Refused as refused:
                form.add_error(None, explain(refused))
            else:
                messages.success(request, _("Your decision is registered. Take the next one."))
                return redirect("enrolment:check_queue", pk=found.round_id)
    return _shown(request, found, hand, {"form": form, **context})


def check_look(request: PageRequest, pk: int) -> HttpResponse:
    """Say what a file is opened for that is not in one's hands; then it is open for a while."""
    found = seen(request, pk)
    form = LookForm(request.POST or None)
    return act(
        request,
        form,
        lambda: looking.look(
            found, form.cleaned_data["purpose"], actor=request.eyes, now=timezone.now()
        ),
        done=_("The file is open to you for half an hour. That you looked stands in the record."),
        back=reverse("enrolment:check_one", args=[pk]) if request.method == "POST"
        else reverse("enrolment:check_queue", args=[found.round_id]),
        context={"subject": found.child.number},
    )  # fmt: skip


def check_back(request: PageRequest, pk: int) -> HttpResponse:
    """Give an application back undecided."""
    found = seen(request, pk)
    try:
        give_back(found, actor=request.eyes, now=timezone.now())
    except Refused as refused:
        messages.error(request, explain(refused))
    return redirect("enrolment:check_queue", pk=found.round_id)


def check_conflict(request: PageRequest, pk: int) -> HttpResponse:
    """Declare that a child is of one's own people."""
    found = seen(request, pk)
    form = ConflictForm(request.POST or None)
    return act(
        request,
        form,
        lambda: declare_conflict(
            found, form.cleaned_data["kind"], actor=request.eyes, now=timezone.now()
        ),
        done=_("It is noted. You will not be given this child, and somebody else decides."),
        back=reverse("enrolment:check_queue", args=[found.round_id]),
        context={"subject": found.child.number},
    )


def check_again(request: PageRequest, pk: int) -> HttpResponse:
    """Take up a decided application again."""
    found = seen(request, pk)
    form = AgainForm(request.POST or None)
    return act(
        request,
        form,
        lambda: take_up_again(
            found, form.cleaned_data["reason"], actor=request.eyes, now=timezone.now()
        ),
        done=gettext_lazy("It waits to be checked again."),
        back=reverse("enrolment:check_queue", args=[found.round_id]),
        context={"subject": found.child.number},
    )


def check_reveal(request: PageRequest, pk: int) -> HttpResponse:
    """Name and number of the child, once, on an answer that nobody keeps."""
    found = seen(request, pk)
    back = reverse("enrolment:check_one", args=[pk])
    try:
        values = looking.reveal_child(found, actor=request.eyes, now=timezone.now())
    except Refused as refused:
        messages.error(request, explain(refused))
        return redirect("enrolment:check_look", pk=pk)
    shown = [(REVEALED[name], value) for name, value in values.items()]
    context = {"shown": shown, "subject": found.child.number, "back": back}
    response = render(request, "directory/reveal.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


def check_evidence(request: PageRequest, pk: int) -> HttpResponseBase:
    """A paper of an application that is open to the reader."""
    rows = Evidence.objects.filter(application__in=scope.applications(seen_by=request.eyes))
    paper = get_object_or_404(rows.select_related("file", "application__child"), pk=pk)
    try:
        looking.open_evidence(paper, actor=request.eyes, now=timezone.now())
    except Refused as refused:
        messages.error(request, explain(refused))
        return redirect("enrolment:check_look", pk=paper.application_id)
    return give_out(paper.file, is_shown=True)


def seen(request: PageRequest, pk: int) -> Application:
    """An application of the reader's authority.

    Raises:
        Http404: there is none, or not for this reader.
    """
    found = scope.applications(seen_by=request.eyes).filter(pk=pk).first()
    if found is None:
        raise Http404(pk)
    return found


def _form(request: PageRequest, found: Application, hand: Assignment) -> DecisionForm:
    rules = rules_in_force(found.round)
    by_feed = rules is not None and rules.belongs == "primary"
    settings = CheckSettings.objects.filter(round=found.round).first()
    before = page.filled_from(found, hand)
    offered = Offered(
        items_of(found, before),
        standard_for(found.round),
        day_of(found.round),
        found.version,
        {"home_id": found.home_id, "primary_id": found.primary_id, "kinds": found.kinds},
        open_warnings(found, timezone.now(), request.POST.get("dwelling", "")),
        page.homes(found),
        page.primaries(found) if by_feed else (),
        list(kinds_of(found.round).items()),
        asks(found.round, "class"),
        settings is not None and settings.lock_years is not None,
    )
    return DecisionForm(request.POST or None, offered=offered, before=before)


def _judged(found: Application, form: DecisionForm) -> dict[str, Any]:
    """What follows from the items as they stand in the form."""
    judgement = judge(standard_for(found.round), form.proved())
    return {
        "open": judgement.open,
        "arithmetic": arithmetic(judgement.score) if judgement.score else None,
        "eligible": STATES[judgement.finding.state],
        "missing": judgement.finding.missing,
    }


def _shown(
    request: PageRequest, found: Application, hand: Assignment | None, more: dict[str, Any]
) -> HttpResponse:
    child = found.child
    custodies = child.custodies.select_related("person")
    context = {
        "application": found,
        "round": found.round,
        "hand": hand,
        "name": mask_name(child.name.open()),
        "number": mask_number(child.id_number.open()),
        "age": page.age_on(found),
        "guardians": [(each.get_kind_display(), mask_name(each.person.name)) for each in custodies],
        "address": found.address.open() if found.address is not None else "",
        "by_address": page.by_address(found, day_of(found.round)),
        "choices": found.choices.select_related("school"),
        "claimed": [(each, said(each.head, each.claimed)) for each in items_of(found)],
        "papers": [(each, ALLOWED.get(each.kind)) for each in page.evidence(found)],
        "versions": page.versions(found),
        "checks": page.checks_before(found, hand),
        "state": FILTERS.get(state_of(found)),
        "templates": TEMPLATES.values(),
        "is_decided": found.state in ("accepted", "refused"),
        **more,
    }
    form = more.get("form")
    status = 422 if form is not None and form.errors else 200
    return render(request, "enrolment/check_one.html", context, status=status)
