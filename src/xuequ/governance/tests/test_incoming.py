"""A paper that comes in: registered, instructed, carried out, filed, by the right people."""

from __future__ import annotations

from typing import Any

import pytest

from deciding import County, county, official, say, seat_of, started
from support_plugin import Cast
from xuequ.cases.models import Case
from xuequ.cases.queries.access import queue
from xuequ.cases.services.acting import Said, take_seat
from xuequ.directory.models import School
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

pytestmark = pytest.mark.django_db
PAPER = {
    "sender": "演示市教育局", "their_number": "演教〔2026〕8号", "about": "关于报送学区名册的通知",
    "received_on": "2026-11-02", "urgency": "urgent", "proposal": "拟请基教股承办",
}  # fmt: skip


@pytest.fixture
def here(cast: Cast) -> County:
    return county(cast)


def instruct(case: Case, by: Actor, handling: str, *doers: Actor) -> Case:
    values: dict[str, Any] = {"instruction": "请按期办理", "handling": handling}
    if doers:
        values["doers"] = [each.person for each in doers]
    return say(case, by, "pass", values=values)


def test_a_paper_is_instructed_carried_out_by_those_named_and_filed(here: County) -> None:
    doer = official(here.authority, "bureau_basic", "办演示")
    case = started(here, "incoming_paper", here.bureau, values=PAPER)
    assert case.step == "instruct_authority"
    case = instruct(case, here.leader, "do", doer)
    assert case.step == "do" and not queue(here.personnel).filter(case=case).exists()
    case = say(case, doer, "pass", "已报送", values={"result": "名册已报送"})
    assert case.step == "file_authority"
    case = say(case, here.bureau, "pass", "已归档", values={"file_number": "2026-15"})
    assert case.state == "approved"


def test_what_is_only_to_be_known_goes_into_the_file(here: County) -> None:
    case = started(here, "incoming_paper", here.bureau, values=PAPER)
    case = instruct(case, here.leader, "know")
    assert case.step == "file_authority"


def test_a_district_and_a_school_deal_with_theirs_themselves(here: County) -> None:
    case = started(
        here, "incoming_paper", here.actors["office"], consortium=here.east, values=PAPER
    )
    assert case.step == "instruct_consortium"
    assert instruct(case, here.actors["head"], "know").step == "file_consortium"
    member = here.actors["school"]
    place = School.objects.get(pk=member.school)
    case = started(here, "incoming_paper", member, school=place, values=PAPER)
    assert case.step == "instruct_school"
    case = instruct(case, here.principals[place.name], "know")
    assert say(case, member, "pass", "已归档").state == "approved"


def test_to_be_carried_out_by_nobody_is_no_instruction(here: County) -> None:
    case = started(here, "incoming_paper", here.bureau, values=PAPER)
    with pytest.raises(Refused):
        instruct(case, here.leader, "do")
    case = Case.objects.get(pk=case.pk)
    assert case.step == "instruct_authority"
    seat = seat_of(case, here.leader)
    with pytest.raises(Refused):
        take_seat(seat, Said("pass", "同意"), actor=here.leader, now=here.now)
