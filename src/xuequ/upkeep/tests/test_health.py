"""Who asks whether the site is well is told what is wrong, and may not learn more than that."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from support_plugin import Cast
from xuequ.kernel import discovery
from xuequ.kernel.checkups import Finding, well
from xuequ.kernel.text import Text
from xuequ.upkeep import health
from xuequ.upkeep.models import Backup
from xuequ.upkeep.queries import findings
from xuequ.upkeep.services.measures import gather

pytestmark = pytest.mark.django_db
READY, METRICS, PAGE = "/health/ready/", "/metrics/", "/system/health/"


@pytest.fixture
def at_home(cast: Cast, settings: Any, tmp_path: Path) -> Path:
    """An installation's folder of its own, with the keys of the tests."""
    shutil.copytree(Path(site.HOME) / "keys", tmp_path / "keys")
    settings.HOME, settings.VAULT_FOLDER = tmp_path, tmp_path / "keys"
    settings.VAULT_FILES = tmp_path / "files"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    return tmp_path


def asked(language: str = "en") -> tuple[int, dict[str, dict[str, Any]]]:
    """Status and checks by code, as a load balancer learns them."""
    browser = Client()
    browser.cookies["language"] = language
    answer = browser.get(READY)
    return answer.status_code, {row["check"]: row for row in answer.json()["checks"]}


def test_a_sound_installation_is_ready_and_only_warns_of_missing_backups(at_home: Path) -> None:
    status, rows = asked()
    assert status == 200
    assert {"database", "migrations", "files", "keys", "disk", "backups", "record"} <= set(rows)
    assert {code for code, row in rows.items() if not row["ok"]} == {"backups"}
    assert "daily" in rows["backups"]["said"] and not rows["backups"]["needed"]
    assert "备份" in asked("zh-hans")[1]["backups"]["said"]
    assert Client().get("/health/").json() == {"status": "ok"}


def broken_database(monkeypatch: pytest.MonkeyPatch, home: Path, settings: Any) -> None:
    def refuse(*arguments: object) -> None:
        raise DatabaseError("password authentication failed for user secret")

    monkeypatch.setattr(connection, "cursor", refuse)


def missing_migration(monkeypatch: pytest.MonkeyPatch, home: Path, settings: Any) -> None:
    more = health._nodes() | {("upkeep", "9999_wings")}
    monkeypatch.setattr(health, "_nodes", lambda: more)


def newer_database(monkeypatch: pytest.MonkeyPatch, home: Path, settings: Any) -> None:
    less = health._nodes() - {("upkeep", "0001_backups")}
    monkeypatch.setattr(health, "_nodes", lambda: less)


def closed_folder(monkeypatch: pytest.MonkeyPatch, home: Path, settings: Any) -> None:
    (home / "files").write_text("a file where the folder should be")


def other_keys(monkeypatch: pytest.MonkeyPatch, home: Path, settings: Any) -> None:
    path = home / "keys" / "vault-1.key"
    path.write_text("aes " + "A" * 43 + "=\n")
    os.utime(home / "keys", (1, 1))


def no_keys(monkeypatch: pytest.MonkeyPatch, home: Path, settings: Any) -> None:
    (home / "keys" / "vault-1.key").unlink()
    os.utime(home / "keys", (2, 2))


def full_disk(monkeypatch: pytest.MonkeyPatch, home: Path, settings: Any) -> None:
    settings.LEAST_FREE_MEGABYTES = 10**9


BREAKS = {
    broken_database: "database",
    missing_migration: "migrations",
    newer_database: "migrations",
    closed_folder: "files",
    other_keys: "keys",
    no_keys: "keys",
    full_disk: "disk",
}


@pytest.mark.parametrize("breaks", BREAKS, ids=lambda each: each.__name__)
def test_what_is_broken_is_named_with_its_cure_and_nobody_is_sent_here(
    breaks: Any, at_home: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks(monkeypatch, at_home, settings)
    status, rows = asked()
    monkeypatch.undo()
    assert status == 503 and not rows[BREAKS[breaks]]["ok"]
    assert "secret" not in str(rows) and rows[BREAKS[breaks]]["said"] != "fine"
    if breaks is no_keys:
        assert not (at_home / "keys" / "vault-1.key").exists()  # asking makes no key


def test_an_old_backup_is_a_warning(at_home: Path) -> None:
    row = Backup(made_at=timezone.now(), name="x.zip", digest="0" * 64, size=1, rows=1, files=0,
                 faults=0, has_files=True, has_keys=False)  # fmt: skip
    row.save()
    assert asked()[1]["backups"]["ok"]
    Backup.objects.update(made_at=timezone.now() - timedelta(hours=31))
    status, rows = asked()
    assert status == 200 and "31 hours" in rows["backups"]["said"]


class Offering:
    """A package that offers a check of its own."""

    @staticmethod
    def queue() -> Finding:
        return well("queue", Text("队列", "Queue"), gauges={"xuequ_jobs_waiting": 7.0})

    CHECKS = (queue,)


def test_another_package_offers_a_check_and_a_measure(
    at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = (*discovery.declared("health"), ("runs", Offering))
    monkeypatch.setattr(findings, "declared", lambda name: every)
    assert asked()[1]["queue"]["ok"]
    assert "xuequ_jobs_waiting 7\n" in Client().get(METRICS).text


def test_the_administrator_sees_numbers_and_backups(at_home: Path, reading: Any) -> None:
    page = reading("system").get(PAGE).text
    assert "SQLite" in page or "PostgreSQL" in page
    assert "None was made yet" in page and "Free (MB)" in page
    assert reading("bureau").get(PAGE).status_code == 403


def test_measures_count_routes_and_times_of_every_process(at_home: Path) -> None:
    browser = Client()
    for _ in range(3):
        browser.get("/health/")
    browser.get("/nowhere/")
    at = at_home / "measures"
    [mine] = at.glob("*.sums")
    other = mine.with_name(mine.name.replace(str(os.getpid()), "999999999"))
    shutil.copy(mine, other)  # a process beside this one
    text = browser.get(METRICS).text
    assert 'xuequ_requests_total{route="web:health",method="GET",status="200"} 6\n' in text
    assert 'xuequ_requests_total{route="none",method="GET",status="404"} 2\n' in text
    assert 'xuequ_request_seconds_bucket{route="web:health",le="+Inf"} 6\n' in text
    assert 'xuequ_request_seconds_count{route="web:health"} 6\n' in text
    assert 'xuequ_check_ok{check="database"} 1\n' in text
    assert "xuequ_database_bytes" in text
    gather()
    assert mine.exists() and not other.exists()
    assert 'xuequ_request_seconds_count{route="web:health"} 6\n' in browser.get(METRICS).text


def test_measures_are_for_the_token_or_this_machine_alone(at_home: Path, settings: Any) -> None:
    def status(address: str = "127.0.0.1", **headers: str) -> int:
        return Client(REMOTE_ADDR=address).get(METRICS, headers=headers).status_code

    assert status() == status("::1") == 200
    assert status("192.0.2.7") == status("") == 404
    assert status(**{"X-Forwarded-For": "192.0.2.7"}) == 404
    settings.METRICS_TOKEN = "t" * 32
    assert status() == 404
    assert status("192.0.2.7", Authorization="Bearer " + "t" * 32) == 200
    assert status("192.0.2.7", Authorization="Bearer " + "u" * 32) == 404
    assert status("192.0.2.7", Authorization="Basic " + "t" * 32) == 404
