"""Items of an agenda and the papers for them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuequ.kernel.refusal import Refused
from xuequ.vault.giving import give_out
from xuequ.vault.services.files import Taken, take_in
from xuequ.web.acting import act
from xuequ.web.requests import PageRequest

from ..forms.meetings import ItemForm
from ..models import AgendaPaper, Meeting
from ..queries.meetings import acts_for, may_read_papers
from ..services.agenda import add_item, change_item, remove_item
from .asking import done, seen_meeting, turned_away

PAGE = "cases:meeting_detail"


def item_new(request: PageRequest, pk: int) -> HttpResponse:
    """Put something on the agenda."""
    meeting = seen_meeting(request, pk)
    if not acts_for(request.eyes, meeting.place):
        return turned_away(request, _not_theirs(meeting), PAGE, pk)
    form = ItemForm(request.POST or None, request.FILES or None, people=_people(meeting))
    return act(
        request,
        form,
        lambda: add_item(meeting, form.values(), _taken(form), actor=request.eyes),
        done=_("It is on the agenda."),
        back=reverse(PAGE, args=[pk]),
        context={"subject": meeting.title},
    )


def item_change(request: PageRequest, pk: int, item: int) -> HttpResponse:
    """Change an item and add papers."""
    meeting = seen_meeting(request, pk)
    if not acts_for(request.eyes, meeting.place):
        return turned_away(request, _not_theirs(meeting), PAGE, pk)
    row = get_object_or_404(meeting.items, pk=item)
    initial = {"title": row.title, "presenter": row.presenter_id, "number": row.number}
    form = ItemForm(
        request.POST or None, request.FILES or None, people=_people(meeting), initial=initial
    )
    return act(
        request,
        form,
        lambda: change_item(row, form.values(), _taken(form), actor=request.eyes),
        done=_("Saved."),
        back=reverse(PAGE, args=[pk]),
        context={"subject": meeting.title},
    )


def item_remove(request: PageRequest, pk: int, item: int) -> HttpResponse:
    """Take an item off the agenda."""
    meeting = seen_meeting(request, pk)
    row = get_object_or_404(meeting.items, pk=item)
    said = _("It is off the agenda.")
    return done(request, lambda: remove_item(row, actor=request.eyes), said, PAGE, pk)


def item_paper(request: PageRequest, pk: int, paper: int) -> HttpResponseBase:
    """A paper, for who takes part and for the office."""
    meeting = seen_meeting(request, pk)
    held = AgendaPaper.objects.filter(item__meeting=meeting, pk=paper).select_related("file")
    found = held.first()
    if found is None:
        raise Http404(paper)
    if not may_read_papers(request.eyes, meeting):
        return turned_away(request, Refused("not-invited"), PAGE, pk)
    try:
        return give_out(found.file, is_shown=True)
    except Refused as refused:
        return turned_away(request, refused, PAGE, pk)


def _taken(form: ItemForm) -> list[Taken]:
    return [take_in(each, name=each.name) for each in form.cleaned_data["uploads"]]


def _people(meeting: Meeting) -> list[tuple[int, str]]:
    rows = meeting.invitations.select_related("person").order_by("id")
    return [(each.person_id, each.person.name) for each in rows]


def _not_theirs(meeting: Meeting) -> Refused:
    return Refused("not-your-place", name=str(meeting.place))
