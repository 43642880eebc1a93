"""Meetings: the list, one of them, planning, people, the notice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest
from xuequ.web.templatetags.words import say

from ..forms.meetings import ChangeForm, PeopleForm, PlanForm, ReasonForm
from ..models import Meeting
from ..queries.meeting_kinds import due, kinds_of, sort_of
from ..queries.meeting_lists import filtered, with_kinds, years
from ..queries.meeting_pages import detail
from ..queries.meeting_people import Guest, Where, guests, named, wheres
from ..queries.meetings import acts_for, meetings
from ..services.inviting import cancel_meeting, send_notice, set_people
from ..services.meeting_counting import count_meeting
from ..services.meetings import change_meeting, plan_meeting
from .asking import done, seen_meeting, turned_away

PAGE = "cases:meeting_detail"


def meeting_list(request: PageRequest) -> HttpResponse:
    """Meetings by place, kind, year and state; what is due by its cadence."""
    asked = {key: request.GET.get(key, "") for key in ("kind", "year", "state", "whose")}
    seen = meetings(seen_by=request.eyes, on=request.on)
    found = filtered(seen, asked, request.eyes)
    rows = Paginator(found, 30).get_page(request.GET.get("page"))
    context = {
        "rows": rows,
        "shown": with_kinds(rows, request.on),
        "due": due(seen_by=request.eyes, on=request.on),
        "asked": asked,
        "is_filtered": any(asked.values()),
        "years": years(seen),
        "states": Meeting.State.choices,
        "may_call": bool(_places(request)),
    }
    return render(request, "cases/meeting_list.html", context)


def meeting_new(request: PageRequest) -> HttpResponse:
    """Plan a meeting."""
    places = _places(request)
    if not places:
        refused = Refused("not-your-place", name=request.eyes.post)
        return turned_away(request, refused, "cases:meeting_list")
    in_a_week = timezone.localdate() + timedelta(days=7)
    form = PlanForm(
        request.POST or None,
        wheres=[(each.code, each.name) for each in places],
        kinds=_kinds(request, places),
        people=_people(request, places),
        initial={
            "day": in_a_week,
            "kind": request.GET.get("kind", ""),
            "recorder": request.eyes.person,
        },
    )
    by_code = {each.code: each for each in places}
    if request.method == "POST" and form.is_valid():
        where = by_code[form.cleaned_data["where"]]
        try:
            made = plan_meeting(
                where, form.values(), actor=request.eyes, today=timezone.localdate()
            )
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            return redirect(PAGE, made.pk)
    context = {"form": form, "back": reverse("cases:meeting_list"), "subject": places[0].name}
    return render(request, "web/act.html", context, status=422 if form.errors else 200)


def meeting_detail(request: PageRequest, pk: int) -> HttpResponse:
    """Everything of one meeting, with the buttons its state allows."""
    meeting = seen_meeting(request, pk)
    context = detail(meeting, seen_by=request.eyes, on=timezone.localdate())
    return render(request, "cases/meeting_detail.html", context)


def meeting_change(request: PageRequest, pk: int) -> HttpResponse:
    """Change what was planned."""
    meeting = seen_meeting(request, pk)
    if refused := _not_theirs(request, meeting):
        return turned_away(request, refused, PAGE, pk)
    where = Where(meeting.place, meeting.body)
    at = timezone.localtime(meeting.starts_at)
    form = ChangeForm(
        request.POST or None,
        wheres=[],
        kinds=_kinds(request, [where]),
        people=_people(request, [where], meeting),
        initial={
            "kind": meeting.kind, "title": meeting.title, "day": at.date(), "hour": at.time(),
            "venue": meeting.venue, "chair": meeting.chair_id, "recorder": meeting.recorder_id,
            "next_on": meeting.next_on,
        },
    )  # fmt: skip
    return act(
        request,
        form,
        lambda: change_meeting(
            meeting, form.values(), actor=request.eyes, today=timezone.localdate()
        ),
        done=_("The meeting is changed."),
        back=reverse(PAGE, args=[pk]),
        context={"subject": meeting.title},
    )


def meeting_people(request: PageRequest, pk: int) -> HttpResponse:
    """Say who is invited."""
    meeting = seen_meeting(request, pk)
    if refused := _not_theirs(request, meeting):
        return turned_away(request, refused, PAGE, pk)
    invited = list(meeting.invitations.select_related("person").order_by("id"))
    listed = {each.person_id: Guest(each.person_id, each.person.name, each.post) for each in invited
              if each.is_member}  # fmt: skip
    for each in guests(Where(meeting.place, meeting.body), request.on):
        listed.setdefault(each.person, each)
    listeners = [each.person.name for each in invited if not each.is_member]
    form = PeopleForm(
        request.POST or None,
        people=[(each.person, _said(each)) for each in listed.values()],
        find=lambda names: named(names, seen_by=request.eyes, on=request.on),
        initial={
            "members": [each.person_id for each in invited if each.is_member],
            "listeners": "、".join(listeners),
        },
    )
    return act(
        request,
        form,
        lambda: set_people(meeting, *form.values(), actor=request.eyes),
        done=_("Saved."),
        back=reverse(PAGE, args=[pk]),
        context={"subject": meeting.title},
    )


def meeting_notice(request: PageRequest, pk: int) -> HttpResponse:
    """Tell everybody invited."""
    meeting = seen_meeting(request, pk)
    said = _("The notice is sent.")
    return done(request, lambda: send_notice(meeting, actor=request.eyes), said, PAGE, pk)


def meeting_cancel(request: PageRequest, pk: int) -> HttpResponse:
    """Call a meeting off."""
    meeting = seen_meeting(request, pk)
    if refused := _not_theirs(request, meeting):
        return turned_away(request, refused, PAGE, pk)
    form = ReasonForm(request.POST or None)
    return act(
        request,
        form,
        lambda: cancel_meeting(meeting, form.cleaned_data["reason"], actor=request.eyes),
        done=_("The meeting is called off."),
        back=reverse(PAGE, args=[pk]),
        context={"subject": meeting.title},
    )


def meeting_count(request: PageRequest, pk: int) -> HttpResponse:
    """Hand the meeting in for the duty it fulfils."""
    meeting = seen_meeting(request, pk)
    today = timezone.localdate()
    return done(
        request,
        lambda: count_meeting(meeting, actor=request.eyes, today=today),
        _("It counts in the work ledger."),
        PAGE,
        pk,
    )


def _not_theirs(request: PageRequest, meeting: Meeting) -> Refused | None:
    if not acts_for(request.eyes, meeting.place):
        return Refused("not-your-place", name=str(meeting.place))
    if meeting.state != Meeting.State.PLANNED:
        return Refused("meeting-is-over", state=meeting.get_state_display())
    return None


def _places(request: PageRequest) -> list[Where]:
    return wheres(request.eyes, request.on)


def _kinds(request: PageRequest, places: list[Where]) -> list[tuple[str, str]]:
    place = places[0].place
    authority: Any = getattr(place, "authority", place)
    sort = sort_of(place)
    known = [each for each in kinds_of(authority, request.on) if each.is_held_by(sort)]
    return [
        (each.code, f"{say(each.name)} ({each.clause})" if each.clause else say(each.name))
        for each in known
    ]


def _people(
    request: PageRequest, places: list[Where], meeting: Meeting | None = None
) -> list[tuple[int, str]]:
    """Who may chair or record: the holders of posts, and those invited."""
    found = {g.person: _said(g) for each in places for g in guests(each, request.on)}
    if meeting is not None:
        for each in meeting.invitations.select_related("person"):
            found.setdefault(each.person_id, each.person.name)
        for person in (meeting.chair, meeting.recorder):
            found.setdefault(person.pk, person.name)
    elif request.eyes.person is not None and request.eyes.person not in found:
        found[request.eyes.person] = str(_("myself"))
    return list(found.items())


def _said(guest: Guest) -> str:
    return f"{guest.name} · {guest.post}" if guest.post else guest.name
