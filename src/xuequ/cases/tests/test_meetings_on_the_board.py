"""Clauses that ask for a meeting: the board sees it held, and the ledger counts it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from xuequ.cases.models import Meeting
from xuequ.cases.queries import verdicts
from xuequ.cases.queries.meeting_kinds import due
from xuequ.cases.queries.meeting_people import Where
from xuequ.cases.services.attendance import record_attendance
from xuequ.cases.services.inviting import send_notice
from xuequ.cases.services.meeting_counting import count_meeting
from xuequ.cases.services.meetings import plan_meeting
from xuequ.cases.services.minutes import circulate_minutes, confirm_minutes, write_minutes
from xuequ.directory.queries.settings import profile_of
from xuequ.kernel.refusal import Refused
from xuequ.kernel.rulebook import State
from xuequ.ledger.models import Counter, Entry

from .gathering import AFTER, TODAY, Gathering, at, gathering

pytestmark = pytest.mark.django_db


def states(here: Gathering, on: date) -> dict[str, State]:
    authority = here.town.authority
    found = verdicts(authority, on, profile_of(authority, on))
    return {each.rule.clause: each.verdict.state for each in found}


@pytest.mark.parametrize(
    ("profile", "kind", "clause"),
    [
        pytest.param("xian", "joint", "GOV-12", marks=pytest.mark.clause("GOV-12")),
        pytest.param("babu", "joint", "GOV-13", marks=pytest.mark.clause("GOV-13")),
        pytest.param("babu", "administrative", "GOV-14", marks=pytest.mark.clause("GOV-14")),
        pytest.param("mingzhu", "office", "GOV-35", marks=pytest.mark.clause("GOV-35")),
    ],
)
def test_a_meeting_held_meets_its_clause_until_the_day_set_for_the_next(
    profile: str, kind: str, clause: str
) -> None:
    here = gathering(profile, kind)
    assert states(here, TODAY)[clause] is State.UNKNOWN
    meeting = here.noticed(next_on=TODAY + timedelta(days=30))
    assert states(here, TODAY)[clause] is State.UNKNOWN  # planned is not held
    record_attendance(meeting, here.came(meeting), actor=here.recorder, today=TODAY)
    assert states(here, TODAY)[clause] is State.MET
    assert states(here, TODAY + timedelta(days=31))[clause] is State.BEHIND
    [late] = [each for each in due(seen_by=here.recorder, on=TODAY + timedelta(days=31))
              if each.kind.code == kind]  # fmt: skip
    assert late.is_overdue and late.place == here.town.district


@pytest.mark.clause("GOV-49")
def test_a_consultation_of_the_authority_meets_its_clause() -> None:
    here = gathering("guilin", "consultation")
    assert states(here, TODAY)["GOV-49"] is State.UNKNOWN
    _held_by_the_bureau(here, "consultation")
    assert states(here, TODAY)["GOV-49"] is State.MET


@pytest.mark.parametrize(
    ("profile", "kind"),
    [
        pytest.param("xian", "duties.promotion_meeting", marks=pytest.mark.clause("PLN-08")),
        pytest.param("xingning", "duties.summary_meeting", marks=pytest.mark.clause("PLN-19")),
    ],
)
def test_a_meeting_that_is_a_duty_is_counted_once_its_minutes_are_confirmed(
    profile: str, kind: str
) -> None:
    here = gathering(profile, kind)
    meeting = _held_by_the_bureau(here, kind)
    with pytest.raises(Refused, match="minutes-not-confirmed"):
        count_meeting(meeting, actor=here.official, today=TODAY)
    words = {each.pk: "交流了经验" for each in meeting.items.all()}
    write_minutes(meeting, words, actor=here.official)
    circulate_minutes(meeting, actor=here.official, today=TODAY)
    confirm_minutes(meeting, actor=here.official, today=AFTER)
    with pytest.raises(Refused, match="not-your-place"):
        count_meeting(meeting, actor=here.recorder, today=AFTER)
    entries = [count_meeting(meeting, actor=here.official, today=AFTER) for _ in range(2)]
    assert entries[0] == entries[1] and Entry.objects.count() == 1
    assert entries[0].fields["chaired_by"] == "局演示"
    assert sum(Counter.objects.values_list("handed", "confirmed").get(duty=kind)) == 1


def test_a_meeting_no_duty_asks_for_counts_for_nothing() -> None:
    here = gathering()
    with pytest.raises(Refused, match="counts-for-nothing"):
        count_meeting(here.confirmed(), actor=here.recorder, today=AFTER)


def _held_by_the_bureau(here: Gathering, kind: str) -> Meeting:
    new = here.new(kind=kind, chair=here.bureau.pk, recorder=here.bureau.pk, starts_at=at(9))
    meeting = plan_meeting(Where(here.town.authority), new, actor=here.official, today=TODAY)
    send_notice(meeting, actor=here.official)
    return record_attendance(meeting, here.came(meeting), actor=here.official, today=TODAY)
