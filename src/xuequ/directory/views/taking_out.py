"""Take data of children out as a file: what for is asked first, and stands in the file."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.table import Table
from xuequ.kernel.text import Text
from xuequ.record.services import note_export
from xuequ.web.outputs import OUTPUTS
from xuequ.web.outputs.answer import as_file
from xuequ.web.requests import PageRequest

from ..engine.purposes import PURPOSES


def purpose_of(request: PageRequest) -> str:
    """What a file is taken out for, a key of `PURPOSES`; "" where it is still to be asked."""
    purpose = request.GET.get("for", "")
    return purpose if purpose in PURPOSES else ""


def ask(request: PageRequest, *, back: str) -> HttpResponse:
    """Ask what the file is for; the answer leads to the file."""
    context = {
        "purposes": PURPOSES,
        "asked": "for" in request.GET,
        "back": back,
        "kept": [(k, v) for k, v in request.GET.items() if k != "for"],
    }
    return render(
        request, "directory/take_out.html", context, status=422 if "for" in request.GET else 200
    )


def mark_for(actor: Actor, purpose: str) -> Text:
    """Who took a file out, when and what for, in a line."""
    at = f"{timezone.localtime():%Y-%m-%d %H:%M}"
    what = PURPOSES[purpose]
    return Text(
        f"导出人：{actor.account}（{actor.post}）；时间：{at}；用途：{what.zh}。"
        "含未成年人个人信息，只作此用，不得转发，用完删除。",
        f"Taken out by {actor.account} ({actor.post}) at {at} for: {what.en}. It holds personal "
        "data of minors: for this use only, not to be passed on, to be deleted afterwards.",
    )


def take_out(
    request: PageRequest,
    kind: str,
    table: Callable[[], Table],
    *,
    what: str,
    subject: Model,
    back: str,
) -> HttpResponse:
    """The table as a marked file once the purpose is said; that is recorded.

    Raises:
        Http404: there is no such format.
    """
    if kind not in OUTPUTS:
        raise Http404(kind)
    purpose = purpose_of(request)
    if not purpose:
        return ask(request, back=back)
    actor, found = request.eyes, table()
    answer = as_file(request, found.marked(mark_for(actor, purpose)), kind)
    note_export(subject, what, kind, len(found.rows), actor=actor, purpose=purpose)
    answer["Cache-Control"] = "no-store, private"
    return answer
