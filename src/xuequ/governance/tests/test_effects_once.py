"""An effect is carried out once; nothing goes back behind it but by an appeal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from deciding import NOW, County, county, official, say, seat_of, started
from support_plugin import Cast
from xuequ.cases.engine.diagram import chain
from xuequ.cases.models import Case, Seat
from xuequ.cases.queries.past import last_words, passed
from xuequ.cases.queries.replies import replies
from xuequ.cases.queries.types import case_types, type_of
from xuequ.cases.services.acting import Said, choices_of, take_seat
from xuequ.cases.services.appealing import appeal
from xuequ.cases.services.standing import step_of
from xuequ.cases.services.starting import NewCase, hand_in_again
from xuequ.cases.services.sweeping import sweep
from xuequ.directory.models import Holding, School
from xuequ.governance.models import Filing
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Notice
from xuequ.ledger.queries import Place
from xuequ.papers.services import NewSeries, register_series

pytestmark = pytest.mark.django_db
SINCE = {"since": "2026-12-01"}
REMEDY = {"remedy": "每周两次", "done_by": "2026-12-31"}
SAID = {"remedy": "每周两次"}


@pytest.fixture
def here(cast: Cast) -> County:
    return county(cast, "putuo")


@pytest.fixture
def judge(here: County) -> Actor:
    return official(here.authority, "bureau_inspection", "督演示")


def school(name: str) -> School:
    return School.objects.get(name=name)


def hired(here: County) -> Case:
    person = here.actors["teacher"].person
    values = {"role": "dean", "title": "教导主任", "duties": "管教学", "person": person}
    case = started(here, "hire", here.actors["school"], school=school("东二小"), values=values)
    sweep(here.later(days=8))
    case = Case.objects.get(pk=case.pk)
    return say(case, here.principals["东二小"], "pass", values=SINCE, now=here.later(days=8))


def claimed(here: County, judge: Actor) -> Case:
    values = {"right": "场地使用", "happened": "2026-10-01", "asked": "恢复使用"}
    case = started(
        here, "claim", here.principals["东二小"], school=school("东二小"), consortium=here.east,
        values=values,
    )  # fmt: skip
    case = say(case, here.actors["office"], "agree", "情况属实")
    return say(case, judge, "pass", "应予补偿", values=REMEDY, shown=SAID)


def test_behind_a_hiring_nothing_goes_back_and_there_is_one_post(here: County) -> None:
    case = hired(here)
    seat, later = seat_of(case, here.bureau), here.later(days=9)
    assert list(choices_of(seat, step_of(case, NOW.date()))) == ["pass"]
    for to in ("", "hire"):
        with pytest.raises(Refused, match="choice-does-not-fit"):
            take_seat(seat, Said("return", "材料不全", back_to=to), actor=here.bureau, now=later)
    Case.objects.filter(pk=case.pk).update(state="returned")
    new = NewCase("hire", "聘任", values=case.values)
    with pytest.raises(Refused, match="carried-out-already"):
        hand_in_again(case, new, actor=here.actors["school"], now=later)
    assert Holding.objects.filter(post__title="教导主任").count() == 1


def test_a_refusal_behind_the_effect_is_no_refused_appeal(here: County) -> None:
    """Past the buttons, as no kind offers it: the service itself refuses."""
    case = hired(here)
    Case.objects.filter(pk=case.pk).update(step="hire", state="running")
    seat = Seat.objects.get(case=case, step="hire")
    Seat.objects.filter(pk=seat.pk).update(state="waiting", choice="")
    with pytest.raises(Refused, match="carried-out-already"):
        take_seat(seat, Said("refuse", "不聘了"), actor=here.principals["东二小"], now=NOW)


def test_no_kind_decides_again_behind_its_effect() -> None:
    for kind in case_types().values():
        if kind.effect_after:
            codes = [each.code for each in kind.steps]
            behind = kind.steps[codes.index(kind.effect_after) + 1 :]
            assert not [each.code for each in behind if each.kind in ("decide", "vote", "panel")]


@pytest.mark.clause("GOV-41")
def test_a_remedy_has_its_own_last_day_and_the_group_is_heard_first(
    here: County, judge: Actor
) -> None:
    case = claimed(here, judge)
    assert (case.step, case.due) == ("carry_out", date(2026, 12, 31))
    assert case.turns.filter(step="heard", verb="agree", words="情况属实").exists()
    with pytest.raises(Refused, match="day-too-late"):
        values = {"right": "场地", "happened": "2030-01-01", "asked": "恢复"}
        started(
            here, "claim", here.principals["东三小"], school=school("东三小"),
            consortium=here.east, values=values,
        )  # fmt: skip


@pytest.mark.clause("GOV-41")
def test_a_refused_appeal_does_not_ask_again_for_what_was_carried_out(
    here: County, judge: Actor
) -> None:
    case = say(claimed(here, judge), here.actors["office"], "pass", values={"report": "已付"})
    assert case.state == "approved"
    case = appeal(case, "补偿不足，请复议", actor=here.principals["东二小"], now=NOW)
    kind = type_of("claim", here.authority, NOW.date())
    assert [(each.step.code, each.mark) for each in _chain(case)] == [
        ("heard", "done"), ("decide", "done"), ("appeal", "now"), ("carry_out", "done"),
    ]  # fmt: skip
    case = say(case, here.bureau, "refuse", "维持原裁定")
    assert (case.state, case.step) == ("approved", "appeal")
    assert all(each.mark == "done" for each in _chain(case))
    words = last_words(case, kind)
    assert words is not None and words.words == "维持原裁定"
    asked = here.principals["东二小"].person
    assert Notice.objects.filter(person=asked, zh__contains="复议维持原决定").count() == 1


@pytest.mark.clause("GOV-41")
def test_an_appeal_that_changes_the_remedy_has_it_carried_out_and_keeps_the_first(
    here: County, judge: Actor, client_of: Any
) -> None:
    case = say(claimed(here, judge), here.actors["office"], "pass", values={"report": "已付"})
    case = appeal(case, "补偿不足，请复议", actor=here.principals["东二小"], now=NOW)
    more = {**REMEDY, "remedy": "每周三次"}
    case = say(case, here.bureau, "pass", "提高补偿", values=more, shown={"remedy": "每周三次"})
    assert (case.state, case.step) == ("executing", "carry_out")
    page = client_of("principal").get(f"/cases/{case.pk}/").text
    assert "每周两次" in page and page.count("每周三次") == 2, "in the history and as it stands"
    asked = here.principals["东二小"].person
    told = Notice.objects.filter(person=asked, zh__contains="已作出决定")
    assert told.count() >= 1


@pytest.mark.clause("GOV-41")
def test_a_changed_ruling_is_issued_as_a_paper_of_its_own(here: County, judge: Actor) -> None:
    register_series(NewSeries("测教复", 2026), Place(here.authority), actor=here.bureau)
    case = say(claimed(here, judge), here.actors["office"], "pass", values={"report": "已付"})
    first = replies(case).get()
    assert "每周两次" in str(first.body)
    case = appeal(case, "补偿不足，请复议", actor=here.principals["东二小"], now=NOW)
    more = {**REMEDY, "remedy": "每周三次"}
    case = say(case, here.bureau, "pass", "提高补偿", values=more, shown={"remedy": "每周三次"})
    later, earlier = replies(case)
    assert "每周三次" in str(later.body) and "每周两次" in str(earlier.body)
    assert (later.ordinal, earlier.ordinal) == (2, 1) and case.outcome["paper"] == later.pk
    assert (later.state, earlier.state) == ("issued", "withdrawn")
    assert earlier.reason == f"经复议变更，以{later.number}为准。"


def test_a_roster_that_was_filed_is_not_changed_backwards(here: County) -> None:
    case = started(
        here, "leave", here.principals["东三小"], school=school("东三小"), consortium=here.east
    )
    case = say(case, here.actors["head"], "agree")
    later, until = here.later(days=4), {"until": "2026-11-03"}
    filing = Filing.objects.create(
        authority=here.authority, as_of=date(2026, 11, 4), filed_on=date(2026, 11, 5),
        receipt="演示1号", responsible="演示", roster=[], digest="0" * 64,
    )  # fmt: skip
    seat = seat_of(case, here.bureau)
    with pytest.raises(Refused, match="roster-is-filed"):
        take_seat(seat, Said("pass", "", until), actor=here.bureau, now=later)
    filing.delete()
    assert say(case, here.bureau, "pass", values=until, now=later).state == "approved"


def test_an_effect_does_not_lie_before_the_day_it_was_asked_for(here: County) -> None:
    case = started(
        here, "leave", here.principals["东三小"], school=school("东三小"), consortium=here.east
    )
    case = say(case, here.actors["head"], "agree")
    seat = seat_of(case, here.bureau)
    with pytest.raises(Refused, match="day-too-early") as refused:
        take_seat(seat, Said("pass", "", {"until": "2024-01-01"}), actor=here.bureau, now=NOW)
    assert refused.value.facts["first"] == date(2026, 11, 2)


def test_the_closing_words_are_those_of_the_decision(here: County) -> None:
    """Words of an earlier step or round are not quoted as the reason of the end."""
    join = started(
        here, "join", here.principals["孤小"], school=here.loose, consortium=here.east,
        values={"role": "member", "signs_charter": True},
    )  # fmt: skip
    case = say(join, here.actors["head"], "disagree", "名额已满")
    case = say(case, here.bureau, "pass", "", values=SINCE)
    kind = type_of("join", here.authority, NOW.date())
    assert case.state == "approved" and last_words(case, kind) is None


def _chain(case: Case) -> Any:
    kind = type_of(case.kind, case.authority, NOW.date())
    return chain(kind, case.values, case.step, passed(case, kind), case.state)
