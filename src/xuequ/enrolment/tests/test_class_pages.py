"""The pages of making classes as a school, its authority and others use them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from support_plugin import Cast
from xuequ.directory.models import Pupil, School, SchoolClass
from xuequ.enrolment.engine.package.checking import checked
from xuequ.enrolment.models import ClassMaking, ClassSwap
from xuequ.enrolment.services.class_beginning import begin_classes
from xuequ.enrolment.services.class_drawing import approve_classes, make_classes
from xuequ.enrolment.services.class_listing import freeze_classes, list_children
from xuequ.enrolment.tests import classes_world as world
from xuequ.enrolment.tests.classes_world import HERE, WHY

pytestmark = pytest.mark.django_db
NEW = {
    "since": "2026-11-02", "method": "random", "classes": "2", "size": "1", "sex": "1",
    "special": "1", "mean": "", "twins": "family", "balls": "摇号球", "length": "8", "faces": "10",
}  # fmt: skip


@pytest.fixture(autouse=True)
def in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 2, 9, tzinfo=HERE))


def text(page: Any) -> str:
    found: str = page.content.decode()
    return found


def grade(cast: Cast) -> SchoolClass:
    """Pupils of the second grade of the school of the cast who wait for a class."""
    school = School.objects.get(name="东二小")
    room = world.grade(school, boys=5, girls=4)
    SchoolClass.objects.filter(pk=room.pk).update(grade=2)
    return room


def test_a_school_makes_classes_and_the_bureau_approves(cast: Cast, reading: Any) -> None:
    room = grade(cast)
    school, bureau = reading("school"), reading("bureau")
    assert "grade 2: 9 pupils wait" in text(school.get("/enrolment/makings/new/"))
    wrong = text(school.post("/enrolment/makings/new/", {**NEW, "grade": room.pk, "classes": 10}))
    assert "There are only 9 pupils" in wrong
    assert school.post("/enrolment/makings/new/", {**NEW, "grade": room.pk}).status_code == 302
    one = f"/enrolment/makings/{ClassMaking.objects.get().pk}/"
    book = SimpleUploadedFile("a.xlsx", school.get(f"{one}template/xlsx/?for=enrolment").content)
    assert school.post(f"{one}children/", {"file": book}).status_code == 302
    sheet = school.get(f"{one}template/csv/?for=enrolment").content
    bad = SimpleUploadedFile("a.csv", sheet.replace(b"boy", b"giant", 1))
    said = school.post(f"{one}children/", {"file": bad})
    assert said.status_code == 422 and "it must be boy or girl" in text(said)
    good = SimpleUploadedFile("a.csv", sheet)
    assert school.post(f"{one}children/", {"file": good}).status_code == 302
    assert "9: 5 boys, 4 girls" in text(school.get(one))
    frozen = text(school.post(f"{one}freeze/", follow=True))
    assert "alert-success" in frozen and "Check it yourself" not in frozen
    assert school.post(f"{one}seed/", {"part0": "123"}).status_code == 422
    assert school.post(f"{one}seed/", {"part0": "3141 5926"}).status_code == 302
    assert "Check it yourself" in (shown := text(school.get(one)))
    assert "Another person" in shown and "approve/" not in shown
    assert school.post(f"{one}approve/", {"has_read": "on"}).status_code == 403
    assert bureau.post(f"{one}approve/", {}).status_code == 422
    assert "kept" in text(bureau.get(f"{one}approve/"))
    assert bureau.post(f"{one}approve/", {"has_read": "on"}).status_code == 422
    wrong = bureau.post(f"{one}approve/", {"has_read": "on", "read0": "3141 5927"})
    assert wrong.status_code == 422 and "not what was entered" in text(wrong)
    sent = {"has_read": "on", "read0": "3141 5926"}
    assert bureau.post(f"{one}approve/", sent).status_code == 302
    offered = text(school.get(one))
    assert f'href="{one}package/"' in offered and "Anybody can make the classes again" in offered
    assert all(f"/public/verifier/{each}/" in offered for each in ("page", "program"))
    package = bureau.get(f"{one}package/").content
    assert checked(package, ClassMaking.objects.get().frozen_digest).is_genuine
    assert "小演示".encode() not in package
    rows = Pupil.objects.filter(school_class__grade=2, school_class__number__in=(1, 2))
    assert rows.count() == 9


def test_names_are_masked_for_all_but_the_school_itself(cast: Cast, reading: Any) -> None:
    grade(cast)
    making = _approved(cast)
    where = f"/enrolment/makings/{making.pk}/rooms/1/"
    assert "小演示" in text(reading("school").get(where))
    page = text(reading("bureau").get(where))
    assert "小演示" not in page and "names are masked" in page
    assert reading("guardian").get(where).status_code == 403
    assert reading("school").get(where.replace("/1/", "/3/")).status_code == 404


def _approved(cast: Cast) -> ClassMaking:
    school = School.objects.get(name="东二小")
    actor, now = cast.actors["school"], world.NOW
    making = begin_classes(school, world.new(grade=2), actor=actor, now=now)
    making = list_children(making, "", None, actor=actor)
    making = freeze_classes(making, actor=actor, now=now)
    making = make_classes(making, world.THROWN, actor=actor, now=now)
    return approve_classes(making, world.THROWN, actor=cast.bureau, now=now)


def test_a_change_is_asked_for_and_decided_and_late_pupils_are_drawn(
    cast: Cast, reading: Any
) -> None:
    room = grade(cast)
    making = _approved(cast)
    one = f"/enrolment/makings/{making.pk}/"
    school, bureau = reading("school"), reading("bureau")
    seat = making.seats.filter(room=1).earliest("pk")
    asked = {"seat": seat.pk, "room": "2", "other": "", "since": "2026-11-02", "reason": WHY}
    assert "class 1" in text(school.get(f"{one}swap/"))
    assert school.post(f"{one}swap/", {**asked, "reason": "家长"}).status_code == 422
    assert school.post(f"{one}swap/", asked).status_code == 302
    swap = ClassSwap.objects.get()
    assert "Decide" not in text(school.get(f"/enrolment/swaps/{swap.pk}/"))
    assert WHY in text(bureau.get(f"/enrolment/swaps/{swap.pk}/"))
    answer = {"agreed": "yes", "words": ""}
    assert bureau.post(f"/enrolment/swaps/{swap.pk}/decide/", answer).status_code == 302
    seat.refresh_from_db()
    assert seat.room == 2
    assert "approved" in text(school.get(one))
    Pupil.objects.create(school_class=room, since=world.DAY, name="迟到演示")
    assert "1 pupil of this grade waits" in text(school.get(one))
    late = {"since": "2026-11-02", "balls": "摇号球", "length": "6", "faces": "6"}
    assert school.post(f"{one}late/", late).status_code == 302
    two = f"/enrolment/makings/{ClassMaking.objects.latest('pk').pk}/"
    assert "the sex of 1 pupils is not known" in text(school.post(f"{two}children/"))
    assert school.post(f"{two}drop/", {"reason": "先补登该生的证件号码再抽"}).status_code == 302
    assert "Given up" in text(school.get(two))


def test_somebody_moved_in_another_way_is_noticed(cast: Cast, reading: Any) -> None:
    grade(cast)
    making = _approved(cast)
    now = making.seats.filter(room=1).earliest("pk").now
    assert now is not None
    other = SchoolClass.objects.get(school=making.school, grade=2, number=2)
    Pupil.objects.filter(pk=now.pk).update(school_class=other)
    page = text(reading("bureau").get(f"/enrolment/makings/{making.pk}/"))
    assert "1 pupil no longer sits in the class that came out" in page
