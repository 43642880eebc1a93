"""A clock the tests of signing in can turn."""

from __future__ import annotations

from datetime import datetime, timedelta

import axes.handlers.proxy
import pytest
from django.utils import timezone


class Clock:
    """The time as the product sees it."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.at = timezone.now()
        patch.setattr(timezone, "now", self.now)
        patch.setattr(axes.handlers.proxy, "now", self.now)

    def now(self) -> datetime:
        return self.at

    def on(self, **span: float) -> None:
        """Let time pass."""
        self.at += timedelta(**span)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)
