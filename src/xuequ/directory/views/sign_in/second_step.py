"""The second step: a code or a passkey, after the password or when an identity asks for it."""

from __future__ import annotations

import json

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...forms.sign_in import CodeForm
from ...models import Account, Factor
from ...queries.sign_in import factors
from ...services.security.factors import prove_by_code
from ...services.security.passkeys import ask_for_proof, prove_by_passkey
from .entering import enter, pending, site, target


def second_step(request: PageRequest) -> HttpResponse:
    """Ask for the second factor of whoever gave the password, or is logged in without it."""
    found = _who(request)
    if found is None:
        return redirect("directory:log_in")
    account, way = found
    answer = request.POST.get("answer", "")[:20_000]
    form = CodeForm(None if answer else request.POST or None)
    error = ""
    if request.method == "POST" and (answer or form.is_valid()):
        try:
            if answer:
                asked = (site(request), request.session.pop("passkey", {}))
                prove_by_passkey(asked, answer, of=account)
            else:
                prove_by_code(account, form.cleaned_data["code"])
        except Refused as refused:
            error = explain(refused)
            if refused.code == "locked-out":
                request.session.pop("pending", None)
        else:
            return _on(request, account, way)
    return _ask(request, account, form, error)


def _who(request: PageRequest) -> tuple[Account, str] | None:
    """Whoever is halfway in; or logged in, without the second factor the account now has."""
    if (found := pending(request)) is not None:
        return found
    account = request.user
    if isinstance(account, Account) and request.actor and not request.session.get("second"):
        return (account, "") if factors(account).exists() else None
    return None


def _on(request: PageRequest, account: Account, way: str) -> HttpResponse:
    if way:
        return enter(request, account, way, second=True)
    request.session["second"] = True
    request.session.cycle_key()
    return HttpResponseRedirect(target(request))


def _ask(request: PageRequest, account: Account, form: CodeForm, error: str) -> HttpResponse:
    kinds = set(factors(account).values_list("kind", flat=True))
    options = ""
    if Factor.Kind.PASSKEY in kinds:
        asked, request.session["passkey"] = ask_for_proof(account, site(request))
        options = json.dumps(asked)
    context = {
        "form": form,
        "error": error,
        "next": target(request),
        "options": options,
        "has_app": Factor.Kind.CODE_APP in kinds,
    }
    status = 422 if form.errors or error else 200
    return render(request, "directory/sign_in/second_step.html", context, status=status)
