"""Everything the page of one meeting shows, and which acts it offers to whom."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from xuequ.kernel.actors import Actor

from ..engine.minutes import blocks, proceedings_of
from ..models import AgendaItem, Invitation, Meeting, Minutes, MinutesRemark, Resolution, Task
from .meeting_kinds import kind_in
from .meetings import CAME, acts_for, may_read_papers, may_record, takes_part
from .minutes import named, result_of
from .tasks import days_late

State = Meeting.State
OUT = (State.CIRCULATED, State.CONFIRMED)


def detail(meeting: Meeting, *, seen_by: Actor, on: date) -> dict[str, Any]:
    """The context of the page.

    Whoever only sees the meeting reads its agenda and, once confirmed, its minutes; papers,
    drafts and remarks are for who takes part and for the office.
    """
    inside = may_read_papers(seen_by, meeting)
    version = meeting.minutes.order_by("-number").first()
    is_out = version is not None and meeting.state in OUT
    shown = version if is_out and (inside or meeting.state == State.CONFIRMED) else None
    invited = list(meeting.invitations.select_related("person").order_by("-is_member", "id"))
    return {
        "meeting": meeting,
        "kind": kind_in(meeting),
        "inside": inside,
        "invited": invited,
        "numbers": _numbers(invited),
        "items": _items(meeting, inside),
        "resolutions": _resolutions(meeting, on) if inside or shown else [],
        "version": version if inside else shown,
        "blocks": blocks(proceedings_of(shown.content)) if shown else (),
        "versions": list(meeting.minutes.order_by("-number")) if inside else [],
        "remarks": _remarks(version) if inside and version else [],
        "may": _may(meeting, seen_by, version, on),
    }


def _may(meeting: Meeting, actor: Actor, version: Minutes | None, on: date) -> dict[str, bool]:
    """Which buttons the page has for this reader."""
    office, records = acts_for(actor, meeting.place), may_record(actor, meeting)
    planned, held = meeting.state == State.PLANNED, meeting.state == State.HELD
    round_now = meeting.state == State.CIRCULATED and version is not None
    begun = timezone.localdate(meeting.starts_at) <= on
    until = version.remarks_until if version else on
    kind = kind_in(meeting) if meeting.state == State.CONFIRMED and office else None
    chairs = actor.person is not None and actor.person == meeting.chair_id
    return {
        "plan": office and planned,
        "arrange": office and (planned or held),
        "notify": office and planned,
        "attend": records and ((planned and begun and bool(meeting.noticed_at)) or held),
        "record": records and held,
        "circulate": records and held,
        "reopen": records and round_now,
        "remark": round_now and on <= until and takes_part(actor, meeting),
        "confirm": round_now and chairs and on > until,
        "waits": round_now and chairs and on <= until,
        "count": kind is not None and bool(kind.duty),
    }


def _numbers(invited: list[Invitation]) -> dict[str, int]:
    members = [each for each in invited if each.is_member]
    return {
        "members": len(members),
        "came": sum(each.attendance in CAME for each in members),
        "listeners": len(invited) - len(members),
        "recorded": sum(bool(each.attendance) for each in invited),
    }


def _items(meeting: Meeting, inside: bool) -> list[dict[str, Any]]:
    rows = meeting.items.select_related("presenter", "task").order_by("number")
    rows = rows.prefetch_related("papers__file", "votes__ballots__invitation__person")
    return [_item(each, inside) for each in rows]


def _item(item: AgendaItem, inside: bool) -> dict[str, Any]:
    votes = [(each, result_of(each)) for each in item.votes.all()] if inside else []
    return {
        "item": item,
        "papers": list(item.papers.all()) if inside else [],
        "votes": votes,
        "words": item.words if inside else "",
    }


def _resolutions(meeting: Meeting, on: date) -> list[tuple[Resolution, list[dict[str, Any]]]]:
    rows = meeting.resolutions.select_related("item").order_by("number")
    rows = rows.prefetch_related(
        "tasks__person", "tasks__post__school", "tasks__post__consortium", "tasks__post__body",
        "tasks__post__authority", "tasks__of_school", "tasks__helpers",
    )  # fmt: skip
    return [(each, [_task(task, on) for task in each.tasks.all()]) for each in rows]


def _task(task: Task, on: date) -> dict[str, Any]:
    return {"task": task, "named": named(task), "late": days_late(task, on)}


def _remarks(version: Minutes) -> list[MinutesRemark]:
    return list(version.remarks.select_related("person").order_by("id"))
