"""Let a test happen on another day."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone


def on_day(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Let it be an earlier day, or a later one; what is made meanwhile is of that day at most."""
    real = timezone.localdate
    monkeypatch.setattr(
        timezone, "localdate", lambda *of, **named: min(day, real(*of, **named)) if of else day
    )
