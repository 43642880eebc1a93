"""What is settled of a making of classes is changed as long as it is a draft, and not after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from casting import OPENING, staff
from support_plugin import Cast
from xuequ.directory.models import Pupil, School, SchoolClass, Teacher
from xuequ.enrolment.models import ClassMaking
from xuequ.enrolment.services.class_beginning import begin_classes, begin_late
from xuequ.enrolment.services.class_drawing import approve_classes, make_classes
from xuequ.enrolment.services.class_listing import freeze_classes, list_children
from xuequ.enrolment.services.class_settling import change_settings
from xuequ.enrolment.tests import classes_world as world
from xuequ.enrolment.tests.classes_world import BALLS, DAY, HERE, LIMITS, NOW, THROWN
from xuequ.kernel.refusal import Refused
from xuequ.methods.classes.children import Limits
from xuequ.methods.lottery.seeds import Part
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
DICE = Part("digits", "骰子", length=12, faces=6)
SETTLED = {
    "since": "2026-11-02", "method": "serpentine", "classes": "3", "size": "2", "sex": "3",
    "special": "1", "mean": "0.5", "twins": "apart", "balls": "骰子", "length": "12", "faces": "6",
}  # fmt: skip


def teachers(school: School, count: int) -> list[int]:
    people = [staff(school, "dean", f"师演示{n}").person for n in range(count)]
    for each in people:
        Teacher.objects.create(
            person=each, school=school, stage="primary", subject="语文", since=OPENING
        )
    return [each.pk for each in people]


def test_a_draft_is_settled_anew_and_its_list_is_wanted_again(cast: Cast) -> None:
    making = world.listed(cast)
    leaders = teachers(making.school, 3)
    limits = Limits(2, 3, 1, Decimal("0.5"))
    settled = world.new(method="serpentine", classes=3, limits=limits, twins="apart",
                        parts=(DICE,), teams=leaders)  # fmt: skip
    making = change_settings(making, settled, actor=world.office(cast))
    making.refresh_from_db()
    assert (making.method, making.classes, making.twins) == ("serpentine", 3, "apart")
    assert (making.size_gap, making.sex_gap, making.mean_gap) == (2, 3, Decimal("0.50"))
    assert [each["name"] for each in making.parts] == ["骰子"]
    assert sorted(making.teams.values_list("person", flat=True)) == sorted(leaders)
    assert making.list is None and making.rules is None and not making.seats.exists()
    line = Line.objects.filter(verb="change-class-settings").latest("number")
    assert line.note["limits"] == "2 / 3 / 1 / 0.5" and line.note["list_dropped"] == 17
    with pytest.raises(Refused, match="nothing-changed"):
        change_settings(making, settled, actor=world.office(cast))


def test_limits_that_contradict_are_widened_and_the_list_is_taken(cast: Cast) -> None:
    world.grade(world.school_of(cast), boys=2, girls=2)
    making = world.drafted(cast)
    cells: dict[int, Sequence[str]] = dict.fromkeys((0, 1), ("", "", "A", "同班"))
    rows = world.sheet(making, cells)
    with pytest.raises(Refused, match="classes-contradict"):
        list_children(making, "名单.csv", rows, actor=world.office(cast))
    wider = world.new(limits=Limits(1, 2, 1))
    making = change_settings(making, wider, actor=world.office(cast))
    making = list_children(making, "名单.csv", rows, actor=world.office(cast))
    making = freeze_classes(making, actor=world.office(cast), now=NOW)
    assert b'"sex": 2' in bytes(making.rules or b"")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"classes": 20}, "class-fewer-children"),
        ({"classes": 1}, "class-count-wrong"),
        ({"method": "serpentine"}, "class-mean-missing"),
        ({"since": date(2027, 9, 1)}, "day-outside-year"),
        ({"parts": ()}, "seed-without-parts"),
        ({"teams": (1,)}, "class-teams-count"),
    ],
)
def test_settings_that_do_not_fit_leave_everything_as_it_was(
    cast: Cast, change: dict[str, object], code: str
) -> None:
    making = world.listed(cast)
    with pytest.raises(Refused, match=code):
        change_settings(making, world.new(**change), actor=world.office(cast))
    making.refresh_from_db()
    assert (making.classes, making.method, making.since) == (2, "random", DAY)
    assert making.list is not None and making.seats.count() == 17


def test_the_school_itself_changes_them_and_only_before_the_freezing(cast: Cast) -> None:
    making = world.listed(cast)
    wider = world.new(limits=replace(LIMITS, size=2))
    for actor in (cast.bureau, cast.school, cast.actors["head"]):
        with pytest.raises(Refused, match="not-your-place"):
            change_settings(making, wider, actor=actor)
    making = freeze_classes(making, actor=world.office(cast), now=NOW)
    with pytest.raises(Refused, match="class-step-is-past"):
        change_settings(making, wider, actor=world.office(cast))
    making.refresh_from_db()
    assert making.size_gap == 1 and making.list is not None


def in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 2, 9, tzinfo=HERE))


def begun(cast: Cast) -> ClassMaking:
    """Pupils of the second grade of the school of the cast who wait, and a draft of classes."""
    school = School.objects.get(name="东二小")
    room = world.grade(school, boys=5, girls=4)
    SchoolClass.objects.filter(pk=room.pk).update(grade=2)
    return begin_classes(school, world.new(grade=2), actor=cast.actors["school"], now=NOW)


def text(page: Any) -> str:
    found: str = page.content.decode()
    return found


def test_the_page_shows_what_is_settled_and_takes_something_else(
    cast: Cast, reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_november(monkeypatch)
    making = begun(cast)
    one = f"/enrolment/makings/{making.pk}/"
    school = reading("school")
    assert f"{one}settings/" in text(school.get(one))
    form = text(school.get(f"{one}settings/"))
    assert 'value="2026-09-01"' in form and 'value="摇号球"' in form
    wrong = school.post(f"{one}settings/", {**SETTLED, "size": "-1", "mean": "much"})
    assert wrong.status_code == 422 and text(wrong).count('class="error"') == 2
    refused = school.post(f"{one}settings/", {**SETTLED, "mean": ""})
    assert refused.status_code == 422 and "need a bound" in text(refused)
    done = school.post(f"{one}settings/", SETTLED, follow=True)
    assert "The settings are changed" in text(done)
    making.refresh_from_db()
    assert (making.classes, making.twins, making.sex_gap) == (3, "apart", 3)
    assert reading("bureau").get(f"{one}settings/").status_code == 403
    assert reading("teacher").post(f"{one}settings/", SETTLED).status_code == 403


def test_the_page_of_a_late_draw_takes_its_limits_and_its_rule_for_twins(
    cast: Cast, reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_november(monkeypatch)
    making, actor = begun(cast), cast.actors["school"]
    making = list_children(making, "", None, actor=actor)
    making = freeze_classes(making, actor=actor, now=NOW)
    making = approve_classes(make_classes(making, THROWN, actor=actor, now=NOW), THROWN,
                             actor=cast.bureau, now=NOW)  # fmt: skip
    room = SchoolClass.objects.get(school=making.school, grade=2, number=0, year=2026)
    for at in range(2):
        Pupil.objects.create(school_class=room, since=DAY, id_kind="resident",
                             id_number=world.number(300 + at, "male"))  # fmt: skip
    late = begin_late(making, date(2026, 11, 2), [BALLS], actor=actor, now=NOW)
    one = f"/enrolment/makings/{late.pk}/"
    school = reading("school")
    form = text(school.get(f"{one}settings/"))
    assert 'name="mean"' not in form and 'name="classes"' not in form
    said = {each: SETTLED[each] for each in SETTLED if each not in ("method", "classes", "mean")}
    assert school.post(f"{one}settings/", said).status_code == 302
    late.refresh_from_db()
    assert (late.size_gap, late.sex_gap, late.twins) == (2, 3, "apart")
    list_children(late, "", None, actor=actor)
    freeze_classes(late, actor=actor, now=NOW)
    past = school.post(f"{one}settings/", {**said, "size": "9"})
    assert past.status_code == 422 and "no longer, at this step" in text(past)
    assert f"{one}settings/" not in text(school.get(one))
    make_classes(late, {"骰子": "123456123456"}, actor=actor, now=NOW)
    shown = text(reading("bureau").get(f"{one}approve/"))
    assert "with late pupils" in shown and "kept" in shown
