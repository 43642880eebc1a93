"""Accounts: opened, closed, reopened, with passwords that are shown once."""

from __future__ import annotations

from typing import Any

import pytest

from casting import MAKER, staff
from support_plugin import PASSWORD, Cast
from xuequ.directory.models import Account, Person
from xuequ.directory.services import people
from xuequ.directory.services.security.attempts import check_password
from xuequ.directory.tests.belonging import named
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


def idle(cast: Cast, name: str = "闲演示") -> Person:
    """Somebody without any post."""
    return people.register_person(cast.authority, name, actor=MAKER)


def text(page: Any) -> str:
    return str(page.content.decode())


def test_an_account_is_opened_with_a_password_shown_once_that_must_change(
    cast: Cast, client_of: Any
) -> None:
    person = staff(named("东二小"), "dean", "新演示").person
    page = client_of("system").post("/accounts/new/", {"person": person.pk, "username": "xin"})
    assert page.status_code == 200 and page["Cache-Control"] == "no-store"
    account = Account.objects.get(username="xin")
    [password] = text(page).split("<code>")[1:]
    password = password.partition("</code>")[0]
    assert account.must_change_password and check_password("xin", password) == account
    assert password not in str([line.content() for line in Line.objects.all()])
    for browser in (client_of("system"), client_of("security")):
        assert password not in text(browser.get("/accounts/"))
    again = client_of("system").post("/accounts/new/", {"person": person.pk, "username": "xin2"})
    assert again.status_code == 422


def test_a_person_has_one_account_and_a_name_is_nobodys_lookalike(cast: Cast) -> None:
    person = cast.accounts["bureau"].person
    with pytest.raises(Refused, match="has-an-account"):
        people.open_account("second", PASSWORD, person=person, actor=MAKER)
    for odd in ("ｂｕｒｅａｕ", "bur\u0435au", "a b", "a\u200bb", "", "x" * 61, "a\0", "<b>"):
        with pytest.raises(Refused, match="not-a-log-in-name"):
            people.open_account(odd, PASSWORD, person=idle(cast), actor=MAKER)
    with pytest.raises(Refused, match="name-is-taken"):
        people.open_account("Bureau", PASSWORD, person=idle(cast), actor=MAKER)


def test_accounts_for_several_are_opened_at_once_or_not_at_all(cast: Cast, client_of: Any) -> None:
    two = [
        staff(named("东二小"), "dean", "张演示").person,
        staff(cast.loose, "dean", "张演示").person,
    ]
    browser = client_of("system")
    assert "张演示" in text(browser.get("/accounts/new/all/"))
    assert browser.post("/accounts/new/all/", {}).status_code == 422
    page = browser.post("/accounts/new/all/", {"people": [each.pk for each in two]})
    names = set(Account.objects.filter(person__in=two).values_list("username", flat=True))
    assert names == {"zhangyanshi", "zhangyanshi2"}
    assert page.status_code == 200 and text(page).count("<code>") == 2
    before = Account.objects.count()
    with pytest.raises(Refused, match="has-an-account"):
        people.open_for_all([idle(cast), two[0]], actor=MAKER)
    assert Account.objects.count() == before


def test_a_closed_account_is_out_at_once_and_opens_again(cast: Cast, client_of: Any) -> None:
    school, system = client_of("school"), client_of("system")
    where = f"/accounts/{cast.accounts['school'].pk}/"
    assert school.get("/schools/").status_code == 200
    assert "alert-success" in text(system.post(f"{where}close/", follow=True))
    assert school.get("/schools/").status_code == 302
    assert "alert-danger" in text(system.post(f"{where}close/", follow=True))
    assert "alert-success" in text(system.post(f"{where}reopen/", follow=True))
    assert [each.verb for each in Line.objects.order_by("-number")[:2]] == [
        "reopen-account", "close-account",
    ]  # fmt: skip


def test_nobody_touches_their_own_account_in_a_console(cast: Cast, client_of: Any) -> None:
    system, security = client_of("system"), client_of("security")
    lines = Line.objects.count()
    for act in ("reset", "close", "reopen"):
        page = system.post(f"/accounts/{cast.accounts['system'].pk}/{act}/", follow=True)
        assert "alert-danger" in text(page)
    for act in ("unlock", "factor"):
        own = cast.accounts["security"].pk
        page = security.post(f"/powers/accounts/{own}/{act}/", follow=True)
        assert "alert-danger" in text(page)
    assert Line.objects.count() == lines
