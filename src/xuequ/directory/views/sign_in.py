"""Logging in and out."""

from __future__ import annotations

from django.contrib.auth import authenticate, login, logout
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms import LogInForm
from ..queries.access import actor_in
from ..queries.scope import holdings
from ..services.people import note_log_in


def log_in(request: PageRequest) -> HttpResponse:
    """Ask for name and password; then on to the page first asked for."""
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}):
        target = "/"
    form = LogInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = authenticate(request, **form.cleaned_data)
        held = account and holdings(account.person_id or 0, timezone.localdate()).first()
        if account and held:
            login(request, account)
            note_log_in(account, actor=actor_in(account, held))
            return HttpResponseRedirect(target)
        form.add_error(None, explain(Refused("log-in-failed")))
    status = 422 if form.errors else 200
    return render(request, "directory/log_in.html", {"form": form}, status=status)


def log_out(request: PageRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("directory:log_in")
