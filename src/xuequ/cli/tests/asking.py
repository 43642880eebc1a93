"""Ask the command something, in this process."""

from __future__ import annotations

import json
from typing import Any

import pytest

from xuequ.cli.main import main

Capture = pytest.CaptureFixture[str]


def rows_of(capsys: Capture, *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    """Exit code and rows of a command that prints JSON."""
    code = main([*arguments, "--format", "json"])
    printed = json.loads(capsys.readouterr().out)
    assert list(printed) == ["rows"]
    return code, printed["rows"]


def complaint(capsys: Capture, *arguments: str, language: str = "en") -> str:
    """What a command says that could not do its work."""
    assert main(["--language", language, *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err
