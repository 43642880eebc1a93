"""Every look at data of a child has a line with its purpose, and its family reads it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from support_plugin import Cast
from xuequ.directory.models import SchoolClass
from xuequ.directory.services.families import NewPupil, register_pupil
from xuequ.directory.services.identity import Asking, reveal_identity
from xuequ.directory.services.looking import note_names_seen
from xuequ.enrolment.models import Application
from xuequ.enrolment.queries.privacy import looks
from xuequ.enrolment.queries.privacy.looks import looks_at, looks_at_pupil
from xuequ.enrolment.services.checking.looking import look, reveal_child
from xuequ.enrolment.services.telling import revealing
from xuequ.enrolment.tests.applying import CHECKED, applied
from xuequ.enrolment.tests.families import OPEN, begun, eyes, filled, handed, parent, round_of
from xuequ.enrolment.tests.world import published
from xuequ.record.models import Line
from xuequ.record.services import note_export

pytestmark = pytest.mark.django_db


def test_a_family_reads_who_looked_when_and_what_for(cast: Cast) -> None:
    row = applied(published(cast), 1)
    look(row, "objection", actor=cast.bureau, now=CHECKED)
    reveal_child(row, actor=cast.bureau, now=CHECKED)
    asking = Asking(["name"], "contact", "联系家长补交材料")
    revealing.reveal_child(row.child, asking, actor=cast.bureau)
    found = looks_at(row.child)
    assert [each.what.en for each in found] == [
        "was shown name and number", "was shown name and number", "opened the file"
    ]  # fmt: skip
    assert [each.why.en for each in found] == [
        "reach somebody in an emergency", "enrolment or pupil records",
        "dealing with an objection",
    ]  # fmt: skip
    assert found[0].reason == "联系家长补交材料" and [e.en for e in found[0].fields] == ["name"]
    assert {each.who for each in found} == {cast.bureau.post}


def test_looks_at_another_child_are_not_shown(cast: Cast) -> None:
    rule_set = published(cast)
    row, other = applied(rule_set, 1), applied(rule_set, 2)
    look(other, "audit", actor=cast.bureau, now=CHECKED)
    assert looks_at(row.child) == []


def _class_of(cast: Cast) -> tuple[SchoolClass, Any]:
    room = SchoolClass.objects.filter(school_id=cast.school.school).first()
    if room is None:
        from xuequ.directory.models import School
        from xuequ.directory.services.classes import ClassSize, report_classes

        school = School.objects.get(pk=cast.school.school)
        report_classes(school, 2026, [ClassSize("primary", 2, 1, 1)], actor=cast.actors["school"])
        room = SchoolClass.objects.get(school=school)
    from casting import MAKER, OPENING

    return room, register_pupil(room, NewPupil("童全名"), since=OPENING, actor=MAKER)


def test_a_list_of_names_in_full_is_recorded_once_in_half_an_hour(cast: Cast, reading: Any) -> None:
    room, pupil = _class_of(cast)
    browser, where = reading("school"), f"/classes/{room.pk}/?on=2026-11-20"
    assert "童全名" in browser.get(where).content.decode()
    browser.get(where)
    line = Line.objects.get(verb="see-names")
    assert (line.subject, line.note["purpose"]) == (
        f"directory.schoolclass:{room.pk}", "purpose.enrolment"
    )  # fmt: skip
    assert [each.of_all for each in looks_at_pupil(pupil)] == [True]
    later = timezone.now() + timedelta(minutes=40)
    note_names_seen(room, 1, actor=cast.actors["school"], now=later)
    assert Line.objects.filter(verb="see-names").count() == 2


def test_a_masked_list_is_no_look(cast: Cast, reading: Any) -> None:
    room, _ = _class_of(cast)
    page = reading("bureau").get(f"/classes/{room.pk}/?on=2026-11-20").content.decode()
    assert "童全名" not in page and not Line.objects.filter(verb="see-names").exists()


def test_a_parent_reads_the_looks_at_a_pupil_and_at_a_child_that_applies(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = eyes(parent(cast))
    row = filled(begun(actor, round_of(cast)), actor)
    handed(row, actor)
    look(Application.objects.get(pk=row.pk), "question", actor=cast.bureau, now=CHECKED)
    monkeypatch.setattr("django.utils.timezone.now", lambda: OPEN)
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(row.person.account)
    browser.cookies["language"] = "en"
    page = browser.get(f"/family/child/{row.child_id}/privacy/").content.decode()
    assert "answering the family" in page and "of the record" in page
    assert (
        f"/family/child/{row.child_id}/privacy/" in browser.get("/family/looks/").content.decode()
    )


def test_a_look_at_a_pupil_with_a_reason_reaches_its_family(cast: Cast) -> None:
    _, pupil = _class_of(cast)
    asking = Asking(["name"], "request", "家长电话申请核对姓名")
    reveal_identity(pupil, asking, actor=cast.actors["principal"])
    [found] = looks_at_pupil(pupil)
    assert (found.why.en, found.of_all) == ("the person or guardian asked for it", False)


def test_exports_by_number_take_no_place_among_the_looks_and_the_note_says_there_are_more(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = applied(published(cast), 1)
    for _ in range(2):
        look(row, "objection", actor=cast.bureau, now=CHECKED)
    for _ in range(3):
        note_export(row.round, "plan of enrolment", "csv", 2, actor=cast.bureau)
    monkeypatch.setattr(looks, "LONGEST", 2)
    assert len(looks_at(row.child)) == 2
    look(row, "objection", actor=cast.bureau, now=CHECKED)
    found = looks_at(row.child)
    assert len(found) == 3
    for longest, more in ((2, True), (3, False)):
        page = render_to_string(
            "enrolment/privacy/looks.html", {"looks": found, "longest": longest}
        )
        assert page.count(cast.bureau.post) == longest
        assert (f"{longest}" in page.rpartition("</")[0].rpartition('class="quiet"')[2]) == more
