"""The installation's rules of signing in."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xuequ.web.acting import act
from xuequ.web.requests import PageRequest

from ...forms.sign_in import LIMITS, RulesForm
from ...queries.sign_in import rules
from ...services.security.rules import set_sign_in_rules


def sign_in_rules(request: PageRequest) -> HttpResponse:
    """Look at the rules and change them."""
    held = rules()
    initial = {name: getattr(held, name) for name in (*LIMITS, "second_factor")}
    form = RulesForm(request.POST or None, initial=initial)
    return act(
        request,
        form,
        lambda: set_sign_in_rules(form.cleaned_data, actor=request.eyes),
        done=_("The rules are changed. They hold from the next click on."),
        back=reverse("directory:sign_in_rules"),
        context={
            "subject": _(
                "The standard for graded protection names no numbers. What is marked «to be "
                "confirmed» is what assessors usually ask for; have your own assessor confirm it."
            )
        },
    )
