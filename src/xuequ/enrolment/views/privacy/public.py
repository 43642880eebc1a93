"""What is held of children and guardians, what for and how long: a page for everybody."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from xuequ.directory.models import Authority
from xuequ.directory.queries import public
from xuequ.web.outputs.answer import as_file
from xuequ.web.requests import PageRequest

from ...engine.privacy.consents import WORDS
from ...queries.privacy.fields import fields_table, said


def public_privacy(request: PageRequest, pk: int) -> HttpResponse:
    """Every field, by groups that can be read on a telephone."""
    authority = _authority(request, pk)
    context = {
        "authority": authority,
        "groups": said(authority, timezone.localdate()),
        "consents": WORDS.values(),
    }
    return _shown(render(request, "enrolment/privacy/fields.html", context))


def public_privacy_file(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """The same field by field; it holds nobody's data."""
    authority = _authority(request, pk)
    return _shown(as_file(request, fields_table(authority, timezone.localdate()), kind))


def _authority(request: PageRequest, pk: int) -> Authority:
    """An authority that shows itself, or the reader's own."""
    if request.actor is not None and request.eyes.authority == pk:
        return get_object_or_404(Authority, pk=pk)
    return get_object_or_404(public.authorities(), pk=pk)


def _shown(response: HttpResponse) -> HttpResponse:
    if not settings.PUBLIC_INDEXED:
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response
