"""What the board says: from the facts registered, on any day, with waivers over it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casting import OPENING
from support_plugin import Cast
from xuequ.board.engine.reports import broken_musts, check
from xuequ.board.engine.types import Cell
from xuequ.board.names import FIELDS
from xuequ.board.queries import board
from xuequ.demo.fill import register_xingning
from xuequ.directory.models import Authority, Consortium, School
from xuequ.directory.services.authorities import Leave, waive_clause
from xuequ.directory.services.consortia import change_consortium
from xuequ.directory.services.memberships import join_consortium, leave_consortium, move_school
from xuequ.directory.services.schools import change_school
from xuequ.kernel.refusal import Refused
from xuequ.kernel.rulebook import State
from xuequ.profiles import loader

pytestmark = pytest.mark.django_db
EVE, DAY, LATER = date(2026, 8, 31), date(2026, 9, 1), date(2027, 9, 1)
FORMS = {"REG-18", "REG-24", "REG-25", "REG-26", "REG-27", "REG-28"}


def cell(where: Authority, clause: str, who: Consortium | None = None, on: date = DAY) -> Cell:
    """One cell of the board: of a consortium, or of the authority as a whole."""
    subject = ("consortium", who.pk) if who else ("county", where.pk)
    [found] = [each for each in board(where, on).of(*subject) if each.clause.id == clause]
    return found


def school(name: str) -> School:
    return School.objects.get(name=name)


def record(cast: Cast, name: str, stages: list[str], **facts: Any) -> None:
    """Supply facts about a school from the day on."""
    change_school(school(name), since=DAY, values=facts, stages=stages, actor=cast.bureau)


def numbers(found: Cell) -> list[tuple[object, object]]:
    return [(each.verdict.found, each.verdict.wanted) for each in found.judgements]


@pytest.mark.clause("REG-01", "REG-03", "REG-10", "REG-14", "REG-34", "REG-36")
def test_xingning_stands_as_its_document_says_and_lacks_the_facts_of_its_forms() -> None:
    xingning = register_xingning()
    found = {each: cell(xingning, each) for each in ("REG-01", "REG-03", "REG-34", "REG-36")}
    assert {each.state for each in found.values()} == {State.MET}
    assert numbers(found["REG-01"]) == [(65, 65)]
    assert sorted(numbers(found["REG-03"])) == [(10, 10), (65, 65)]
    every = board(xingning, DAY)
    assert broken_musts(every.cells) == []
    districts = every.of("consortium")
    assert {each.state for each in districts if each.clause.id in {"REG-10", "REG-14"}} == {
        State.MET
    }
    forms = [each for each in districts if each.clause.id in FORMS]
    judged = [each for each in forms if each.state is not State.NOT_APPLICABLE]
    assert len({each.subject.id for each in judged}) == len(judged) == 10
    assert {each.state for each in judged} == {State.UNKNOWN}
    for each in judged:
        assert each.verdict.missing, each.subject.name
        assert {fact.kind for fact in each.verdict.missing} == {"school"}
        assert {fact.field for fact in each.verdict.missing} <= set(FIELDS)


@pytest.mark.clause("REG-27")
def test_a_form_is_unknown_then_met_then_broken_as_facts_are_supplied(cast: Cast) -> None:
    before = cell(cast.authority, "REG-27", cast.east)
    lacking = {(fact.name, fact.field) for fact in before.verdict.missing}
    assert before.state is State.UNKNOWN
    assert {("东一小", "strength"), ("东二小", "ownership"), ("东三小", "ownership")} <= lacking
    record(cast, "东一小", ["primary"], ownership="public", strength="quality")
    record(cast, "东二小", ["primary"], ownership="public")
    halfway = cell(cast.authority, "REG-27", cast.east)
    assert {fact.name for fact in halfway.verdict.missing} == {"东三小"}
    record(cast, "东三小", ["primary"], ownership="private")
    assert cell(cast.authority, "REG-27", cast.east).state is State.MET
    assert cell(cast.authority, "REG-27", cast.east, EVE).state is State.UNKNOWN
    record(cast, "东一小", ["primary"], ownership="public", strength="weak")
    broken = cell(cast.authority, "REG-27", cast.east)
    assert broken.state is State.BROKEN
    assert any(
        finding.state is State.BROKEN and "东一小" in finding.text.zh
        for finding in broken.verdict.findings
    )


@pytest.mark.clause("REG-10", "REG-01", "REG-02")
def test_a_membership_that_ends_changes_the_board_from_that_day(cast: Cast) -> None:
    leave_consortium(school("西二小").memberships.get(), until=DAY, actor=cast.bureau)
    assert cell(cast.authority, "REG-10", cast.group, EVE).state is State.MET
    assert cell(cast.authority, "REG-10", cast.group).state is State.BROKEN
    assert numbers(cell(cast.authority, "REG-01", on=EVE)) == [(5, 6)]
    assert numbers(cell(cast.authority, "REG-01")) == [(4, 6)]
    assert cell(cast.authority, "REG-02", on=EVE).state is State.MET
    assert cell(cast.authority, "REG-02").state is State.BROKEN


@pytest.mark.clause("REG-01")
def test_coverage_is_broken_by_one_school_and_met_when_it_joins(cast: Cast) -> None:
    broken = cell(cast.authority, "REG-01")
    assert broken.state is State.BROKEN
    [fact] = [fact for finding in broken.verdict.findings for fact in finding.facts]
    assert (fact.name, fact.field) == ("孤小", "membership")
    join_consortium(cast.loose, cast.east, role="guest", since=DAY, actor=cast.bureau)
    assert cell(cast.authority, "REG-01").state is State.BROKEN  # a guest is not covered
    move_school(
        cast.loose.memberships.get(), cast.east, role="member", since=LATER, actor=cast.bureau
    )
    assert cell(cast.authority, "REG-01", on=LATER).state is State.MET


@pytest.mark.clause("REG-14")
def test_the_form_on_record_is_judged_and_one_the_catalogue_lacks_is_refused(cast: Cast) -> None:
    assert cell(cast.authority, "REG-14", cast.east).state is State.MET
    with pytest.raises(Refused, match="not-a-form"):
        change_consortium(cast.east, since=DAY, values={"form": "strong-strong"}, actor=cast.bureau)
    change_consortium(
        cast.east, since=DAY, values={"form": None, "mode": "loose"}, actor=cast.bureau
    )
    unknown = cell(cast.authority, "REG-14", cast.east)
    assert unknown.state is State.UNKNOWN
    assert [(fact.kind, fact.field) for fact in unknown.verdict.missing] == [("consortium", "form")]
    assert cell(cast.authority, "REG-27", cast.east).state is State.NOT_APPLICABLE


def leave(cast: Cast, clause: str, who: Consortium | None, until: date | None = LATER) -> None:
    decision = Leave(clause, who, "南教发〔2026〕1号", "试点", since=DAY, until=until)
    waive_clause(cast.authority, decision, actor=cast.bureau)


def test_a_waiver_lies_over_what_was_measured_and_changes_nothing_of_it(cast: Cast) -> None:
    before = cell(cast.authority, "REG-01")
    leave(cast, "REG-01", None)
    after = cell(cast.authority, "REG-01")
    assert (after.state, after.verdict) == (before.state, before.verdict)
    assert after.is_waived and after.leave and after.leave.decision == "南教发〔2026〕1号"
    broken = {
        day: {each.clause.id for each in broken_musts(board(cast.authority, day).cells)}
        for day in (EVE, DAY)
    }
    assert broken[EVE] - broken[DAY] == {"REG-01"}
    states = {row[0]: row[2] for row in check(board(cast.authority, DAY)).rows}
    assert states["REG-01"] == "waived"


def test_a_waiver_holds_from_its_day_up_to_its_end_and_for_whom_it_names(cast: Cast) -> None:
    for who in (cast.east, cast.group):
        for name in who.memberships.exclude(role="lead").values_list("school__name", flat=True):
            leave_consortium(school(name).memberships.get(), until=EVE, actor=cast.bureau)
    leave(cast, "REG-10", cast.group)
    on = {EVE: False, DAY: True, date(2027, 8, 31): True, LATER: False}
    for day, waived in on.items():
        found = cell(cast.authority, "REG-10", cast.group, day)
        assert (found.state, found.is_waived) == (State.BROKEN, waived), day
        assert not cell(cast.authority, "REG-10", cast.east, day).is_waived


def test_a_waiver_without_an_end_holds_on_and_one_over_a_met_clause_shows_nothing(
    cast: Cast,
) -> None:
    leave(cast, "REG-10", cast.east, until=None)
    found = cell(cast.authority, "REG-10", cast.east, date(2040, 1, 1))
    assert found.leave is not None and found.leave.until is None
    assert found.state is State.MET and not found.is_waived
    with pytest.raises(Refused, match="ends-before-it-begins"):
        leave(cast, "REG-10", cast.east, until=DAY)
    with pytest.raises(Refused, match="unknown-clause"):
        leave(cast, "REG-99", cast.east)


@pytest.mark.clause("REG-09")
def test_a_broken_should_is_shown_and_only_a_broken_must_counts(cast: Cast) -> None:
    record(cast, "东三小", ["primary"], ownership="private")
    found = cell(cast.authority, "REG-09", cast.east)
    assert (found.state, found.binding) == (State.BROKEN, "should")
    musts = broken_musts(board(cast.authority, DAY).cells)
    assert {each.binding for each in musts} == {"must"}
    assert {each.clause.id for each in musts} == {"REG-01", "REG-03", "REG-34", "REG-36"}


def test_before_the_document_there_is_nothing_to_judge_and_each_value_has_its_day(
    cast: Cast,
) -> None:
    with pytest.raises(LookupError):
        board(cast.authority, date(2018, 4, 8))
    assert cell(cast.authority, "REG-01", on=date(2018, 4, 9)).state is State.NOT_APPLICABLE
    assert cell(cast.authority, "REG-01", on=OPENING).state is State.BROKEN


def test_a_board_by_another_profile_asks_other_clauses_of_the_same_facts(cast: Cast) -> None:
    own = {each.clause.id for each in board(cast.authority, DAY).cells}
    guilin = {each.clause.id for each in board(cast.authority, DAY, loader.load("guilin")).cells}
    assert own - guilin and guilin - own
    assert "REG-27" in own - guilin


def test_a_board_on_the_first_day_there_is_can_be_asked_for(cast: Cast) -> None:
    with pytest.raises(LookupError):
        board(cast.authority, date.min)
    assert board(cast.authority, date.max).cells
