"""The drill: make things, back up, lose everything, restore, compare everything."""

from __future__ import annotations

import json
import shutil
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

pytestmark = pytest.mark.django_db(transaction=True)


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
