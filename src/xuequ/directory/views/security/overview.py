"""One's own log-in at a glance: password, factors, links, sessions, what was recorded."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from xuequ.web.requests import PageRequest

from ...models import Account
from ...queries.sign_in import (
    codes_left,
    factors,
    links,
    needs_factor,
    open_sessions,
    recent_lines,
)
from ...services.security.sessions import end_other_sessions
from ...services.sign_on.providers import providers
from .linking import mark_of


def my_security(request: PageRequest) -> HttpResponse:
    """Everything about one's own log-in, and what can be done about it."""
    account, rules = cast(Account, request.user), cast(Any, request).rules
    known = {each.provider: each for each in links(account)}
    age = timezone.now() - account.password_since
    limit = account.password_since + timedelta(days=rules.max_age_days)
    context = {
        "account": account,
        "age": age.days,
        "until": limit if rules.max_age_days else None,
        "factors": factors(account),
        "codes": codes_left(account),
        "needed": needs_factor(request.eyes.role, rules),
        "mark": mark_of(request),
        "providers": [(each, known.get(each.code)) for each in providers()],
        "sessions": open_sessions(account, request.session.session_key),
        "lines": recent_lines(account),
        "rules": rules,
    }
    return render(request, "directory/security/overview.html", context)


def end_my_other_sessions(request: PageRequest) -> HttpResponse:
    """Log oneself out everywhere but here."""
    account = cast(Account, request.user)
    ended = end_other_sessions(account, actor=request.eyes, session=request.session.session_key)
    said = ngettext("%(count)s other session ended.", "%(count)s other sessions ended.", ended)
    messages.success(request, said % {"count": ended})
    return redirect("directory:my_security")
