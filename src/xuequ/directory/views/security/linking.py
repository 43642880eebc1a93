"""Linking one's account with an outside log-in, and ending the link."""

from __future__ import annotations

from secrets import compare_digest, token_urlsafe
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from xuequ.web.requests import PageRequest

from ...models import Account
from ...queries.sign_in import links
from ...services.sign_on.links import unlink_sign_on
from ..sign_in.single_sign_on import leave
from .confirming import confirmed


def mark_of(request: HttpRequest) -> str:
    """What the link on one's own page carries, so that no other site can send somebody here.

    A form would do the same, but the site's rules let no form lead to another site.
    """
    mark: str = request.session.setdefault("link_mark", token_urlsafe(16))
    return mark


@confirmed
def link_sign_on(request: PageRequest) -> HttpResponse:
    """Go to the provider and come back with the identity to link."""
    if not compare_digest(request.GET.get("mark", "").encode(), mark_of(request).encode()):
        return redirect("directory:my_security")
    return leave(request, link=cast(Account, request.user).pk)


@confirmed
def unlink(request: PageRequest) -> HttpResponse:
    """End a link with a provider of single sign-on."""
    link = links(cast(Account, request.user)).filter(provider=request.POST.get("provider", ""))
    if (found := link.first()) is not None:
        unlink_sign_on(found, actor=request.eyes)
        messages.success(request, _("The link is ended."))
    return redirect("directory:my_security")
