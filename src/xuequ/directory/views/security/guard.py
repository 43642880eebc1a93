"""What stands between a session and every page: the pause, the longest time, and what is owed.

It is deny by default: a page somebody who owes something may open is named here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuequ.api.problems import problem
from xuequ.kernel.actors import Actor
from xuequ.web.pages import PUBLIC, Page
from xuequ.web.requests import PageRequest, way_back

from ...models import Account, SignInRules
from ...queries.access import actor_of
from ...queries.sign_in import needs_factor, password_is_too_old, rules_and_factor
from ...services.security.attempts import STRANGER
from ...services.security.sessions import move_session, note_log_out

LONGEST = 8 * 3600  # seconds a session lasts at most
BREATH = 60  # seconds between two notes that somebody is still there
PASSWORD, SECOND, SET_UP = (
    f"directory:{name}" for name in ("change_my_password", "second_step", "set_up")
)
OPEN = {  # what is owed -> the pages one may open while one owes it
    PASSWORD: {PASSWORD},
    SECOND: set(),
    SET_UP: {
        SET_UP,
        "directory:add_code_app",
        "directory:add_passkey",
        "directory:confirm",
        "directory:identity_list",
    },
}


class Guard:
    """End sessions that rest or last too long; lead people to what they owe first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user
        if isinstance(account, Account):
            asking = cast(Any, request)
            asking.rules, asking.has_factor = rules_and_factor(account)
            why = _overdue(request, asking.rules)
            if why:
                _end(request, account, why)
        response = self.get_response(request)
        if isinstance(account, Account):
            _follow(request, account)
        return response

    def process_view(
        self, request: PageRequest, view: Any, args: object, kwargs: object
    ) -> HttpResponse | None:
        page: Page | None = getattr(view, "page", None)
        account = request.user
        if (page and page.needs == PUBLIC) or not isinstance(account, Account):
            return None
        if request.actor is None:
            return None
        owed = owes(request, account, request.actor)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not owed or name in OPEN[owed]:
            return None
        if page is None:
            return problem(request, 403, _("Log in with a browser first: something is owed there."))
        here = way_back(request) if request.method == "GET" else "/"
        return redirect(f"{reverse(owed)}?{urlencode({'next': here})}")


def owes(request: Any, account: Account, actor: Actor) -> str:
    """What somebody must do before anything else in this identity; "" for nothing."""
    if request.has_factor and not request.session.get("second"):
        return SECOND
    if account.must_change_password or password_is_too_old(account, request.rules):
        return PASSWORD
    if not request.has_factor and needs_factor(actor.role, request.rules):
        return SET_UP
    return ""


def _overdue(request: HttpRequest, rules: SignInRules) -> str:
    """Why the session must end now; "" if it goes on, and then it is noted that it does."""
    now = int(timezone.now().timestamp())
    began = request.session.setdefault("began", now)
    seen = request.session.setdefault("seen", now)
    idle = rules.idle_minutes * 60
    waited = getattr(request, "waited_since", None)
    if waited is not None and waited - seen < idle:
        seen = now - BREATH  # came to the waiting room in time, and has asked ever since
    if now - seen >= idle:
        return "idle"
    if now - began >= LONGEST:
        return "longest"
    if now - seen >= BREATH:
        request.session["seen"] = now
    return ""


def _follow(request: HttpRequest, account: Account) -> None:
    """A session gets a new key when it may do more; its entry in the list follows it."""
    known, now = request.session.get("visit"), request.session.session_key
    if known and known != now:
        move_session(account, known, now)
        request.session["visit"] = now


def _end(request: HttpRequest, account: Account, why: str) -> None:
    minutes = cast(Any, request).rules.idle_minutes
    words = {
        "idle": _("You were away for %(minutes)s minutes, so you were logged out. Log in again."),
        "longest": _("A session lasts eight hours at most. Log in again."),
    }
    actor = actor_of(request) or STRANGER
    note_log_out(account, request.session.session_key, actor=actor, why=why)
    logout(request)
    messages.warning(request, words[why] % {"minutes": minutes})
