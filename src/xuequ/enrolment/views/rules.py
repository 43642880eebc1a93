"""Make, sign and publish the rules of a round."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from xuequ.kernel.refusal import Refused
from xuequ.web.forms import Form
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.rounds import PublishForm, SignForm
from ..models import Round, RuleSet
from ..queries.preparing import current
from ..queries.published import sealed
from ..services.rules import make_rules, publish_rules, sign_rules
from .rounds import seen


def rules_make(request: PageRequest, pk: int) -> HttpResponse:
    """Make the rules from the policy and the plan."""
    found = seen(request, pk)
    try:
        rule_set = make_rules(found, actor=request.eyes, now=timezone.now())
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        said = _("Version %(version)s of the rules is made. Two people have to sign it.")
        messages.success(request, said % {"version": rule_set.version})
    return redirect("enrolment:round_page", pk)


def rules_sign(request: PageRequest, pk: int) -> HttpResponse:
    """Read plan and rules once more, and sign."""
    found = seen(request, pk)
    rule_set = current(found)
    if rule_set is None:
        return _none(request, pk)
    form = SignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            sign_rules(rule_set, actor=request.eyes, now=timezone.now())
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            messages.success(request, _("You have signed."))
            return redirect("enrolment:round_page", pk)
    return _shown(request, found, rule_set, form)


def rules_publish(request: PageRequest, pk: int) -> HttpResponse:
    """Look at what everybody will read, and publish."""
    found = seen(request, pk)
    rule_set = current(found)
    if rule_set is None:
        return _none(request, pk)
    form = PublishForm(request.POST or None)
    if request.method == "POST":
        try:
            publish_rules(rule_set, actor=request.eyes, now=timezone.now())
        except Refused as refused:
            messages.error(request, explain(refused))
        else:
            messages.success(request, _("Plan and rules are published."))
        return redirect("enrolment:round_page", pk)
    return _shown(request, found, rule_set, form)


def _none(request: PageRequest, pk: int) -> HttpResponse:
    messages.error(request, _("There are no rules yet. Make them first."))
    return redirect("enrolment:round_page", pk)


def _shown(request: PageRequest, found: Round, rule_set: RuleSet, form: Form) -> HttpResponse:
    context = {
        "round": found,
        "rule_set": rule_set,
        "sealed": sealed(rule_set),
        "form": form,
        "is_signing": isinstance(form, SignForm),
    }
    status = 422 if form.errors else 200
    return render(request, "enrolment/confirm.html", context, status=status)
