"""The sheet of next schools."""

from __future__ import annotations

import pytest

from support_plugin import Cast
from xuequ.directory.models import Feeder
from xuequ.directory.queries.giving.feeders import give_feeders
from xuequ.directory.sheets import FEEDERS
from xuequ.directory.tests.belonging import DAY, LATER
from xuequ.directory.tests.round_trip import Mistake, again, is_told, take

pytestmark = pytest.mark.django_db
HEADS = "学校标识码,学校,升入学校标识码,升入学校,起始日期"


def feeders(cast: Cast, *rows: str) -> dict[str, int]:
    return take(cast, FEEDERS, HEADS, *rows, since=DAY)


def test_next_schools_are_registered_and_followed_by_others(cast: Cast) -> None:
    assert feeders(cast, ",东一小,,东三小,", ",孤小,,东一小,2025-09-01") == {"schools": 2}
    assert feeders(cast, ",东一小,,东三小,", ",孤小,,东一小,") == {"schools": 0}
    assert feeders(cast, ",东一小,,西一小,2027-09-01") == {"schools": 1}
    found = Feeder.objects.filter(school__name="东一小").order_by("since")
    assert list(found.values_list("next_school__name", "since", "until")) == [
        ("东三小", DAY, LATER), ("西一小", LATER, None),
    ]  # fmt: skip
    given = list(give_feeders(cast.authority, DAY, cast.bureau))
    assert len(given) == 2 and set(again(cast, FEEDERS, given).values()) == {0}


def test_a_circle_is_seen_together_with_what_is_registered(cast: Cast) -> None:
    feeders(cast, ",东一小,,东三小,")
    wanted = (2, "升入学校", "one comes back to this one")
    is_told(cast, FEEDERS, HEADS, (",东三小,,东一小,",), wanted)
    assert Feeder.objects.count() == 1


FAULTS: dict[str, tuple[tuple[str, ...], list[Mistake]]] = {
    "an unknown school": ((",无小,,东一小,",), [(2, "学校", "there is no school 无小")]),
    "an unknown next school": ((",东一小,,无小,",), [(2, "升入学校", "there is no school 无小")]),
    "an unknown code": (
        (",东一小,2145000009,,",), [(2, "升入学校标识码", "no school is registered with")],
    ),
    "no next school": ((",东一小,,,",), [(2, "升入学校", "give the name or the code")]),
    "the school itself": ((",东一小,,东一小,",), [(2, "升入学校", "cannot be the school itself")]),
    "a school twice": (
        (",东一小,,东三小,", ",东一小,,西一小,"), [(3, "学校", "already stands in line 2")],
    ),
    "before its school": (
        (",东一小,,东三小,2019-09-01",), [(2, "起始日期", "only from 2020-09-01")] * 2,
    ),
    "a circle": (
        (",东一小,,东三小,", ",东三小,,东一小,"),
        [(2, "升入学校", "comes back"), (3, "升入学校", "comes back")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTS)
def test_a_mistake_about_a_next_school_is_told(cast: Cast, what: str) -> None:
    rows, wanted = FAULTS[what]
    is_told(cast, FEEDERS, HEADS, rows, *wanted)
    assert not Feeder.objects.exists()
