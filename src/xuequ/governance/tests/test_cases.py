"""The kinds of cases of governance, each from the request to what it brings about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casting import MAKER, OPENING, lone_actor, staff
from casting import school as new_school
from deciding import NOW, County, county, official, say, seat_of, started
from support_plugin import Cast
from xuequ.cases.models import Case, Objection, Seat
from xuequ.cases.queries.access import cases, queue
from xuequ.cases.queries.reports import rights
from xuequ.cases.services.acting import Said, take_seat
from xuequ.cases.services.appealing import appeal
from xuequ.cases.services.objecting import NewObjection, answer_objection, object_to
from xuequ.cases.services.sweeping import sweep
from xuequ.directory.models import Consortium, Holding, Membership, Person, Post, School, Waiver
from xuequ.directory.services.memberships import leave_consortium
from xuequ.directory.services.people import (
    appoint,
    create_body,
    create_post,
    register_person,
)
from xuequ.governance.models import Filing, FoundingDocument, Signature, Workload
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
    case = say(case, inspector, "pass", "应予补偿", values=remedy)
    case = appeal(case, "补偿不足，请复议", actor=owner, now=NOW)
    case = say(case, putuo.bureau, "refuse", "维持原裁定")
    assert (case.state, case.step) == ("executing", "carry_out")
    with pytest.raises(Refused, match="appealed-already"):
        appeal(case, "再次复议一下", actor=owner, now=putuo.later(days=60))


@pytest.mark.clause("REG-39", "REG-44")
def test_a_district_is_formed_after_a_survey_with_opinions_and_shown_for_objections(
    here: County,
) -> None:
    extra = new_school(here.authority, "新小")
    staff(extra, "principal", "新校长")
    here.principals["新小"] = county(here.cast).principals["新小"]
    values = {
        "label": "南学区", "kind": "district", "lead": here.loose.pk, "schools": [extra.pk],
        "scale": "两校", "layout": "相邻", "mode": "紧凑", "mechanism": "联席会议",
    }  # fmt: skip
    case = started(here, "form_consortium", here.bureau, values=values)
    case = say(case, here.principals["孤小"], "agree")
    case = say(case, here.principals["新小"], "disagree", "路远")
    assert case.step == "publicity" and case.due == date(2026, 11, 9)
    last = here.later(days=7, hours=13)
    objection = object_to(case, NewObjection("距离过远，请再议"), actor=here.bureau, now=last)
    with pytest.raises(Refused, match="not-shown-now"):
        late = NewObjection("我也反对这样做")
        object_to(case, late, actor=here.bureau, now=here.later(days=8))
    assert sweep(here.later(days=8)).moved == 0
    case = answer_objection(
        objection, "已安排校车", upheld=False, actor=here.bureau, now=here.later(days=9)
    )
    case = Case.objects.get(pk=case.pk)
    assert case.step == "decide"
    say(case, here.leader, "pass", values=SINCE)
    formed = Consortium.objects.get(label="南学区")
    assert formed.since == date(2026, 12, 1) and formed.memberships.count() == 2
    assert formed.memberships.get(role="lead").school == here.loose


def test_an_upheld_objection_gives_it_back(here: County) -> None:
    case = started(
        here, "dissolve_consortium", here.bureau, consortium=here.group, values={"after": "归并"}
    )
    case = say(case, here.principals["西一小"], "agree")
    case = say(case, here.principals["西二小"], "agree")
    objection = object_to(case, NewObjection("程序不合规定"), actor=here.leader, now=NOW)
    with pytest.raises(Refused, match="not-your-seat"):
        answer_objection(objection, "成立", upheld=True, actor=here.actors["head"], now=NOW)
    case = answer_objection(objection, "成立", upheld=True, actor=here.bureau, now=NOW)
    assert case.state == "returned" and Objection.objects.get().state == "upheld"


@pytest.mark.clause("REG-40", "REG-43")
def test_mode_and_goal_change_and_a_group_is_dissolved_with_all_that_hangs_on_it(
    here: County,
) -> None:
    bases = {"demand": "扩容", "status": "良好", "survey": "支持"}
    with pytest.raises(Refused, match="nothing-to-adjust"):
        started(here, "adjust_consortium", here.bureau, consortium=here.group, values=bases)
    values = {**bases, "mode": "compact", "goal": "科创"}
    case = started(here, "adjust_consortium", here.bureau, consortium=here.group, values=values)
    for name in ("西一小", "西二小"):
        case = say(case, here.principals[name], "agree")
    say(case, here.leader, "pass", values=SINCE)
    standing = here.group.standings.get(until=None)
    assert (standing.mode, standing.goal, standing.form) == ("compact", "科创", "quality-weak")
    case = started(
        here, "dissolve_consortium", here.bureau, consortium=here.group, values={"after": "归并"}
    )
    for name in ("西一小", "西二小"):
        case = say(case, here.principals[name], "agree")
    sweep(here.later(days=20))
    say(
        Case.objects.get(pk=case.pk), here.leader, "pass",
        values={"until": "2027-02-01"}, now=here.later(days=20),
    )  # fmt: skip
    here.group.refresh_from_db()
    assert here.group.until == date(2027, 2, 1)
    assert set(here.group.memberships.values_list("until", flat=True)) == {date(2027, 2, 1)}


@pytest.mark.clause("REG-48")
def test_a_panel_scores_without_those_in_conflict_and_recognition_follows(here: County) -> None:
    experts = [official(here.authority, "bureau_research", f"专家{n}演示") for n in range(5)]
    values = {"level": "district", "achieved": "成效显著"}
    case = started(here, "recognise", here.actors["office"], consortium=here.east, values=values)
    panel = {"panel": [each.person for each in experts]}
    case = say(case, here.bureau, "pass", values=panel)
    assert case.step == "score"
    case = say(case, experts[0], "conflict", "亲属在该校任职")
    with pytest.raises(Refused, match="points-out-of-bounds"):
        take_seat(seat_of(case, experts[1]), Said("score", points={}), actor=experts[1], now=NOW)
    sheet = {"organisation": 18, "staffing": 17, "research": 16, "evaluation": 18, "pupils": 17}
    for each in experts[1:]:
        case = say(case, each, "score", "", points=sheet)
    assert case.step == "publicity" and "得分86.00" in case.outcome["zh"]
    sweep(here.later(days=20))
    case = Case.objects.get(pk=case.pk)
    say(case, here.leader, "pass", values=SINCE, now=here.later(days=20))
    assert here.east.standings.get(until=None).recognition == "district"


@pytest.mark.clause("GOV-22", "GOV-53")
def test_a_principal_is_appointed_by_the_bureau_on_the_partys_recommendation(
    here: County,
) -> None:
    post = Post.objects.get(school=school("东三小"), role="principal")
    person = Person.objects.get(pk=here.actors["office"].person)
    low = Post.objects.get(school=school("东二小"), role="school_office")
    values = {"post": low.pk, "person": person.pk}
    with pytest.raises(Refused, match="hired-by-the-school"):
        started(here, "appoint", here.bureau, consortium=here.east, values=values)
    case = started(
        here, "appoint", here.bureau, consortium=here.east,
        values={"post": post.pk, "person": person.pk},
    )  # fmt: skip
    case = say(case, here.actors["head"], "agree", "推荐")
    case = say(case, here.personnel, "pass")
    assert case.step == "publicity"
    sweep(here.later(days=20))
    case = Case.objects.get(pk=case.pk)
    say(case, here.leader, "pass", values=SINCE, now=here.later(days=20))
    assert Holding.objects.get(post=post, until=None).person == person


@pytest.mark.clause("GOV-23")
def test_a_school_hires_a_middle_manager_with_duties_in_writing(here: County) -> None:
    person = Person.objects.get(pk=here.actors["teacher"].person)
    values = {"role": "dean", "title": "教导主任", "duties": "管教学", "person": person.pk}
    case = started(here, "hire", here.actors["school"], school=school("东二小"), values=values)
    sweep(here.later(days=8))
    case = Case.objects.get(pk=case.pk)
    case = say(case, here.principals["东二小"], "pass", values=SINCE, now=here.later(days=8))
    held = Holding.objects.get(post__role="dean", post__school=school("东二小"))
    assert held.person == person and Workload.objects.get(post=held.post).duties == "管教学"
    case = say(case, here.bureau, "pass", now=here.later(days=9))
    assert case.state == "approved" and Holding.objects.filter(post__role="dean").count() == 1


@pytest.mark.clause("GOV-54")
def test_a_post_is_filled_within_the_group_by_a_panels_score(here: County) -> None:
    post = create_post(
        here.authority, "executive_principal", "执行校长", since=OPENING, actor=MAKER,
        place=school("东三小"),
    )  # fmt: skip
    panel = [here.principals[each] for each in ("东一小", "东三小", "东二小")]
    values = {
        "post": post.pk, "person": here.actors["teacher"].person,
        "panel": [each.person for each in panel],
    }  # fmt: skip
    case = started(here, "group_hire", here.actors["office"], consortium=here.east, values=values)
    weak = {"integrity": 15, "ability": 20, "record": 15}
    for each in panel:
        case = say(case, each, "score", "", points=weak)
    assert case.state == "refused" and "得分50.00" in case.outcome["zh"]


@pytest.mark.clause("REG-38")
def test_the_roster_is_signed_by_every_head_and_filed_with_the_city(here: County) -> None:
    west = create_post(
        here.authority, "district_head", "总校长", since=OPENING, actor=MAKER, place=here.group
    )
    person = register_person(here.authority, "西演示", actor=MAKER, is_synthetic=True)
    second = lone_actor(appoint(person, west, since=OPENING, actor=MAKER))
    values = {"as_of": "2026-11-01", "responsible": "教师交流——莫演示"}
    case = started(here, "file_roster", here.bureau, values=values)
    case = say(say(case, here.actors["head"], "agree"), second, "agree")
    case = say(case, here.leader, "pass")
    assert case.step == "file" and not Filing.objects.exists()
    clerk = official(here.city, "bureau_office", "市办演示")
    receipt = {"receipt": "市备〔2026〕7号", "filed_on": "2026-11-02"}
    say(case, clerk, "pass", values=receipt)
    filing = Filing.objects.get()
    assert len(filing.roster) == 5 and filing.receipt == "市备〔2026〕7号"
    assert len(filing.digest) == 64


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


@pytest.mark.clause("GOV-60", "GOV-65", "REG-29", "REG-50")
@pytest.mark.parametrize(
    ("kind", "who", "values", "steps"),
    [
        ("school_charter", "school", {"name": "章程", "changes": "修订"},
         [("bureau", "pass", {}), ("leader", "pass", SINCE)]),
        ("measures", "bureau", {"name": "办法", "content": "内容"},
         [("head", "agree", {}), ("leader", "pass", SINCE)]),
        ("case_study", "office",
         {"mechanism": "联席", "problems": "少", "experience": "多", "managed": "spread"},
         [("bureau", "pass", {}), ("leader", "pass", {})]),
        ("new_form", "bureau", {"label": "新形式", "slots": "两校", "study": "已论证"},
         [("experts", "agree", {}), ("leader", "pass", {})]),
    ],
)  # fmt: skip
def test_what_is_only_decided_keeps_its_history(
    here: County, kind: str, who: str, values: dict[str, Any], steps: list[Any]
) -> None:
    Consortium.objects.filter(pk=here.group.pk).update(until=date(2026, 1, 1))
    expert = official(here.authority, "bureau_research", "专家演示")
    people = {"bureau": here.bureau, "leader": here.leader, "experts": expert}
    places = {
        "school": {"school": school("东二小")},
        "office": {"consortium": here.east},
    }.get(who, {})
    if kind == "new_form":
        values = {**values, "panel": [expert.person]}
    actor = here.bureau if who == "bureau" else here.actors[who]
    case = started(here, kind, actor, values=values, **places)
    for name, choice, filled in steps:
        case = say(case, people.get(name) or here.actors[name], choice, values=filled)
    assert case.state == "approved" and case.turns.last().verb == "approved"


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
