"""Children placed together: what is corrected after the closing, and what the other is typing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.enrolment.models import Application
from xuequ.enrolment.queries.applying.terms import draft_of
from xuequ.enrolment.services.applying.drafts import (
    Living,
    begin_application,
    save_address,
    save_choices,
    save_companion,
)
from xuequ.enrolment.tests.families import OPEN, child, eyes, filled, handed, parent
from xuequ.enrolment.tests.world import CLOSES, NAMES, published
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

pytestmark = pytest.mark.django_db
LATE = CLOSES + timedelta(days=1)


class Family:
    """A parent with children who apply where two juniors are chosen from."""

    def __init__(self, cast: Cast) -> None:
        cast.authority.profile = "guilin"
        cast.authority.save()
        self.rule_set = published(cast, regime="lottery", stage="junior")
        self.actor: Actor = eyes(parent(cast))
        self.first, self.second = (School.objects.get(name=each) for each in NAMES)
        self.codes: dict[int, str] = {}

    def begins(self, at: int) -> Application:
        """An application with everything but its choices."""
        one = child(self.actor, f"SYN-C-000{at}")
        row = begin_application(one, self.rule_set.round, actor=self.actor, now=OPEN)
        return filled(row, self.actor)

    def chooses(self, row: Application, *schools: School, now: Any = OPEN) -> None:
        row.refresh_from_db()
        chosen = [each.pk for each in schools]
        save_choices(row, row.revision, chosen, actor=self.actor, now=now)

    def joins(self, row: Application, other: Application | None, now: Any = OPEN) -> None:
        row.refresh_from_db()
        pk = other.pk if other else None
        save_companion(row, row.revision, pk, actor=self.actor, now=now)

    def hands_in(self, row: Application, now: Any = OPEN) -> None:
        made = handed(row, self.actor, code=self.codes.get(row.pk, ""), now=now)
        self.codes.setdefault(row.pk, made.code)
        row.refresh_from_db()


@pytest.fixture
def family(cast: Cast) -> Family:
    return Family(cast)


@pytest.fixture
def twins(family: Family) -> tuple[Application, Application]:
    """One who chose the first school, and another who goes along; the other was returned."""
    one, other = family.begins(1), family.begins(2)
    family.chooses(one, family.first)
    family.hands_in(one)
    family.joins(other, one)
    family.hands_in(other)
    Application.objects.filter(pk=other.pk).update(state="returned")
    return one, other


def ranked(row: Application) -> list[str]:
    return list(row.choices.values_list("school__name", flat=True))


@pytest.mark.parametrize("state", ["refused", "withdrawn", "returned"])
def test_what_was_returned_is_handed_in_whatever_became_of_the_other(
    family: Family, twins: tuple[Application, Application], state: str
) -> None:
    one, other = twins
    Application.objects.filter(pk=one.pk).update(state=state)
    family.hands_in(other, now=LATE)
    assert (other.state, other.companion, ranked(other)) == ("submitted", one, [NAMES[0]])


def test_after_the_closing_one_may_part_and_keep_the_choices_but_join_nobody(
    family: Family, twins: tuple[Application, Application]
) -> None:
    one, other = twins
    third = family.begins(3)
    family.chooses(third, family.second)
    family.hands_in(third)
    Application.objects.filter(pk=one.pk).update(state="refused")
    family.joins(other, third, now=LATE)
    with pytest.raises(Refused, match="choices-are-closed"):
        family.hands_in(other, now=LATE)
    family.joins(other, None, now=LATE)
    family.chooses(other, family.second, now=LATE)
    with pytest.raises(Refused, match="choices-are-closed"):
        family.hands_in(other, now=LATE)
    family.chooses(other, family.first, now=LATE)
    family.hands_in(other, now=LATE)
    assert (other.state, other.companion, ranked(other)) == ("submitted", None, [NAMES[0]])


def test_choices_the_other_changed_in_time_hold_for_what_was_being_corrected(
    family: Family, twins: tuple[Application, Application]
) -> None:
    one, other = twins
    family.chooses(one, family.second)
    family.hands_in(one)
    assert ranked(other) == [NAMES[0]]  # it was in the family's hands
    family.hands_in(other, now=LATE)
    assert ranked(other) == ranked(one) == [NAMES[1]]


def test_no_chain_arises_from_what_was_saved_before(family: Family) -> None:
    one, other, third = (family.begins(at) for at in (1, 2, 3))
    for each in (one, third):
        family.chooses(each, family.first)
    family.joins(other, one)
    family.joins(one, third)
    for each in (third, one):
        family.hands_in(each)
    with pytest.raises(Refused, match="companion-has-one"):
        family.hands_in(other)
    assert Application.objects.get(pk=other.pk).version == 0


def test_what_the_other_is_typing_stays_with_the_new_choices(
    family: Family, twins: tuple[Application, Application]
) -> None:
    one, other = twins
    Application.objects.filter(pk=other.pk).update(state="submitted")
    other.refresh_from_db()
    moved = Living("西街9号", "西街", other.home_id)
    save_address(other, other.revision, moved, actor=family.actor, now=OPEN)
    family.chooses(one, family.second)
    family.hands_in(one)
    other.refresh_from_db()
    assert other.address is not None and other.address.open() == "东街1号"
    assert ranked(other) == [NAMES[1]]
    typed = draft_of(other)
    assert (typed.address, typed.choices) == ("西街9号", (family.second.pk,))
