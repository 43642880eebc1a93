"""The words of the record for acts on cases, meetings and tasks."""

from __future__ import annotations

from . import cases, meetings

ACTS = {**cases.ACTS, **meetings.ACTS}
NOTES = {**cases.NOTES, **meetings.NOTES}
