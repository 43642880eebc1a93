"""The minutes of a meeting: writing, sending round, remarks, confirming."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.refusal import Refused
from xuequ.kernel.seal import digest
from xuequ.papers.rendering import MEDIA, Marks
from xuequ.web.acting import act
from xuequ.web.requests import PageRequest

from ..engine.minutes import blocks, proceedings_of
from ..engine.printing import minutes as printed
from ..forms.attendance import MinutesForm
from ..forms.meetings import RemarkForm
from ..models import Meeting, Minutes
from ..papers import MINUTES
from ..queries.meetings import may_read_papers, may_record
from ..services.minutes import (
    circulate_minutes,
    confirm_minutes,
    remark_on_minutes,
    reopen_minutes,
    write_minutes,
)
from .asking import done, seen_meeting, turned_away
from .files import paper_file

PAGE = "cases:meeting_detail"


def minutes_write(request: PageRequest, pk: int) -> HttpResponse:
    """Write what was said, item by item."""
    meeting = seen_meeting(request, pk)
    if not may_record(request.eyes, meeting):
        return turned_away(request, Refused("not-the-recorder"), PAGE, pk)
    form = MinutesForm(request.POST or None, items=list(meeting.items.order_by("number")))
    return act(
        request,
        form,
        lambda: write_minutes(meeting, form.values(), actor=request.eyes),
        done=_("The minutes are saved."),
        back=reverse(PAGE, args=[pk]),
        context={"subject": meeting.title},
    )


def minutes_circulate(request: PageRequest, pk: int) -> HttpResponse:
    """Send the minutes round."""
    meeting = seen_meeting(request, pk)
    today = timezone.localdate()
    return done(
        request,
        lambda: circulate_minutes(meeting, actor=request.eyes, today=today),
        _("The minutes go round; who was invited is told."),
        PAGE,
        pk,
    )


def minutes_reopen(request: PageRequest, pk: int) -> HttpResponse:
    """Take the minutes back to mend them."""
    meeting = seen_meeting(request, pk)
    said = _("Mend the minutes, then send them round again.")
    return done(request, lambda: reopen_minutes(meeting, actor=request.eyes), said, PAGE, pk)


def minutes_remark(request: PageRequest, pk: int) -> HttpResponse:
    """Say what is to be mended."""
    meeting = seen_meeting(request, pk)
    form = RemarkForm(request.POST or None)
    return act(
        request,
        form,
        lambda: remark_on_minutes(
            meeting,
            form.cleaned_data["words"],
            actor=request.eyes,
            today=timezone.localdate(),
        ),
        done=_("The recorder has your remark."),
        back=reverse(PAGE, args=[pk]),
        context={"subject": meeting.title},
    )


def minutes_confirm(request: PageRequest, pk: int) -> HttpResponse:
    """The chair confirms the minutes."""
    meeting = seen_meeting(request, pk)
    today = timezone.localdate()
    return done(
        request,
        lambda: confirm_minutes(meeting, actor=request.eyes, today=today),
        _("The minutes are confirmed."),
        PAGE,
        pk,
    )


def minutes_file(request: PageRequest, pk: int, number: int, form: str) -> HttpResponse:
    """A version of the minutes as a file, DOCX or PDF, in the usual form."""
    if form not in MEDIA:
        raise Http404(form)
    meeting, version = _version(request, pk, number)
    said = printed(proceedings_of(version.content))
    marks = Marks(str(meeting.place), timezone.localdate(version.circulated_at))
    return paper_file(said, MINUTES, marks, form)


def _version(request: PageRequest, pk: int, number: int) -> tuple[Meeting, Minutes]:
    meeting = seen_meeting(request, pk)
    version = get_object_or_404(meeting.minutes, number=number)
    if version.confirmed_at is None and not may_read_papers(request.eyes, meeting):
        raise Http404(number)
    return meeting, version


def minutes_version(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """A version of the minutes as it went round."""
    meeting, version = _version(request, pk, number)
    context = {
        "meeting": meeting,
        "version": version,
        "blocks": blocks(proceedings_of(version.content)),
        "remarks": version.remarks.select_related("person").order_by("id"),
        "is_whole": digest(version.content) == version.digest,
    }
    return render(request, "cases/minutes.html", context)
