"""A roster (学区名册): read it row by row, compare it with what is registered."""

from __future__ import annotations

from .read import read_roster
from .types import Entry, Known, Place, Unit

__all__ = ["Entry", "Known", "Place", "Unit", "read_roster"]
