"""The security administrator's console: who holds which power, and what stops it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest, asked

from ...engine.roles import ROLES
from ...forms.consoles import GiveForm, StopForm
from ...models import Account, Delegation, Holding
from ...queries import accounts, permissions
from ...queries.appointments import MOST, candidates
from ...queries.scope import authorities, people
from ...services import emergencies
from ...services.administrators import give_administration
from ...services.security.factors import reset_second_factor
from ...services.tokens import revoke_token

BACK = "directory:power_list"


def power_list(request: PageRequest) -> HttpResponse:
    """Who holds which role today, what is lent, what is locked, which tokens work."""
    words, role = asked(request, "words"), request.GET.get("role", "")
    today = timezone.localdate()
    found = [
        each
        for each in permissions.powers(seen_by=request.eyes, on=today)
        if (not role or each.role == role)
        and (not words or words in each.person.name or words in each.title or words in each.place)
    ]
    rows = Paginator(found, 50).get_page(request.GET.get("page"))
    names = {each.account.username for each in rows if each.account}
    context = {
        "rows": rows,
        "locked": accounts.locked_names(names),
        "tokens": accounts.open_tokens(seen_by=request.eyes, today=today),
        "words": words,
        "role": role,
        "roles": list(ROLES.values()),
        "administrators": [each for each in ROLES.values() if each.exclusive],
    }
    return render(request, "directory/power_list.html", context)


def power_give(request: PageRequest) -> HttpResponse:
    """Make somebody one of the three administrators from a day on."""
    words = asked(request, "words")
    found = people(seen_by=request.eyes, on=request.on).exclude(pk=request.eyes.person or 0)
    shown = candidates(found, words, request.on)
    form = GiveForm(request.POST or None, people=found, shown=shown, initial={"since": request.on})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        own = get_object_or_404(authorities(seen_by=request.eyes), pk=request.eyes.authority)
        try:
            give_administration(
                data["person"], own, data["role"], since=data["since"], actor=request.eyes
            )
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            messages.success(request, _("The administrator is appointed from the day given."))
            return redirect(BACK)
    context = {"form": form, "words": words, "many": len(shown) >= MOST}
    status = 422 if form.errors else 200
    return render(request, "directory/power_give.html", context, status=status)


def holding_stop(request: PageRequest, pk: int) -> HttpResponse:
    """End somebody's post at once, with a reason."""
    mine = Holding.objects.filter(post__authority__in=authorities(seen_by=request.eyes))
    holding = get_object_or_404(mine.select_related("post", "person"), pk=pk)
    form = StopForm(request.POST or None)
    return act(
        request,
        form,
        lambda: emergencies.stop_holding(
            holding,
            reason=form.cleaned_data["reason"],
            actor=request.eyes,
            today=timezone.localdate(),
        ),
        done=_("The power has ended."),
        back=reverse(BACK),
        context={"subject": str(holding)},
    )


def delegation_stop(request: PageRequest, pk: int) -> HttpResponse:
    """Take a lent post back at once, with a reason."""
    mine = authorities(seen_by=request.eyes)
    found = Delegation.objects.filter(holding__post__authority__in=mine)
    delegation = get_object_or_404(found.select_related("holding__post", "person"), pk=pk)
    form = StopForm(request.POST or None)
    return act(
        request,
        form,
        lambda: emergencies.stop_delegation(
            delegation,
            reason=form.cleaned_data["reason"],
            actor=request.eyes,
            today=timezone.localdate(),
        ),
        done=_("The deputy may do nothing more."),
        back=reverse(BACK),
        context={"subject": str(delegation)},
    )


def token_stop(request: PageRequest, pk: int) -> HttpResponse:
    """End an access token at once."""
    found = accounts.open_tokens(seen_by=request.eyes, today=timezone.localdate())
    token = get_object_or_404(found, pk=pk)
    return _do(request, lambda: revoke_token(token, actor=request.eyes), _("The token is revoked."))


def account_unlock(request: PageRequest, pk: int) -> HttpResponse:
    """Let an account in again that failed attempts have locked."""
    account = _account(request, pk)
    return _do(
        request,
        lambda: emergencies.unlock(account, actor=request.eyes),
        _("The account is unlocked."),
    )


def account_factor(request: PageRequest, pk: int) -> HttpResponse:
    """Take away the second factors somebody has lost."""
    account = _account(request, pk)
    return _do(
        request,
        lambda: reset_second_factor(account, actor=request.eyes),
        _("The second factor is reset: the next log-in asks for a new one."),
    )


def _do(request: PageRequest, do: Callable[[], object], done: str | Promise) -> HttpResponse:
    try:
        do()
        messages.success(request, str(done))
    except Refused as refused:
        messages.error(request, explain(refused))
    return redirect(BACK)


def _account(request: PageRequest, pk: int) -> Account:
    return get_object_or_404(accounts.accounts(seen_by=request.eyes), pk=pk)
