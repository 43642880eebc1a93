"""The pages of cases as people use them."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from casting import MAKER
from deciding import County, county, official, say, seat_of, started
from support_plugin import PASSWORD, Cast
from xuequ.cases.models import Case, Seat
from xuequ.directory.models import Account, Person, School
from xuequ.directory.services.people import open_account
from xuequ.kernel.actors import Actor

pytestmark = pytest.mark.django_db
ASKED = {"asked": "修操场"}


@pytest.fixture
def here(cast: Cast) -> County:
    found = county(cast)
    found.now = timezone.now()
    return found


@pytest.fixture
def client_of(client_of: Any) -> Any:
    """The browsers of the cast, in English."""

    def log_in(audience: str) -> Client:
        client: Client = client_of(audience)
        client.cookies["language"] = "en"
        return client

    return log_in


def of_school(here: County, kind: str = "request", **of: Any) -> Case:
    """A case of 东二小, whose principal and office are in the cast."""
    school = School.objects.get(name="东二小")
    values = of.pop("values", ASKED)
    return started(here, kind, here.actors["principal"], school=school, values=values, **of)


def hire(here: County) -> Case:
    pk = here.actors["teacher"].person or 0
    name = str(Person.objects.get(pk=pk))
    values = {"role": "dean", "title": "教导主任", "duties": "教学", "person": pk}
    return of_school(here, "hire", title="聘任", values=values, said={"person": name})


def browser(actor: Actor) -> Client:
    """A log-in for somebody whom the cast gives none."""
    person = Person.objects.get(pk=actor.person or 0)
    known = Account.objects.filter(person=person).first()
    client, name = Client(), f"a{person.pk}"
    client.force_login(known or open_account(name, PASSWORD, person=person, actor=MAKER))
    return client


def test_a_form_keeps_what_was_typed_names_the_mistake_and_makes_one_case(
    here: County, client_of: Any
) -> None:
    principal, address = client_of("principal"), "/cases/new/request/"
    assert address in principal.get("/cases/new/").text
    page = principal.get(address)
    key = page.context["form"]["key"].value()
    half = principal.post(address, {"title": "操场开裂", "blank_asked": "", "key": key})
    assert half.status_code == 422 and "操场开裂" in half.text
    assert half.context["form"].errors.keys() == {"blank_asked"}
    for _ in range(2):
        done = principal.post(address, {"title": "操场开裂", "blank_asked": "修", "key": key})
    case = Case.objects.get()
    assert done["Location"] == f"/cases/{case.pk}/"
    shown = principal.get(done["Location"]).text
    bureau = Person.objects.get(pk=here.bureau.person)
    assert "Who has it now" in shown and bureau.name in shown and "操场开裂" in shown
    assert principal.get("/cases/new/nothing/").status_code == 404
    told = principal.get("/cases/new/form_consortium/", follow=True)
    assert told.redirect_chain and "does not start" in told.text


def test_it_stands_in_the_lists_of_whoever_has_it_had_it_and_started_it(
    here: County, client_of: Any
) -> None:
    case, bureau, principal = (
        of_school(here, title="操场开裂"),
        client_of("bureau"),
        client_of("principal"),
    )
    for client, address, is_there in (
        (bureau, "/cases/", True),
        (bureau, "/inbox/", True),
        (bureau, "/cases/done/", False),
        (principal, "/cases/", False),
        (principal, "/cases/mine/", True),
        (client_of("head"), "/cases/all/?words=操场", True),
        (client_of("head"), "/cases/all/?words=灯具", False),
        (client_of("bureau"), f"/cases/all/?school={case.school_id}&kind=request", True),
        (client_of("bureau"), f"/cases/all/?school={here.loose.pk}", False),
    ):
        assert ("操场开裂" in client.get(address).text) is is_there, address
    seat = seat_of(case, here.bureau)
    answer = bureau.post(
        f"/cases/seats/{seat.pk}/say/pass/", {"phrase": "Agreed.", "words": "请尽快。"}
    )
    assert answer.status_code == 302
    assert Seat.objects.get(pk=seat.pk).words == "Agreed.请尽快。"
    assert "操场开裂" in bureau.get("/cases/done/").text
    assert "操场开裂" not in bureau.get("/inbox/").text
    again = bureau.get(f"/cases/seats/{seat.pk}/say/pass/", follow=True)
    assert again.redirect_chain and "has moved on" in again.text


def test_what_is_returned_needs_a_reason_and_is_changed_by_whoever_started_it(
    here: County, client_of: Any
) -> None:
    case, bureau, principal = of_school(here), client_of("bureau"), client_of("principal")
    address = f"/cases/seats/{seat_of(case, here.bureau).pk}/say/return/"
    silent = bureau.post(address, {"words": " "})
    assert silent.status_code == 422 and silent.context["form"].errors.keys() == {"words"}
    bureau.post(address, {"words": "缺预算"})
    own = f"/cases/own/{case.pk}/"
    page = principal.get("/inbox/").text
    assert "returned for changes" in page and f"/cases/{case.pk}/" in page
    assert "缺预算" in principal.get(f"/cases/{case.pk}/").text
    assert bureau.get(f"{own}change/").status_code == 404
    form = principal.get(f"{own}change/")
    assert "修操场" in form.text
    sent = {"title": "请示", "blank_asked": "修操场，附预算", "key": uuid.uuid4()}
    assert principal.post(f"{own}change/", sent).status_code == 302
    assert Case.objects.get().said["asked"] == "修操场，附预算"
    say(case, here.bureau, "pass", now=timezone.now())
    leader, seat = browser(here.leader), seat_of(case, here.leader)
    back = {"back_to": "bureau", "words": "再核"}
    assert leader.post(f"/cases/seats/{seat.pk}/say/return/", back).status_code == 302
    assert Case.objects.get().step == "bureau"
    assert principal.post(f"{own}withdraw/", {"words": "不办了"}).status_code == 302
    assert Case.objects.get().state == "withdrawn"


def test_a_seat_is_taken_on_handed_on_lent_and_signed_by_more(here: County, client_of: Any) -> None:
    second = official(here.authority, "bureau_basic", "二演示")
    case, bureau = of_school(here), client_of("bureau")
    seat = seat_of(case, here.bureau)
    at, to = f"/cases/seats/{seat.pk}/", {"person": second.person, "words": "请核"}
    nobody = bureau.post(f"{at}add/", {"person": ""})
    assert nobody.status_code == 422 and nobody.context["form"].errors.keys() == {"person"}
    bureau.post(f"{at}add/", to)
    added = Seat.objects.get(kind="added")
    assert f"/cases/signers/{added.pk}/remove/" in bureau.get(f"/cases/{case.pk}/").text
    bureau.post(f"/cases/signers/{added.pk}/remove/")
    bureau.post(f"{at}claim/")
    assert Seat.objects.get(pk=seat.pk).claimed_by_id == here.bureau.person
    bureau.post(f"{at}delegate/", to)
    lent = Seat.objects.get(kind="lent")
    browser(second).post(f"/cases/seats/{lent.pk}/say/agree/", {"words": "已核实"})
    assert "已核实" in bureau.get(f"/cases/{case.pk}/").text
    bureau.post(f"{at}transfer/", to)
    assert Seat.objects.get(pk=seat.pk).person_id == second.person
    verbs = set(case.turns.values_list("verb", flat=True))
    assert {"add-signer", "remove-signer", "claim", "delegate", "transfer"} <= verbs


def test_it_is_copied_read_and_its_holder_reminded_once_a_day(here: County, client_of: Any) -> None:
    case, principal = of_school(here, title="操场开裂"), client_of("principal")
    unknown = principal.post(f"/cases/{case.pk}/copy/", {"name": "无此人"})
    assert unknown.status_code == 422 and "无此人" in unknown.text
    reader = Person.objects.get(pk=here.actors["teacher"].person or 0)
    principal.post(f"/cases/{case.pk}/copy/", {"name": reader.name})
    teacher, copy = client_of("teacher"), Seat.objects.get(kind="copy")
    assert "操场开裂" in teacher.get("/cases/copies/").text
    teacher.post(f"/cases/copied/{copy.pk}/read/")
    assert Seat.objects.get(pk=copy.pk).state == "done"
    first = principal.post(f"/cases/{case.pk}/remind/", follow=True)
    second = principal.post(f"/cases/{case.pk}/remind/", follow=True)
    assert "Done." in first.text and "today already" in second.text


def test_a_file_is_given_to_whoever_sees_the_case(here: County, client_of: Any) -> None:
    principal, case = client_of("principal"), None
    upload = SimpleUploadedFile("清单.txt", "灯具三十".encode())
    sent = {"title": "灯具", "blank_asked": "换", "key": uuid.uuid4(), "uploads": [upload]}
    principal.post("/cases/new/request/", sent)
    case = Case.objects.get()
    address = f"/cases/{case.pk}/attached/{case.files.get().pk}/"
    assert address in principal.get(f"/cases/{case.pk}/").text
    assert "灯具三十" in b"".join(client_of("bureau").get(address)).decode()
    for stranger in ("teacher", "other"):
        assert client_of(stranger).get(address).status_code == 404
