"""How a result is told is settled; later admitted children become pupils, once each."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import Guardianship, Pupil, School
from xuequ.directory.services.classes import ClassSize, report_classes
from xuequ.directory.services.families import NewPupil, register_pupil
from xuequ.enrolment.engine.telling.terms import usual
from xuequ.enrolment.models import Child, Placement, Telling
from xuequ.enrolment.queries.class_gathering import known_of
from xuequ.enrolment.services.class_beginning import begin_classes
from xuequ.enrolment.services.telling.answering import give_up_seat
from xuequ.enrolment.tests import classes_world as world
from xuequ.enrolment.tests.deciding import RELEASES, schools
from xuequ.enrolment.tests.telling import TOLD, drawn, parent, told
from xuequ.kernel.refusal import Refused

pytestmark = pytest.mark.django_db


def text(page: Any) -> str:
    found: str = page.content.decode()
    return found


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`clock(moment)` sets the time of the pages."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.mark.clause("ENR-25")
def test_admitted_children_become_pupils_without_a_class_once_and_with_their_parents(
    cast: Cast, clock: Any, reading: Any
) -> None:
    outcome = told(cast)
    where, one = f"/enrolment/rounds/{outcome.round_id}/", schools()[1]
    enter = f"{where}enter/{one.pk}/"

    def said(moment: datetime) -> str:
        clock(moment)
        return text(reading("principal").post(enter, follow=True))

    clock(TOLD)
    page = text(reading("principal").get(f"{where}admitted/"))
    assert "Families may answer until" in page and "Enter as pupils" not in page
    assert "Families answer until" in said(TOLD)
    after = usual(outcome.releases_at).reply_until + timedelta(hours=1)
    clock(after)
    assert "Enter as pupils" in text(reading("principal").get(f"{where}admitted/"))
    assert "2 children are pupils of 东二小 now" in said(after)
    assert "is a pupil already" in said(after)
    assert reading("principal").post(f"{where}enter/{schools()[0].pk}/").status_code == 404
    rows = Placement.objects.filter(outcome=outcome, school=one)
    for row in rows:
        pupil = row.application.child.pupil
        assert pupil is not None and pupil.since.isoformat() == "2027-09-01"
        room = pupil.school_class
        assert (room.school, room.grade, room.number, room.year) == (one, 1, 0, 2027)
        assert Guardianship.objects.get(pupil=pupil).person == row.application.person
    assert Pupil.objects.filter(school_class__number=0).count() == 2
    assert_sex_is_what_families_said(cast, one, [row.application.child for row in rows])
    assert text(reading("principal").get(f"{where}admitted/")).count("entered as a pupil") == 2
    assert "entered as a pupil" not in text(reading("bureau").get(f"{where}waiting/"))


def assert_sex_is_what_families_said(cast: Cast, school: School, children: list[Child]) -> None:
    """Their papers do not tell it, so a school would have to ask for it again."""
    new = world.new(since=date(2027, 9, 1))
    making = begin_classes(school, new, actor=cast.actors["school"], now=timezone.now())
    known = {each.key: each.sex for each in known_of(making)}
    assert known == {each.pupil_id: each.sex.open() for each in children}


def test_who_was_a_pupil_before_applying_may_give_up_and_is_entered_as_everybody(
    cast: Cast, clock: Any, reading: Any
) -> None:
    outcome, one = told(cast), schools()[1]
    report_classes(one, 2026, [ClassSize("primary", 1, 1, 0)], actor=MAKER)
    room = one.classes.get(year=2026, stage="primary", grade=1, number=1)
    seated_there = list(Placement.objects.filter(outcome=outcome, school=one))
    for each in seated_there:
        child = each.application.child
        new = NewPupil(child.name.open(), "", child.id_kind, child.id_number.open())
        child.pupil = register_pupil(room, new, since=date(2026, 9, 1), actor=MAKER)
        child.save()
    going, staying = seated_there
    give_up_seat(going.application, actor=parent(going.application), now=TOLD)
    clock(usual(outcome.releases_at).reply_until + timedelta(hours=1))
    enter = f"/enrolment/rounds/{outcome.round_id}/enter/{one.pk}/"
    assert "1 child" in text(reading("principal").post(enter, follow=True))
    staying.application.child.refresh_from_db()
    pupil = staying.application.child.pupil
    assert pupil is not None and pupil.school_class.year == 2027
    with pytest.raises(Refused) as refused:
        give_up_seat(staying.application, actor=parent(staying.application), now=TOLD)
    assert refused.value.code == "entered-already"


def test_how_it_is_told_is_settled_on_a_page(cast: Cast, clock: Any, reading: Any) -> None:
    outcome = drawn(cast)
    clock(RELEASES - timedelta(hours=20))
    bureau, where = reading("bureau"), f"/enrolment/rounds/{outcome.round_id}/telling/"
    day = timezone.localdate(RELEASES)
    typed = {
        "names": "numbers", "listed_until": day + timedelta(days=5),
        "reply_until": day + timedelta(days=3), "object_until": day + timedelta(days=3),
        "silence": "gives_up", "offer_days": 2,
    }  # fmt: skip
    wrong = ({"listed_until": day - timedelta(days=1)}, {"offer_days": 0}, {"names": "full"},
             {"reply_until": "\0"}, {"object_until": "<script>alert(1)</script>"})  # fmt: skip
    for each in wrong:
        page = bureau.post(where, {**typed, **each})
        assert page.status_code == 422 and "<script>alert" not in text(page)
    assert bureau.post(where, typed).status_code == 302
    assert Telling.objects.get(outcome=outcome).silence == "gives_up"
