"""Identity data is masked on every page and shown once, for a reason that is recorded."""

from __future__ import annotations

from typing import Any

import pytest

from casting import MAKER, OPENING, pupil
from support_plugin import Cast
from xuequ.directory.engine.identity import check_digit
from xuequ.directory.engine.roles import permissions
from xuequ.directory.models import Holding, Person, Pupil, School
from xuequ.directory.queries.people import person_detail
from xuequ.directory.services.families import link_guardian
from xuequ.directory.services.identity import (
    Asking,
    Identity,
    change_identity,
    reveal_identity,
    search_identity,
)
from xuequ.directory.services.people import end_holding, register_person
from xuequ.directory.tests.belonging import DAY, EVE
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
NUMBER, PHONE = "11010519491231002X", "13800001234"
ASKED = {"fields_wanted": ["id_number"], "purpose": "verify", "reason": "核对入职材料"}


@pytest.fixture
def person(cast: Cast) -> Person:
    """The one in the school's office, with number and telephone."""
    found = cast.accounts["school"].person
    return change_identity(found, Identity("resident", NUMBER, PHONE), actor=MAKER)


def principal(cast: Cast, *, may: str = "principal") -> Actor:
    place = cast.school.school
    return Actor("p", "校长", permissions(may), cast.authority.pk, school=place, role=may)


def test_pages_show_masks_only(cast: Cast, client_of: Any, person: Person) -> None:
    texts = [
        client_of("bureau").get(f"/people/{person.pk}/{page}").content.decode()
        for page in ("", "identity/", "reveal/")
    ]
    texts.append(client_of("bureau").get("/people/").content.decode())
    assert "1101**********002X" in texts[0] and "138****1234" in texts[0]
    assert not [text for text in texts if NUMBER in text or PHONE in text]


def test_a_number_is_revealed_once_with_its_reason_in_the_record(
    client_of: Any, person: Person
) -> None:
    page = client_of("bureau").post(f"/people/{person.pk}/reveal/", ASKED)
    assert page.status_code == 200 and NUMBER in page.content.decode()
    assert PHONE not in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    line = Line.objects.latest("number")
    assert (line.verb, line.subject) == ("reveal-identity", f"directory.person:{person.pk}")
    wanted = {"purpose": "purpose.verify", "reason": "核对入职材料", "fields": ["field.id_number"]}
    assert line.note == wanted
    assert NUMBER not in str(line.content())
    assert person_detail(person, DAY)["looks"] == 1


@pytest.mark.parametrize(
    "change",
    [
        {"reason": ""},
        {"reason": "看看"},
        {"reason": "　 　 　 　 　"},
        {"reason": f"核对{NUMBER}"},
        {"reason": "电话 138 0000 1234"},
        {"purpose": ""},
        {"purpose": "curiosity"},
        {"fields_wanted": []},
        {"fields_wanted": ["password"]},
    ],
)
def test_without_a_reason_a_purpose_or_a_field_nothing_is_shown(
    client_of: Any, person: Person, change: dict[str, object]
) -> None:
    page = client_of("bureau").post(f"/people/{person.pk}/reveal/", ASKED | change)
    assert page.status_code == 422
    shown = page.content.decode()
    assert PHONE not in shown and shown.count(NUMBER) == str(change).count(NUMBER)
    assert not Line.objects.filter(verb="reveal-identity").exists()


def test_who_lacks_the_right_is_refused(cast: Cast, client_of: Any, person: Person) -> None:
    assert client_of("school").post(f"/people/{person.pk}/reveal/", ASKED).status_code == 403
    asking = Asking(["id_number"], "verify", "核对入职材料")
    with pytest.raises(Refused, match="may-not-reveal"):
        reveal_identity(person, asking, actor=principal(cast, may="school_office"))
    assert not Line.objects.filter(verb="reveal-identity").exists()


def test_who_asks_beyond_their_scope_is_refused_and_that_is_recorded(
    cast: Cast, client_of: Any, person: Person
) -> None:
    browser = client_of("other")
    assert browser.post(f"/people/{person.pk}/reveal/", ASKED).status_code == 404
    line = Line.objects.latest("number")
    assert (line.verb, line.authority) == ("refuse-reveal", cast.other.pk)
    assert line.note == {"subject": f"directory.person:{person.pk}"}
    assert browser.get(f"/people/{person.pk}/").status_code == 404
    assert browser.post("/people/999999/reveal/", ASKED).status_code == 404


def test_a_whole_number_finds_the_person_and_the_search_is_recorded(
    cast: Cast, client_of: Any, person: Person
) -> None:
    page = client_of("bureau").post("/people/search/", {"id_number": NUMBER.lower()})
    assert person.name in page.content.decode() and NUMBER not in page.content.decode()
    line = Line.objects.latest("number")
    assert (line.verb, line.note) == ("search-identity", {"found": 1})
    for part in (NUMBER[:-1], "%", NUMBER[:6]):
        page = client_of("bureau").post("/people/search/", {"id_number": part})
        assert f"/people/{person.pk}/" not in page.content.decode()
    page = client_of("other").post("/people/search/", {"id_number": NUMBER})
    assert f"/people/{person.pk}/" not in page.content.decode()


def test_the_same_number_twice_in_an_authority_is_refused(cast: Cast, person: Person) -> None:
    twin, stranger = cast.accounts["bureau"].person, cast.accounts["other"].person
    with pytest.raises(Refused, match="identity-is-taken"):
        change_identity(twin, Identity("resident", NUMBER), actor=MAKER)
    change_identity(stranger, Identity("resident", NUMBER), actor=MAKER)
    assert search_identity(cast.other, NUMBER, actor=MAKER, on=DAY) == stranger


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"id_kind": "resident", "id_number": "110105194912310021"}, "id_number"),
        ({"id_kind": "", "id_number": NUMBER}, "id_number"),
        ({"id_kind": "permit", "id_number": NUMBER}, "id_number"),
        ({"id_kind": "resident", "id_number": "1.1E+17"}, "id_number"),
        ({"id_kind": "resident", "id_number": "110105194912310000"}, "id_number"),
        ({"phone": "call me"}, "phone"),
        ({"phone": "5551234"}, "phone"),
    ],
)
def test_what_is_typed_wrong_is_named_at_its_field(
    client_of: Any, person: Person, data: dict[str, str], field: str
) -> None:
    page = client_of("bureau").post(f"/people/{person.pk}/identity/", data)
    assert page.status_code == 422 and field in page.context["form"].errors
    found = Person.objects.get(pk=person.pk)
    assert found.id_number and found.id_number.open() == NUMBER


def test_a_change_says_which_fields_and_nothing_of_them(client_of: Any, person: Person) -> None:
    data = {"id_kind": "resident", "id_number": NUMBER, "phone": "13900005678"}
    assert client_of("bureau").post(f"/people/{person.pk}/identity/", data).status_code == 302
    line = Line.objects.latest("number")
    assert (line.verb, line.note) == ("change-identity", {"fields": ["field.phone"]})
    assert "139" not in str(line.note)
    with pytest.raises(Refused, match="nothing-changed"):
        change_identity(person, Identity("resident", NUMBER, "13900005678"), actor=MAKER)


def test_a_number_of_an_odd_place_is_taken_with_advice(client_of: Any, person: Person) -> None:
    number = (first := "11022120100101001") + check_digit(first)
    data = {"id_kind": "resident", "id_number": number, "phone": "0771 5551234"}
    where = f"/people/{person.pk}/"
    page = client_of("bureau").post(f"{where}identity/", data, follow=True).content.decode()
    assert "1980—1998年昌平县" in page and number not in page
    found = Person.objects.get(pk=person.pk)
    assert found.phone and found.phone.open() == "0771-5551234"
    assert "号码开头的地区与出生年份不符" in client_of("bureau").get(where).content.decode()


def test_what_is_odd_about_a_pupils_numbers_is_told_and_taken(client_of: Any, cast: Cast) -> None:
    data = {"name": "甲演示子", "number": "J450103201501010011", "since": "2026-09-01"}
    room = pupil(School.objects.get(name="东二小")).school_class_id
    where = f"/classes/{room}/pupils/new/"
    page = client_of("school").post(where, data, follow=True).content.decode()
    assert "J号的末位校验码与身份证号规则不符" in page
    child = Pupil.objects.latest("pk")
    assert child.number and child.number.open() == data["number"]


def test_equals_do_not_see_each_others_people(cast: Cast, client_of: Any, person: Person) -> None:
    office = cast.accounts["bureau"].person
    listed = client_of("school").get("/people/").content.decode()
    assert person.name in listed and office.name not in listed
    assert client_of("school").get(f"/people/{office.pk}/").status_code == 404
    assert client_of("other").get(f"/people/{person.pk}/").status_code == 404
    assert client_of("bureau").get(f"/people/{person.pk}/").status_code == 200


def test_the_record_of_a_search_betrays_nobody_outside_the_scope(
    cast: Cast, client_of: Any
) -> None:
    parent = register_person(cast.authority, "演示母", actor=MAKER)
    link_guardian(parent, pupil(cast.loose), "mother", since=OPENING, actor=MAKER)
    change_identity(parent, Identity("resident", NUMBER), actor=MAKER)
    client_of("bureau").post("/people/search/", {"id_number": NUMBER})
    line = Line.objects.latest("number")
    assert (line.verb, line.note) == ("search-identity", {"found": 0})


def test_who_left_is_not_revealed_by_looking_at_a_past_day(
    cast: Cast, client_of: Any, person: Person
) -> None:
    client = client_of("principal")
    where = f"/people/{person.pk}/reveal/"
    assert client.get(where).status_code == 200
    for held in Holding.objects.filter(person=person):
        end_holding(held, until=DAY, actor=MAKER)
    assert client.get(f"/people/{person.pk}/?on={EVE}").status_code == 200
    assert client.get(f"{where}?on={EVE}").status_code == 404
    assert client.post(f"{where}?on={EVE}", ASKED).status_code == 404
