"""The headers of the three tables that come out of an allocation."""

from __future__ import annotations

RESULT = ("number", "ticket", "stage", "choice", "school", "kept")
SCHOOLS = ("stage", "round", "school", "kept", "seats", "asked", "entered", "last")
WAITING = ("school", "place", "number")
