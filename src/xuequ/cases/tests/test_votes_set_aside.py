"""Votes that do not count: without a quorum after attendance was mended, or struck out."""

from __future__ import annotations

import pytest

from xuequ.cases.engine.minutes import blocks
from xuequ.cases.engine.votes import Outcome
from xuequ.cases.queries.minutes import proceedings, result_of
from xuequ.cases.services.attendance import record_attendance, record_vote, strike_vote
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

from .gathering import NOW, TODAY, Gathering, gathering, item_at, vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Gathering:
    return gathering()


def test_a_vote_whose_quorum_is_gone_is_void_and_taken_again(here: Gathering) -> None:
    meeting = here.held()
    item = item_at(meeting)
    first = record_vote(item, vote(in_favour=2, against=0), actor=here.recorder, now=NOW)
    fewer = here.came(meeting, [here.village, here.town.principal])  # two of four
    record_attendance(meeting, fewer, actor=here.recorder, today=TODAY)
    first.refresh_from_db()
    assert first.void == "no_quorum" and result_of(first).outcome is Outcome.VOID
    record_attendance(meeting, here.came(meeting), actor=here.recorder, today=TODAY)
    first.refresh_from_db()
    assert first.void == ""
    three = here.came(meeting, [here.village])
    record_attendance(meeting, three, actor=here.recorder, today=TODAY)
    first.refresh_from_db()
    assert first.void == ""
    record_attendance(meeting, fewer, actor=here.recorder, today=TODAY)
    written = blocks(proceedings(meeting))
    assert any("本次表决无效，须重新表决" in str(getattr(each, "text", "")) for each in written)


def test_a_vote_recorded_by_mistake_is_struck_out_and_stays_in_the_record(here: Gathering) -> None:
    meeting = here.held()
    wrong = record_vote(item_at(meeting), vote(), actor=here.recorder, now=NOW)
    with pytest.raises(Refused, match="not-the-recorder"):
        strike_vote(wrong, actor=here.principal)
    strike_vote(wrong, actor=here.recorder)
    wrong.refresh_from_db()
    assert result_of(wrong).outcome is Outcome.VOID
    assert proceedings(meeting).items[0].votes == ()
    assert Line.objects.filter(verb="strike-vote").count() == 1
    nobody = here.came(meeting, [here.village, here.town.principal, here.head])
    record_attendance(meeting, nobody, actor=here.recorder, today=TODAY)  # it needs nobody now
    wrong.refresh_from_db()
    assert wrong.void == "struck"
