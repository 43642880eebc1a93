"""What the minutes of a meeting say as it stands."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from ..engine.kinds import OTHER, kind_of
from ..engine.minutes import Attended, Discussed, Proceedings, Resolved, Voted
from ..engine.vote_words import VOID
from ..engine.votes import Counts, Outcome, Quorum, Result, Rule, Threshold, reckon
from ..models import Meeting, MeetingVote, Resolution, Task
from .meeting_kinds import kinds_of


def result_of(vote: MeetingVote) -> Result:
    """How a recorded vote came out, with the reason."""
    counts = Counts(vote.roll, vote.present, vote.in_favour, vote.against, vote.abstained)
    found = reckon(counts, Rule(Threshold(vote.threshold), Quorum(vote.quorum)))
    if vote.void:
        return replace(found, outcome=Outcome.VOID, reason=VOID[vote.void])
    return found


def proceedings(meeting: Meeting) -> Proceedings:
    """The minutes as they would go round now."""
    at = timezone.localtime(meeting.starts_at)
    kind = kind_of(meeting.kind, kinds_of(meeting.authority, at.date())) or OTHER
    invited = meeting.invitations.select_related("person").order_by("-is_member", "id")
    items = meeting.items.select_related("presenter").prefetch_related("votes")
    resolved = meeting.resolutions.prefetch_related("tasks__helpers")
    return Proceedings(
        title=meeting.title,
        place=str(meeting.body or meeting.place),
        kind_zh=kind.name.zh,
        kind_en=kind.name.en,
        at=f"{at:%Y-%m-%d %H:%M}",
        venue=meeting.venue,
        chair=meeting.chair.name,
        recorder=meeting.recorder.name,
        attended=tuple(
            Attended(each.person.name, each.post, each.attendance, each.is_member, each.substitute)
            for each in invited
        ),
        items=tuple(
            Discussed(
                each.title,
                each.presenter.name if each.presenter else "",
                each.words,
                tuple(
                    _voted(vote)
                    for vote in each.votes.all()
                    if vote.void != MeetingVote.Void.STRUCK
                ),
            )
            for each in items.order_by("number")
        ),
        resolutions=tuple(_resolved(each) for each in resolved.order_by("number")),
    )


def _voted(vote: MeetingVote) -> Voted:
    reason = result_of(vote).reason
    return Voted(vote.question, reason.zh, reason.en)


def _resolved(resolution: Resolution) -> Resolved:
    live = [each for each in resolution.tasks.all() if each.state != Task.State.WITHDRAWN]
    if not live:
        return Resolved(resolution.words)
    task = live[0]
    return Resolved(
        resolution.words,
        responsible=named(task),
        helpers="、".join(each.name for each in task.helpers.all()),
        due=task.due.isoformat(),
    )


def named(task: Task) -> str:
    """Who answers for a task, by name: a post with its place."""
    found = task.responsible
    return f"{task.post.place} {task.post}" if task.post else str(found)
