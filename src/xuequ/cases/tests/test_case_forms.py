"""Forms of cases ask each what is theirs to say; histories and notices read as the buttons did."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from casting import MAKER, OPENING
from deciding import NOW, County, county, official, say, seat_of, started
from support_plugin import Cast
from xuequ.cases.engine.choices import CHOICES, done_at
from xuequ.cases.models import Case
from xuequ.cases.queries.printing import printed
from xuequ.cases.services import lending, passing
from xuequ.cases.services.acting import Said, take_seat
from xuequ.directory.models import Person, School
from xuequ.directory.services import people
from xuequ.governance.services.records import Wording, adopt_document
from xuequ.kernel.case_types import Step
from xuequ.kernel.text import Text
from xuequ.ledger.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast: Cast) -> County:
    found = county(cast)
    found.now = timezone.now()
    return found


def request(here: County, **of: Any) -> Case:
    school = School.objects.get(name="东二小")
    return started(
        here, "request", here.actors["principal"], school=school, values={"asked": "修"}, **of
    )


def test_the_group_is_not_asked_to_sign_its_charter_and_the_school_reads_it(
    cast: Cast, client_of: Any
) -> None:
    here = county(cast, "putuo")
    wording = Wording("东学区章程", "各校平等议事。", "")
    adopt_document(here.east, "charter", wording, since=OPENING, actor=MAKER)
    address = "/cases/new/join/"
    group, school = client_of("head").get(address), client_of("principal").get(address)
    assert "blank_signs_charter" not in group.context["form"].fields
    assert "各校平等议事" not in group.text
    assert "blank_signs_charter" in school.context["form"].fields
    assert "东学区章程" in school.text and "各校平等议事" in school.text


def test_a_post_of_a_unit_chooses_no_unit_and_a_clause_is_chosen(
    here: County, client_of: Any
) -> None:
    form = client_of("head").get("/cases/new/join/").context["form"]
    assert "consortium" not in form.fields and "school" in form.fields
    clauses = client_of("head").get("/cases/new/waiver/").context["form"].fields["blank_clause"]
    assert "REG-01" in dict(clauses.choices)


def test_what_was_said_reads_as_the_button_did() -> None:
    for kind, choices in CHOICES.items():
        step = Step("any", Text("任何", "any"), kind, ())
        for code, button in choices.items():
            said = done_at(step, code)
            assert said is not None
            if code not in ("score", "conflict", "disagree") or kind == "vote":
                assert said.zh == button.zh, (kind, code)


def test_what_follows_by_itself_stands_under_nobodys_name(here: County, client_of: Any) -> None:
    case = request(here)
    say(case, here.bureau, "pass", now=timezone.now())
    turns = printed(case, timezone.localdate()).turns
    assert {each.what: bool(each.who) for each in turns} == {
        "提交": True, "进入环节": False, "审核通过": True,
    }  # fmt: skip
    assert "审核通过" in client_of("bureau").get(f"/cases/{case.pk}/").text


def test_a_delegate_who_gave_an_opinion_may_still_be_asked_to_sign(here: County) -> None:
    second = official(here.authority, "bureau_basic", "二演示")
    to = Person.objects.get(pk=second.person or 0)
    case = request(here)
    seat = seat_of(case, here.bureau)
    lent = lending.lend(seat, to, "请核", actor=here.bureau, now=NOW)
    take_seat(lent, Said("agree", "已核"), actor=second, now=NOW)
    seat = seat_of(case, here.bureau)
    assert passing.add_signer(seat, to, "", actor=here.bureau, now=NOW).kind == "added"


def test_a_notice_names_the_case_on_its_page_and_not_in_the_mail(
    here: County, client_of: Any
) -> None:
    request(here, title="操场开裂待修")
    [told] = Notice.objects.filter(person=here.bureau.person, kind="case")
    assert told.title == "操场开裂待修" and "操场" not in told.zh
    assert "操场开裂待修" in client_of("bureau").get("/notices/").text


def test_member_schools_are_ticked_in_a_list(here: County, client_of: Any) -> None:
    page = client_of("bureau").get("/cases/new/form_consortium/").text
    pks = School.objects.filter(authority=here.authority).values_list("pk", flat=True)
    for pk in pks:
        assert f'type="checkbox" name="blank_schools" value="{pk}"' in page
    assert page.count("东一小") == 2  # to lead, and to tick
    assert "data-filter" in page and "<select multiple" not in page


def test_what_belongs_to_another_post_of_the_reader_hints_at_switching(
    here: County, client_of: Any
) -> None:
    hint = "it may be for another post of yours"
    principal = client_of("principal")
    principal.cookies["language"] = "en"
    assert hint not in principal.get("/cases/999999/").text
    person = Person.objects.get(pk=here.actors["principal"].person or 0)
    post = people.create_post(here.authority, "bureau_basic", "兼职", since=OPENING, actor=MAKER)
    people.appoint(person, post, since=OPENING, actor=MAKER)
    assert hint in principal.get("/cases/999999/").text
