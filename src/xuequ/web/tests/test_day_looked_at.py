"""The day a page looks at: within days a calendar can be reckoned from."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import RequestFactory

from xuequ.web.middleware import _day


@pytest.mark.parametrize(
    ("given", "looked_at"),
    [
        ("2026-09-01", date(2026, 9, 1)),
        ("0001-01-01", date(1840, 1, 1)),
        ("9999-12-31", None),
        ("2026-13-01", None),
    ],
)
def test_a_day_out_of_reach_is_brought_within(given: str, looked_at: date | None) -> None:
    request = RequestFactory().get("/", {"on": given})
    request.session = {}  # type: ignore[assignment]
    assert _day(request) == looked_at
