"""Acts that really commit: two at once, and an act with its line in the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import pytest
from django.db import connection, transaction

from casting import MAKER
from support_plugin import Cast
from working import teacher
from xuequ.directory.models import Pairing, Person, Posting
from xuequ.directory.services.pairings import NewPairing, pair
from xuequ.directory.services.postings import NewPosting, post_teacher
from xuequ.directory.tests.belonging import DAY, join, leave, move, named, of, places
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line
from xuequ.record.queries import verify

pytestmark = pytest.mark.django_db(transaction=True)

Rival = Callable[[Callable[[], Any]], Future[Any]]
two_connections = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite lets one connection write at a time"
)


@pytest.fixture
def rival() -> Iterator[Rival]:
    """`rival(act)` begins the act over a connection of its own."""

    def run(act: Callable[[], Any]) -> Any:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        yield lambda act: pool.submit(run, act)


def waits(other: Future[Any]) -> bool:
    """Has the other not got on while the first is not committed?"""
    return other not in wait([other], timeout=0.5).done


@two_connections
def test_of_two_moves_of_a_school_at_once_one_wins(cast: Cast, rival: Rival) -> None:
    membership = of("东二小")
    with transaction.atomic():
        move(membership, cast.group)
        other = rival(lambda: move(membership, cast.east, "demonstration"))
        assert waits(other)
    with pytest.raises(Refused, match="already-ended"):
        other.result(timeout=10)
    assert places(named("东二小"), DAY) == {"西集团": "member"}


@two_connections
def test_a_school_that_leaves_is_not_moved_at_the_same_time(cast: Cast, rival: Rival) -> None:
    membership = of("东二小")
    with transaction.atomic():
        leave(membership)
        other = rival(lambda: move(membership, cast.group))
        assert waits(other)
    with pytest.raises(Refused, match="already-ended"):
        other.result(timeout=10)
    assert places(named("东二小"), DAY) == {}


@two_connections
def test_of_two_schools_that_would_lead_at_once_one_does(cast: Cast, rival: Rival) -> None:
    leave(of("东一小"))
    with transaction.atomic():
        join(cast.loose, cast.east, "lead")
        other = rival(lambda: move(of("东三小"), cast.east, "lead"))
        assert waits(other)
    with pytest.raises(Refused, match="lead-is-taken"):
        other.result(timeout=10)
    assert cast.east.memberships.on(DAY).get(role="lead").school == cast.loose


@two_connections
def test_of_two_postings_of_one_person_at_once_one_is_made(cast: Cast, rival: Rival) -> None:
    person = teacher(named("东二小"), "走演示")

    def post(to: str) -> Posting:
        return post_teacher(person, NewPosting(named("东二小"), named(to)), since=DAY, actor=MAKER)

    with transaction.atomic():
        post("孤小")
        other = rival(lambda: post("东三小"))
        assert waits(other)
    with pytest.raises(Refused, match="posted-then"):
        other.result(timeout=10)
    assert Posting.objects.get(person=person).to_school == cast.loose


@two_connections
def test_of_two_mentors_of_one_tier_at_once_one_is_bound(cast: Cast, rival: Rival) -> None:
    learns, *mentors = (teacher(named("东二小"), name) for name in ("徒演示", "甲师", "乙师"))

    def bind(mentor: Person) -> Pairing:
        return pair(mentor, learns, NewPairing(named("东二小")), since=DAY, actor=MAKER)

    with transaction.atomic():
        bind(mentors[0])
        other = rival(lambda: bind(mentors[1]))
        assert waits(other)
    with pytest.raises(Refused, match="tier-is-taken"):
        other.result(timeout=10)
    assert Pairing.objects.get().mentor == mentors[0]


def test_an_act_that_fails_on_its_way_leaves_neither_change_nor_line(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = Line.objects.count()
    monkeypatch.setattr(Line, "save", broken)
    with pytest.raises(OSError, match="disk full"):
        move(of("东二小"), cast.group)
    assert places(named("东二小"), DAY) == {"东学区": "member"}
    assert verify() == (lines, None)


def broken(*_: object, **__: object) -> None:
    raise OSError("disk full")
