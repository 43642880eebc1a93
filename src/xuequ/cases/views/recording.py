"""What happens in a meeting: who came, votes, resolutions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.forms import Form
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.attendance import AttendanceForm, VoteForm
from ..forms.tasks import ResolutionForm
from ..models import Invitation, Meeting, MeetingVote
from ..queries.meeting_kinds import how_of
from ..queries.meeting_people import Where, named
from ..queries.meetings import may_record, voters
from ..queries.task_rows import answering
from ..services.attendance import record_attendance, record_vote, strike_vote
from ..services.resolutions import record_resolution, strike_resolution
from .asking import done, seen_meeting, turned_away

PAGE = "cases:meeting_detail"


def attendance(request: PageRequest, pk: int) -> HttpResponse:
    """Record who came."""
    meeting = seen_meeting(request, pk)
    if not may_record(request.eyes, meeting):
        return turned_away(request, Refused("not-the-recorder"), PAGE, pk)
    invited = list(meeting.invitations.select_related("person").order_by("-is_member", "id"))
    form = AttendanceForm(_everybody(request, invited), invited=invited, begins=meeting.starts_at)
    if request.method == "POST" and form.is_valid():
        try:
            today = timezone.localdate()
            record_attendance(meeting, form.values(), actor=request.eyes, today=today)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            messages.success(request, _("Attendance is recorded."))
            _tell_void(request, meeting)
            return redirect(PAGE, pk)
    context = {"meeting": meeting, "form": form, "rows": form.rows()}
    return render(request, "cases/attendance.html", context, status=422 if form.errors else 200)


def _everybody(request: PageRequest, invited: list[Invitation]) -> Mapping[str, str] | None:
    """What was sent; after «everybody came» everybody was there all the time."""
    if request.method != "POST":
        return None
    if "everybody" in request.POST:
        return {f"came_{each.pk}": Invitation.Attendance.PRESENT.value for each in invited}
    return request.POST


def _tell_void(request: PageRequest, meeting: Meeting) -> None:
    """Say which votes no longer count."""
    gone = MeetingVote.objects.filter(item__meeting=meeting, void=MeetingVote.Void.NO_QUORUM)
    for each in gone:
        said = _("There was no quorum for the vote «%(question)s»; it has to be taken again.")
        messages.warning(request, said % {"question": each.question})


def vote_new(request: PageRequest, pk: int) -> HttpResponse:
    """Record a vote, by numbers or by name."""
    meeting = seen_meeting(request, pk)
    if refused := _not_now(request, meeting):
        return turned_away(request, refused, PAGE, pk)
    now = timezone.localtime()
    begins = timezone.localtime(meeting.starts_at)
    by_name = request.GET.get("way") == "named"
    form = VoteForm(
        request.POST or None,
        items=_items(meeting),
        begins=meeting.starts_at,
        voters=voters(meeting, meeting.starts_at) if by_name else None,
        initial={
            "item": request.GET.get("item", ""),
            "hour": (now if now.date() == begins.date() and now > begins else begins).time(),
            "threshold": how_of(meeting.authority, begins.date()).threshold,
        },
    )
    if request.method == "POST" and form.is_valid():
        item = meeting.items.get(pk=form.cleaned_data["item"])
        try:
            vote = record_vote(item, form.values(), actor=request.eyes, now=timezone.now())
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            said = _("Recorded: passed.") if vote.is_passed else _("Recorded: not passed.")
            messages.success(request, said)
            return redirect(PAGE, pk)
    context = {"meeting": meeting, "form": form, "by_name": by_name}
    return render(request, "cases/vote.html", context, status=422 if form.errors else 200)


def resolution_new(request: PageRequest, pk: int) -> HttpResponse:
    """Record a resolution, and the task that follows from it."""
    meeting = seen_meeting(request, pk)
    if refused := _not_now(request, meeting):
        return turned_away(request, refused, PAGE, pk)
    form = ResolutionForm(
        request.POST or None,
        items=_items(meeting),
        answering=answering(Where(meeting.place, meeting.body), request.on),
        find=lambda names: named(names, seen_by=request.eyes, on=request.on),
        initial={"item": request.GET.get("item", "")},
    )
    return _act(
        request,
        form,
        meeting,
        lambda: record_resolution(
            meeting, form.resolved(), actor=request.eyes, today=timezone.localdate()
        ),
        _("The resolution is recorded."),
    )


def vote_strike(request: PageRequest, pk: int, vote: int) -> HttpResponse:
    """Strike out a vote recorded by mistake."""
    meeting = seen_meeting(request, pk)
    row = get_object_or_404(MeetingVote, item__meeting=meeting, pk=vote)
    said = _("The vote is struck out.")
    return done(request, lambda: strike_vote(row, actor=request.eyes), said, PAGE, pk)


def resolution_strike(request: PageRequest, pk: int, resolution: int) -> HttpResponse:
    """Strike a resolution out."""
    meeting = seen_meeting(request, pk)
    row = get_object_or_404(meeting.resolutions, pk=resolution)
    said = _("The resolution is struck out, and its task withdrawn.")
    return done(request, lambda: strike_resolution(row, actor=request.eyes), said, PAGE, pk)


def _act(request: PageRequest, form: Form, meeting: Meeting, do: Any, said: Any) -> HttpResponse:
    context = {"subject": meeting.title}
    back = reverse(PAGE, args=[meeting.pk])
    return act(request, form, do, done=said, back=back, context=context)


def _not_now(request: PageRequest, meeting: Meeting) -> Refused | None:
    if not may_record(request.eyes, meeting):
        return Refused("not-the-recorder")
    if meeting.state == Meeting.State.PLANNED:
        return Refused("attendance-first")
    if meeting.state != Meeting.State.HELD:
        return Refused("minutes-are-out", state=meeting.get_state_display())
    return None


def _items(meeting: Meeting) -> list[tuple[int, str]]:
    return [(each.pk, f"{each.number}. {each.title}") for each in meeting.items.order_by("number")]
