"""A roster is checked without a database."""

from __future__ import annotations

from datetime import date

import pytest

from xuequ.directory.engine.roster import Known, read_roster
from xuequ.kernel.sheet import Row

ROW = Row(2, {"district": "南学区", "school": "南一小", "role": "lead", "ownership": "private"})


@pytest.mark.parametrize(("taken", "said"), [(True, []), (False, ["takes no private schools"])])
def test_private_schools_are_told_where_the_locality_takes_none(
    taken: bool, said: list[str]
) -> None:
    known = Known({}, {}, {}, {}, (), takes_private=taken)
    _, problems = read_roster([ROW], file="r.csv", since=date(2026, 9, 1), known=known)
    assert [part in each.text.en for each, part in zip(problems, said, strict=True)] == [
        True for _ in said
    ]
