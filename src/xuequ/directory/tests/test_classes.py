"""Classes belong to a school year."""

from __future__ import annotations

from datetime import date

import pytest

from support_plugin import Cast
from xuequ.directory.queries.overview import school_detail
from xuequ.directory.services.classes import ClassSize, report_classes

pytestmark = pytest.mark.django_db


def test_a_school_shows_the_classes_of_the_year_looked_at(cast: Cast) -> None:
    report_classes(cast.loose, 2025, [ClassSize("primary", 1, 1, 30)], actor=cast.bureau)
    report_classes(cast.loose, 2026, [ClassSize("primary", 1, 1, 41)], actor=cast.bureau)
    found = {
        day: school_detail(cast.loose, day, seen_by=cast.bureau)["pupils"]
        for day in (date(2025, 8, 31), date(2026, 8, 31), date(2026, 9, 1))
    }
    assert list(found.values()) == [0, 30, 41]
