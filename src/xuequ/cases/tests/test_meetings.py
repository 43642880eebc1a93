"""Meetings from the plan to the notice: who calls them, who is invited, what is refused."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from xuequ.cases.models import Meeting
from xuequ.cases.queries.meeting_people import Where, guests, wheres
from xuequ.cases.queries.meetings import may_read_papers, meetings
from xuequ.cases.services.agenda import NewItem, add_item, change_item, remove_item
from xuequ.cases.services.inviting import cancel_meeting, send_notice, set_people
from xuequ.cases.services.meetings import change_meeting, plan_meeting
from xuequ.directory.models import Person
from xuequ.directory.services import authorities
from xuequ.directory.services.people import create_body
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Notice
from xuequ.ledger.tests.township import MAKER, acting, hold
from xuequ.vault.services.files import take_in

from .gathering import TODAY, Gathering, at, gathering, item_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Gathering:
    return gathering()


@pytest.mark.clause("GOV-35")
def test_head_office_and_principals_are_invited_by_themselves(here: Gathering) -> None:
    meeting = here.planned()
    invited = set(meeting.invitations.values_list("person", flat=True))
    assert invited == {here.head.pk, here.office.pk, here.village.pk, here.town.principal.pk}
    assert [each.title for each in meeting.items.all()] == ["学期工作计划", "教师交流安排"]
    assert meeting.state == "planned" and meeting.place == here.town.district


def test_the_same_form_twice_is_one_meeting(here: Gathering) -> None:
    key = uuid.uuid4()
    assert here.planned(key=key) == here.planned(key=key)
    assert Meeting.objects.count() == 1


def test_nobody_calls_a_meeting_of_another_place(here: Gathering) -> None:
    district = Where(here.town.district)
    for actor in (here.principal, here.official, here.teacher):
        with pytest.raises(Refused, match="not-your-place"):
            plan_meeting(district, here.new(), actor=actor, today=TODAY)
    with pytest.raises(Refused, match="not-your-place"):
        plan_meeting(Where(here.town.authority), here.new(), actor=here.chair, today=TODAY)
    assert wheres(here.teacher, TODAY) == []


def test_a_kind_the_policy_does_not_know_or_of_another_place_is_refused(here: Gathering) -> None:
    with pytest.raises(Refused, match="unknown-kind"):
        here.planned(kind="moon")
    school = Where(here.town.village)
    with pytest.raises(Refused, match="unknown-kind"):
        plan_meeting(school, here.new(), actor=here.principal, today=TODAY)
    made = plan_meeting(school, here.new(kind="other"), actor=here.principal, today=TODAY)
    assert made.school == here.town.village and made.consortium is None


def test_long_past_and_people_from_elsewhere_are_refused(here: Gathering) -> None:
    with pytest.raises(Refused, match="meeting-in-the-past"):
        here.planned(starts_at=at(9, day=TODAY - timedelta(days=40)))
    stranger = elsewhere()
    with pytest.raises(Refused, match="guest-from-elsewhere"):
        here.planned(chair=stranger.pk)
    with pytest.raises(Refused, match="guest-from-elsewhere"):
        set_people(here.planned(), {here.head.pk, stranger.pk}, (), actor=here.recorder)
    with pytest.raises(Refused, match="agenda-too-long"):
        here.planned(agenda=["题"] * 41)


def elsewhere() -> Person:
    """Somebody of another authority."""
    new = authorities.NewAuthority("外地教育局", short_name="外", profile="mingzhu")
    there = authorities.register_authority(new, actor=MAKER)
    return hold(there, "bureau_office", there, "外演示")


def test_a_body_invites_its_own_members(here: Gathering) -> None:
    body = create_body(
        here.town.district, "committee", "学区委员会", since=date(2026, 9, 1), actor=MAKER
    )
    member = hold(here.town.authority, "body_member", body, "委演示")
    assert [each.person for each in guests(Where(here.town.district, body), TODAY)] == [member.pk]
    where = next(each for each in wheres(here.recorder, TODAY) if each.body == body)
    meeting = plan_meeting(where, here.new(), actor=here.recorder, today=TODAY)
    invited = set(meeting.invitations.values_list("person", flat=True))
    assert invited == {member.pk, here.head.pk, here.office.pk}  # with chair and recorder


def test_the_notice_reaches_each_once_and_newcomers_at_once(here: Gathering) -> None:
    meeting = here.planned()
    assert send_notice(meeting, actor=here.recorder) == 4
    with pytest.raises(Refused, match="all-know-already"):
        send_notice(meeting, actor=here.recorder)
    members = {here.head.pk, here.office.pk, here.town.mentor.pk}
    set_people(meeting, members, {here.town.mover.pk}, actor=here.recorder)
    told = Notice.objects.filter(kind="meeting")
    assert told.count() == 6 and "学期" not in told.latest("id").zh
    assert dict(meeting.invitations.values_list("person", "is_member")) == {
        here.head.pk: True, here.office.pk: True, here.town.mentor.pk: True,
        here.town.mover.pk: False,
    }  # fmt: skip


def test_no_notice_without_agenda_or_people(here: Gathering) -> None:
    with pytest.raises(Refused, match="no-agenda"):
        send_notice(here.planned(agenda=[]), actor=here.recorder)
    with pytest.raises(Refused, match="nobody-invited"):
        set_people(here.planned(), (), (), actor=here.recorder)


def test_who_was_told_is_told_of_a_new_time_and_of_the_end(here: Gathering) -> None:
    meeting = here.noticed()
    moved = here.new(starts_at=at(9, day=TODAY + timedelta(days=1)))
    change_meeting(meeting, moved, actor=here.recorder, today=TODAY)
    with pytest.raises(Refused, match="cancel-needs-reason"):
        cancel_meeting(meeting, " ", actor=here.recorder)
    cancel_meeting(meeting, "与会考冲突", actor=here.recorder)
    assert Notice.objects.filter(kind="meeting", person=here.village).count() == 3
    for act in (
        lambda: cancel_meeting(meeting, "再次取消", actor=here.recorder),
        lambda: send_notice(meeting, actor=here.recorder),
        lambda: change_meeting(meeting, moved, actor=here.recorder, today=TODAY),
        lambda: add_item(meeting, NewItem("新议题"), actor=here.recorder),
    ):
        with pytest.raises(Refused, match="meeting-is-over"):
            act()


def test_items_are_added_moved_and_taken_off_and_papers_stay_inside(here: Gathering) -> None:
    meeting = here.planned()
    paper = take_in("方案".encode(), name="方案.txt")
    item = add_item(meeting, NewItem("经费", here.village.pk, 1), [paper], actor=here.recorder)
    titles = ["经费", "学期工作计划", "教师交流安排"]
    assert list(meeting.items.values_list("title", flat=True)) == titles
    assert item.papers.get().file.name == "方案.txt"
    change_item(item, NewItem("经费安排", None, 3), actor=here.recorder)
    assert item_at(meeting, 2).title == "经费安排"
    with pytest.raises(Refused, match="not-invited"):
        change_item(item, NewItem("经费", here.town.mover.pk), actor=here.recorder)
    remove_item(item_at(meeting), actor=here.recorder)
    assert list(meeting.items.values_list("number", flat=True)) == [1, 2]
    readers = (here.recorder, here.principal, here.official, here.teacher)
    assert [may_read_papers(each, meeting) for each in readers] == [True, True, False, False]


def test_participants_and_those_above_see_a_meeting(here: Gathering) -> None:
    meeting = here.planned()
    outsider = acting(here.town.mentor, "teacher", here.town.city)
    seen = {
        actor.account: meetings(seen_by=actor, on=TODAY).filter(pk=meeting.pk).exists()
        for actor in (here.recorder, here.principal, here.official, outsider)
    }
    assert list(seen.values()) == [True, True, True, False]
    own = plan_meeting(
        Where(here.town.village), here.new(kind="other"), actor=here.principal, today=TODAY
    )
    watching = (here.teacher, here.recorder, here.official, here.town_principal)
    found = [meetings(seen_by=each, on=TODAY).filter(pk=own.pk).exists() for each in watching]
    assert found == [True, True, True, False]
