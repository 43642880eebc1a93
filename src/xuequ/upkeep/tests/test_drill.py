"""The drill: make things, back up, lose everything, restore, compare everything."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site

from support_plugin import Cast
from xuequ.upkeep.tests.installation import (
    PASSPHRASE,
    Installation,
    differences,
    empty,
    installation,
)
from xuequ.vault.services import store_file
from xuequ.vault.tests.samples import png

# Programs of their own, some of which migrate: seconds each, minutes on a busy machine.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]


@pytest.fixture
def lived_in(cast: Cast, settings: Any, tmp_path: Path) -> Iterator[Installation]:
    """An installation with people, identity data, a record and a private file."""
    settings.VAULT_FILES = tmp_path / "made" / "files"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "made" / "uploads"
    store_file(png(), name="课堂.png")
    made = installation(tmp_path / "home", "drill_old", Path(site.HOME) / "keys")
    made.variables = {"XUEQU_PASSPHRASE": PASSPHRASE}
    yield made


def proved(text: str) -> dict[str, int]:
    """What `xuequ restore` says it proved: check -> how many."""
    rows = json.loads(text)["rows"]
    assert {row["state"] for row in rows} == {"ok"}
    return {row["check"]: row["count"] for row in rows}


def test_everything_lost_comes_back_from_one_file(lived_in: Installation, tmp_path: Path) -> None:
    before, files, keys = lived_in.rows(), lived_in.files(), lived_in.files("keys")
    archive = tmp_path / "all.zip"
    made = lived_in.run("backup", str(archive), "--keys")
    assert made.returncode == 0, made.stderr
    assert archive.stat().st_mode & 0o077 == 0
    again = lived_in.run("backup", str(archive))
    assert again.returncode == 2 and "already" in again.stderr

    shutil.rmtree(lived_in.home)
    new = empty(tmp_path / "home", "drill_new")
    new.variables = {"XUEQU_PASSPHRASE": "a wrong passphrase"}
    wrong = new.run("restore", str(archive), "--keys")
    assert wrong.returncode == 2 and "does not open" in wrong.stderr
    assert not (new.home / "restoring").exists() and not new.files()

    new.variables = {"XUEQU_PASSPHRASE": PASSPHRASE}
    done = new.run("restore", str(archive), "--keys", "--format", "json")
    assert done.returncode == 0, done.stderr
    counts = proved(done.stdout)
    assert counts["rows"] == sum(map(len, before.values())) - len(before.get("sqlite_sequence", []))
    assert counts["files"] == 1 and counts["vault"] > 0 and counts["record"] > 50
    after = new.rows()
    assert differences(before, after) == []
    assert new.files() == files and new.files("keys") == keys
    assert set(before["record_line"]) < set(after["record_line"])
    assert after["django_session"] == [] and len(after["upkeep_restoration"]) == 1
    verified = new.run("record", "verify")
    assert verified.returncode == 0
    assert new.run("vault", "files").returncode == 0


def test_what_is_there_is_kept_aside_and_never_overwritten(
    lived_in: Installation, tmp_path: Path
) -> None:
    archive, files = tmp_path / "all.zip", lived_in.files()
    lived_in.migrate("papers", "0002")  # as an older program left it
    before = lived_in.rows()
    assert lived_in.run("backup", str(archive)).returncode == 0
    lived_in.ask("UPDATE directory_authority SET short_name = short_name || '2'")
    later = lived_in.rows()
    refused = lived_in.run("restore", str(archive))
    assert refused.returncode == 2 and "--set-aside" in refused.stderr
    assert lived_in.rows() == later

    killed(lived_in, archive)
    assert lived_in.rows() == later and lived_in.run("record", "verify").returncode == 0

    done = lived_in.run("restore", str(archive), "--set-aside", "--format", "json")
    assert done.returncode == 0, done.stderr
    proved(done.stdout)
    after = lived_in.rows()
    assert differences(before, after) == ["django_migrations"] and lived_in.files() == files
    assert any("0003_compiled" in row for row in after["django_migrations"])
    [aside] = lived_in.home.glob("aside-*")
    old = Installation(aside, lived_in.address)
    schema = f"xuequ_{aside.name.replace('-', '_')}"
    assert old.rows(schema) == later
    assert (old.files(), old.files("keys")) == (files, lived_in.files("keys"))


def killed(installation: Installation, archive: Path) -> None:
    """Begin to restore, and kill that while it is at work."""
    with installation.begin("restore", str(archive), "--set-aside") as work:
        place = installation.home / "restoring" / "about.json"
        until = time.monotonic() + 240  # on a busy machine
        while not place.exists() and time.monotonic() < until:
            time.sleep(0.02)
        assert work.poll() is None and place.exists()
        os.killpg(work.pid, signal.SIGKILL)


def test_a_running_site_and_a_full_disk_are_told_and_change_nothing(
    lived_in: Installation, tmp_path: Path
) -> None:
    archive = tmp_path / "all.zip"
    assert lived_in.run("backup", str(archive)).returncode == 0
    before = lived_in.rows()
    with lived_in.used():
        busy = lived_in.run("restore", str(archive), "--set-aside")
    assert busy.returncode == 2 and "Stop every web and worker process" in busy.stderr
    full = lived_in.run("restore", str(archive), "--set-aside", preexec_fn=no_large_files)
    assert full.returncode == 2 and "disk is full" in full.stderr
    assert lived_in.rows() == before
    assert not (lived_in.home / "restoring").exists() and not [*lived_in.home.glob("aside-*")]


def no_large_files() -> None:
    """No file may grow beyond some kilobytes: as a full disk, an error comes from writing."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
