"""What the pages of meetings share: the meeting asked for, and an act without a form."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..models import Meeting
from ..queries.meetings import meetings


def seen_meeting(request: PageRequest, pk: int) -> Meeting:
    """The meeting, if the reader may see it.

    Raises:
        Http404: they may not, or there is none.
    """
    return get_object_or_404(meetings(seen_by=request.eyes, on=request.on), pk=pk)


def done(
    request: PageRequest, do: Callable[[], object], said: str | Promise, back: str, *args: object
) -> HttpResponse:
    """Do an act without a form and go back, with what was done or why not."""
    try:
        do()
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, str(said))
    return redirect(back, *args)


def turned_away(request: PageRequest, refused: Refused, back: str, *args: object) -> HttpResponse:
    """Go back with the reason, where a form would be of no use."""
    messages.error(request, explain(refused))
    return redirect(back, *args)
