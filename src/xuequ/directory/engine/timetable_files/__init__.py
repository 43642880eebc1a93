"""Files of timetabling programs, read into the rows of our own sheet of timetables."""

from __future__ import annotations

from .asc import read_asc
from .fet import read_fet, read_zip

__all__ = ["read_asc", "read_fet", "read_zip"]
