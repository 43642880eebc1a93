"""Twins who come late draw as their family wishes, and no draw makes a class too large."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest

from support_plugin import Cast
from xuequ.directory.models import Pupil, SchoolClass
from xuequ.enrolment.engine.class_files.lists import seats_of
from xuequ.enrolment.engine.package.checking import checked
from xuequ.enrolment.engine.package.classes import sealed
from xuequ.enrolment.engine.package.container import unpacked
from xuequ.enrolment.engine.package.sealing import About
from xuequ.enrolment.engine.policy import Enrolment
from xuequ.enrolment.models import ClassMaking
from xuequ.enrolment.queries import class_sizes
from xuequ.enrolment.queries.class_gathering import inputs_of
from xuequ.enrolment.queries.class_rules import held_by
from xuequ.enrolment.services.class_beginning import begin_late
from xuequ.enrolment.services.class_drawing import approve_classes, make_classes
from xuequ.enrolment.services.class_listing import freeze_classes, list_children
from xuequ.enrolment.services.class_settling import LateSettings, change_late
from xuequ.enrolment.tests import classes_world as world
from xuequ.enrolment.tests.classes_world import BALLS, DAY, HERE, LIMITS, NOW, THROWN
from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused
from xuequ.methods.classes.children import Limits
from xuequ.record.models import Line
from xuequ.web.refusals import explain

pytestmark = pytest.mark.django_db
LATER = date(2026, 10, 8)
THEN = datetime(2026, 10, 8, 9, tzinfo=HERE)
WIDE = Limits(2, 2, 1)
Sheet = Mapping[int, Sequence[str]]
TOGETHER: Sheet = {0: ("", "", "A", "同班"), 1: ("", "", "A", "同班")}
APART: Sheet = {0: ("", "", "A", "分班"), 1: ("", "", "A", "分班")}


def begun(cast: Cast, *, boys: int, girls: int, **more: object) -> ClassMaking:
    """Approved classes, more children who wait, and a second draw that is begun."""
    first = world.approved(cast, **more)
    world.grade(first.school, boys, girls, since=LATER)
    return begin_late(first, LATER, [BALLS], actor=world.office(cast), now=THEN)


def listed(cast: Cast, making: ClassMaking, said: Sheet | None = None) -> ClassMaking:
    """The list of those who came late, as the school fills it in."""
    cells = world.sheet(making, said or {})
    return list_children(making, "后到.csv", cells, actor=world.office(cast))


def made(cast: Cast, making: ClassMaking) -> ClassMaking:
    making = freeze_classes(making, actor=world.office(cast), now=THEN)
    return make_classes(making, THROWN, actor=world.office(cast), now=THEN)


def rooms(making: ClassMaking) -> list[int | None]:
    """The classes drawn, in the order of the sheet."""
    return list(making.seats.order_by("pupil").values_list("room", flat=True))


@pytest.mark.parametrize(("said", "count"), [(TOGETHER, 1), (APART, 2)])
def test_twins_who_come_late_are_drawn_as_their_family_wishes(
    cast: Cast, said: Sheet, count: int
) -> None:
    making = made(cast, listed(cast, begun(cast, boys=4, girls=0), said))
    assert len(set(rooms(making)[:2])) == count
    approve_classes(making, world.THROWN, actor=world.principal(cast), now=THEN)
    assert making.first is not None
    boys = [each[0] for each in held_by(making.first, LATER)]
    assert sum(boys) == 13 and max(boys) - min(boys) <= 1


@pytest.mark.parametrize(("rule", "count"), [("together", 1), ("apart", 2)])
def test_a_rule_for_all_twins_holds_for_those_who_come_late(
    cast: Cast, rule: str, count: int
) -> None:
    making = begun(cast, boys=4, girls=0, twins=rule)
    making = made(cast, listed(cast, making, {0: ("", "", "A"), 1: ("", "", "A")}))
    assert making.twins == rule and len(set(rooms(making)[:2])) == count


def test_a_family_that_has_not_said_what_it_wishes_is_asked(cast: Cast) -> None:
    making = begun(cast, boys=3, girls=0)
    with pytest.raises(Problems) as found:
        listed(cast, making, {0: ("", "", "A"), 1: ("", "", "A")})
    assert [(each.line, each.field) for each in found.value.problems] == [
        (2, "同班或分班"),
        (3, "同班或分班"),
    ]


def test_the_second_draw_is_made_again_from_its_files(cast: Cast) -> None:
    making = made(cast, listed(cast, begun(cast, boys=4, girls=2), TOGETHER))
    package = bytes(making.package or b"")
    told = checked(package, making.frozen_digest)
    assert told.is_genuine and told.digest == making.package_digest
    again = unpacked(sealed(inputs_of(making), About("再做一遍", "xuequ")))
    assert again["result.csv"] == unpacked(package)["result.csv"]
    numbers = {each.number.open(): each.room for each in making.seats.all()}
    assert numbers == seats_of(again["result.csv"])


def test_a_contradiction_is_named_before_the_seed_and_a_wider_limit_mends_it(cast: Cast) -> None:
    making = begun(cast, boys=3, girls=0)
    triplets: Sheet = {**TOGETHER, 2: TOGETHER[0]}
    with pytest.raises(Refused, match="classes-contradict") as found:
        listed(cast, making, triplets)
    said = explain(found.value)
    assert "男生数相差" in said and "代号A" in said
    making.refresh_from_db()
    assert making.list is None and not making.seats.exists()
    wider = LateSettings(LATER, Limits(3, 3, 1), "family", [BALLS])
    making = change_late(making, wider, actor=world.office(cast))
    making = made(cast, listed(cast, making, triplets))
    assert len(set(rooms(making))) == 1
    note = Line.objects.filter(verb="change-class-settings").latest("number").note
    assert note["limits"] == "3 / 3 / 1 / –"


def sized(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """So many pupils are the most a class may hold."""
    monkeypatch.setattr(class_sizes, "policy_of", lambda *_: Enrolment(class_size=most))


def enter(making: ClassMaking, number: int, sex: str, count: int, *, at: int = 200) -> None:
    """Pupils come into a class of the grade in another way."""
    room = SchoolClass.objects.get(school=making.school, year=2026, grade=1, number=number)
    for n in range(count):
        Pupil.objects.create(
            school_class=room, since=DAY, id_kind="resident", id_number=world.number(at + n, sex)
        )


def count_in(making: ClassMaking, number: int) -> int:
    rows = Pupil.objects.on(LATER).filter(school_class__school=making.school)
    return int(rows.filter(school_class__grade=1, school_class__number=number).count())


@pytest.mark.clause("ENR-06")
def test_a_late_draw_passes_over_a_class_that_is_full(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = world.approved(cast, limits=WIDE)
    boys = [each[0] for each in held_by(first, DAY)]
    full = boys.index(min(boys)) + 1  # the class with the fewest boys would be drawn
    enter(first, full, "female", 10 - count_in(first, full))
    sized(monkeypatch, 10)
    world.grade(first.school, 1, 0, since=LATER)
    making = begin_late(first, LATER, [BALLS], actor=world.office(cast), now=THEN)
    making = made(cast, listed(cast, making))
    approve_classes(making, world.THROWN, actor=world.principal(cast), now=THEN)
    assert rooms(making) == [3 - full] and count_in(first, full) == 10


@pytest.mark.clause("ENR-06")
def test_a_class_that_filled_up_since_the_draw_takes_nobody(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    making = made(cast, listed(cast, begun(cast, boys=1, girls=0)))
    [drawn] = rooms(making)
    assert drawn is not None
    enter(making, drawn, "female", 3)
    before = count_in(making, drawn)
    sized(monkeypatch, before)
    with pytest.raises(Refused, match="class-grew-full") as found:
        approve_classes(making, world.THROWN, actor=world.principal(cast), now=THEN)
    assert found.value.facts == {"number": drawn, "most": before}
    assert count_in(making, drawn) == before and count_in(making, 0) == 1
    sized(monkeypatch, before + 1)
    approve_classes(making, world.THROWN, actor=world.principal(cast), now=THEN)
    assert count_in(making, drawn) == before + 1


@pytest.mark.clause("ENR-06")
def test_no_late_draw_begins_where_the_classes_are_full(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = world.approved(cast)
    world.grade(first.school, 2, 0, since=LATER)
    sized(monkeypatch, 9)
    with pytest.raises(Refused, match="class-too-large"):
        begin_late(first, LATER, [BALLS], actor=world.office(cast), now=THEN)
    sized(monkeypatch, 10)
    begin_late(first, LATER, [BALLS], actor=world.office(cast), now=THEN)


@pytest.mark.clause("ENR-06")
def test_classes_larger_than_allowed_are_not_approved(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    making = world.made(cast)
    sized(monkeypatch, 8)
    with pytest.raises(Refused, match="class-grew-full"):
        approve_classes(making, world.THROWN, actor=world.principal(cast), now=NOW)
    assert count_in(making, 0) == 17
    sized(monkeypatch, 9)
    approve_classes(making, world.THROWN, actor=world.principal(cast), now=NOW)


def test_what_is_settled_of_a_late_draw_is_checked_as_when_it_began(cast: Cast) -> None:
    making = begun(cast, boys=3, girls=1)
    good = LateSettings(LATER, LIMITS, "family", [BALLS])
    office = world.office(cast)
    for new, code in (
        (good, "nothing-changed"),
        (replace(good, since=date(2027, 9, 1)), "day-outside-year"),
        (replace(good, since=date(2026, 8, 31)), "day-outside-year"),
        (replace(good, since=DAY), "class-nobody-waits"),
        (replace(good, parts=[]), "seed-without-parts"),
    ):
        with pytest.raises(Refused, match=code):
            change_late(making, new, actor=office)
    with pytest.raises(Refused, match="not-your-place"):
        change_late(making, replace(good, twins="apart"), actor=cast.school)
    making = freeze_classes(listed(cast, making), actor=office, now=THEN)
    with pytest.raises(Refused, match="class-step-is-past"):
        change_late(making, replace(good, twins="apart"), actor=office)
