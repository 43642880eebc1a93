"""Other departments are asked, and what they do not answer is pending and no «no»."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casting import MAKER
from support_plugin import Cast
from xuequ.enrolment.engine.checking.departments import Answer
from xuequ.enrolment.models import Application, DepartmentAnswer, Inquiry, RuleSet
from xuequ.enrolment.queries.applying.terms import handed_in
from xuequ.enrolment.queries.checking.items import items_of
from xuequ.enrolment.queries.checking.queue import entries, in_round
from xuequ.enrolment.queries.checking.sheets import questions
from xuequ.enrolment.services.applying.putting import put_in
from xuequ.enrolment.services.checking.departments import (
    NewInquiry,
    ask_department,
    note_sheet,
    take_answers,
)
from xuequ.enrolment.services.checking.looking import look, open_evidence, reveal_child
from xuequ.enrolment.services.checking.taking import declare_conflict, take_next
from xuequ.enrolment.tests.checking import CLOSED, reviewer, settled, waits, with_points
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
ITEMS = "xuequ.enrolment.queries.checking.items.policy_for"


@pytest.fixture
def rule_set(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> RuleSet:
    """A round under a points table, with two children who claim months of insurance."""
    policy = with_points()
    monkeypatch.setattr(ITEMS, lambda _: policy)
    found = settled(cast)
    waits(found, 1, claims={"insurance": "2021-05", "only_child": True}, address="东村路1号")
    waits(found, 2, claims={"insurance": "2024-01", "only_child": False})
    return found


def new(**more: object) -> NewInquiry:
    said = {
        "department": "social_insurance", "receiver": "社保中心 王演示", "purpose": "verify",
        "codes": ("insurance", "only_child"), "subjects": ("child", "guardians"), **more,
    }  # fmt: skip
    return NewInquiry(**said)  # type: ignore[arg-type]


def asked(cast: Cast, rule_set: RuleSet) -> Inquiry:
    return ask_department(rule_set.round, new(), actor=cast.bureau, now=CLOSED)


def test_only_what_is_claimed_is_asked_and_it_is_pending_on_the_queue(
    cast: Cast, rule_set: RuleSet
) -> None:
    inquiry = asked(cast, rule_set)
    told = [(each.application.child.number, each.code) for each in inquiry.answers.all()]
    numbers = [each.child.number for each in Application.objects.order_by("pk")]
    assert told == [
        (numbers[0], "insurance"), (numbers[0], "only_child"), (numbers[1], "insurance"),
    ]  # fmt: skip
    rows = in_round(rule_set.round, seen_by=cast.bureau).order_by("pk")
    assert [e.pending for e in entries(rows, CLOSED, seen_by=cast.bureau)] == [2, 1]
    assert set(Application.objects.values_list("state", flat=True)) == {"submitted"}
    item = next(
        e for e in items_of(Application.objects.earliest("pk")) if e.head.code == "insurance"
    )
    assert item.is_pending and item.filled is None and item.worth == 71


def test_the_sheet_holds_no_more_than_is_needed_and_every_line_its_batch(
    cast: Cast, rule_set: RuleSet
) -> None:
    inquiry = asked(cast, rule_set)
    table = questions(inquiry)
    codes = [each.code for each in table.columns]
    assert "address" not in codes and {"child", "guardian_numbers"} < set(codes)
    assert {row[0] for row in table.rows} == {inquiry.mark}
    assert inquiry.receiver in table.notes[0].zh
    note_sheet(inquiry, actor=cast.bureau)
    line = Line.objects.latest("number")
    assert line.verb == "export-questions" and line.note["receiver"] == inquiry.receiver
    name = Application.objects.earliest("pk").child.name.open()
    assert name in str(table.rows) and name not in str(line.note)


def test_answers_fill_in_what_was_confirmed_and_decide_nothing(
    cast: Cast, rule_set: RuleSet
) -> None:
    inquiry = asked(cast, rule_set)
    first, second = Application.objects.order_by("pk")
    answers = [
        Answer(first.child.number, "insurance", "confirmed", 60),
        Answer(second.child.number, "insurance", "contradicted", 12),
    ]
    assert take_answers(inquiry, answers, actor=cast.bureau, now=CLOSED) == 2
    found = {e.head.code: e for e in items_of(first)}
    assert found["insurance"].filled == 60 and not found["insurance"].is_pending
    assert found["only_child"].is_pending
    assert {e.head.code: e for e in items_of(second)}["insurance"].filled is None
    assert set(Application.objects.values_list("state", flat=True)) == {"submitted"}


def test_an_answer_nobody_asked_for_is_refused_and_none_is_taken(
    cast: Cast, rule_set: RuleSet
) -> None:
    inquiry = asked(cast, rule_set)
    number = Application.objects.earliest("pk").child.number
    answers = [
        Answer(number, "insurance", "confirmed", 60),
        Answer("999", "insurance", "confirmed"),
    ]
    with pytest.raises(Refused, match="answer-not-asked"):
        take_answers(inquiry, answers, actor=cast.bureau, now=CLOSED)
    assert set(DepartmentAnswer.objects.values_list("state", flat=True)) == {"pending"}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"department": "bank"}, "unknown-department"),
        ({"purpose": "curiosity"}, "purpose-unknown"),
        ({"codes": ("grades",)}, "unknown-item"),
        ({"subjects": ()}, "unknown-subject"),
        ({"subjects": ("phone",)}, "unknown-subject"),
        ({"receiver": " "}, "receiver-needed"),
        ({"codes": ("no_home",)}, "nothing-to-ask"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(
    cast: Cast, rule_set: RuleSet, more: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        ask_department(rule_set.round, new(**more), actor=cast.bureau, now=CLOSED)
    assert not Inquiry.objects.exists()


def test_every_look_at_a_childs_file_stands_in_the_record_with_its_purpose(cast: Cast) -> None:
    found = settled(cast)
    application, other = waits(found, 1), reviewer(cast, "甲演示")
    with pytest.raises(Refused, match="file-not-open"):
        reveal_child(application, actor=other, now=CLOSED)
    for purpose, actor, code in (
        ("", other, "purpose-unknown"),
        ("audit", MAKER, "checked-in-person"),
        ("audit", cast.school, "not-your-place"),
        ("audit", cast.actors["city"], "not-your-place"),
    ):
        with pytest.raises(Refused, match=code):
            look(application, purpose, actor=actor, now=CLOSED)
    look(application, "objection", actor=other, now=CLOSED)
    line = Line.objects.latest("number")
    assert (line.verb, line.note) == ("look-at-application", {"purpose": "处理异议、申诉"})
    shown = reveal_child(application, actor=other, now=CLOSED)
    assert shown["name"] == application.child.name.open()
    assert shown["name"] not in str(Line.objects.latest("number").note)
    evidence = application.evidence.model(application=application, kind="register")
    open_evidence(evidence, actor=other, now=CLOSED)
    assert Line.objects.latest("number").note == {"material": "register"}
    declare_conflict(application, "kin", actor=other, now=CLOSED)
    with pytest.raises(Refused, match="keep-out"):
        look(application, "audit", actor=other, now=CLOSED)
    with pytest.raises(Refused, match="file-not-open"):
        reveal_child(application, actor=other, now=CLOSED)


def test_an_application_in_hand_is_open_without_another_purpose(cast: Cast) -> None:
    found = settled(cast)
    application = waits(found, 1)
    take_next(found.round, actor=cast.bureau, now=CLOSED)
    assert Line.objects.latest("number").note["purpose"] == "审核"
    assert reveal_child(application, actor=cast.bureau, now=CLOSED)


def test_an_answer_about_what_is_claimed_no_longer_counts_no_more(
    cast: Cast, rule_set: RuleSet
) -> None:
    """A family that corrects what it claims is asked about anew; what it left alone stays."""
    inquiry = asked(cast, rule_set)
    row = Application.objects.earliest("pk")
    number = row.child.number
    answers = [
        Answer(number, "insurance", "confirmed", 71),
        Answer(number, "only_child", "confirmed", True),
    ]
    take_answers(inquiry, answers, actor=cast.bureau, now=CLOSED)
    new_claims: dict[str, bool | int | str] = {"insurance": "2026-01", "only_child": True}
    draft = replace(handed_in(row), claims=new_claims)
    put_in(row, draft, rule_set, actor=MAKER, now=CLOSED)
    known = {each.head.code: each for each in items_of(Application.objects.get(pk=row.pk))}
    told = {code: known[code].answers[0].outdated_at for code in ("insurance", "only_child")}
    assert told == {"insurance": CLOSED, "only_child": None}
    assert known["insurance"].filled is None and known["only_child"].filled is not None
    assert len(questions(inquiry).rows) == 2  # nothing goes out any more that is claimed no longer
    by_address = ask_department(
        rule_set.round, new(codes=("only_child",), subjects=("address",)), actor=cast.bureau,
        now=CLOSED,
    )  # fmt: skip
    put_in(row, replace(draft, address="东村路 1号室"), rule_set, actor=MAKER, now=CLOSED)
    assert not by_address.answers.exclude(outdated_at=None).exists()  # the same dwelling
    put_in(row, replace(draft, address="西村路2号"), rule_set, actor=MAKER, now=CLOSED)
    kept = DepartmentAnswer.objects.filter(application=row, outdated_at=None)
    assert [each.inquiry for each in kept] == [inquiry] and by_address.answers.count() == 1
