"""Changing one's password, and giving it once more."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...forms.sign_in import ChangePasswordForm, ConfirmForm
from ...models import Account
from ...queries.sign_in import password_is_too_old
from ...services.security.passwords import change_password, confirm_password
from ..sign_in.entering import target


def change_my_password(request: PageRequest) -> HttpResponse:
    """Give oneself a new password; the other sessions end."""
    account = cast(Account, request.user)
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        session = request.session.session_key
        try:
            change_password(account, old, new, actor=request.eyes, session=session)
        except Refused as refused:
            form.add_error(_field(refused), explain(refused))
        else:
            update_session_auth_hash(request, account)
            messages.success(request, _("The password is changed. Your other sessions ended."))
            return HttpResponseRedirect(target(request))
    context = {
        "form": form,
        "next": target(request),
        "is_initial": account.must_change_password,
        "is_too_old": password_is_too_old(account, cast(Any, request).rules),
    }
    status = 422 if form.errors else 200
    return render(request, "directory/security/password.html", context, status=status)


def confirm(request: PageRequest) -> HttpResponse:
    """Ask for the password once more before something that touches the log-in itself."""
    account = cast(Account, request.user)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            confirm_password(account, form.cleaned_data["password"])
        except Refused as refused:
            form.add_error("password", explain(refused))
        else:
            request.session["confirmed"] = int(timezone.now().timestamp())
            return HttpResponseRedirect(target(request))
    context = {"form": form, "next": target(request)}
    status = 422 if form.errors else 200
    return render(request, "directory/security/confirm.html", context, status=status)


def _field(refused: Refused) -> str | None:
    """The field a refusal is about."""
    fields = {"wrong-password": "old", "weak-password": "new", "same-password": "new"}
    return fields.get(refused.code)
