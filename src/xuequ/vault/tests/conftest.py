"""A folder of private files for each test that keeps some."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    """The folder, closed and empty; there is no scanner."""
    settings.VAULT_FILES = tmp_path / "files"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "files" / "uploads"
    settings.VAULT_SCAN = ""
    return tmp_path / "files"
