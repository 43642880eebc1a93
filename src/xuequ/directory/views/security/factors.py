"""Setting up a second factor, taking one away, recovery codes."""

from __future__ import annotations

import json
from typing import Any, cast
from urllib.parse import quote, urlencode

import segno
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...forms.sign_in import CodeForm, PasskeyForm
from ...models import Account, Factor
from ...queries.sign_in import codes_left, factors, has_factor, needs_factor
from ...services.security.factors import (
    add_code_app as add_app,
)
from ...services.security.factors import (
    make_recovery_codes,
    new_key,
    remove_factor,
)
from ...services.security.passkeys import add_passkey as add_key
from ...services.security.passkeys import ask_for_new
from ..sign_in.entering import site, target
from .confirming import confirmed

ISSUER = "Xuequ"  # what the code app lists the account under


def set_up(request: PageRequest) -> HttpResponse:
    """Choose a second factor to set up."""
    account = cast(Account, request.user)
    context = {
        "next": target(request),
        "needed": needs_factor(request.eyes.role, cast(Any, request).rules),
        "has_app": factors(account).filter(kind=Factor.Kind.CODE_APP).exists(),
    }
    return render(request, "directory/security/set_up.html", context)


@confirmed
def add_code_app(request: PageRequest) -> HttpResponse:
    """Show the key to a code app, and take the first code as the sign that it has it."""
    account = cast(Account, request.user)
    key = request.session.setdefault("code_key", new_key())
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = "".join(form.cleaned_data["code"].split())
        try:
            add_app(account, key, code, actor=request.eyes)
        except Refused as refused:
            form.add_error("code", explain(refused))
        else:
            del request.session["code_key"]
            return _added(request, account)
    label = quote(f"{ISSUER}:{account.username}")
    uri = f"otpauth://totp/{label}?{urlencode({'secret': key, 'issuer': ISSUER})}"
    path, size = drawing(uri)
    words = [key[at : at + 4] for at in range(0, len(key), 4)]
    context = {"form": form, "next": target(request), "key": words, "path": path, "size": size}
    status = 422 if form.errors else 200
    return render(request, "directory/security/code_app.html", context, status=status)


@confirmed
def add_passkey(request: PageRequest) -> HttpResponse:
    """Let the browser make a passkey, and keep it."""
    account = cast(Account, request.user)
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = (site(request), request.session.pop("passkey", {}))
        name, answer = form.cleaned_data["name"], form.cleaned_data["answer"]
        try:
            add_key(account, name, asked, answer, actor=request.eyes)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            return _added(request, account)
    options, request.session["passkey"] = ask_for_new(account, site(request))
    context = {
        "form": form,
        "next": target(request),
        "options": json.dumps(options),
        "host": site(request).host,
    }
    status = 422 if form.errors else 200
    return render(request, "directory/security/passkey.html", context, status=status)


@confirmed
def recovery_codes(request: PageRequest) -> HttpResponse:
    """Make a set of recovery codes; it is shown in this one answer."""
    account = cast(Account, request.user)
    codes: list[str] = []
    if request.method == "POST":
        try:
            codes = make_recovery_codes(account, actor=request.eyes)
        except Refused as refused:
            messages.error(request, explain(refused))
            return redirect("directory:my_security")
    context = {"codes": codes, "left": codes_left(account), "next": target(request)}
    response = render(request, "directory/security/recovery_codes.html", context)
    response["Cache-Control"] = "no-store"
    return response


@confirmed
def take_factor_away(request: PageRequest) -> HttpResponse:
    """Take away one of one's own factors."""
    account = cast(Account, request.user)
    wanted = request.POST.get("factor", "")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 18 else 0
    factor = factors(account).filter(pk=number).first()
    if factor is not None:
        remove_factor(factor, actor=request.eyes, session=request.session.session_key)
        if not has_factor(account):
            request.session["second"] = False
        messages.success(request, _("It is taken away. Your other sessions ended."))
    return redirect("directory:my_security")


def _added(request: PageRequest, account: Account) -> HttpResponse:
    """Whoever has just shown the new factor need not show it again; codes come next."""
    request.session["second"] = True
    request.session.cycle_key()
    messages.success(request, _("The second factor is set up."))
    if codes_left(account):
        return HttpResponseRedirect(target(request))
    return redirect(f"{reverse('directory:recovery_codes')}?{urlencode({'next': target(request)})}")


QUIET = 4  # modules of white round a QR code


def drawing(text: str) -> tuple[str, int]:
    """A QR code as the path of an SVG, one unit a module, and how many units it is wide."""
    rows = segno.make(text, error="m", micro=False).matrix
    cells = [(x, y) for y, row in enumerate(rows, QUIET) for x, on in enumerate(row, QUIET) if on]
    return "".join(f"M{x} {y}h1v1h-1z" for x, y in cells), len(rows) + 2 * QUIET
