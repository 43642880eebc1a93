"""What every way in shares: where to go, who is halfway in, and the session that begins."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from xuequ.web.requests import LONGEST_WAY_BACK, PageRequest

from ...models import Account
from ...queries.identities import actor_in, identities
from ...queries.sign_in import has_factor
from ...services.security.passkeys import Site
from ...services.security.sessions import Entry, key_of, note_log_in

HALFWAY = 10 * 60  # seconds between the password and the second step
SYSTEMS = (  # in the browser's description of itself -> what people call it; the first that fits
    ("iPad", "iPad"),
    ("iPhone", "iPhone"),
    ("OpenHarmony", "HarmonyOS"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def target(request: HttpRequest) -> str:
    """The page first asked for, if it is one of ours that can be looked at; else the first page."""
    asked = request.POST.get("next") or request.GET.get("next") or "/"
    return asked if is_page(request, asked) else "/"


def is_page(request: HttpRequest, address: str) -> bool:
    """Is it the address of one of our own pages that can be looked at?"""
    if len(address) > LONGEST_WAY_BACK:
        return False
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return False
    try:
        page: Any = getattr(resolve(urlsplit(address).path).func, "page", None)
    except (Resolver404, ValueError):
        return False
    return page is not None and "GET" in page.methods


def seconds() -> int:
    return int(timezone.now().timestamp())


def admit(request: PageRequest, account: Account, way: str, goal: str = "") -> HttpResponse:
    """After the first proof: in, or on to the second step if the account has a factor."""
    goal = goal or target(request)
    if not has_factor(account):
        return enter(request, account, way, goal=goal)
    request.session.cycle_key()
    request.session["pending"] = {
        "account": account.pk,
        "proof": account.get_session_auth_hash(),
        "way": way,
        "at": seconds(),
    }
    return redirect(f"{reverse('directory:second_step')}?{urlencode({'next': goal})}")


def pending(request: HttpRequest) -> tuple[Account, str] | None:
    """Who gave the first proof a moment ago in this session and still owes the second."""
    kept: Any = request.session.get("pending")
    if not isinstance(kept, dict) or not 0 <= seconds() - kept["at"] <= HALFWAY:
        return None
    account = Account.objects.filter(pk=kept["account"], is_active=True).first()
    if account is None or account.get_session_auth_hash() != kept["proof"]:
        return None
    return account, kept["way"]


def enter(
    request: PageRequest, account: Account, way: str, *, second: bool = False, goal: str = ""
) -> HttpResponse:
    """Begin the session of an account and go to the page first asked for."""
    goal = goal or target(request)
    found = identities(account, timezone.localdate())
    if not found:  # the last post ended between the two steps
        request.session.pop("pending", None)
        return redirect("directory:log_in")
    for left in ("pending", "passkey", "sign_on"):
        request.session.pop(left, None)
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[-1])
    request.session["began"] = request.session["seen"] = seconds()
    request.session["second"] = second
    if way == "password" and not second:
        request.session["confirmed"] = seconds()
    request.session["visit"] = key_of(request.session)
    entry = Entry(way, request.session["visit"], device(request))
    note_log_in(account, entry, actor=actor_in(account, found[0]))
    return HttpResponseRedirect(goal)


def device(request: HttpRequest) -> str:
    """The sort of device, as coarsely as its owner would say it."""
    agent = request.headers.get("User-Agent", "")
    return next((name for sign, name in SYSTEMS if sign in agent), "")


def site(request: HttpRequest) -> Site:
    """The site as the browser addresses it."""
    host = request.get_host()
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    return Site(f"{request.scheme}://{host}", name, "学区 Xuequ")
