"""The first start of a county: its authority, its administrators, and the way back in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils import timezone

from support_plugin import Cast
from xuequ.cli.main import main
from xuequ.cli.tests.asking import Capture, complaint, rows_of
from xuequ.directory.models import Account, Authority, Person
from xuequ.directory.queries.identities import identities
from xuequ.directory.services.security.attempts import check_password
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
ADD = ("authority", "add")


def opened(capsys: Capture, role: str, username: str) -> tuple[Account, str]:
    arguments = ("--authority", "试点", "--name", "甲演示", "--username", username, "--role", role)
    code, [row] = rows_of(capsys, "account", "open", *arguments)
    assert code == 0
    return Account.objects.get(username=username), row["password"]


def test_a_county_starts_without_any_superuser(capsys: Capture) -> None:
    code, rows = rows_of(
        capsys,
        "authority",
        "add",
        "--name",
        "试点区教育局",
        "--short",
        "试点",
        "--profile",
        "guilin",
        "--area",
        "450305",
    )
    assert Authority.objects.get().area_code == "450305"
    assert (code, [row["name"] for row in rows]) == (0, ["试点区教育局"])
    for role in ("system_admin", "security_admin", "audit_admin", "bureau_office"):
        account, password = opened(capsys, role, role)
        assert account.must_change_password and check_password(role, password) == account
        [identity] = identities(account, timezone.localdate())
        assert identity.role == role
    assert {line.account for line in Line.objects.all()} == {"command line"}
    assert "password" not in json.dumps([line.note for line in Line.objects.all()])


def test_an_area_that_is_in_no_list_is_refused(db: None, capsys: Capture) -> None:
    named = ("--name", "试点区教育局", "--short", "试点", "--profile", "guilin")
    assert "999999" in complaint(capsys, *ADD, *named, "--area", "999999")
    assert not Authority.objects.exists()


def test_an_account_is_closed_reopened_and_given_a_new_password(
    cast: Cast, capsys: Capture
) -> None:
    assert rows_of(capsys, "account", "close", "school")[1][0]["state"] == "停用"
    assert "already" in complaint(capsys, "account", "close", "school")
    assert rows_of(capsys, "account", "reopen", "school")[1][0]["state"] == "启用"
    [row] = rows_of(capsys, "account", "reset", "school")[1]
    assert check_password("school", row["password"]).must_change_password
    assert "locked" in complaint(capsys, "account", "unlock", "school")


def test_the_password_is_said_to_be_shown_once(cast: Cast, capsys: Capture) -> None:
    assert main(["--language", "en", "account", "reset", "school"]) == 0
    assert "this once" in capsys.readouterr().err


OPEN = ("account", "open", "--authority", "测试", "--name", "甲", "--username", "new", "--role")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*OPEN, "king"), "no role king"),
        ((*OPEN, "principal"), "no role principal"),
        (("account", "close", "nobody"), "no account nobody"),
        (("account", "close", "security"), "nobody would be left"),
        ((*ADD, "--name", "测试区教育局", "--short", "x", "--profile", "guilin"), "already"),
        ((*ADD, "--name", "甲局", "--short", "甲", "--profile", "atlantis"), "no profile"),
        ((*ADD, "--name", "甲局", "--short", "甲", "--profile", "guilin", "--parent", "nowhere"),
         "no authority nowhere"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_nothing_is_left_behind(
    cast: Cast, capsys: Capture, arguments: tuple[str, ...], said: str
) -> None:
    before = (Authority.objects.count(), Person.objects.count(), Line.objects.count())
    assert said in complaint(capsys, *arguments)
    assert (Authority.objects.count(), Person.objects.count(), Line.objects.count()) == before


def test_a_log_in_name_that_is_taken_leaves_no_person_behind(cast: Cast, capsys: Capture) -> None:
    before = Person.objects.count()
    taken = [*OPEN, "bureau_office"]
    taken[taken.index("new")] = "bureau"
    assert "bureau" in complaint(capsys, *taken)
    assert Person.objects.count() == before


@pytest.mark.parametrize("name", ["", " ", "长" * 61, "a\nb"])
def test_odd_names_are_refused_before_anything_is_asked(capsys: Capture, name: str) -> None:
    odd: list[Any] = [*OPEN, "bureau_office"]
    odd[odd.index("甲")] = name
    with pytest.raises(SystemExit):
        main(odd)
    assert "characters" in capsys.readouterr().err


def test_the_permission_list_is_exported(cast: Cast, capsys: Capture) -> None:
    assert main(["--language", "en", "export", "permissions", "--authority", "测试",
                 "--format", "csv"]) == 0  # fmt: skip
    assert "security administrator" in capsys.readouterr().out
