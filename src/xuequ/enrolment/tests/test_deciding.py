"""From the frozen roster to a published result, as the services take it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from casting import lone_actor
from support_plugin import Cast
from xuequ.directory.models import Holding
from xuequ.enrolment.engine.package.checking import checked
from xuequ.enrolment.models import Application, Outcome, Placement, Roster
from xuequ.enrolment.queries.placing import package_of, results
from xuequ.enrolment.services import drawing
from xuequ.enrolment.services.announcing import confirm_value, enter_value
from xuequ.enrolment.services.approving import agree_void, ask_void
from xuequ.enrolment.services.drawing import draw
from xuequ.enrolment.services.freezing import end_roster
from xuequ.enrolment.services.placing import computed
from xuequ.enrolment.tests.applying import applied
from xuequ.enrolment.tests.deciding import (
    AFTER,
    DRAWN,
    PARTS,
    RELEASES,
    SECRET,
    announced,
    closed,
    frozen,
    leaders,
    made,
    released,
    schools,
    somebody,
    thrown,
)
from xuequ.kernel.actors import Actor, program
from xuequ.kernel.refusal import Refused
from xuequ.methods.lottery.seeds import Part
from xuequ.runs.models import Run

pytestmark = pytest.mark.django_db


def test_a_round_comes_from_checked_applications_to_a_released_result(cast: Cast) -> None:
    outcome = released(cast)
    seen = results(seen_by=cast.bureau, now=RELEASES)
    assert seen.count() == 6 == Placement.objects.count()
    assert all(each.school == each.application.home for each in seen)
    assert all(each.reasons for each in seen)
    data = package_of(outcome, RELEASES)
    assert data is not None
    found = checked(data, outcome.digest)
    assert found.is_genuine and not found.rehearsal
    assert not results(seen_by=cast.bureau, now=RELEASES - timedelta(seconds=1)).exists()


def refusal(act: Callable[[], object]) -> str:
    """The code by which an act is refused."""
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_nothing_is_frozen_before_its_time_or_unread(cast: Cast) -> None:
    rule_set = closed(cast, 2)
    bureau, found = cast.bureau, rule_set.round
    assert refusal(lambda: frozen(rule_set, bureau)) == "no-announcement"
    announced(rule_set, bureau)
    early = found.closes - timedelta(minutes=1)
    assert refusal(lambda: frozen(rule_set, bureau, now=early)) == "round-not-closed"
    assert refusal(lambda: frozen(rule_set, bureau, releases_at=AFTER)) == "release-is-past"
    assert refusal(lambda: frozen(rule_set, bureau, seen="of yesterday")) == "defects-have-changed"
    applied(rule_set, 7, home=schools()[0])
    assert refusal(lambda: frozen(rule_set, bureau)) == "roster-has-defects"
    assert refusal(lambda: frozen(rule_set, cast.actors["other"])) == "not-your-place"
    assert not Roster.objects.exists()
    Application.objects.filter(state="submitted").update(state="refused")
    roster = frozen(rule_set, bureau)
    assert roster.children == 2 and b"name" not in bytes(roster.applications)
    assert refusal(lambda: frozen(rule_set, bureau)) == "roster-is-frozen"
    assert refusal(lambda: announced(rule_set, bureau)) == "roster-is-frozen"


def test_the_seed_is_thrown_first_read_by_two_and_fits_what_was_announced(cast: Cast) -> None:
    rule_set = closed(cast, 2)
    announced(rule_set, cast.bureau)
    roster, notary = frozen(rule_set, cast.bureau), somebody(cast.authority, "公演示", "notary")

    def enter(name: str, value: str, actor: Actor = cast.bureau) -> object:
        return enter_value(roster, name, value, actor=actor, now=DRAWN)

    def confirm(name: str, value: str, actor: Actor = notary) -> object:
        return confirm_value(roster, name, value, actor=actor, now=DRAWN)

    assert refusal(lambda: enter("公证处", SECRET)) == "digits-first"
    assert refusal(lambda: enter("没有", "1")) == "unknown-part"
    assert refusal(lambda: enter("摇号球", "123")) == "seed-digits-number"
    assert refusal(lambda: enter("摇号球", "31415926", program("x"))) == "done-in-person"
    enter("摇号球", "31415927")
    enter("摇号球", "3141 5926")  # a slip, entered again before anybody read it over
    assert refusal(lambda: confirm("摇号球", "31415926", cast.bureau)) == "read-by-another"
    assert refusal(lambda: confirm("摇号球", "31415927")) == "readings-differ"
    confirm("摇号球", "31415926")
    assert refusal(lambda: enter("摇号球", "11111111")) == "part-is-confirmed"
    assert refusal(lambda: enter("公证处", "00" * 32)) == "seed-does-not-match"
    assert refusal(lambda: draw(roster, actor=cast.bureau, now=DRAWN)) == "part-not-confirmed"
    enter("公证处", SECRET)
    confirm("公证处", "")
    draw(roster, actor=cast.bureau, now=DRAWN)
    assert refusal(lambda: draw(roster, actor=cast.bureau, now=DRAWN)) == "outcome-is-made"


def test_a_roster_is_taken_back_only_before_the_first_ball(cast: Cast) -> None:
    rule_set = closed(cast, 2)
    announced(rule_set, cast.bureau)
    roster = frozen(rule_set, cast.bureau)
    why = "一名儿童的积分录错，已更正"
    assert refusal(lambda: end_roster(roster, "错", actor=cast.bureau, now=DRAWN)) == (
        "needs-a-reason"
    )
    end_roster(roster, why, actor=cast.bureau, now=DRAWN)
    again = frozen(rule_set, cast.bureau)
    assert again.version == 2
    enter_value(again, "摇号球", "31415926", actor=cast.bureau, now=DRAWN)
    assert refusal(lambda: end_roster(again, why, actor=cast.bureau, now=DRAWN)) == "draw-has-begun"


def test_a_roster_that_stood_on_a_public_value_alone_needs_another_value(cast: Cast) -> None:
    """Whoever takes it back may have computed what would come of it."""
    rule_set = closed(cast, 2)
    first, later = (Part("public", f"深证成指收盘 2027-05-{day}") for day in ("08", "15"))
    announced(rule_set, cast.bureau, [first])
    end_roster(
        frozen(rule_set, cast.bureau), "名单漏了一名儿童，需更正", actor=cast.bureau, now=DRAWN
    )
    assert refusal(lambda: frozen(rule_set, cast.bureau)) == "no-announcement"
    assert refusal(lambda: announced(rule_set, cast.bureau, [first])) == "value-used-before"
    announced(rule_set, cast.bureau, [later])
    assert frozen(rule_set, cast.bureau).version == 2


def test_an_attempt_declared_void_needs_new_secrets(cast: Cast) -> None:
    outcome = made(cast, 2)
    one, other = leaders(cast)
    ask_void(outcome.roster, "公证处封条破损，重新抽签", actor=one, now=DRAWN)
    assert refusal(lambda: agree_void(outcome.roster, actor=one, now=DRAWN)) == "asked-it-yourself"
    agree_void(outcome.roster, actor=other, now=DRAWN)
    rule_set = outcome.roster.rule_set
    assert refusal(lambda: announced(rule_set, cast.bureau)) == "commitment-used-before"
    announced(rule_set, cast.bureau, PARTS[:1])
    assert frozen(rule_set, cast.bureau).version == 2
    assert Placement.objects.filter(outcome=outcome).count() == 2  # kept, and seen by nobody


def test_a_released_result_is_never_declared_void(cast: Cast) -> None:
    outcome = released(cast, 2)
    one, _ = (actor_of(each.person_id) for each in outcome.approvals.all())
    why = "公证处封条破损，重新抽签"
    assert refusal(lambda: ask_void(outcome.roster, why, actor=one, now=RELEASES)) == (
        "outcome-is-released"
    )


def test_many_children_are_placed_by_a_worker_with_the_same_result(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "AT_ONCE", 1)
    rule_set = closed(cast)
    announced(rule_set, cast.bureau)
    roster = frozen(rule_set, cast.bureau)
    thrown(roster, cast.bureau, somebody(cast.authority, "公演示", "notary"))
    run = draw(roster, actor=cast.bureau, now=DRAWN)
    assert isinstance(run, Run)
    run.refresh_from_db()
    outcome = Outcome.objects.get()
    assert run.state == "done" and run.opened("result") == {"digest": outcome.digest}
    assert run.result_file is None and Placement.objects.count() == 6
    assert computed(roster).digest == outcome.digest


def actor_of(person: int) -> Actor:
    """Whoever approved, in the same post."""
    return lone_actor(Holding.objects.get(person=person))
