"""The program takes over an installation of every earlier release that is kept.

A release adds its own with tools/old_database.py; CONTRIBUTING.md says when.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
KEPT = sorted((ROOT / "tests/data/releases").glob("*.tar.gz"))
LARGEST = 200_000  # bytes of one; they stay in the source for ever


def counted(path: Path) -> dict[str, int]:
    """Rows of every table."""
    with closing(sqlite3.connect(path)) as database:
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        tables = [name for (name,) in database.execute(named)]
        return {
            table: database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
            for table in tables
        }


def test_some_release_is_kept_and_all_are_small() -> None:
    assert KEPT
    assert all(path.stat().st_size <= LARGEST for path in KEPT)


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name.partition(".")[0])
def test_an_earlier_release_is_taken_over_whole(path: Path, tmp_path: Path) -> None:
    with tarfile.open(path) as archive:
        archive.extractall(tmp_path)  # noqa: S202 - our own file
    before = counted(tmp_path / "xuequ.sqlite3")
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {"XUEQU_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "xuequ.site.settings"}
    program = [sys.executable, ROOT / "tests/support/taking_over.py"]
    done = subprocess.run(program, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["fault"], found["shut"]) == (None, [])
    assert found["lines"] >= before["record_line"] > 50 and found["values"] > 0
    for who, pages in found["pages"].items():
        assert set(pages.values()) <= {200, 302, 403}, (who, pages)
        assert list(pages.values()).count(200) > 3, (who, pages)
    after = counted(tmp_path / "xuequ.sqlite3")
    grown = {"django_migrations", "django_content_type", "auth_permission", "django_session",
             "record_line"}  # fmt: skip
    lost = {table for table, count in before.items() if after.get(table, 0) < count}
    assert lost == set()
    assert {t for t in before if after[t] != before[t]} <= grown | {"directory_account"}
