"""From the child to what was handed in, by the services."""

from __future__ import annotations

from datetime import timedelta

import pytest

from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.enrolment.models import Application, Choice
from xuequ.enrolment.services.applying.drafts import Living, begin_application, save_address
from xuequ.enrolment.services.applying.handing import hand_in, withdraw
from xuequ.enrolment.tests.families import OPEN, begun, child, eyes, filled, handed, parent
from xuequ.enrolment.tests.families import round_of as a_round
from xuequ.enrolment.tests.world import CLOSES, OPENS
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Notice
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


def test_a_family_comes_from_nothing_to_a_receipt(cast: Cast) -> None:
    rule_set = a_round(cast)
    actor = eyes(parent(cast))
    row = filled(begun(actor, rule_set), actor)
    assert row.home is None and row.state == "draft"
    made = handed(row, actor)
    row.refresh_from_db()
    assert (row.state, row.version, row.draft) == ("submitted", 1, None)
    assert row.home == School.objects.get(name="东一小") and row.rule_set == rule_set
    assert made.submission.content["home"] == "东一小" and len(made.code) == 9
    assert Notice.objects.get(person=actor.person).kind == "applying"
    assert Line.objects.latest("number").verb == "hand-in-application"


def test_withdrawing_and_applying_again_gives_no_new_number(cast: Cast) -> None:
    rule_set = a_round(cast)
    actor = eyes(parent(cast))
    row = filled(begun(actor, rule_set), actor)
    number, code = row.child.number, handed(row, actor).code
    withdraw(row, code=code, actor=actor, now=OPEN)
    again = begin_application(row.child, rule_set.round, actor=actor, now=OPEN)
    assert (again.pk, child(actor).number) == (row.pk, number)
    handed(again, actor, code=code)
    assert Application.objects.count() == 1
    assert Application.objects.get().child.number == number


def test_a_change_needs_the_code_and_tells_the_family(cast: Cast) -> None:
    rule_set = a_round(cast)
    actor = eyes(parent(cast))
    row = filled(begun(actor, rule_set), actor)
    code = handed(row, actor).code
    row = filled(row, actor, home=School.objects.get(name="东二小"))
    for wrong in ("", "AAAA-AAAA"):
        with pytest.raises(Refused, match="change-code"):
            handed(row, actor, code=wrong)
    assert Application.objects.get().home == School.objects.get(name="东一小")
    handed(row, actor, code=code.lower().replace("-", " "))
    assert Application.objects.get().home == School.objects.get(name="东二小")
    assert Notice.objects.filter(kind="applying").count() == 2


@pytest.mark.parametrize("at", [OPENS, CLOSES - timedelta(seconds=1)])
def test_the_first_and_the_last_moment_are_as_good_as_any(cast: Cast, at: object) -> None:
    rule_set = a_round(cast)
    actor = eyes(parent(cast))
    row = begin_application(child(actor), rule_set.round, actor=actor, now=at)  # type: ignore[arg-type]
    row = filled(row, actor)
    assert hand_in(row, row.revision, actor=actor, now=at).submission.version == 1  # type: ignore[arg-type]


def test_before_and_after_nothing_is_taken(cast: Cast) -> None:
    rule_set = a_round(cast)
    actor = eyes(parent(cast))
    for at in (OPENS - timedelta(seconds=1), CLOSES):
        with pytest.raises(Refused, match="round-not-open"):
            begin_application(child(actor), rule_set.round, actor=actor, now=at)
    row = filled(begun(actor, rule_set), actor)
    with pytest.raises(Refused, match="applications-closed"):
        hand_in(row, row.revision, actor=actor, now=CLOSES)
    assert Choice.objects.count() == 0


def test_two_devices_do_not_undo_each_other(cast: Cast) -> None:
    rule_set = a_round(cast)
    actor = eyes(parent(cast))
    row = begun(actor, rule_set)
    seen = row.revision
    filled(row, actor)
    with pytest.raises(Refused, match="draft-changed-elsewhere"):
        save_address(row, seen, Living("别处"), actor=actor, now=OPEN)
