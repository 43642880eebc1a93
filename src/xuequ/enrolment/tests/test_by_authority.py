"""The draw is held by the authority alone, and a bonus counts at one school alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from support_plugin import Cast
from xuequ.enrolment.models import Announcement, DryRun, Outcome, Rehearsal, Roster
from xuequ.enrolment.services.announcing import enter_value
from xuequ.enrolment.services.drawing import draw
from xuequ.enrolment.services.rules import make_rules
from xuequ.enrolment.services.trying import dry_run, rehearse
from xuequ.enrolment.tests.county import ask, of, placed
from xuequ.enrolment.tests.deciding import (
    AFTER,
    DRAWN,
    announced,
    closed,
    frozen,
    somebody,
    thrown,
)
from xuequ.enrolment.tests.world import NOW
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

SCHOOLS = ("school", "principal", "head")  # posts of a school, and of its district


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


@pytest.mark.django_db
@pytest.mark.clause("ENR-28")
@pytest.mark.parametrize("who", SCHOOLS)
def test_no_school_and_no_district_announces_freezes_tries_or_draws(cast: Cast, who: str) -> None:
    rule_set, actor = closed(cast, 2), cast.actors[who]
    found = rule_set.round
    early: list[Callable[[Actor], object]] = [
        lambda a: announced(rule_set, a),
        lambda a: dry_run(found, actor=a, now=AFTER),
        lambda a: rehearse(found, 3, actor=a, now=AFTER),
    ]
    assert {refused(partial(act, actor)) for act in early} == {"not-your-place"}
    assert not Announcement.objects.exists()
    announced(rule_set, cast.bureau)
    assert refused(lambda: frozen(rule_set, actor)) == "not-your-place"
    assert not Roster.objects.exists()
    roster = frozen(rule_set, cast.bureau)
    entering = lambda: enter_value(roster, "摇号球", "31415926", actor=actor, now=DRAWN)  # noqa: E731
    assert refused(entering) == "not-your-place"
    thrown(roster, cast.bureau, somebody(cast.authority, "公演示", "notary"))
    assert refused(lambda: draw(roster, actor=actor, now=DRAWN)) == "not-your-place"
    assert not (Outcome.objects.exists() or DryRun.objects.exists() or Rehearsal.objects.exists())
    draw(roster, actor=cast.bureau, now=DRAWN)
    assert Outcome.objects.get().round == found


@pytest.mark.django_db
@pytest.mark.clause("ENR-28")
def test_no_page_of_the_draw_opens_for_a_school(cast: Cast, client_of: Any) -> None:
    found = closed(cast, 2).round
    for page in ("seed", "freeze", "rehearsals/new", "dry-runs/new", "ceremony/draw"):
        where = f"/enrolment/rounds/{found.pk}/placing/{page}/"
        for who in ("school", "principal", "head"):
            assert client_of(who).post(where).status_code == 403, (page, who)


HEADS = "编号,地段学校,积分,第一志愿,第二志愿,第三志愿"
ROWS = f"""{HEADS}
A1,福强小学,80,全海小学,福强小学,
A2,益田小学,85,全海小学,福强小学,
A3,福强小学,80,福强小学,全海小学,
A4,益田小学,85,福强小学,全海小学,
"""
SEATS = "学校,招生计划,片区内\n福强小学,1,是\n全海小学,1,是\n益田小学,9,是\n"


@pytest.mark.clause("ENR-11")
def test_a_family_gets_no_bonus_at_the_other_schools_of_the_zone() -> None:
    """80 with the bonus beats 85 at the own school, and loses to 85 at any other."""
    ends = placed(of("futian"), ask(ROWS, SEATS, "", regime="greater_zone"))
    assert ends["A2"] == "全海小学"  # A1 brings no bonus there
    assert ends["A3"] == "福强小学"  # its own: 90 before 85


@pytest.mark.django_db
@pytest.mark.clause("ENR-11")
def test_the_published_rules_say_that_other_schools_add_none(cast: Cast) -> None:
    from xuequ.directory.models import School
    from xuequ.enrolment.services.plans import NewPlan, choose_schools, set_plans
    from xuequ.enrolment.tests.world import opened, taught

    cast.authority.profile = "futian"
    cast.authority.save()
    names = ("福强小学", "全海小学", "益田小学")
    for old, name in zip(("东一小", "东二小", "东三小"), names, strict=True):
        School.objects.filter(name=old).update(name=name)
    keys = [each.pk for each in taught(*names)]
    found = opened(cast, "greater_zone")
    choose_schools(found, keys, actor=cast.bureau, now=NOW)
    plans = [NewPlan(pk, "home", 90, 2) for pk in keys]
    set_plans(found, plans, actor=cast.bureau, now=NOW)
    rule_set = make_rules(found, actor=cast.bureau, now=NOW)
    said = " ".join(each["en"] for each in rule_set.words)
    assert "10 points are added for the school of the catchment" in said
    assert "and none for another school" in said
