"""Applications are taken, read, decided, read twice; nobody decides on an acquaintance's child."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from support_plugin import Cast
from xuequ.enrolment.models import Application, Assignment, Check, Child, Custody
from xuequ.enrolment.queries.checking.page import told_to_family
from xuequ.enrolment.queries.checking.queue import counts, statistics
from xuequ.enrolment.services.checking.judging import Decision, decide
from xuequ.enrolment.services.checking.settings import NewSettings, set_checks
from xuequ.enrolment.services.checking.taking import take_next
from xuequ.enrolment.tests.checking import (
    CLOSED,
    accepts,
    decides,
    home,
    refuses,
    returns,
    settled,
    waits,
    with_points,
)
from xuequ.enrolment.tests.world import NOW, published
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Notice
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
ITEMS = "xuequ.enrolment.queries.checking.items.policy_for"


def verbs(count: int) -> list[str]:
    return list(Line.objects.order_by("-number").values_list("verb", flat=True)[:count])[::-1]


def test_an_application_is_taken_and_accepted_and_the_family_is_told(cast: Cast) -> None:
    rule_set = settled(cast)
    application = waits(rule_set, 1)
    taken = take_next(rule_set.round, actor=cast.bureau, now=CLOSED)
    assert taken == application == take_next(rule_set.round, actor=cast.bureau, now=CLOSED)
    check = decide(taken, accepts(), actor=cast.bureau, now=CLOSED)
    application.refresh_from_db()
    assert (application.state, application.home_id, application.proved) == ("accepted", home(), {})
    assert (check.reader, check.version, check.post) == (1, 1, cast.bureau.post)
    assert verbs(2) == ["take-application", "check-application"]
    assert not Assignment.objects.exists()
    told = Notice.objects.get(person=application.person)
    assert application.child.number in told.zh and "通过" in told.zh


def test_before_checks_are_fixed_nothing_is_taken_and_afterwards_they_stay(cast: Cast) -> None:
    rule_set = published(cast)
    waits(rule_set, 1)
    with pytest.raises(Refused, match="checks-not-settled"):
        take_next(rule_set.round, actor=cast.bureau, now=CLOSED)
    for wrong, code in (
        (NewSettings(101), "share-out-of-range"),
        (NewSettings(5, 0), "lock-years-out-of-range"),
        (NewSettings(5, 13), "lock-years-out-of-range"),
    ):
        with pytest.raises(Refused, match=code):
            set_checks(rule_set.round, wrong, actor=cast.bureau, now=NOW)
    set_checks(rule_set.round, NewSettings(0), actor=cast.bureau, now=NOW)
    decides(cast.bureau, rule_set, accepts())
    with pytest.raises(Refused, match="checks-have-begun"):
        set_checks(rule_set.round, NewSettings(50), actor=cast.bureau, now=CLOSED)
    with pytest.raises(Refused, match="nothing-waits"):
        take_next(rule_set.round, actor=cast.bureau, now=CLOSED)


def test_what_is_returned_comes_back_as_a_new_version_and_is_read_anew(cast: Cast) -> None:
    rule_set = settled(cast)
    application = waits(rule_set, 1)
    check = decides(cast.bureau, rule_set, returns(("address", "与房产证不一致，请更正")))
    application.refresh_from_db()
    assert application.state == "returned" and application.proved is None
    assert check.said == [{"field": "address", "text": "与房产证不一致，请更正"}]
    assert Notice.objects.get(person=application.person).kind == "applying"
    Application.objects.update(state="submitted", version=2)  # as its family does
    with pytest.raises(Refused, match="changed-meanwhile"):
        decides(cast.bureau, rule_set, accepts())
    again = decides(cast.bureau, rule_set, accepts(version=2))
    assert (again.version, again.reader) == (2, 1)
    assert Check.objects.count() == 2


def test_a_refusal_names_its_ground_and_the_right_to_object(cast: Cast) -> None:
    rule_set = settled(cast)
    application = waits(rule_set, 1)
    assert told_to_family(application) is None
    check = decides(cast.bureau, rule_set, refuses())
    application.refresh_from_db()
    assert application.state == "refused"
    assert (check.ground, check.reason.open()) == ("not_of_catchment", "住址不在本片区内")
    assert "异议" in Notice.objects.get(person=application.person).zh
    told = told_to_family(application)
    assert told is not None and told.ground is not None
    assert (told.ground.zh, told.reason) == ("不属于本批次的片区", "住址不在本片区内")


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (Decision("perhaps"), "unknown-verdict"),
        (Decision("return"), "return-needs-reasons"),
        (Decision("return", said=(("mood", "请更正一下"),)), "unknown-field"),
        (Decision("return", said=(("address", "不对"),)), "reason-too-short"),
        (Decision("refuse", reason="住址不在本片区内"), "unknown-ground"),
        (Decision("refuse", ground="other", reason="不行"), "reason-too-short"),
        (
            Decision("refuse", ground="other", reason="证件 110101 2020 0101 0011 不符"),
            "reason-holds-data",
        ),
        (Decision("accept"), "home-needed"),
        (Decision("accept", home=0), "home-not-in-plan"),
        (Decision("accept", claim_class=10), "class-out-of-range"),
        (Decision("accept", kinds=("hero",)), "unknown-kind"),
        (Decision("accept", primary=0), "primary-unknown"),
    ],
    ids=str,
)
def test_a_decision_that_cannot_stand_is_refused_and_changes_nothing(
    cast: Cast, new: Decision, code: str
) -> None:
    rule_set = settled(cast)
    waits(rule_set, 1)
    if code not in ("home-needed", "home-not-in-plan"):
        new = replace(new, home=home())
    with pytest.raises(Refused, match=code):
        decides(cast.bureau, rule_set, new)
    assert Application.objects.get().state == "submitted" and not Check.objects.exists()
    assert Assignment.objects.count() == 1


def test_where_rules_go_by_class_the_reviewer_names_it(cast: Cast) -> None:
    rule_set = settled(cast, has_classes=True)
    waits(rule_set, 1)
    with pytest.raises(Refused, match="class-needed"):
        decides(cast.bureau, rule_set, accepts())
    decides(cast.bureau, rule_set, accepts(claim_class=2))
    assert Application.objects.get().claim_class == 2


@pytest.mark.clause("ENR-09")
def test_wrong_priority_parameter_points_come_from_the_policy_alone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chatham 2018: the vendor's parameters were wrong.  Here nobody can type points at all."""
    policy = with_points()
    monkeypatch.setattr(ITEMS, lambda _: policy)
    rule_set = settled(cast)
    waits(rule_set, 1)
    assert not {"points", "score"} & {*Decision.__dataclass_fields__}
    with pytest.raises(Refused, match="items-open"):
        decides(cast.bureau, rule_set, accepts(items={"home": 150}))
    assert policy.points is not None
    more = replace(policy.points.types[0], base_points=Decimal(99))
    changed = replace(policy, points=replace(policy.points, types=(more, *policy.points.types[1:])))
    first = policy.points.types[0].when
    proved: dict[str, Any] = {each.code: each.code in first for each in policy.points.facts}
    proved |= {"home": 150, "no_home": False, "insurance": 60, "only_child": True}
    monkeypatch.setattr(ITEMS, lambda _: changed)
    with pytest.raises(Refused, match="standard-has-changed"):
        decides(cast.bureau, rule_set, accepts(items=proved))
    monkeypatch.setattr(ITEMS, lambda _: policy)
    check = decides(cast.bureau, rule_set, accepts(items=proved))
    assert check.points == Application.objects.get().points == "97"
    assert Application.objects.get().proved == proved


def test_rules_by_points_without_a_table_accept_nobody(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule_set = settled(cast)
    waits(rule_set, 1)
    by_points = b'"by":"points"'
    rules = bytes(rule_set.rules).replace(b'"by": "draw"', by_points).replace(
        b'"by":"draw"', by_points
    )  # fmt: skip
    rule_set.rules = rules
    rule_set.save()
    with pytest.raises(Refused, match="points-not-settled"):
        decides(cast.bureau, rule_set, accepts())


def test_rules_that_are_not_published_accept_nobody(cast: Cast) -> None:
    rule_set = settled(cast)
    waits(rule_set, 1)
    rule_set.published_at = None
    rule_set.save()
    with pytest.raises(Refused, match="rules-not-published"):
        decides(cast.bureau, rule_set, accepts())


def test_a_duplicate_child_is_named_and_has_to_be_answered(cast: Cast) -> None:
    """Marble's list: the same child twice, under another paper."""
    rule_set = settled(cast)
    first, second = waits(rule_set, 1), waits(rule_set, 2)
    twin: dict[str, Any] = {"name": first.child.name.open(), "born": first.child.born.open()}
    child = Child.objects.get(pk=second.child_id)
    child.name, child.born = twin["name"], twin["born"]
    child.save()
    with pytest.raises(Refused, match="warnings-open") as refused:
        decides(cast.bureau, rule_set, accepts())
    assert second.child.number in refused.value.facts["warnings"].en  # type: ignore[attr-defined]
    answers = {f"same_birth:{second.child.number}": "已核对出生证明，不是同一人"}
    check = decides(cast.bureau, rule_set, accepts(answers=answers))
    assert check.answers == answers
    Custody.objects.create(child=second.child, person=first.person, kind="mother")
    with pytest.raises(Refused, match="warnings-open"):
        decides(cast.bureau, rule_set, accepts(answers=answers))


def test_counts_and_statistics_tell_every_state(cast: Cast) -> None:
    rule_set = settled(cast)
    for at in range(1, 6):
        waits(rule_set, at)
    decides(cast.bureau, rule_set, accepts())
    decides(cast.bureau, rule_set, refuses())
    decides(cast.bureau, rule_set, returns())
    tally = counts(rule_set.round, seen_by=cast.bureau)
    assert (tally["first"], tally["accepted"], tally["refused"], tally["returned"]) == (2, 1, 1, 1)
    table = statistics(rule_set.round, seen_by=cast.bureau)
    assert [row[-1] for row in table.rows] == [5]
