"""Who came to a meeting, and the votes taken in it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.votes import Counts, Outcome, Quorum, Rule, Threshold, quorum_of, reckon
from ..models import AgendaItem, Meeting, MeetingBallot, MeetingVote
from ..queries.meeting_kinds import how_of
from ..queries.meetings import CAME, may_record, voters
from .meetings import locked


@dataclass(frozen=True, slots=True)
class Came:
    """How one person invited attended."""

    person: int
    attendance: str
    substitute: str = ""
    left_at: datetime | None = None


@transaction.atomic
def record_attendance(
    meeting: Meeting, came: Sequence[Came], *, actor: Actor, today: date
) -> Meeting:
    """Record who came; with that the meeting is held.  It may be mended until the minutes go
    round.  A vote whose quorum is gone with that is void and has to be taken again.

    Raises:
        Refused("not-the-recorder"): the actor neither records nor chairs it, nor is the office.
        Refused("notice-not-sent"): nobody was told of the meeting.
        Refused("meeting-is-to-come"): it has not begun.
        Refused("minutes-are-out"), Refused("meeting-is-over").
        Refused("not-invited"): somebody was not invited.
        Refused("substitute-needs-name"), Refused("nobody-came").
        Refused("votes-need-them"): a vote by name holds somebody who would not have been there.
    """
    meeting = recording(meeting, actor)
    if meeting.noticed_at is None:
        raise Refused("notice-not-sent")
    if timezone.localdate(meeting.starts_at) > today:
        raise Refused("meeting-is-to-come", day=timezone.localdate(meeting.starts_at))
    _check(meeting, came)
    before = fingerprint(meeting)
    rows = {each.person_id: each for each in meeting.invitations.all()}
    for each in came:
        row = rows[each.person]
        row.attendance, row.substitute = each.attendance, each.substitute.strip()
        row.left_at = each.left_at
        row.save(update_fields=["attendance", "substitute", "left_at"])
    void = _void_votes(meeting)
    meeting.state = Meeting.State.HELD
    meeting.save(update_fields=["state"])
    present = sum(each.attendance in CAME for each in came)
    note = {"present": present, "invited": len(rows), **({"void": void} if void else {})}
    write("record-attendance", meeting, actor=actor, before=before, note=note)
    return meeting


def _check(meeting: Meeting, came: Sequence[Came]) -> None:
    if {each.person for each in came} != set(meeting.invitations.values_list("person", flat=True)):
        raise Refused("not-invited")
    if any(each.attendance == "substitute" and not each.substitute.strip() for each in came):
        raise Refused("substitute-needs-name")
    if not any(each.attendance in CAME for each in came):
        raise Refused("nobody-came")


def _void_votes(meeting: Meeting) -> int:
    """Attendance mended later must still bear the votes taken; how many are void without quorum."""
    votes = MeetingVote.objects.filter(item__meeting=meeting)
    found = 0
    for vote in votes.exclude(void=MeetingVote.Void.STRUCK):
        there = {each.pk for each in voters(meeting, vote.taken_at)}
        named = set(vote.ballots.values_list("invitation", flat=True))
        said = vote.in_favour + vote.against + vote.abstained
        if named - there or len(there) < said:
            raise Refused("votes-need-them", question=vote.question)
        gone = len(there) < quorum_of(vote.roll, Quorum(vote.quorum))
        vote.void = MeetingVote.Void.NO_QUORUM if gone else ""
        vote.save(update_fields=["void"])
        found += gone
    return found


@dataclass(frozen=True, slots=True)
class NewVote:
    """A vote as it was counted.  Where `ballots` are given, it was by name."""

    question: str
    threshold: str
    taken_at: datetime
    in_favour: int = 0
    against: int = 0
    abstained: int = 0
    ballots: Mapping[int, str] | None = None  # invitation -> choice
    key: uuid.UUID = field(default_factory=uuid.uuid4)

    def counted(self) -> tuple[int, int, int]:
        if self.ballots is None:
            return self.in_favour, self.against, self.abstained
        said = list(self.ballots.values())
        return said.count("for"), said.count("against"), said.count("abstain")


@transaction.atomic
def record_vote(item: AgendaItem, new: NewVote, *, actor: Actor, now: datetime) -> MeetingVote:
    """Record a vote on an agenda item.  The same form sent twice is one vote.

    Raises:
        Refused("not-the-recorder"), Refused("minutes-are-out"), Refused("meeting-is-over").
        Refused("attendance-first"): who is there is not recorded.
        Refused("vote-before-the-meeting"): the time lies before it began, or is yet to come.
        Refused("no-quorum"): too few members were there.
        Refused("not-a-voter"): a ballot is that of somebody not invited, not there, or gone.
        Refused("more-votes-than-voters"): more votes than members there.
        Refused("no-votes"): nobody voted.
    """
    known = MeetingVote.objects.filter(key=new.key).first()
    if known is not None:
        return known
    meeting = recording(item.meeting, actor)
    if meeting.state != Meeting.State.HELD:
        raise Refused("attendance-first")
    if not meeting.starts_at <= new.taken_at <= now:
        raise Refused("vote-before-the-meeting")
    there = voters(meeting, new.taken_at)
    roll = meeting.invitations.filter(is_member=True).count()
    yes, no, abstained = new.counted()
    quorum = Quorum(how_of(meeting.authority, timezone.localdate(meeting.starts_at)).quorum)
    needed = quorum_of(roll, quorum)
    if len(there) < needed:
        raise Refused("no-quorum", roll=roll, present=len(there), needed=needed)
    if new.ballots is not None and new.ballots.keys() - {each.pk for each in there}:
        raise Refused("not-a-voter")
    if yes + no + abstained > len(there):
        raise Refused("more-votes-than-voters", votes=yes + no + abstained, present=len(there))
    if yes + no + abstained == 0:
        raise Refused("no-votes")
    counts = Counts(roll, len(there), yes, no, abstained)
    result = reckon(counts, Rule(Threshold(new.threshold), quorum))
    vote = _made(item, new, counts, quorum)
    vote.is_passed = result.outcome is Outcome.PASSED
    vote.recorded_by_id = actor.person
    try:
        with transaction.atomic():
            vote.save(force_insert=True)
    except IntegrityError:
        return MeetingVote.objects.get(key=new.key)
    MeetingBallot.objects.bulk_create(
        MeetingBallot(vote=vote, invitation_id=each, choice=choice)
        for each, choice in (new.ballots or {}).items()
    )
    note = {"for": yes, "against": no, "abstained": abstained, "outcome": result.outcome.value}
    write("record-vote", meeting, actor=actor, note=note)
    return vote


@transaction.atomic
def strike_vote(vote: MeetingVote, *, actor: Actor) -> Meeting:
    """Strike out a vote recorded by mistake; it stays in the record and is not in the minutes.

    Raises:
        Refused("not-the-recorder"), Refused("minutes-are-out"), Refused("meeting-is-over").
    """
    meeting = recording(vote.item.meeting, actor)
    before = fingerprint(meeting)
    vote.void = MeetingVote.Void.STRUCK
    vote.save(update_fields=["void"])
    note = {"for": vote.in_favour, "against": vote.against, "abstained": vote.abstained}
    write("strike-vote", meeting, actor=actor, before=before, note=note)
    return meeting


def _made(item: AgendaItem, new: NewVote, counts: Counts, quorum: Quorum) -> MeetingVote:
    way = MeetingVote.Way.COUNTED if new.ballots is None else MeetingVote.Way.NAMED
    return MeetingVote(
        item=item,
        question=new.question.strip(),
        way=way,
        threshold=new.threshold,
        quorum=quorum.value,
        taken_at=new.taken_at,
        roll=counts.roll,
        present=counts.present,
        in_favour=counts.in_favour,
        against=counts.against,
        abstained=counts.abstained,
        key=new.key,
    )


def recording(meeting: Meeting, actor: Actor) -> Meeting:
    """The meeting, locked, for whoever keeps what happens in it, while that may be changed.

    Raises:
        Refused("not-the-recorder"), Refused("minutes-are-out"), Refused("meeting-is-over").
    """
    meeting = locked(meeting)
    if not may_record(actor, meeting):
        raise Refused("not-the-recorder")
    if meeting.state in (Meeting.State.CIRCULATED, Meeting.State.CONFIRMED):
        raise Refused("minutes-are-out", state=meeting.get_state_display())
    if meeting.state == Meeting.State.CANCELLED:
        raise Refused("meeting-is-over", state=meeting.get_state_display())
    return meeting
