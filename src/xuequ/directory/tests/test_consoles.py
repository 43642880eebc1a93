"""The three administrators: separate powers, what each console does and refuses."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from casting import MAKER, OPENING, lone_actor, staff
from support_plugin import PASSWORD, Cast
from xuequ.directory.engine.permissions import PERMISSIONS
from xuequ.directory.engine.roles import ROLES
from xuequ.directory.models import Delegation, Holding, Person, Token
from xuequ.directory.services import people
from xuequ.directory.services.administrators import give_administration
from xuequ.directory.services.delegations import Loan, delegate
from xuequ.directory.services.tokens import NewToken, issue_token
from xuequ.directory.tests.belonging import named
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
CONSOLES = ("system_admin", "security_admin", "audit_admin")
SHARED = {"permission.view", "record.view", "self.view", "api.use", "run.view"}  # reading, no power


def idle(cast: Cast, name: str = "闲演示") -> Person:
    """Somebody without any post."""
    return people.register_person(cast.authority, name, actor=MAKER)


def give(cast: Cast, person: Person, role: str, since: date = OPENING) -> Holding:
    return give_administration(person, cast.authority, role, since=since, actor=MAKER)


def text(page: Any) -> str:
    return str(page.content.decode())


def test_no_power_of_an_administrator_is_anothers_or_touches_the_business() -> None:
    business = set().union(*(r.permissions for r in ROLES.values() if not r.exclusive))
    powers = [set(ROLES[code].permissions) - SHARED for code in CONSOLES]
    assert all(powers) and sum(map(len, powers)) == len(set().union(*powers))
    assert not set().union(*powers) & business
    for code in CONSOLES:
        own = ROLES[code].permissions
        assert not {each for each in own if each.endswith(".change")}
        assert ROLES[code].second_factor
    assert "record.view" not in ROLES["system_admin"].permissions
    assert "record.view" not in ROLES["security_admin"].permissions


def test_every_permission_has_a_name() -> None:
    assert set().union(*(role.permissions for role in ROLES.values())) <= set(PERMISSIONS)


@pytest.mark.parametrize("who", ["system", "security", "audit"])
def test_each_console_is_open_only_to_its_administrator(client_of: Any, who: str) -> None:
    doors = {
        "system": ("/accounts/", "/installation/"),
        "security": ("/powers/", "/powers/give/"),
        "audit": ("/record/audit/", "/record/head/", "/record/"),
    }
    browser = client_of(who)
    for owner, paths in doors.items():
        for path in paths:
            assert browser.get(path).status_code == (200 if owner == who else 403), path
    for path in ("/schools/", "/posts/", "/board/", "/people/"):
        assert browser.get(path).status_code == 403


@pytest.mark.parametrize("one", CONSOLES)
@pytest.mark.parametrize("other", [*CONSOLES, "bureau_leader"])
def test_nobody_becomes_two_of_them_or_one_beside_another_post(
    cast: Cast, one: str, other: str
) -> None:
    person, soon = idle(cast), OPENING + timedelta(days=400)
    give(cast, person, one)
    with pytest.raises(Refused, match=r"posts-kept-apart|nothing-changed"):
        if other in CONSOLES:
            give(cast, person, other, soon)
        else:
            post = people.create_post(cast.authority, other, "局长", since=OPENING, actor=MAKER)
            people.appoint(person, post, since=soon, actor=MAKER)


def test_not_with_a_day_to_come_or_by_an_overlapping_span_or_a_deputy(cast: Cast) -> None:
    today = timezone.localdate()
    holder = staff(named("东二小"), "executive_principal", "执演示")
    deputy = staff(named("东二小"), "dean", "教演示")
    with pytest.raises(Refused, match="posts-kept-apart"):
        give(cast, deputy.person, "audit_admin", today + timedelta(days=30))
    loan = Loan(deputy.person, today, today + timedelta(days=60), "外出")
    delegate(loan, actor=lone_actor(holder), today=today)
    people.end_holding(deputy, until=today + timedelta(days=10), actor=MAKER)
    with pytest.raises(Refused, match="posts-kept-apart"):  # still somebody's deputy then
        give(cast, deputy.person, "audit_admin", today + timedelta(days=30))
    give(cast, deputy.person, "audit_admin", today + timedelta(days=60))


def test_nobody_becomes_administrator_by_their_own_hand(cast: Cast, client_of: Any) -> None:
    security = cast.actors["security"]
    own = Person.objects.get(pk=security.person)
    with pytest.raises(Refused, match=r"gives-himself-a-post|posts-kept-apart|nothing-changed"):
        give_administration(
            own, cast.authority, "audit_admin", since=timezone.localdate(), actor=security
        )
    sent = {"person": own.pk, "role": "audit_admin", "since": "2026-11-01"}
    assert client_of("security").post("/powers/give/", sent).status_code == 422


def test_the_last_security_administrator_stays_until_another_can_log_in(cast: Cast) -> None:
    today = timezone.localdate()
    holding = Holding.objects.get(post__authority=cast.authority, post__role="security_admin")
    account = cast.accounts["security"]
    for act in (
        lambda: people.end_holding(holding, until=today, actor=MAKER),
        lambda: people.end_post(holding.post, until=today, actor=MAKER),
        lambda: people.close_account(account, actor=MAKER),
        lambda: people.appoint(idle(cast), holding.post, since=today, actor=MAKER),
    ):
        with pytest.raises(Refused, match="last-security-administrator"):
            act()
    second = idle(cast, "次演示")
    give(cast, second, "security_admin")
    with pytest.raises(Refused, match="last-security-administrator"):
        people.close_account(account, actor=MAKER)  # the second has no account yet
    people.open_with_password("second", person=second, actor=MAKER)
    assert not people.close_account(account, actor=MAKER).is_active


def test_accounts_and_powers_of_another_authority_are_not_there(cast: Cast, client_of: Any) -> None:
    other = cast.accounts["other"]
    system, security = client_of("system"), client_of("security")
    for act in ("reset", "close", "reopen"):
        assert system.post(f"/accounts/{other.pk}/{act}/").status_code == 404
    held = Holding.objects.get(person=other.person)
    for path in (f"accounts/{other.pk}/unlock/", f"accounts/{other.pk}/factor/",
                 f"held/{held.pk}/stop/"):  # fmt: skip
        assert security.post(f"/powers/{path}", {"reason": "x"}).status_code == 404
    assert other.person.name not in text(system.get("/accounts/"))
    sent = {"person": other.person_id, "username": "fremd"}
    assert system.post("/accounts/new/", sent).status_code == 422


def test_what_is_stopped_in_an_emergency_ends_at_once_with_its_reason(
    cast: Cast, client_of: Any
) -> None:
    today, security = timezone.localdate(), client_of("security")
    holder = staff(named("东二小"), "executive_principal", "执演示")
    deputy = staff(named("东二小"), "dean", "教演示")
    loan = Loan(deputy.person, today, today + timedelta(days=60), "外出")
    lent = delegate(loan, actor=lone_actor(holder), today=today)
    account = people.open_account("zhi", PASSWORD, person=holder.person, actor=MAKER)
    new = NewToken("报表", today + timedelta(days=9), ["directory.view"])
    actor = cast.actors["principal"]
    token, _ = issue_token(cast.accounts["principal"], new, actor=actor)
    assert account.username in text(security.get("/powers/?words=执演示"))
    security.post(f"/powers/deputies/{lent.pk}/stop/", {"reason": "越权使用"})
    security.post(f"/powers/held/{holder.pk}/stop/", {"reason": "停职"})
    security.post(f"/powers/programs/{token.pk}/stop/")
    assert Delegation.objects.get(pk=lent.pk).revoked_on == today
    assert Holding.objects.get(pk=holder.pk).until == today
    assert Token.objects.get(pk=token.pk).revoked == today
    lines = Line.objects.order_by("-number")[:3]
    assert [(each.verb, each.note.get("reason")) for each in lines] == [
        ("revoke-token", None), ("end-holding", "停职"), ("revoke-delegation", "越权使用"),
    ]  # fmt: skip


def test_the_permission_list_is_just_what_is_held_and_lent(cast: Cast, client_of: Any) -> None:
    today = timezone.localdate()
    holder = staff(named("东二小"), "executive_principal", "执演示")
    deputy = staff(named("东二小"), "dean", "教演示")
    loan = Loan(deputy.person, today, today + timedelta(days=60), "外出")
    lent = delegate(loan, actor=lone_actor(holder), today=today)
    people.end_holding(deputy, until=today + timedelta(days=10), actor=MAKER)
    wanted = []
    for each in Holding.objects.filter(post__authority=cast.authority):
        if each.since <= today and (each.until is None or each.until > today):
            role = ROLES[each.post.role]
            wanted.append((each.person.name, role.name.en, str(each.since), str(each.until or "")))
    ends = min(lent.until, today + timedelta(days=60))
    wanted.append(("教演示", "executive principal", str(today), str(ends)))
    for who in ("security", "audit"):
        answer = client_of(who)
        answer.cookies["language"] = "en"
        file = answer.get("/permissions/csv/").content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(file)))
        found = [(r["person"], r["role"], r["since"], r["until"]) for r in rows if r["person"]]
        assert sorted(found) == sorted(wanted)
        line = Line.objects.latest("number")
        assert (line.verb, line.account, line.note["rows"]) == ("export", who, len(wanted))
        assert answer.get("/permissions/xlsx/").content[:2] == b"PK"
        assert answer.get("/roles/xlsx/").status_code == 200
        assert answer.get("/permissions/exe/").status_code == 404


def test_no_day_to_come_is_left_without_a_security_administrator(cast: Cast) -> None:
    today = timezone.localdate()
    start, end = today + timedelta(days=3), today + timedelta(days=5)
    now, successor = idle(cast), idle(cast, "接演示")
    for name, person in (("now", now), ("next", successor)):
        people.open_account(name, PASSWORD, person=person, actor=MAKER)
    held = give(cast, now, "security_admin")
    to_come = give(cast, successor, "security_admin", start)
    for other in Holding.objects.filter(post__role="security_admin").exclude(
        pk__in=(held.pk, to_come.pk)
    ):
        people.end_holding(other, until=today, actor=MAKER)
    people.end_holding(held, until=end, actor=MAKER)
    with pytest.raises(Refused, match="last-security-administrator"):
        people.withdraw_appointment(to_come, today=today, actor=MAKER)
    with pytest.raises(Refused, match="last-security-administrator"):
        people.close_account(successor.account, actor=MAKER)
