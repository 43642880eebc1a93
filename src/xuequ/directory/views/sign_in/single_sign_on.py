"""Logging in, or linking an account, through an outside provider."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...models import Account
from ...services.sign_on.links import account_of, link_sign_on
from ...services.sign_on.protocol import Provider, finish, start
from ...services.sign_on.providers import provider
from .entering import admit, seconds, target

PATIENCE = 10 * 60  # seconds people have at the provider


def sign_on_start(request: PageRequest) -> HttpResponse:
    """Send the browser to the provider, to come back and be logged in."""
    return leave(request, link=None)


def leave(request: PageRequest, *, link: int | None) -> HttpResponse:
    """Send the browser to the provider; `link` is the account to link, if that is the aim."""
    chosen = provider(request.GET.get("provider", ""))
    if chosen is None:
        return redirect("directory:log_in" if link is None else "directory:my_security")
    back = request.build_absolute_uri(reverse("directory:sign_on_back"))
    try:
        begun = start(chosen, back)
    except Refused as refused:
        return _sorry(request, refused)
    request.session["sign_on"] = {
        **begun.kept,
        "next": target(request),
        "link": link,
        "at": seconds(),
    }
    return HttpResponseRedirect(begun.url)


def sign_on_back(request: PageRequest) -> HttpResponse:
    """Take what the provider says of whoever comes back."""
    kept: Any = request.session.pop("sign_on", None)
    chosen = provider(kept["provider"]) if kept else None
    if chosen is None or seconds() - kept["at"] > PATIENCE:
        return redirect("directory:log_in")
    try:
        subject = finish(chosen, kept, request.GET.dict())
        if kept["link"] is not None:
            return _link(request, chosen, subject, kept["link"])
        account = account_of(chosen, subject)
    except Refused as refused:
        return _sorry(request, refused)
    return admit(request, account, "sign_on", kept["next"])


def _link(request: PageRequest, chosen: Provider, subject: str, whose: int) -> HttpResponse:
    account = request.user
    if not isinstance(account, Account) or account.pk != whose or request.actor is None:
        return redirect("directory:log_in")
    link_sign_on(account, chosen, subject, actor=request.actor)
    messages.success(request, _("The account is linked. You can log in that way from now on."))
    return redirect("directory:my_security")


def _sorry(request: PageRequest, refused: Refused) -> HttpResponse:
    messages.error(request, explain(refused))
    return redirect("directory:my_security" if request.actor else "directory:log_in")
