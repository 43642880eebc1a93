"""The log-ins of the demonstration: random, private, and made anew when they are lost."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from pytest_django import Settings

from keeping import kept
from xuequ.cli.main import main
from xuequ.demo.accounts import log_ins
from xuequ.demo.cast import players
from xuequ.demo.fill import XINGNING, fill
from xuequ.demo.localities import localities
from xuequ.demo.year.told import LOCALITIES
from xuequ.directory.models import (
    Account,
)
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
Log = Callable[[str], Client]
CAST = [name for name, each in players().items() if each.place not in {"other", "city"}]

TOWN = [
    "mover",
    "mentor",
    "apprentice",
    "town",
    "leader",
    "group",
    "judge",
    "lead",
    "first",
    "newcomer",
    "parent",
    *(
        f"{code}-{name}"
        for code in LOCALITIES
        for name in ("notary", "section", "principal", "parent")
    ),
    "xingning-waits",
]
COUNT = len(CAST) + 8 + len(TOWN)


def counts() -> dict[str, int]:
    """How many rows every table of the product holds."""
    models = [m for app in ("directory", "record") for m in apps.get_app_config(app).get_models()]
    return {model.__name__: model._default_manager.count() for model in models}


def enters(name: str, password: str) -> bool:
    page = Client().post("/log-in/", {"username": name, "password": password})
    assert page.status_code in {302, 422}
    return page.status_code == 302


def test_passwords_are_random_kept_in_a_private_file_and_stay(tmp_path: Path) -> None:
    xingning = kept(fill)
    first = log_ins(xingning, tmp_path)
    codes = [each.code for each in localities()]
    assert [each.username for each in first] == [*CAST, *codes, *TOWN]
    assert len({each.password for each in first}) == len(first) == COUNT
    assert all(len(each.password) >= 12 and enters(each.username, each.password) for each in first)
    [path] = tmp_path.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = counts()
    assert log_ins(xingning, tmp_path) == first
    assert counts() == before
    for line in Line.objects.all():
        assert not any(each.password in json.dumps(line.note) for each in first)


def test_after_the_file_is_lost_there_are_new_passwords_that_work(tmp_path: Path) -> None:
    xingning = kept(fill)
    old = log_ins(xingning, tmp_path)
    (tmp_path / "demo-accounts.json").unlink()
    new = log_ins(xingning, tmp_path)
    assert {each.password for each in new}.isdisjoint(each.password for each in old)
    assert [enters(each.username, each.password) for each in old + new] == [False] * COUNT + [
        True
    ] * COUNT
    assert Account.objects.count() == COUNT
    account = Account.objects.get(username="school")
    account.set_password("somebody changed it")
    account.save()
    assert all(enters(each.username, each.password) for each in log_ins(xingning, tmp_path))


def test_the_command_prints_the_log_ins_again_and_again(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it fills, and that it does, test_demo and the journeys show."""
    settings.HOME = tmp_path
    kept(fill)
    printed = []
    for _ in range(2):
        assert main(["demo", "--format", "json"]) == 0
        printed.append(json.loads(capsys.readouterr().out)["rows"])
    assert printed[0] == printed[1]
    assert all(enters(row["username"], row["password"]) for row in printed[0])
    posts = {row["username"]: row["post"] for row in printed[0]}
    assert "虹桥小学" in posts["school"] and XINGNING in posts["bureau"]
