"""Logging in with name and password, and logging out."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...forms.sign_in import LogInForm
from ...models import Account
from ...queries.sign_in import rules
from ...services.security.attempts import check_password
from ...services.security.sessions import note_log_out
from ...services.sign_on.providers import providers
from .entering import admit, target


def log_in(request: PageRequest) -> HttpResponse:
    """Ask for name and password; then the second step, or the page first asked for."""
    if request.actor is not None and request.method == "GET":
        return HttpResponseRedirect(target(request))
    form = LogInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = check_password(form.cleaned_data["username"], form.cleaned_data["password"])
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            return admit(request, account, "password")
    return ask(request, form)


def ask(request: PageRequest, form: LogInForm | None = None, error: str = "") -> HttpResponse:
    """The sign-in page, with what went wrong."""
    form = form or LogInForm()
    goal = target(request)
    on = urlencode({"next": goal})
    context = {
        "form": form,
        "error": error,
        "next": goal,
        "options": f"{reverse('directory:passkey_options')}",
        "providers": [(each.name, f"{each.code}&{on}") for each in providers()],
        "rules": rules(),
    }
    status = 422 if form.errors or error else 200
    return render(request, "directory/sign_in/log_in.html", context, status=status)


def log_out(request: PageRequest) -> HttpResponse:
    """End the session."""
    if isinstance(request.user, Account) and request.actor is not None:
        session = request.session.session_key
        note_log_out(request.user, session, actor=request.actor, why="asked")
    logout(request)
    return redirect("directory:log_in")
