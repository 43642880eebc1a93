"""Logging in with a passkey alone: the device's own lock stands for the password."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.utils import timezone

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...queries.identities import identities
from ...services.security.passkeys import ask_for_proof, prove_by_passkey
from .entering import enter, site
from .log_in import ask


def passkey_options(request: PageRequest) -> HttpResponse:
    """What the sign-in page asks the browser when somebody chooses a passkey."""
    asked, request.session["passkey"] = ask_for_proof(None, site(request))
    response = JsonResponse(asked)
    response["Cache-Control"] = "no-store"
    return response


def passkey_log_in(request: PageRequest) -> HttpResponse:
    """Log in whoever holds the passkey that answered."""
    asked = (site(request), request.session.pop("passkey", {}))
    try:
        account = prove_by_passkey(asked, request.POST.get("answer", "")[:20_000], of=None)
        if not account.is_active or not identities(account, timezone.localdate()):
            raise Refused("passkey-failed")
    except Refused as refused:
        return ask(request, error=explain(refused))
    return enter(request, account, "passkey", second=True)
