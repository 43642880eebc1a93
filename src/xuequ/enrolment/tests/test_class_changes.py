"""After classes are approved: late pupils draw, and nobody changes class without the bureau."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from support_plugin import Cast
from xuequ.directory.models import Pupil
from xuequ.enrolment.engine.policy import Enrolment
from xuequ.enrolment.models import ClassMaking, ClassSeat, ClassSwap
from xuequ.enrolment.queries import class_sizes
from xuequ.enrolment.services.class_beginning import begin_late
from xuequ.enrolment.services.class_drawing import approve_classes, make_classes
from xuequ.enrolment.services.class_listing import freeze_classes, list_children
from xuequ.enrolment.services.class_swaps import Wish, ask_for_swap, decide_swap
from xuequ.enrolment.tests import classes_world as world
from xuequ.enrolment.tests.classes_world import BALLS, DAY, HERE, NOW, THROWN
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
LATER = date(2026, 10, 8)
THEN = datetime(2026, 10, 8, 9, tzinfo=HERE)
WHY = "两名学生家庭有矛盾，班主任建议分开"


def late(cast: Cast, first: ClassMaking, *, boys: int, girls: int) -> ClassMaking:
    """A second draw, made and approved."""
    world.grade(first.school, boys, girls, since=LATER)
    office = world.office(cast)
    making = begin_late(first, LATER, [BALLS], actor=office, now=THEN)
    making = list_children(making, "", None, actor=office)
    making = freeze_classes(making, actor=office, now=THEN)
    making = make_classes(making, THROWN, actor=office, now=THEN)
    return approve_classes(making, world.THROWN, actor=world.principal(cast), now=THEN)


def held(making: ClassMaking, on: date) -> dict[int | None, int]:
    """How many sit in each class on a day."""
    found: dict[int | None, int] = {}
    for room in (0, 1, 2):
        rows = Pupil.objects.on(on).filter(
            school_class__school=making.school, school_class__grade=1, school_class__number=room
        )
        found[room] = rows.count()
    return found


def seats(making: ClassMaking) -> tuple[ClassSeat, ClassSeat]:
    """A seat in each of the two classes."""
    return making.seats.filter(room=1).earliest("pk"), making.seats.filter(room=2).earliest("pk")


def test_late_pupils_are_drawn_into_the_classes_with_the_fewest(cast: Cast) -> None:
    first = world.approved(cast)
    making = late(cast, first, boys=1, girls=2)
    assert making.first == first and held(first, LATER) == {0: 0, 1: 10, 2: 10}
    assert making.package is not None and b"among" in bytes(making.package)
    verbs = set(Line.objects.values_list("verb", flat=True))
    assert {"begin-late-draw", "approve-classes"} <= verbs
    again = late(cast, first, boys=1, girls=0)
    assert again.pk != making.pk and sum(held(first, LATER).values()) == 21


def test_a_late_draw_has_its_own_seed_day_and_people(cast: Cast) -> None:
    first = world.made(cast)
    office = world.office(cast)
    with pytest.raises(Refused, match="class-step-is-past"):
        begin_late(first, LATER, [BALLS], actor=office, now=THEN)
    first = approve_classes(first, world.THROWN, actor=world.principal(cast), now=NOW)
    for since, code in (
        (LATER, "class-nobody-waits"),
        (date(2026, 8, 31), "day-outside-year"),
        (date(2027, 9, 1), "day-outside-year"),
    ):
        with pytest.raises(Refused, match=code):
            begin_late(first, since, [BALLS], actor=office, now=THEN)
    world.grade(first.school, 1, 0, since=LATER)
    with pytest.raises(Refused, match="seed-without-parts"):
        begin_late(first, LATER, [], actor=office, now=THEN)
    making = begin_late(first, LATER, [BALLS], actor=office, now=THEN)
    with pytest.raises(Refused, match="class-late-exists"):
        begin_late(first, LATER, [BALLS], actor=office, now=THEN)
    with pytest.raises(Refused, match="class-step-is-past"):
        begin_late(making, LATER, [BALLS], actor=office, now=THEN)


def test_two_change_places_once_the_bureau_agrees(cast: Cast) -> None:
    making = world.approved(cast)
    one, other = seats(making)
    wish = Wish(one.pk, 2, other.pk, LATER, WHY)
    before_it = held(making, LATER)
    swap = ask_for_swap(making, wish, actor=world.office(cast), now=THEN)
    assert held(making, LATER) == before_it
    for actor in (world.principal(cast), world.office(cast)):
        with pytest.raises(Refused, match="not-your-place"):
            decide_swap(swap, "同意", agreed=True, actor=actor, now=THEN)
    decide_swap(swap, "同意", agreed=True, actor=cast.bureau, now=THEN)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.room, other.room) == (2, 1)
    assert one.now is not None and one.now.school_class.number == 2 and one.now.since == LATER
    before = Pupil.objects.get(pk=one.pupil_id)
    assert before.until == LATER and before.school_class.number == 1
    with pytest.raises(Refused, match="class-swap-decided"):
        decide_swap(swap, "同意", agreed=True, actor=cast.bureau, now=THEN)
    assert Line.objects.filter(verb="approve-swap").exists()


def test_a_refused_change_leaves_everybody_where_they_are(cast: Cast) -> None:
    making = world.approved(cast)
    one, _ = seats(making)
    before = held(making, LATER)
    swap = ask_for_swap(making, Wish(one.pk, 2, None, DAY, WHY), actor=world.office(cast), now=NOW)
    with pytest.raises(Refused, match="class-needs-reason"):
        decide_swap(swap, "否", agreed=False, actor=cast.bureau, now=THEN)
    asker = replace(cast.bureau, person=swap.asked_by_id)
    with pytest.raises(Refused, match="class-swap-by-asker"):
        decide_swap(swap, "", agreed=True, actor=asker, now=THEN)
    decide_swap(swap, "理由不足，请班主任先行协调", agreed=False, actor=cast.bureau, now=THEN)
    one.refresh_from_db()
    assert one.room == 1 and held(making, LATER) == before


def test_changes_that_make_no_sense_are_not_even_asked(cast: Cast) -> None:
    making = world.approved(cast)
    one, other = seats(making)
    good = Wish(one.pk, 2, None, LATER, WHY)
    office = world.office(cast)
    for wish, code in (
        (replace(good, reason="家长要求"), "class-needs-reason"),
        (replace(good, room=1), "class-swap-nothing"),
        (replace(good, room=3), "class-swap-nothing"),
        (replace(good, other=one.pk), "class-swap-nothing"),
        (replace(good, seat=0), "class-not-there"),
        (replace(good, since=date(2027, 9, 1)), "day-outside-year"),
        (replace(good, since=date(2026, 8, 31)), "day-outside-year"),
    ):
        with pytest.raises(Refused, match=code):
            ask_for_swap(making, wish, actor=office, now=THEN)
    with pytest.raises(Refused, match="not-your-place"):
        ask_for_swap(making, good, actor=cast.bureau, now=THEN)
    ask_for_swap(making, replace(good, other=other.pk), actor=office, now=THEN)
    for seat in (one, other):
        with pytest.raises(Refused, match="class-swap-open"):
            wish = replace(good, seat=seat.pk, room=3 - (seat.room or 0))
            ask_for_swap(making, wish, actor=office, now=THEN)


def sizes_are(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """So many pupils are the most a class may hold."""
    monkeypatch.setattr(class_sizes, "policy_of", lambda *_: Enrolment(class_size=most))


def in_order(making: ClassMaking) -> tuple[ClassSeat, ClassSeat]:
    """A seat in the smaller of the two classes, and one in the larger."""
    one, other = seats(making)
    sizes = held(making, LATER)
    return (one, other) if sizes[one.room] < sizes[other.room] else (other, one)


@pytest.mark.clause("ENR-06")
def test_a_full_class_takes_nobody_but_in_exchange(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    making = world.approved(cast)  # of 8 and 9
    small, large = in_order(making)
    office = world.office(cast)
    sizes_are(monkeypatch, 9)
    wish = Wish(small.pk, large.room or 0, None, LATER, WHY)
    with pytest.raises(Refused, match="class-is-full"):
        ask_for_swap(making, wish, actor=office, now=THEN)
    before = held(making, LATER)
    swap = ask_for_swap(making, replace(wish, other=large.pk), actor=office, now=THEN)
    decide_swap(swap, "", agreed=True, actor=cast.bureau, now=THEN)
    assert held(making, LATER) == before
    small.refresh_from_db()
    assert small.room == large.room


@pytest.mark.clause("ENR-06")
def test_a_class_that_filled_up_before_the_decision_takes_nobody(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    making = world.approved(cast)
    small, large = in_order(making)
    sizes_are(monkeypatch, 10)
    wish = Wish(small.pk, large.room or 0, None, LATER, WHY)
    swap = ask_for_swap(making, wish, actor=world.office(cast), now=THEN)
    assert large.now is not None
    Pupil.objects.create(school_class=large.now.school_class, since=date(2026, 11, 2))
    before = held(making, LATER)
    with pytest.raises(Refused, match="class-is-full") as found:
        decide_swap(swap, "", agreed=True, actor=cast.bureau, now=THEN)
    assert found.value.facts == {"number": large.room, "most": 10}
    swap.refresh_from_db()
    assert swap.agreed is None and held(making, LATER) == before
    Pupil.objects.filter(school_class=large.now.school_class, since=date(2026, 11, 2)).delete()
    decide_swap(swap, "", agreed=True, actor=cast.bureau, now=THEN)
    assert held(making, LATER)[large.room] == 10


def test_a_change_of_one_pupil_is_nobody_s_to_decide_but_the_authority_s(cast: Cast) -> None:
    making = world.approved(cast)
    one, _ = seats(making)
    before = held(making, LATER)
    wish = Wish(one.pk, 2, None, LATER, WHY)
    swap = ask_for_swap(making, wish, actor=world.office(cast), now=THEN)
    assert held(making, LATER) == before
    for name in ("school", "head", "teacher", "other", "city", "guardian"):
        with pytest.raises(Refused, match="not-your-place"):
            decide_swap(swap, "同意调整", agreed=True, actor=cast.actors[name], now=THEN)
    with pytest.raises(Refused, match="not-your-place"):
        decide_swap(swap, "同意", agreed=True, actor=world.principal(cast), now=THEN)
    assert ClassSwap.objects.get(pk=swap.pk).agreed is None and held(making, LATER) == before


def test_somebody_who_left_meanwhile_is_not_moved(cast: Cast) -> None:
    making = world.approved(cast)
    one, _ = seats(making)
    wish = Wish(one.pk, 2, None, LATER, WHY)
    swap = ask_for_swap(making, wish, actor=world.office(cast), now=THEN)
    Pupil.objects.filter(pk=one.now_id or 0).update(until=date(2026, 9, 20))
    with pytest.raises(Refused, match="class-not-there"):
        decide_swap(swap, "", agreed=True, actor=cast.bureau, now=THEN)
    assert ClassSwap.objects.get(pk=swap.pk).agreed is None
