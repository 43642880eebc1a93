"""Bring sheets in: read, check, show, take, and take back."""

from __future__ import annotations

from .checking import check_import
from .committing import commit_import
from .starting import start_import
from .taking import import_sheet
from .undoing import undo_import

__all__ = ["check_import", "commit_import", "import_sheet", "start_import", "undo_import"]
