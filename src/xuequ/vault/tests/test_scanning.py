"""The scanner of the installation is asked about every file, and only a clean one is taken."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from xuequ.vault.services import store_file
from xuequ.vault.tests.keeping import refusal
from xuequ.vault.tests.samples import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def scanner(tmp_path: Path, body: str) -> str:
    """A command that looks at the file in its last argument."""
    path = tmp_path / "scan.py"
    path.write_text(f"import os, sys, time\npath = sys.argv[-1]\n{body}\n")
    return f"{sys.executable} {path} --quiet"


def test_a_scanner_that_finds_nothing_lets_the_file_in(settings: Any, tmp_path: Path) -> None:
    looks = "sys.exit(0 if open(path, 'rb').read(4) == b'%PDF' else 7)"
    settings.VAULT_SCAN = scanner(tmp_path, looks)
    assert store_file(pdf(), name="a.pdf").is_scanned


def test_an_infected_file_is_refused(settings: Any, tmp_path: Path) -> None:
    settings.VAULT_SCAN = scanner(tmp_path, "sys.exit(1)")
    assert refusal(pdf(), "a.pdf").code == "file-is-infected"


@pytest.mark.parametrize("body", ["sys.exit(2)", "os.kill(os.getpid(), 9)", "time.sleep(60)"])
def test_a_scanner_that_does_not_answer_refuses_for_now(
    settings: Any, tmp_path: Path, body: str
) -> None:
    settings.VAULT_SCAN, settings.VAULT_SCAN_SECONDS = scanner(tmp_path, body), 0.5
    assert refusal(pdf(), "a.pdf").code == "file-cannot-be-scanned"


@pytest.mark.parametrize("command", ["/no/such/scanner", "'unclosed"])
def test_a_scanner_that_is_not_there_refuses_for_now(settings: Any, command: str) -> None:
    settings.VAULT_SCAN = command
    assert refusal(pdf(), "a.pdf").code == "file-cannot-be-scanned"


def test_no_shell_reads_the_command_and_no_secret_reaches_it(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL_OF_TEST", "secret")
    safe = "sys.exit(sys.argv[1] != '$(touch x)' or 'DATABASE_URL_OF_TEST' in os.environ)"
    settings.VAULT_SCAN = scanner(tmp_path, safe).replace("--quiet", "'$(touch x)'")
    assert store_file(pdf(), name="a.pdf").is_scanned
