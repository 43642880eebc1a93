"""Worlds that tests put back instead of making them are row by row those that were made."""

from __future__ import annotations

import pytest
from django.db import transaction

import keeping
from addresses import address, place
from casting import make
from keeping import grown, kept
from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.record.queries import verify

pytestmark = pytest.mark.django_db


class Made:
    """Makes what the addresses of 东二小 name, and counts how often."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.times = cast, 0

    def __call__(self) -> str:
        self.times += 1
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("addresses.grown", lambda make, _: make())
            return address("directory:school_detail", place(self.cast.east, "东二小"))


def found_after(act: Made, name: str) -> tuple[str, keeping.Rows]:
    """What is told and which rows are there once the world is grown; then all is undone."""
    with transaction.atomic():
        told = grown(act, name)
        rows = keeping._snapshot()
        assert verify()[1] is None
        transaction.set_rollback(True)
    return told, rows


def test_what_is_put_back_is_what_was_made(cast: Cast) -> None:
    act, before = Made(cast), keeping._snapshot()
    first = found_after(act, "test of growing")
    assert found_after(act, "test of growing") == first
    assert act.times == 1
    assert first[1] != before == keeping._snapshot()
    assert {"record_line", "directory_bellperiod", "papers_paper"} <= first[1].keys()


def test_it_is_made_where_other_rows_are_there(cast: Cast) -> None:
    act = Made(cast)
    found_after(act, "test of other rows")
    School.objects.filter(pk=cast.loose.pk).update(name="孤独小")
    _, rows = found_after(act, "test of other rows")
    assert act.times == 2
    names = rows["directory_school"][0].index("name")
    assert "孤独小" in {row[names] for row in rows["directory_school"][1]}


def test_a_kept_world_is_the_same_every_time() -> None:
    found = []
    for _ in range(2):
        with transaction.atomic():
            kept(make, "test of keeping")
            found.append(keeping._snapshot())
            transaction.set_rollback(True)
    assert found[0] == found[1] and len(found[0]) > 10
