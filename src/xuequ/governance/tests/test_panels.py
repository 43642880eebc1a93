"""Panels: named so that they can score, and back to who names them when they no longer can."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casting import MAKER, OPENING
from deciding import County, county, official, say, seat_of, started
from support_plugin import Cast
from xuequ.cases.models import Case
from xuequ.cases.queries.detail import detail
from xuequ.cases.queries.types import case_types
from xuequ.cases.services import lending, passing
from xuequ.cases.services.acting import Said, take_seat
from xuequ.cases.services.sweeping import sweep
from xuequ.directory.models import Person, School
from xuequ.directory.services.people import create_post
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.clause("REG-48")]
SHEET = {"organisation": 18, "staffing": 17, "research": 16, "evaluation": 18, "pupils": 17}


@pytest.fixture
def here(cast: Cast) -> County:
    return county(cast)


@pytest.fixture
def experts(here: County) -> list[Actor]:
    return [official(here.authority, "bureau_research", f"专家{n}演示") for n in range(4)]


def applied(here: County) -> Case:
    values = {"level": "district", "achieved": "成效显著"}
    return started(here, "recognise", here.actors["office"], consortium=here.east, values=values)


def named(case: Case, here: County, people: list[Actor]) -> Case:
    panel = [each.person for each in people]
    shown = {"panel": "、".join(str(Person.objects.get(pk=each or 0)) for each in panel)}
    return say(case, here.bureau, "pass", values={"panel": panel}, shown=shown)


def test_a_panel_too_small_or_with_who_asked_on_it_is_refused_when_named(
    here: County, experts: list[Actor]
) -> None:
    case = applied(here)
    for people, code in (
        (experts[:1], "panel-too-small"),
        (experts[:2], "panel-too-small"),
        ([*experts, here.actors["office"]], "not-on-the-panel"),
    ):
        with pytest.raises(Refused, match=code):
            named(case, here, people)
    assert named(case, here, experts[:3]).step == "score"


def test_a_candidate_does_not_sit_on_their_own_panel(here: County, experts: list[Actor]) -> None:
    school = School.objects.get(name="东三小")
    post = create_post(
        here.authority, "executive_principal", "执行校长", since=OPENING, actor=MAKER, place=school
    )
    candidate = here.actors["teacher"].person
    for panel, code in (
        ([candidate, *[each.person for each in experts]], "not-on-the-panel"),
        ([experts[0].person], "panel-too-small"),
    ):
        values = {"post": post.pk, "person": candidate, "panel": panel}
        with pytest.raises(Refused, match=code):
            started(here, "group_hire", here.actors["office"], consortium=here.east, values=values)


def test_conflicts_below_the_least_bring_it_back_to_who_names_the_panel(
    here: County, experts: list[Actor], client_of: Any
) -> None:
    case = named(applied(here), here, experts[:3])
    case = say(case, experts[0], "conflict", "亲属在该校任职")
    assert (case.step, case.state, case.round) == ("review", "running", 2)
    assert "至少须3人" in case.turns.get(verb="regroup").words
    page = client_of("bureau").get(f"/cases/seats/{seat_of(case, here.bureau).pk}/say/pass/")
    assert "专家1演示" in page.text, "the names given before stand in the form"
    case = named(case, here, experts[1:])
    for each in experts[1:]:
        case = say(case, each, "score", "", points=SHEET)
    assert case.step == "publicity"


def test_a_panel_that_stays_silent_is_closed_and_named_anew(
    here: County, experts: list[Actor]
) -> None:
    case = named(applied(here), here, experts[:3])
    case = say(case, experts[0], "score", "", points=SHEET)
    assert sweep(here.later(days=40)).moved == 1
    case.refresh_from_db()
    assert case.step == "review" and "专家1演示" in case.turns.get(verb="silent").words


def test_every_panel_ends_by_itself() -> None:
    for kind in case_types().values():
        for step in kind.steps:
            assert step.kind != "panel" or (step.days and step.late == "close"), kind.code


def test_a_member_scores_in_person(here: County, experts: list[Actor]) -> None:
    case = named(applied(here), here, experts[:3])
    seat = seat_of(case, experts[0])
    other = Person.objects.get(pk=here.bureau.person)
    with pytest.raises(Refused, match="scores-in-person"):
        lending.transfer(seat, other, "", actor=experts[0], now=here.now)
    with pytest.raises(Refused, match="nobody-joins-a-roll"):
        passing.add_signer(seat, other, "", actor=experts[0], now=here.now)


def test_whoever_decides_reads_the_mark(here: County, experts: list[Actor], client_of: Any) -> None:
    case = named(applied(here), here, experts[:3])
    for each in experts[:3]:
        case = say(case, each, "score", "", points=SHEET)
    sweep(here.later(days=30))
    case.refresh_from_db()
    assert case.step == "decide"
    found = detail(case, seen_by=here.leader, on=date(2026, 12, 2))
    assert found.mine and found.counted is not None and found.counted.code == "score"
    assert "得分86.00" in client_of("bureau").get(f"/cases/{case.pk}/").text
    said = Said("pass", "", {"since": "2026-12-10"})
    take_seat(seat_of(case, here.leader), said, actor=here.leader, now=here.later(days=30))
    assert "得分86.00" in case.turns.get(verb="counted").words
