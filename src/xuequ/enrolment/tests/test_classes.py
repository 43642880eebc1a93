"""Classes are made from a frozen list and a thrown seed, and written once another approves."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from django.db.models import Count

from casting import MAKER, OPENING, staff
from support_plugin import Cast
from xuequ.directory.models import ClassTeacher, Guardianship, Pupil, SchoolClass, Teacher
from xuequ.directory.services.families import link_guardian
from xuequ.enrolment.engine.package.checking import checked
from xuequ.enrolment.models import ClassMaking
from xuequ.enrolment.services.class_drawing import approve_classes, make_classes
from xuequ.enrolment.services.class_listing import freeze_classes, give_up_classes, list_children
from xuequ.enrolment.tests import classes_world as world
from xuequ.enrolment.tests.classes_world import DAY, LIMITS, NOW, THROWN
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


def sizes(making: ClassMaking) -> list[tuple[int, int]]:
    """The classes of the grade with how many sit in them on the day."""
    rows = SchoolClass.objects.filter(school=making.school, year=2026, grade=1)
    now = Pupil.objects.on(making.since)
    found = now.filter(school_class__in=rows).values_list("school_class__number")
    return sorted(found.annotate(Count("pk")))


def test_the_whole_way_from_waiting_pupils_to_classes(cast: Cast) -> None:
    making = world.approved(cast)
    assert sorted(n for _, n in sizes(making)) == [8, 9]
    sexes = Counter((int(e.pupil.id_number.open()[16]) % 2, e.room) for e in making.seats.all())
    assert abs(sexes[1, 1] - sexes[1, 2]) <= 1 and abs(sexes[0, 1] - sexes[0, 2]) <= 1
    told = checked(bytes(making.package or b""), making.frozen_digest)
    assert told.is_genuine and told.digest == making.package_digest
    verbs = ["begin-classes", "list-children", "freeze-classes", "make-classes", "approve-classes"]
    lines = Line.objects.order_by("-number").values_list("verb", flat=True)
    assert [each for each in lines[:9] if "class" in each or "children" in each][:5] == verbs[::-1]


def test_seats_that_began_before_are_followed_and_guardians_come_along(cast: Cast) -> None:
    room = world.grade(world.school_of(cast), since=OPENING)
    child = room.pupils.earliest("pk")
    parent = staff(world.school_of(cast), "dean", "家演示").person
    link_guardian(parent, child, "mother", since=OPENING, actor=MAKER)
    making = world.approved(cast)
    child.refresh_from_db()
    assert child.until == DAY and child.school_class.number == 0
    now = making.seats.get(pupil=child).now
    assert now is not None and now.since == DAY and now.school_class.number in (1, 2)
    assert now.name is not None and child.name is not None
    assert now.name.open() == child.name.open()
    assert Guardianship.objects.on(DAY).get(person=parent).pupil == now


def test_teams_are_drawn_and_their_leaders_look_after_the_classes(cast: Cast) -> None:
    school = world.school_of(cast)
    people = [staff(school, "dean", f"师演示{n}").person for n in (1, 2)]
    for each in people:
        Teacher.objects.create(
            person=each, school=school, stage="primary", subject="语文", since=OPENING
        )
    with pytest.raises(Refused, match="class-teams-count"):
        world.drafted(cast, teams=[people[0].pk])
    with pytest.raises(Refused, match="does-not-teach-there"):
        stranger = staff(school, "dean", "外演示").person
        world.drafted(cast, teams=[people[0].pk, stranger.pk])
    making = world.approved(cast, teams=[each.pk for each in people])
    held = ClassTeacher.objects.on(DAY).filter(school_class__school=school, person__in=people)
    assert {(e.school_class.number, e.person_id) for e in held} == {
        (each.room, each.person_id) for each in making.teams.all()
    }
    assert held.count() == 2


def test_whoever_made_them_does_not_approve_and_nobody_else_is_let_in(cast: Cast) -> None:
    making = world.made(cast)
    for actor, code in (
        (world.office(cast), "not-your-place"),
        (replace(world.office(cast), permissions=world.principal(cast).permissions),
         "class-approved-by-maker"),
        (cast.actors["head"], "not-your-place"),
        (cast.school, "not-your-place"),
        (MAKER, "class-approved-in-person"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            approve_classes(making, world.THROWN, actor=actor, now=NOW)
    assert (
        approve_classes(making, world.THROWN, actor=cast.bureau, now=NOW).confirmed_by_id
        == cast.bureau.person
    )


def test_a_list_that_is_no_longer_true_is_not_frozen(cast: Cast) -> None:
    making = world.listed(cast)
    world.grade(world.school_of(cast), boys=1, girls=0)
    with pytest.raises(Refused, match="class-list-is-stale"):
        freeze_classes(making, actor=world.office(cast), now=NOW)


def test_a_pupil_who_left_stays_out_and_one_who_came_waits(cast: Cast) -> None:
    making = world.made(cast)
    gone = making.seats.earliest("pk").pupil
    Pupil.objects.filter(pk=gone.pk).update(since=date(2026, 8, 1), until=DAY)
    world.grade(world.school_of(cast), boys=1, girls=0)
    making = approve_classes(making, world.THROWN, actor=world.principal(cast), now=NOW)
    assert making.seats.get(pupil=gone).now is None
    assert dict(sizes(making))[0] == 1
    note = Line.objects.filter(verb="approve-classes").latest("number").note
    assert note["pupils"] == 16 and note["left_out"] == 1


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({}, "seed-not-revealed"),
        ({"摇号球": "123"}, "seed-digits-number"),
        ({"摇号球": "1234567a"}, "seed-digits"),
    ],
)
def test_a_seed_that_is_not_what_was_announced_makes_nothing(
    cast: Cast, value: dict[str, str], code: str
) -> None:
    making = world.frozen(cast)
    with pytest.raises(Refused, match=code):
        make_classes(making, value, actor=world.office(cast), now=NOW)
    making.refresh_from_db()
    assert making.made_at is None


def test_the_same_seed_gives_the_same_classes_and_steps_are_not_taken_twice(cast: Cast) -> None:
    making = world.made(cast)
    with pytest.raises(Refused, match="class-step-is-past"):
        make_classes(making, THROWN, actor=world.office(cast), now=NOW)
    with pytest.raises(Refused, match="class-step-is-past"):
        list_children(making, "", None, actor=world.office(cast))
    with pytest.raises(Refused, match="class-making-exists"):
        world.drafted(cast)


def test_what_was_drawn_is_given_up_by_the_authority_alone(cast: Cast) -> None:
    making = world.made(cast)
    with pytest.raises(Refused, match="not-your-place"):
        give_up_classes(making, "名单有误，须重新编班", actor=world.principal(cast), now=NOW)
    with pytest.raises(Refused, match="class-needs-reason"):
        give_up_classes(making, "有误", actor=cast.bureau, now=NOW)
    give_up_classes(making, "名单有误，须重新编班", actor=cast.bureau, now=NOW)
    again = world.drafted(cast)
    assert again.pk != making.pk
    give_up_classes(again, "本年级班数须另行核定，暂缓", actor=world.office(cast), now=NOW)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"classes": 1}, "class-count-wrong"),
        ({"classes": 20}, "class-fewer-children"),
        ({"grade": 2}, "class-nobody-waits"),
        ({"since": date(2025, 9, 1)}, "class-nobody-waits"),
        ({"method": "serpentine"}, "class-mean-missing"),
        ({"parts": ()}, "seed-without-parts"),
        ({"limits": replace(LIMITS, mean=None), "method": "serpentine"}, "class-mean-missing"),
    ],
)
def test_settings_that_do_not_fit_are_refused(
    cast: Cast, change: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        world.drafted(cast, **change)


def test_classes_that_are_filled_already_are_left_alone(cast: Cast) -> None:
    room = world.grade(world.school_of(cast))
    first = SchoolClass.objects.create(
        school=room.school, stage="primary", year=2026, grade=1, number=2
    )
    Pupil.objects.create(school_class=first, since=DAY)
    with pytest.raises(Refused, match="class-is-occupied"):
        world.drafted(cast)


@pytest.mark.clause("ENR-06")
def test_no_class_grows_beyond_what_the_policy_allows(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xuequ.enrolment.engine.policy import Enrolment
    from xuequ.enrolment.queries import class_sizes

    monkeypatch.setattr(class_sizes, "policy_of", lambda *_: Enrolment(class_size=8))
    with pytest.raises(Refused, match="class-too-large"):
        world.drafted(cast)
    assert world.drafted(cast, classes=3).classes == 3
