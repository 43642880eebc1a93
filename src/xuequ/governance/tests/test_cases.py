"""Kinds of cases of members: charter, entry, exit, claims, waivers, plaques."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casting import MAKER, OPENING, lone_actor
from deciding import NOW, County, county, official, say, started
from support_plugin import Cast
from xuequ.cases.models import Case, Seat
from xuequ.cases.queries.access import cases, queue
from xuequ.cases.queries.reports import rights
from xuequ.cases.services.acting import Said, take_seat
from xuequ.cases.services.appealing import appeal
from xuequ.cases.services.starting import withdraw_case
from xuequ.cases.services.sweeping import sweep
from xuequ.directory.models import Membership, School, Waiver
from xuequ.directory.services.memberships import leave_consortium
from xuequ.directory.services.people import (
    appoint,
    create_body,
    create_post,
    register_person,
)
from xuequ.governance.models import FoundingDocument, Signature
from xuequ.kernel.refusal import Refused

pytestmark = pytest.mark.django_db
SINCE = {"since": "2026-12-01"}


@pytest.fixture
def here(cast: Cast) -> County:
    return county(cast)


@pytest.fixture
def putuo(cast: Cast) -> County:
    return county(cast, "putuo")


def school(name: str) -> School:
    return School.objects.get(name=name)


def member_votes(case: Case, here: County, **choices: str) -> Case:
    for name, choice in choices.items():
        words = "不同意" if choice == "disagree" else ""
        case = say(case, here.principals[name], choice, words)
    return case


def charter(here: County, **of: Any) -> Case:
    values = {"document": "charter", "name": "章程", "changes": "总则", **of}
    return started(here, "founding_document", here.actors["office"], consortium=here.east,
                   values=values)  # fmt: skip


def adopted(here: County) -> FoundingDocument:
    case = member_votes(charter(here), here, 东一小="agree", 东二小="agree", 东三小="agree")
    say(case, here.actors["office"], "pass", values={"since": "2026-11-02"})
    return FoundingDocument.objects.get(consortium=here.east, code="charter", until=None)


@pytest.mark.clause("GOV-39")
def test_a_charter_needs_every_member_and_all_of_them_have_signed_it(putuo: County) -> None:
    found = adopted(putuo)
    assert (found.version, found.since, found.words) == (1, date(2026, 11, 2), "总则")
    signed = set(found.signatures.values_list("school__name", flat=True))
    assert signed == {"东一小", "东二小", "东三小"} and found.source == "2026-0001"


@pytest.mark.clause("GOV-39")
def test_one_against_or_one_silent_and_there_is_no_charter(putuo: County) -> None:
    case = member_votes(charter(putuo), putuo, 东一小="agree", 东二小="disagree", 东三小="agree")
    assert case.state == "refused" and "反对1" in case.outcome["zh"]
    silent = member_votes(charter(putuo), putuo, 东一小="agree", 东二小="agree")
    assert silent.state == "running"
    sweep(putuo.later(days=40))
    silent.refresh_from_db()
    assert silent.state == "refused" and "未表态1" in silent.outcome["zh"]
    assert Seat.objects.get(case=silent, school=school("东三小")).state == "silent"
    assert not FoundingDocument.objects.filter(code="charter").exists()


def test_a_member_that_left_no_longer_stands_in_the_way(putuo: County) -> None:
    case = member_votes(charter(putuo), putuo, 东一小="agree", 东三小="disagree")
    gone = Membership.objects.get(school=school("东三小"))
    leave_consortium(gone, until=date(2026, 11, 2), actor=MAKER)
    case = member_votes(case, putuo, 东二小="agree")
    assert case.step == "adopt" and "赞成2，反对0" in case.outcome["zh"]


@pytest.mark.clause("GOV-39")
def test_a_newcomer_signs_the_version_in_force(putuo: County) -> None:
    found = adopted(putuo)
    asked: dict[str, Any] = {"school": putuo.loose, "consortium": putuo.east}
    loose = putuo.principals["孤小"]
    with pytest.raises(Refused, match="charter-not-signed"):
        started(putuo, "join", loose, values={"role": "member"}, **asked)
    values = {"role": "member", "signs_charter": True}
    case = say(started(putuo, "join", loose, values=values, **asked), putuo.actors["head"], "agree")
    say(case, putuo.bureau, "pass", values=SINCE)
    assert Signature.objects.filter(document=found, school=putuo.loose).exists()


@pytest.mark.clause("REG-46")
def test_a_group_invites_and_the_school_has_to_agree(here: County) -> None:
    asked = {"school": here.loose, "consortium": here.east}
    case = started(here, "join", here.actors["office"], values={"role": "member"}, **asked)
    assert case.step == "consent" and not queue(here.bureau).exists()
    case = say(case, here.principals["孤小"], "disagree", "本校暂不加入")
    assert case.state == "returned"
    with pytest.raises(Refused, match="runs-already"):
        started(here, "join", here.actors["office"], values={"role": "member"}, **asked)
    withdraw_case(case, "改期", actor=here.actors["office"], now=NOW)
    again = started(here, "join", here.actors["office"], values={"role": "member"}, **asked)
    again = say(again, here.principals["孤小"], "agree", values={"signs_charter": True})
    assert again.step == "decide"


@pytest.mark.clause("REG-47")
def test_a_school_leaves_by_decision_and_a_lead_is_replaced_first(here: County) -> None:
    lead, third = school("东一小"), school("东三小")
    with pytest.raises(Refused, match="lead-is-replaced-first"):
        started(here, "leave", here.principals["东一小"], school=lead, consortium=here.east)
    case = started(here, "leave", here.principals["东三小"], school=third, consortium=here.east)
    case = say(case, here.actors["head"], "disagree", "希望留下")
    say(case, here.bureau, "pass", values={"until": "2027-02-01"})
    assert Membership.objects.get(school=third).until == date(2027, 2, 1)


@pytest.mark.clause("GOV-41")
def test_a_harmed_member_gets_a_remedy_and_appeals(putuo: County) -> None:
    body = create_body(putuo.east, "supervision", "监督机构", since=OPENING, actor=MAKER)
    post = create_post(
        putuo.authority, "body_member", "监事", since=OPENING, actor=MAKER, place=body
    )
    person = register_person(putuo.authority, "监演示", actor=MAKER, is_synthetic=True)
    judge = lone_actor(appoint(person, post, since=OPENING, actor=MAKER))
    values = {"right": "场地使用", "happened": "2026-10-01", "asked": "恢复使用"}
    owner = putuo.principals["东二小"]
    case = started(
        putuo, "claim", owner, school=school("东二小"), consortium=putuo.east, values=values
    )
    assert not cases(seen_by=putuo.actors["teacher"], on=NOW.date()).filter(pk=case.pk).exists()
    case = say(case, putuo.actors["office"], "disagree", "场地另有安排")
    remedy = {"remedy": "每周两次", "money": "3000.00", "staff": 1, "done_by": "2026-12-31"}
    case = say(case, judge, "pass", "应予补偿", values=remedy)
    assert (case.state, case.step) == ("executing", "carry_out")
    case = appeal(case, "补偿不足，请复议", actor=owner, now=NOW)
    assert case.step == "appeal" and not queue(putuo.actors["office"]).filter(case=case).exists()
    case = say(case, putuo.bureau, "pass", "提高补偿", values={**remedy, "money": "5000.00"})
    assert case.step == "carry_out" and case.values["money"] == "5000.00"
    case = say(case, putuo.actors["office"], "pass", values={"report": "已付"})
    assert case.state == "approved"
    with pytest.raises(Refused, match="appealed-already"):
        appeal(case, "再次复议一下", actor=owner, now=NOW)
    assert case in rights(seen_by=putuo.bureau, on=NOW.date())


def test_a_refused_appeal_leaves_the_remedy_as_it_was(putuo: County) -> None:
    inspector = official(putuo.authority, "bureau_inspection", "督演示")
    values = {"right": "场地使用", "happened": "2026-10-01", "asked": "恢复使用"}
    owner = putuo.principals["东二小"]
    case = started(
        putuo, "claim", owner, school=school("东二小"), consortium=putuo.east, values=values
    )
    remedy = {"remedy": "每周两次", "done_by": "2026-12-31"}
    case = say(case, putuo.actors["office"], "agree")
    case = say(case, inspector, "pass", "应予补偿", values=remedy)
    case = appeal(case, "补偿不足，请复议", actor=owner, now=NOW)
    case = say(case, putuo.bureau, "refuse", "维持原裁定")
    assert (case.state, case.step) == ("executing", "carry_out")
    with pytest.raises(Refused, match="appealed-already"):
        appeal(case, "再次复议一下", actor=owner, now=putuo.later(days=60))


@pytest.mark.clause("REG-31")
def test_a_plaque_becomes_a_name_of_the_school(here: County) -> None:
    second = school("东二小")
    case = started(
        here, "plaque", here.principals["东二小"], school=second, consortium=here.east,
        values={"name": "东一小湖滨校区"},
    )  # fmt: skip
    case = say(case, here.actors["head"], "agree")
    say(case, here.bureau, "pass", values=SINCE)
    assert second.names.get(kind="plaque").name == "东一小湖滨校区"


def test_a_waiver_by_case_lies_over_the_verdict_and_names_the_case(here: County) -> None:
    values = {"clause": "REG-12", "until": "2027-09-01"}
    with pytest.raises(Refused, match="unknown-clause"):
        started(
            here, "waiver", here.actors["office"], consortium=here.east,
            values={**values, "clause": "REG-99"},
        )  # fmt: skip
    case = started(here, "waiver", here.actors["office"], consortium=here.east, values=values)
    case = say(say(case, here.bureau, "pass"), here.leader, "pass", values=SINCE)
    assert Waiver.objects.get(consortium=here.east).decision == case.label


@pytest.mark.clause("GOV-32")
def test_a_plan_is_adopted_by_more_than_half(here: County) -> None:
    case = member_votes(
        charter(here, document="work_plan", name="年度计划"), here, 东一小="agree", 东二小="agree",
        东三小="disagree",
    )  # fmt: skip
    say(case, here.actors["head"], "pass", values=SINCE)
    assert FoundingDocument.objects.get(code="work_plan").title == "年度计划"


def test_nobody_decides_what_they_asked_for(here: County) -> None:
    case = started(here, "measures", here.bureau, values={"name": "办法", "content": "内容"})
    seat = Seat.objects.filter(case=case).first()
    assert seat is not None
    Seat.objects.filter(case=case).update(
        band="bureau", authority=here.authority.pk, consortium=None
    )
    Case.objects.filter(pk=case.pk).update(step="decide")
    Seat.objects.filter(case=case).update(step="decide")
    with pytest.raises(Refused, match="decides-own-case"):
        take_seat(Seat.objects.filter(case=case)[0], Said("pass"), actor=here.bureau, now=NOW)
