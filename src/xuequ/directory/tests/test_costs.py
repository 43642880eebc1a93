"""Lists cost the same number of queries at 3 and at 30 rows."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support_plugin import Cast
from xuequ.directory.tests.crowd import crowd

pytestmark = pytest.mark.django_db

ROWS = {  # a list, and what stands in each of its rows
    "/schools/": "小学</a>",
    "/schools/?words=第": "小学</a>",
    "/consortia/": "学区</a>",
    "/consortia/places.json": "longitude",
    "/roster/": "教学点</td>",
    "/roster/csv/": "教学点",
    "/record/?words=register-school": "directory.school:",
    "/board/": "/board/unit/",
}


@pytest.mark.parametrize("address", ROWS)
def test_a_list_costs_as_many_queries_at_thirty_rows_as_at_three(
    cast: Cast, client_of: Any, address: str
) -> None:
    browser = client_of("bureau")
    costs, rows = [], []
    for count, first in ((3, 1), (27, 4)):
        crowd(cast.authority, count, first=first)
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(address)
        costs.append(len(queries))
        rows.append(page.content.decode().count(ROWS[address]))
    assert costs[0] == costs[1]
    assert 3 <= rows[0] < rows[1]
