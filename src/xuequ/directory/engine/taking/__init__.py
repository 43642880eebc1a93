"""Sheets about schools, unions, people and pupils: rows and what is known, to entries and cures."""

from __future__ import annotations
