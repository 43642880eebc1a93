"""Pupils and their parents: the school keeps them, a parent sees the own child only."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from casting import MAKER, OPENING
from support_plugin import PASSWORD, Cast
from xuequ.directory.models import Guardianship, Person, Pupil, School, SchoolClass
from xuequ.directory.queries.families import children
from xuequ.directory.services.families import (
    NewGuardian,
    NewPupil,
    add_guardian,
    end_guardian,
    link_guardian,
    register_pupil,
)
from xuequ.directory.services.identity import Identity
from xuequ.directory.services.people import open_account
from xuequ.directory.tests.belonging import DAY
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line
from xuequ.vault.fields import holding

pytestmark = pytest.mark.django_db
NUMBER, PHONE = "11010519491231002X", "13800001234"
ASKED = {"fields_wanted": ["name"], "purpose": "contact", "reason": "孩子在校发烧"}
ODD = ["𠮷演示", "买买提·演示", "演", "𠮷" * 60]


def room(school: str) -> SchoolClass:
    """The first class of a school."""
    place = School.objects.get(name=school)
    values: dict[str, Any] = {"stage": "primary", "year": 2026, "grade": 6, "number": 9}
    return SchoolClass.objects.get_or_create(school=place, **values)[0]


def pupil(name: str, school: str = "东二小", **more: Any) -> Pupil:
    return register_pupil(room(school), NewPupil(name, **more), since=OPENING, actor=MAKER)


def parent(child: Pupil, name: str = "演示父") -> Guardianship:
    new = NewGuardian(name, "father", Identity("", "", PHONE))
    return add_guardian(child, new, since=OPENING, actor=MAKER)


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(open_account(f"parent{person.pk}", PASSWORD, person=person, actor=MAKER))
    return client


def test_a_parent_sees_the_own_children_and_nobody_elses(cast: Cast) -> None:
    own, other = pupil("甲演示子"), pupil("乙演示子")
    person = parent(own).person
    link_guardian(person, pupil("丙演示子", "西二小"), "father", since=OPENING, actor=MAKER)
    parent(other, "演示母")
    page = browser_of(person).get("/family/")
    text = page.content.decode()
    assert page.status_code == 200
    assert {"甲演示子", "丙演示子", "东二小", "西集团"} <= {
        each for each in ("甲演示子", "丙演示子", "东二小", "西集团") if each in text
    }
    assert "乙演示子" not in text and "演示母" not in text


def test_a_parent_opens_nothing_of_the_school(cast: Cast) -> None:
    child = pupil("甲演示子")
    link = parent(child)
    browser = browser_of(link.person)
    for page in (
        f"/classes/{child.school_class_id}/", f"/pupils/{child.pk}/reveal/", "/people/",
        f"/people/{link.person_id}/", f"/guardianships/{link.pk}/reveal/", "/schools/",
    ):  # fmt: skip
        assert browser.get(page).status_code == 403, page


def test_a_parent_of_nobody_any_more_sees_no_child(cast: Cast) -> None:
    link = parent(pupil("甲演示子"))
    actor = Actor("p", "", frozenset(), person=link.person_id, role="guardian")
    assert [each.name for each in children(seen_by=actor, on=DAY)] == ["甲演示子"]
    end_guardian(link, until=DAY, actor=MAKER)
    assert children(seen_by=actor, on=DAY) == []


@pytest.mark.parametrize("name", ODD)
def test_a_school_enters_a_pupil_with_a_parent(client_of: Any, cast: Cast, name: str) -> None:
    data = {
        "name": name, "number": f"g{NUMBER}", "id_kind": "resident", "id_number": NUMBER,
        "since": "2026-09-01", "guardian_name": "演示父", "guardian_kind": "father",
        "guardian_phone": PHONE,
    }  # fmt: skip
    where = f"/classes/{room('东二小').pk}/"
    assert client_of("school").post(f"{where}pupils/new/", data).status_code == 302
    child = Pupil.objects.latest("pk")
    assert child.name and child.name.open() == name
    assert child.number and child.number.open() == f"G{NUMBER}"
    text = client_of("school").get(where).content.decode()
    assert name in text and NUMBER not in text and PHONE not in text
    assert "138****1234" in text and "G1101**********002X" in text
    lines = str([each.content() for each in Line.objects.all()])
    assert not [each for each in (NUMBER, PHONE, name * 2, "𠮷", "买买提") if each in lines]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "长" * 61}, "name"),
        ({"number": "1234567890123456"}, "number"),
        ({"number": NUMBER}, "number"),
        ({"number": "1.1E+17"}, "number"),
        ({"guardian_phone": "5551234"}, "guardian_phone"),
        ({"id_number": "110105194912310021"}, "id_number"),
        ({"id_kind": ""}, "id_number"),
        ({"guardian_kind": ""}, "guardian_kind"),
        ({"guardian_name": ""}, "guardian_name"),
        ({"guardian_phone": "<script>"}, "guardian_phone"),
        ({"since": "2026-13-01"}, "since"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_half_written(
    client_of: Any, cast: Cast, change: dict[str, str], field: str
) -> None:
    data = {
        "name": "甲演示子", "id_kind": "resident", "id_number": NUMBER, "since": "2026-09-01",
        "guardian_name": "演示父", "guardian_kind": "father", "guardian_phone": PHONE,
    }  # fmt: skip
    where = f"/classes/{room('东二小').pk}/pupils/new/"
    counts = Pupil.objects.count(), Guardianship.objects.count(), Person.objects.count()
    page = client_of("school").post(where, data | change)
    assert page.status_code == 422 and field in page.context["form"].errors
    assert counts == (
        Pupil.objects.count(), Guardianship.objects.count(), Person.objects.count()
    )  # fmt: skip


def test_another_school_and_another_authority_see_no_class(client_of: Any, cast: Cast) -> None:
    child = pupil("甲演示子", "东三小")  # of the same district as the school that asks
    link = parent(child)
    pages = (f"/classes/{child.school_class_id}/", f"/classes/{child.school_class_id}/pupils/new/",
             f"/pupils/{child.pk}/guardians/new/", f"/guardianships/{link.pk}/end/")  # fmt: skip
    for page in pages:
        assert client_of("school").get(page).status_code == 404, page
    assert client_of("other").get(pages[0]).status_code == 404
    assert client_of("nobody").get(pages[0]).status_code == 302


def test_the_bureau_sees_masked_names_and_reveals_with_a_reason(client_of: Any, cast: Cast) -> None:
    child = pupil("甲演示子", number=f"G{NUMBER}")
    bureau = client_of("bureau")
    text = bureau.get(f"/classes/{child.school_class_id}/").content.decode()
    assert "甲**子" in text and "甲演示子" not in text
    page = bureau.post(f"/pupils/{child.pk}/reveal/", ASKED)
    assert "甲演示子" in page.content.decode()
    line = Line.objects.latest("number")
    assert (line.verb, line.authority) == ("reveal-identity", cast.authority.pk)
    assert client_of("other").post(f"/pupils/{child.pk}/reveal/", ASKED).status_code == 404
    assert Line.objects.latest("number").verb == "refuse-reveal"


def test_a_guardians_telephone_is_revealed_to_whoever_has_the_child_in_scope(
    client_of: Any, cast: Cast
) -> None:
    link = parent(pupil("甲演示子"))
    asked = ASKED | {"fields_wanted": ["phone"]}
    where = f"/guardianships/{link.pk}/reveal/"
    assert PHONE in client_of("bureau").post(where, asked).content.decode()
    assert client_of("other").post(where, asked).status_code == 404
    assert client_of("school").post(where, asked).status_code == 403


def test_the_same_parent_of_two_children_is_one_person(cast: Cast) -> None:
    new = NewGuardian("演示父", "father", Identity("resident", NUMBER, PHONE))
    first = add_guardian(pupil("甲演示子"), new, since=OPENING, actor=MAKER)
    second = add_guardian(pupil("乙演示子"), new, since=OPENING, actor=MAKER)
    assert first.person == second.person
    other = NewGuardian("演示母", "mother", Identity("resident", NUMBER))
    with pytest.raises(Refused, match="identity-is-taken"):
        add_guardian(first.pupil, other, since=OPENING, actor=MAKER)
    assert not Person.objects.filter(name="演示母").exists()


def test_a_guardianship_is_entered_once_and_ends_after_it_begins(cast: Cast) -> None:
    link = parent(pupil("甲演示子"))
    with pytest.raises(Refused, match="already-guardian"):
        link_guardian(link.person, link.pupil, "other", since=DAY, actor=MAKER)
    with pytest.raises(Refused, match="not-yet-begun"):
        link_guardian(
            cast.accounts["school"].person, link.pupil, "other", since=date(2019, 1, 1), actor=MAKER
        )
    with pytest.raises(Refused, match="ends-before-it-begins"):
        end_guardian(link, until=OPENING, actor=MAKER)
    end_guardian(link, until=DAY, actor=MAKER)
    with pytest.raises(Refused, match="already-ended"):
        end_guardian(link, until=DAY, actor=MAKER)
    link_guardian(link.person, link.pupil, "father", since=DAY, actor=MAKER)


def test_a_pupil_is_registered_once_in_an_authority(cast: Cast) -> None:
    pupil("甲演示子", number=f"G{NUMBER}")
    with pytest.raises(Refused, match="pupil-is-registered"):
        pupil("乙演示子", "西一小", number=f"G{NUMBER}")
    assert pupil("丙演示子", "邻一小", number=f"G{NUMBER}").pk


def test_a_reported_class_says_that_its_pupils_are_only_a_number(
    client_of: Any, cast: Cast
) -> None:
    SchoolClass.objects.filter(pk=room("东二小").pk).update(pupil_count=37)
    text = client_of("school").get(f"/classes/{room('东二小').pk}/").content.decode()
    assert "37" in text and "pupils/new/" in text


def test_nothing_of_a_pupil_stands_in_the_database_or_the_record_in_plain(cast: Cast) -> None:
    child = pupil("𠮷演示", number=f"G{NUMBER}", id_kind="resident", id_number=NUMBER)
    parent(child, "演示父")
    kept = ""
    with connection.cursor() as cursor:
        for rows in ("* FROM directory_pupil", "* FROM record_line", "phone FROM directory_person"):
            cursor.execute(f"SELECT {rows}")
            kept += str(cursor.fetchall())
    assert not [each for each in (NUMBER, PHONE, "𠮷") if each in kept]
    assert Pupil.objects.get(holding(Pupil, "name", "𠮷演示")) == child


def test_a_school_does_not_learn_from_a_number_whose_it_is(client_of: Any, cast: Cast) -> None:
    new = NewGuardian("别家母", "mother", Identity("resident", NUMBER))
    add_guardian(pupil("乙演示子", "西一小"), new, since=OPENING, actor=MAKER)
    typed = {"name": "随便", "kind": "father", "id_kind": "resident", "id_number": NUMBER}
    where = f"/pupils/{pupil('甲演示子').pk}/guardians/new/"
    page = client_of("school").post(where, typed | {"since": OPENING})
    assert page.status_code == 422 and "别家母" not in page.text


def test_no_parents_full_name_stands_above_the_form_of_a_reveal(client_of: Any, cast: Cast) -> None:
    link = parent(pupil("甲演示子"))
    assert "演示父" not in client_of("bureau").get(f"/guardianships/{link.pk}/reveal/").text
