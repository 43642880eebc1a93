"""How the installation is: for load balancers, for measurements, for the administrator."""

from __future__ import annotations

import hmac
import platform
from importlib.metadata import version
from ipaddress import ip_address

import django
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation

from xuequ.vault.models import StoredFile
from xuequ.vault.queries import held
from xuequ.web.requests import PageRequest

from .engine.exposition import series, text
from .models import Backup, Restoration
from .queries.findings import findings, is_ready
from .services.measures import sums

FORWARDED = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP", "Forwarded")
TEXT = "text/plain; version=0.0.4; charset=utf-8"
SHOWN = 10


def readiness(request: HttpRequest) -> HttpResponse:
    """Can this process serve people?  503 if not, with what is wrong."""
    found = findings()
    language = translation.get_language() or ""
    rows = [
        {"check": each.code, "ok": each.is_ok, "needed": each.is_needed,
         "said": each.said.say(language)}
        for each in found
    ]  # fmt: skip
    ready = is_ready(found)
    answer = {"status": "ready" if ready else "not ready", "checks": rows}
    response = JsonResponse(
        answer, status=200 if ready else 503, json_dumps_params={"ensure_ascii": False}
    )
    response["Cache-Control"] = "no-store"
    return response


def metrics(request: HttpRequest) -> HttpResponse:
    """Counts and times of this machine, for Prometheus; nobody else learns that there are any."""
    if not _may_measure(request):
        raise Http404
    gauges: dict[str, float] = {}
    for each in findings():
        gauges |= each.gauges
        gauges[series("xuequ_check_ok", check=each.code)] = float(each.is_ok)
    return HttpResponse(text(sums(), gauges), content_type=TEXT)


def installation_health(request: PageRequest) -> HttpResponse:
    """The same for people, with numbers, and the backups made last."""
    found = findings()
    stored = held(StoredFile.objects.all())
    context = {
        "findings": found,
        "is_ready": is_ready(found),
        "versions": [
            ("Xuequ", version("xuequ")),
            ("Django", django.get_version()),
            ("Python", platform.python_version()),
        ],
        "stored": stored,
        "megabytes": stored.size // 1024 // 1024,
        "backups": Backup.objects.all()[:SHOWN],
        "restorations": Restoration.objects.all()[:SHOWN],
    }
    return render(request, "upkeep/health.html", context)


def _may_measure(request: HttpRequest) -> bool:
    """Whoever has the token; without a token, a program on this machine that asks directly."""
    wanted = settings.METRICS_TOKEN
    if wanted:
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        return scheme == "Bearer" and hmac.compare_digest(given.encode(), wanted.encode())
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
