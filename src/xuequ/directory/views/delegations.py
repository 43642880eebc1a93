"""Posts lent and borrowed: the list, a new loan, its end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.delegations import DelegationForm
from ..queries.delegations import delegations, lendable
from ..services.delegations import Loan, delegate, revoke_delegation


def delegation_list(request: PageRequest) -> HttpResponse:
    """The posts the reader has lent and those lent to the reader."""
    today = timezone.localdate()
    found = list(delegations(seen_by=request.eyes))
    context = {
        "given": [each for each in found if each.holding.person_id == request.eyes.person],
        "received": [each for each in found if each.person_id == request.eyes.person],
        "may_lend": lendable(request.eyes, today) is not None,
    }
    return render(request, "directory/delegation_list.html", context)


def delegation_add(request: PageRequest) -> HttpResponse:
    """Lend the post of the present identity to a deputy."""
    today = timezone.localdate()
    holding = lendable(request.eyes, today)
    data = request.POST or None
    form = DelegationForm(data, holding=holding, on=today, initial={"since": today})

    def do() -> object:
        loan = Loan(**{name: form.cleaned_data[name] for name in Loan.__slots__})
        return delegate(loan, actor=request.eyes, today=today)

    if holding is None:
        messages.error(request, explain(Refused("not-delegable", post=request.eyes.post)))
        return redirect("directory:delegation_list")
    return act(
        request,
        form,
        do,
        done=_("The deputy finds the post among the own identities from that day on."),
        back=reverse("directory:delegation_list"),
        context={"subject": f"{holding.post.title} · {holding.person.name}"},
    )


def delegation_revoke(request: PageRequest, pk: int) -> HttpResponse:
    """Take a post back, or give it back."""
    delegation = get_object_or_404(delegations(seen_by=request.eyes), pk=pk)
    try:
        revoke_delegation(delegation, actor=request.eyes, today=timezone.localdate())
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, _("The delegation has ended."))
    return redirect("directory:delegation_list")
