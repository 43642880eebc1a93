"""A child that never applied comes in by the register of exceptional placements."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.enrolment.models import Application, Child, Exceptional, Outcome
from xuequ.enrolment.queries.following.placed import known_children
from xuequ.enrolment.queries.privacy.due import due
from xuequ.enrolment.queries.telling.exceptions import public_exceptions
from xuequ.enrolment.queries.telling.left import without_place
from xuequ.enrolment.services.applying.drafts import begin_application
from xuequ.enrolment.services.exceptions.approving import approve_exception, refuse_exception
from xuequ.enrolment.services.exceptions.placing import place_exception
from xuequ.enrolment.services.exceptions.proposing import NewException, propose_exception
from xuequ.enrolment.services.following.by_the_clock import look_for
from xuequ.enrolment.services.telling.concluding import conclude
from xuequ.enrolment.services.telling.entering import enter_pupils
from xuequ.enrolment.tests import families
from xuequ.enrolment.tests.applying import child as other_child
from xuequ.enrolment.tests.complementing import OPEN, OVER, complement
from xuequ.enrolment.tests.deciding import leaders, schools
from xuequ.enrolment.tests.exceptions import LATER, WORDS
from xuequ.enrolment.tests.telling import TOLD, told
from xuequ.enrolment.tests.test_complement import given_up
from xuequ.enrolment.tests.world import opened
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


def late(cast: Cast) -> Child:
    """A child whose mother registered it, and who never applied."""
    return families.child(families.eyes(families.parent(cast)))


def said(number: str, school: School) -> NewException:
    return NewException(number, school.pk, "safety", WORDS, 7)


def proposed(cast: Cast, outcome: Outcome, number: str) -> Exceptional:
    cast.authority.is_public = True
    cast.authority.save()
    wanted = said(number, schools()[1])
    return propose_exception(outcome.round, wanted, actor=cast.bureau, now=TOLD)


def refusal(act: Any, *args: Any, **named: Any) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **named)
    return caught.value.code


@pytest.mark.clause("ENR-04", "ENR-05", "ENR-06", "ENR-37")
def test_a_child_that_never_applied_goes_the_same_way_as_the_others(cast: Cast) -> None:
    outcome, child = told(cast), late(cast)
    row = proposed(cast, outcome, f" {child.number} ")
    assert row.breaks == ["catchment", "plan"]  # no address of it was checked
    assert (row.application.version, row.application.submitted_at) == (0, None)
    for each in leaders(cast):
        approve_exception(row, actor=each, now=TOLD)
    [line] = public_exceptions(outcome.round, TOLD)
    assert (line.number, line.name) == (child.number, "童*示")
    before = known_children(cast.authority, 2027, "primary", LATER)
    place_exception(row, actor=cast.bureau, now=LATER)
    after = known_children(cast.authority, 2027, "primary", LATER)
    assert (after.placed, after.eligible) == (before.placed + 1, before.eligible)
    assert child.number not in {each.number for each in after.without}
    assert enter_pupils(outcome, schools()[1], actor=cast.bureau, now=LATER).new == 3
    child.refresh_from_db()
    assert child.pupil is not None
    assert "演示" not in str(list(Line.objects.filter(verb="propose-exception").values("note")))


@pytest.mark.clause("ENR-37")
def test_who_came_beside_the_result_has_a_place_when_the_round_is_concluded(cast: Cast) -> None:
    outcome, child = told(cast), late(cast)
    row = proposed(cast, outcome, child.number)
    assert without_place(outcome.round, LATER).filter(child=child).exists()
    for each in leaders(cast):
        approve_exception(row, actor=each, now=TOLD)
    place_exception(row, actor=cast.bureau, now=LATER)
    conclude(outcome.round, actor=cast.bureau, now=OVER)
    row.application.refresh_from_db()
    assert row.application.unplaced_at is None
    look_for(cast.authority, actor=cast.bureau, now=OVER)
    assert not child.watches.exists()


def test_nobody_is_proposed_who_is_unknown_elsewhere_or_applied_in_another_round(
    cast: Cast,
) -> None:
    outcome, child = told(cast), late(cast)
    stranger = other_child(cast.other, 77)
    orphan = other_child(cast.authority, 78)  # nobody speaks for it
    for number in (stranger.number, orphan.number, "00000000", ""):
        assert refusal(proposed, cast, outcome, number) == "no-such-applicant"
    second = opened(cast, name="另一批次")
    mother = child.custodies.get().person
    other = Application.objects.create(
        round=second, child=child, person=mother, year=2027, stage="primary", begun_at=TOLD,
        state="submitted", submitted_at=TOLD, version=1,
    )  # fmt: skip
    assert refusal(proposed, cast, outcome, child.number) == "applied-in-another"
    assert not Exceptional.objects.exists()
    Application.objects.update(state="draft", submitted_at=None, version=0)
    assert proposed(cast, outcome, child.number).application.round == outcome.round
    other.refresh_from_db()
    assert other.state == "withdrawn"  # a draft that was forgotten when its round had closed


def test_an_entry_that_ends_lets_the_child_apply_again(cast: Cast) -> None:
    outcome, _ = given_up(cast)
    child = late(cast)
    row = proposed(cast, outcome, child.number)
    assert refusal(proposed, cast, outcome, child.number) == "exception-is-open"
    one, _ = leaders(cast)
    refuse_exception(row, "材料不足以证明需要", actor=one, now=TOLD)
    row.application.refresh_from_db()
    assert row.application.state == "withdrawn"
    conclude(outcome.round, actor=cast.bureau, now=OVER)
    outcome.round.refresh_from_db()
    made = complement(cast, outcome.round).round
    mother = families.eyes(child.custodies.get().person.account)
    assert begin_application(child, made, actor=mother, now=OPEN).round == made


def test_what_stands_in_the_register_is_no_forgotten_draft(cast: Cast) -> None:
    outcome, child = told(cast), late(cast)
    row = proposed(cast, outcome, child.number)
    day = timezone.localdate(outcome.round.closes + timedelta(days=40))
    assert not any(each.kind == "draft" for each in due(cast.authority, day))
    one, _ = leaders(cast)
    refuse_exception(row, "材料不足以证明需要", actor=one, now=TOLD)
    assert not any(each.kind == "draft" for each in due(cast.authority, day))


@pytest.mark.parametrize("number", ["\0", "<b>", "9" * 13, "１２３４５６７８"])
def test_a_number_that_is_none_is_answered_with_a_sentence(
    cast: Cast, number: str, reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = told(cast)
    monkeypatch.setattr(timezone, "now", lambda: TOLD)
    where = f"/enrolment/rounds/{outcome.round_id}/exceptions/new/"
    typed = {"number": number, "school": schools()[0].pk, "ground": "error", "words": WORDS,
             "days": 7}  # fmt: skip
    assert reading("bureau").post(where, typed).status_code == 422
    assert not Exceptional.objects.exists()
