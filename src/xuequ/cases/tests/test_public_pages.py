"""Cases shown to the public, rights and appeals, what a place may start, the cost of lists."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casting import MAKER
from deciding import County, county, official, say, started
from support_plugin import PASSWORD, Cast
from xuequ.cases.models import Case, Objection
from xuequ.cases.queries.publicity import PublicNotice
from xuequ.cases.queries.types import case_types
from xuequ.directory.models import Account, Authority, Person, School
from xuequ.directory.services.people import open_account
from xuequ.kernel.actors import Actor
from xuequ.record.models import Line

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
    title = f"教导主任{Case.objects.count()}"
    values = {"role": "dean", "title": title, "duties": "教学", "person": pk}
    return of_school(here, "hire", title="聘任", values=values, said={"person": name})


def browser(actor: Actor) -> Client:
    """A log-in for somebody whom the cast gives none."""
    person = Person.objects.get(pk=actor.person or 0)
    known = Account.objects.filter(person=person).first()
    client, name = Client(), f"a{person.pk}"
    client.force_login(known or open_account(name, PASSWORD, person=person, actor=MAKER))
    return client


def test_outsiders_see_what_is_shown_without_names_and_are_answered(
    here: County, client_of: Any
) -> None:
    case, outside = hire(here), client_of("nobody")
    candidate = Person.objects.get(pk=here.actors["teacher"].person or 0).name
    assert outside.get(f"/shown/{case.pk}/").status_code == 404
    assert "hiring" not in outside.get("/shown/").text
    Authority.objects.filter(pk=here.authority.pk).update(is_public=True)
    assert f"/shown/{case.pk}/" in outside.get("/shown/").text
    page = outside.get(f"/shown/{case.pk}/")
    assert candidate not in page.text and f"{candidate[0]}*" in page.text
    sent = {"name": "张三演示", "phone": "13900000000", "words": "", "key": uuid.uuid4()}
    assert outside.post(f"/shown/{case.pk}/", sent).status_code == 422
    outside.post(f"/shown/{case.pk}/", sent | {"words": "该同志不符合条件"})
    client_of("bureau").post(
        f"/cases/{case.pk}/object/", {"words": "请说明年限", "key": uuid.uuid4()}
    )
    first, second = Objection.objects.order_by("pk")
    principal, address = client_of("principal"), f"/cases/objections/{first.pk}/answer/"
    assert "13900000000" not in principal.get(f"/cases/{case.pk}/").text
    assert "13900000000" in principal.get(address).text
    assert client_of("bureau").get(address).status_code == 404
    for each in (first, second):
        answer = {"upheld": "no", "words": "经核实符合"}
        principal.post(f"/cases/objections/{each.pk}/answer/", answer)
    assert not Objection.objects.filter(state="open").exists()


def test_the_public_sees_no_panel_and_only_free_text_that_is_declared_public(here: County) -> None:
    kind = case_types()["group_hire"]
    said = {"panel": "甲演示、乙演示", "person": "丙演示", "rank": "三级，丁演示推荐"}
    case = Case(kind="group_hire", values={"panel": [1, 2]}, said=said)
    shown = {name.zh: words.zh for name, words in PublicNotice(case, kind).facts}
    assert shown == {"拟任人选": "丙**", "评审组成员": "2人"}
    case = Case(kind="hire", said={"title": "教导主任", "duties": "分管教学"})
    shown = {name.zh: words.zh for name, words in PublicNotice(case, case_types()["hire"]).facts}
    assert shown == {"岗位名称": "教导主任", "岗位职责": "分管教学"}


@pytest.mark.clause("GOV-41")
def test_a_refused_claim_is_appealed_and_stands_in_the_ledger_of_rights(
    here: County, client_of: Any
) -> None:
    inspection = official(here.authority, "bureau_inspection", "督演示")
    values = {"right": "共享教室", "happened": "2026-10-08", "asked": "恢复"}
    case = of_school(here, "claim", title="教室被占", consortium=here.east, values=values)
    page = f"/cases/{case.pk}/"
    for stranger in ("teacher", "school", "other"):
        assert client_of(stranger).get(page).status_code == 404, stranger
    assert "教室被占" not in client_of("other").get("/cases/all/").text
    say(case, here.actors["head"], "disagree", "教室另有用途", now=timezone.now())
    say(case, inspection, "refuse", "理由不足", now=timezone.now())
    principal = client_of("principal")
    assert f"/cases/own/{case.pk}/appeal/" in principal.get(page).text
    principal.post(f"/cases/own/{case.pk}/appeal/", {"words": "请教育局复议此事"})
    bureau = client_of("bureau")
    assert "教室被占" in bureau.get("/cases/").text
    assert "教室被占" in bureau.get("/cases/rights/").text
    told = principal.get(f"/cases/own/{case.pk}/appeal/", follow=True)
    assert told.redirect_chain and "No appeal" in told.text
    lines = Line.objects.filter(verb="export").count()
    assert bureau.get("/cases/all/?format=csv").text.count("教室被占") == 1
    assert bureau.get("/cases/rights/?format=pdf").status_code == 200
    assert Line.objects.filter(verb="export").count() == lines + 2


def test_the_catalogue_of_a_place_offers_what_fits_and_fills_it_in(
    here: County, client_of: Any
) -> None:
    head, east = client_of("head"), here.east
    assert f"/cases/all/?consortium={east.pk}" in head.get(f"/consortia/{east.pk}/").text
    page = client_of("bureau").get(f"/cases/new/?consortium={east.pk}").text
    assert "/cases/new/dissolve_consortium/" in page
    assert "/cases/new/measures/" not in page
    form = client_of("bureau").get(f"/cases/new/dissolve_consortium/?consortium={east.pk}")
    assert form.context["form"]["consortium"].value() == str(east.pk)
    assert "东学区" not in client_of("other").get(f"/cases/new/?consortium={east.pk}").text


def test_lists_cost_the_same_for_one_case_and_for_many(here: County, client_of: Any) -> None:
    bureau = client_of("bureau")

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert bureau.get(address).status_code == 200
        return len(found)

    addresses = ("/cases/", "/inbox/", "/cases/all/", "/cases/rights/")
    of_school(here)
    hire(here)
    asked("/cases/")  # what is read once for good
    one = {each: asked(each) for each in addresses}
    for _ in range(3):
        of_school(here)
        hire(here)
    assert {each: asked(each) for each in addresses} == one
