"""What a frozen roster keeps out, and what is read before it is frozen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from support_plugin import Cast
from xuequ.enrolment.models import Application, Check, DepartmentAnswer, Inquiry, RuleSet
from xuequ.enrolment.queries.rosters import draft
from xuequ.enrolment.services.applying.drafts import Living, save_address, save_claims
from xuequ.enrolment.services.applying.handing import hand_in, withdraw
from xuequ.enrolment.services.checking.effects import take_up_again
from xuequ.enrolment.services.checking.settings import NewSettings, set_checks
from xuequ.enrolment.services.freezing import end_roster
from xuequ.enrolment.tests.applying import accepted
from xuequ.enrolment.tests.checking import accepts, decides, settled, waits
from xuequ.enrolment.tests.deciding import AFTER, DRAWN, announced, closed, frozen, schools
from xuequ.enrolment.tests.families import begun, eyes, filled, handed, parent
from xuequ.enrolment.tests.world import published
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
WHY = "一名儿童的积分录错，已更正"


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


def asked(row: Application, department: str, state: str, mark: str) -> DepartmentAnswer:
    inquiry = Inquiry.objects.create(
        round=row.round, department=department, receiver="中心", purpose="verify", mark=mark,
        rows=1, at=AFTER,
    )  # fmt: skip
    at = None if state == "pending" else AFTER
    return DepartmentAnswer.objects.create(
        application=row, inquiry=inquiry, code="insurance", state=state, at=at
    )


def unanswered(rule_set: RuleSet) -> list[tuple[str, str]]:
    found = draft(rule_set.round, rule_set).warnings
    return [(each.number, each.text.en) for each in found if each.code == "not-answered"]


def test_departments_that_have_not_answered_stand_in_the_defect_report(cast: Cast) -> None:
    rule_set = closed(cast, 2)
    first, second = Application.objects.order_by("pk")
    before = draft(rule_set.round, rule_set).seal
    asked(first, "social_insurance", "pending", "A1")
    asked(second, "housing", "confirmed", "B1")
    assert unanswered(rule_set) == [
        (first.child.number, "asked and not answered yet: social insurance")
    ]
    assert draft(rule_set.round, rule_set).seal != before  # what was read is what is frozen
    announced(rule_set, cast.bureau)
    assert refusal(lambda: frozen(rule_set, cast.bureau, seen=before)) == "defects-have-changed"
    asked(first, "social_insurance", "contradicted", "A2")  # asked again, and answered
    assert unanswered(rule_set) == []
    asked(second, "housing", "pending", "B2")
    Application.objects.filter(pk=second.pk).update(state="refused")
    assert unanswered(rule_set) == []  # it takes no part


def test_what_a_department_denies_after_acceptance_stands_in_the_defect_report(
    cast: Cast,
) -> None:
    rule_set = settled(cast)
    for at in (1, 2, 3):
        waits(rule_set, at)
        decides(cast.bureau, rule_set, accepts())
    before, late, mended = Application.objects.order_by("pk")
    Check.objects.filter(application=before).update(at=AFTER + timedelta(days=1))
    for row in (before, late, mended):
        asked(row, "social_insurance", "contradicted", f"A{row.pk}")
    again = asked(mended, "social_insurance", "confirmed", "B3")
    DepartmentAnswer.objects.filter(pk=again.pk).update(at=AFTER + timedelta(hours=1))
    found = draft(rule_set.round, rule_set).warnings
    said = [(e.number, e.text.en) for e in found if e.code == "contradicted-later"]
    assert said == [(late.child.number, "contradicted after it was accepted: insurance")]


def test_nothing_is_taken_up_again_while_the_roster_is_frozen(cast: Cast) -> None:
    rule_set = closed(cast, 2)
    announced(rule_set, cast.bureau)
    roster = frozen(rule_set, cast.bureau)
    row = Application.objects.earliest("pk")
    lines = Line.objects.count()
    act = lambda: take_up_again(row, WHY, actor=cast.bureau, now=AFTER)  # noqa: E731
    assert refusal(act) == "roster-is-frozen"
    row.refresh_from_db()
    assert (row.state, Line.objects.count()) == ("accepted", lines)
    end_roster(roster, WHY, actor=cast.bureau, now=DRAWN)
    assert take_up_again(row, WHY, actor=cast.bureau, now=DRAWN).state == "submitted"


def test_nothing_is_decided_while_the_roster_is_frozen(cast: Cast) -> None:
    rule_set = closed(cast, 2)
    announced(rule_set, cast.bureau)
    frozen(rule_set, cast.bureau)
    late = waits(rule_set, 9)
    set_checks(rule_set.round, NewSettings(0), actor=cast.bureau, now=AFTER)
    act = lambda: decides(cast.bureau, rule_set, accepts(), now=AFTER)  # noqa: E731
    assert refusal(act) == "roster-is-frozen"
    late.refresh_from_db()
    assert late.state == "submitted" and not Check.objects.exists()


@pytest.fixture
def returned(cast: Cast) -> tuple[Application, Actor]:
    """An application returned for correction, in a round whose roster is frozen without it."""
    rule_set, actor = published(cast), eyes(parent(cast))
    row = filled(begun(actor, rule_set), actor)
    handed(row, actor)
    Application.objects.filter(pk=row.pk).update(state="returned")
    accepted(rule_set, 1, home=schools()[0], claim_class=1, points="80")
    announced(rule_set, cast.bureau)
    frozen(rule_set, cast.bureau)
    row.refresh_from_db()
    return row, actor


def test_a_family_changes_nothing_once_the_roster_is_frozen(
    returned: tuple[Application, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also who was asked to correct something comes too late: what takes part is fixed."""
    row, actor = returned
    monkeypatch.setattr("xuequ.enrolment.services.applying.handing.prove", lambda *_: None)
    living = Living("东街2号", "东街", row.home_id)
    kept = row.revision
    for act in (
        lambda: save_address(row, kept, living, actor=actor, now=AFTER),
        lambda: save_claims(row, kept, {}, actor=actor, now=AFTER),
        lambda: hand_in(row, kept, actor=actor, now=AFTER),
        lambda: withdraw(row, actor=actor, now=AFTER),
    ):
        assert refusal(act) == "roster-is-frozen"
    row.refresh_from_db()
    assert (row.state, row.revision, row.version) == ("returned", kept, 1)
