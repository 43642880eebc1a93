"""Kinds of cases of the bureau: consortia, cadres, the roster, what is only decided."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casting import MAKER, OPENING, lone_actor, staff
from casting import school as new_school
from deciding import NOW, County, county, official, say, seat_of, started
from support_plugin import Cast
from xuequ.cases.models import Case, Objection
from xuequ.cases.services.acting import Said, take_seat
from xuequ.cases.services.objecting import NewObjection, answer_objection, object_to
from xuequ.cases.services.sweeping import sweep
from xuequ.directory.models import Consortium, Holding, Person, Post, School
from xuequ.directory.services.people import (
    appoint,
    create_post,
    register_person,
)
from xuequ.governance.models import Filing, Workload
from xuequ.kernel.refusal import Refused

pytestmark = pytest.mark.django_db
SINCE = {"since": "2026-12-01"}


@pytest.fixture
def here(cast: Cast) -> County:
    return county(cast)


def school(name: str) -> School:
    return School.objects.get(name=name)


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
    assert case.state == "approved" and case.turns.latest("number").verb == "approved"
