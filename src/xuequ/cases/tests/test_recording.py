"""What happens in a meeting: attendance, votes, minutes; each refusal and what stays."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from xuequ.cases.engine.minutes import Grid, Heading, blocks, proceedings_of
from xuequ.cases.engine.printing import minutes
from xuequ.cases.models import Meeting, MeetingVote
from xuequ.cases.queries.meeting_pages import detail
from xuequ.cases.services.agenda import remove_item
from xuequ.cases.services.attendance import Came, record_attendance, record_vote
from xuequ.cases.services.inviting import send_notice, set_people
from xuequ.cases.services.minutes import (
    circulate_minutes,
    confirm_minutes,
    remark_on_minutes,
    reopen_minutes,
    write_minutes,
)
from xuequ.kernel.paper import Heading as PrintedHeading
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.ledger.models import Notice

from .gathering import AFTER, NOW, TODAY, Gathering, at, gathering, item_at, vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Gathering:
    return gathering()


def test_no_attendance_before_the_notice_before_the_day_or_by_somebody_else(
    here: Gathering,
) -> None:
    meeting = here.planned()
    with pytest.raises(Refused, match="notice-not-sent"):
        record_attendance(meeting, here.came(meeting), actor=here.recorder, today=TODAY)
    meeting = here.noticed(starts_at=at(9, day=TODAY + timedelta(days=2)))
    with pytest.raises(Refused, match="meeting-is-to-come"):
        record_attendance(meeting, here.came(meeting), actor=here.recorder, today=TODAY)
    meeting = here.noticed()
    with pytest.raises(Refused, match="not-the-recorder"):
        record_attendance(meeting, here.came(meeting), actor=here.principal, today=TODAY)


def test_attendance_names_everybody_invited_and_each_substitute(here: Gathering) -> None:
    meeting = here.noticed()
    came = here.came(meeting)
    for wrong, code in (
        (came[1:], "not-invited"),
        ([*came, Came(here.town.mover.pk, "present")], "not-invited"),
        ([replace(came[0], attendance="substitute"), *came[1:]], "substitute-needs-name"),
        ([replace(each, attendance="absent") for each in came], "nobody-came"),
    ):
        with pytest.raises(Refused, match=code):
            record_attendance(meeting, wrong, actor=here.recorder, today=TODAY)
    sent = replace(came[0], attendance="substitute", substitute="代演示")
    record_attendance(meeting, [sent, *came[1:]], actor=here.recorder, today=TODAY)
    meeting.refresh_from_db()
    assert meeting.state == "held"
    assert meeting.invitations.get(attendance="substitute").substitute == "代演示"
    with pytest.raises(Refused, match="meeting-is-over"):
        set_people(meeting, {here.head.pk}, (), actor=here.recorder)


def test_a_vote_is_kept_with_its_numbers_and_the_same_form_is_one(here: Gathering) -> None:
    meeting = here.held()
    key = uuid.uuid4()
    [first, again] = [
        record_vote(item_at(meeting), vote(key=key), actor=here.recorder, now=NOW) for _ in range(2)
    ]
    assert first == again and MeetingVote.objects.count() == 1
    assert (first.roll, first.present, first.in_favour, first.is_passed) == (4, 4, 3, True)
    close = vote(in_favour=2, against=2)
    assert not record_vote(item_at(meeting), close, actor=here.recorder, now=NOW).is_passed
    with pytest.raises(Refused, match="item-is-used"):
        remove_item(item_at(meeting), actor=here.recorder)


def test_no_vote_without_a_quorum_or_before_attendance(here: Gathering) -> None:
    with pytest.raises(Refused, match="attendance-first"):
        record_vote(item_at(here.noticed()), vote(), actor=here.recorder, now=NOW)
    meeting = here.held(absent=[here.village, here.town.principal])  # two of four are no majority
    with pytest.raises(Refused, match="no-quorum") as refused:
        record_vote(item_at(meeting), vote(), actor=here.recorder, now=NOW)
    assert refused.value.facts == {"roll": 4, "present": 2, "needed": 3}


def test_only_members_who_are_there_vote(here: Gathering) -> None:
    meeting = here.noticed()
    came = {each.person: each for each in here.came(meeting)}
    came[here.village.pk] = replace(came[here.village.pk], left_at=at(14, 50))
    record_attendance(meeting, list(came.values()), actor=here.recorder, today=TODAY)
    item = item_at(meeting)
    gone = meeting.invitations.get(person=here.village).pk
    others = [each.pk for each in meeting.invitations.exclude(pk=gone)]
    for voter in (gone, gone + 999):
        with pytest.raises(Refused, match="not-a-voter"):
            record_vote(item, vote(ballots={voter: "for"}), actor=here.recorder, now=NOW)
    early = vote(ballots={gone: "for"}, taken_at=at(14, 40))
    assert record_vote(item, early, actor=here.recorder, now=NOW).present == 4
    by_name = vote(ballots={others[0]: "for", others[1]: "abstain", others[2]: "for"})
    found = record_vote(item, by_name, actor=here.recorder, now=NOW)
    assert (found.present, found.in_favour, found.abstained, found.is_passed) == (3, 2, 1, True)
    assert found.ballots.count() == 3
    with pytest.raises(Refused, match="more-votes-than-voters"):
        record_vote(item, vote(), actor=here.recorder, now=NOW)
    with pytest.raises(Refused, match="votes-need-them"):
        absent = here.came(meeting, [here.village, here.head, here.office])
        record_attendance(meeting, absent, actor=here.recorder, today=TODAY)


def test_a_listener_has_no_vote(here: Gathering) -> None:
    meeting = here.planned()
    members = set(meeting.invitations.values_list("person", flat=True))
    set_people(meeting, members, {here.town.mover.pk}, actor=here.recorder)
    meeting.refresh_from_db()
    send_notice(meeting, actor=here.recorder)
    record_attendance(meeting, here.came(meeting), actor=here.recorder, today=TODAY)
    listener = meeting.invitations.get(person=here.town.mover).pk
    with pytest.raises(Refused, match="not-a-voter"):
        ballot = vote(ballots={listener: "for"})
        record_vote(item_at(meeting), ballot, actor=here.recorder, now=NOW)


def test_a_vote_has_its_time_inside_the_meeting_and_somebody_who_votes(here: Gathering) -> None:
    item = item_at(here.held())
    for taken in (at(14), NOW + timedelta(minutes=1)):
        with pytest.raises(Refused, match="vote-before-the-meeting"):
            record_vote(item, vote(taken_at=taken), actor=here.recorder, now=NOW)
    with pytest.raises(Refused, match="no-votes"):
        record_vote(item, vote(in_favour=0, against=0), actor=here.recorder, now=NOW)


def test_late_votes_are_taken_until_the_minutes_go_round(here: Gathering) -> None:
    meeting = here.written()
    late = NOW + timedelta(days=2)
    assert record_vote(item_at(meeting), vote(), actor=here.recorder, now=late).is_passed
    circulate_minutes(meeting, actor=here.recorder, today=TODAY)
    for act in (
        lambda: record_vote(item_at(meeting), vote(), actor=here.recorder, now=late),
        lambda: write_minutes(meeting, {}, actor=here.recorder),
        lambda: record_attendance(meeting, here.came(meeting), actor=here.recorder, today=TODAY),
        lambda: circulate_minutes(meeting, actor=here.recorder, today=TODAY),
    ):
        with pytest.raises(Refused, match="minutes-are-out"):
            act()


def test_minutes_go_round_for_three_working_days_and_the_chair_confirms(here: Gathering) -> None:
    meeting = here.circulated()
    version = meeting.minutes.get()
    assert version.remarks_until == AFTER - timedelta(days=1)  # Wednesday, then over a weekend
    remark_on_minutes(meeting, "第二项漏了时间", actor=here.principal, today=TODAY)
    remark_on_minutes(meeting, "第二项漏了时间", actor=here.principal, today=TODAY)
    assert version.remarks.count() == 1
    with pytest.raises(Refused, match="not-invited"):
        remark_on_minutes(meeting, "我也有意见", actor=here.teacher, today=TODAY)
    with pytest.raises(Refused, match="remark-too-short"):
        remark_on_minutes(meeting, " ", actor=here.principal, today=TODAY)
    with pytest.raises(Refused, match="remarks-are-over"):
        remark_on_minutes(meeting, "晚了", actor=here.principal, today=AFTER)
    with pytest.raises(Refused, match="remarks-still-open"):
        confirm_minutes(meeting, actor=here.chair, today=version.remarks_until)
    with pytest.raises(Refused, match="only-the-chair"):
        confirm_minutes(meeting, actor=here.recorder, today=AFTER)
    confirm_minutes(meeting, actor=here.chair, today=AFTER)
    told = Notice.objects.filter(person=here.village, kind="meeting")
    assert told.count() == 3  # notice, minutes to remark on, minutes confirmed


def test_nothing_is_changed_after_the_chair_confirmed(here: Gathering) -> None:
    meeting = here.confirmed()
    before = meeting.minutes.get().content
    with pytest.raises(Refused, match="minutes-confirmed"):
        reopen_minutes(meeting, actor=here.recorder)
    with pytest.raises(Refused, match="minutes-confirmed"):
        confirm_minutes(meeting, actor=here.chair, today=AFTER)
    with pytest.raises(Refused, match="minutes-confirmed"):
        remark_on_minutes(meeting, "太晚了", actor=here.principal, today=TODAY)
    with pytest.raises(Refused, match="minutes-are-out"):
        write_minutes(meeting, {}, actor=here.recorder)
    assert meeting.minutes.get().content == before


def test_minutes_taken_back_keep_the_version_and_get_another(here: Gathering) -> None:
    meeting = here.circulated()
    with pytest.raises(Refused, match="not-the-recorder"):
        reopen_minutes(meeting, actor=here.principal)
    reopen_minutes(meeting, actor=here.recorder)
    item = item_at(meeting)
    write_minutes(meeting, {item.pk: "改过的纪要"}, actor=here.recorder)
    with pytest.raises(Refused, match="nothing-changed"):
        write_minutes(meeting, {item.pk: "改过的纪要"}, actor=here.recorder)
    second = circulate_minutes(meeting, actor=here.recorder, today=AFTER)
    assert second.number == 2 and meeting.minutes.count() == 2
    said = [each.content["items"][0]["words"] for each in meeting.minutes.order_by("number")]
    assert said == ["讨论了学期工作计划", "改过的纪要"]


def test_empty_minutes_do_not_go_round(here: Gathering) -> None:
    with pytest.raises(Refused, match="minutes-are-empty"):
        circulate_minutes(here.held(), actor=here.recorder, today=TODAY)
    with pytest.raises(Refused, match="minutes-not-out"):
        confirm_minutes(here.held(), actor=here.chair, today=AFTER)


def test_the_minutes_say_who_came_what_was_voted_and_resolved(here: Gathering) -> None:
    meeting = here.written(absent=[here.village])
    record_vote(item_at(meeting), vote(in_favour=2), actor=here.recorder, now=NOW)
    version = circulate_minutes(meeting, actor=here.recorder, today=TODAY)
    found = blocks(proceedings_of(version.content))
    attendance = next(each.table for each in found if isinstance(each, Grid))
    assert len(attendance.rows) == 4 and "实到3人" in attendance.notes[0].zh
    assert [each.text.zh for each in found if isinstance(each, Heading)] == [
        "议题1：学期工作计划", "议题2：教师交流安排",
    ]  # fmt: skip
    printed = [each.text for each in minutes(proceedings_of(version.content)).blocks
               if isinstance(each, PrintedHeading)]  # fmt: skip
    assert printed[0] == "学期工作计划"  # the paper numbers it
    assert "时间：2026年9月16日14:30" in [getattr(each, "text", Text("", "")).zh for each in found]
    assert any("通过：赞成2，反对1" in str(getattr(each, "text", "")) for each in found)


def test_who_only_sees_a_meeting_reads_minutes_once_confirmed(here: Gathering) -> None:
    meeting = here.circulated()
    assert detail(meeting, seen_by=here.official, on=TODAY)["blocks"] == ()
    assert detail(meeting, seen_by=here.principal, on=TODAY)["blocks"]
    confirm_minutes(meeting, actor=here.chair, today=AFTER)
    meeting = Meeting.objects.get(pk=meeting.pk)
    shown = detail(meeting, seen_by=here.official, on=TODAY)
    assert shown["blocks"] and not shown["remarks"] and not any(shown["may"].values())
