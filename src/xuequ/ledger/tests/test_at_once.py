"""Two people act on the ledger at the same time: one effect each, and nobody waits crosswise."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from xuequ.directory.models import Posting
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Claim, Counter, Entry, EntryVersion
from xuequ.ledger.queries.claiming import For
from xuequ.ledger.services.counting import differences, recount
from xuequ.ledger.services.deciding import confirm_entry, return_entry
from xuequ.ledger.services.entries import change_entry, hand_in, withdraw_entry
from xuequ.ledger.tests.handed import (
    OBSERVATION,
    REVIEW,
    TODAY,
    handed,
    mentor,
    mover,
    principal,
    report,
)
from xuequ.ledger.tests.township import Town, acting, teacher, town
from xuequ.record.queries import verify

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite lets one connection write at a time"
    ),
]

Rival = Callable[[Callable[[], Any]], Future[Any]]


@pytest.fixture
def here(transactional_db: None) -> Iterator[Town]:
    yield town()


@pytest.fixture
def rival() -> Iterator[Rival]:
    """`rival(act)` begins the act over a connection of its own."""
    with ThreadPoolExecutor(4) as pool:
        yield lambda act: pool.submit(alone, act)


def alone(act: Callable[[], Any]) -> Any:
    try:
        return act()
    finally:
        connection.close()


def waits(other: Future[Any]) -> bool:
    """Has the other not got on while the first is not committed?"""
    return other not in wait([other], timeout=0.5).done


def counted() -> tuple[int, int]:
    row = Counter.objects.get(duty=OBSERVATION)
    return row.handed, row.confirmed


def test_of_two_who_confirm_at_once_one_does(here: Town, rival: Rival) -> None:
    entry = handed(here)
    with transaction.atomic():
        confirm_entry(entry, actor=mentor(here), on=TODAY)
        other = rival(lambda: confirm_entry(entry, actor=principal(here), on=TODAY))
        assert waits(other)
    with pytest.raises(Refused, match="already-decided"):
        other.result(timeout=10)
    assert counted() == (0, 1)


def test_what_is_confirmed_is_not_returned_at_the_same_time(here: Town, rival: Rival) -> None:
    entry = handed(here)
    with transaction.atomic():
        confirm_entry(entry, actor=mentor(here), on=TODAY)
        other = rival(lambda: return_entry(entry, "请补充", actor=principal(here), on=TODAY))
        assert waits(other)
    with pytest.raises(Refused, match="already-decided"):
        other.result(timeout=10)
    assert counted() == (0, 1) and Entry.objects.get().state == "confirmed"


def test_what_is_returned_is_not_confirmed_at_the_same_time(here: Town, rival: Rival) -> None:
    entry = handed(here)
    with transaction.atomic():
        return_entry(entry, "请补充", actor=principal(here), on=TODAY)
        other = rival(lambda: confirm_entry(entry, actor=mentor(here), on=TODAY))
        assert waits(other)
    with pytest.raises(Refused, match="already-decided"):
        other.result(timeout=10)
    assert counted() == (0, 0) and Entry.objects.get().state == "returned"


def test_what_is_withdrawn_is_not_confirmed_at_the_same_time(here: Town, rival: Rival) -> None:
    entry = handed(here)
    with transaction.atomic():
        withdraw_entry(entry, actor=mover(here))
        other = rival(lambda: confirm_entry(entry, actor=mentor(here), on=TODAY))
        assert waits(other)
    with pytest.raises(Refused, match="already-decided"):
        other.result(timeout=10)
    assert counted() == (0, 0)


def test_the_same_form_sent_twice_at_once_is_one_entry(here: Town, rival: Rival) -> None:
    new = report(here, key=uuid.uuid4())
    with transaction.atomic():
        first = hand_in(new, here.authority, actor=mover(here), today=TODAY)
        other = rival(lambda: hand_in(new, here.authority, actor=mover(here), today=TODAY))
        assert waits(other)
    assert other.result(timeout=10) == first
    assert (Entry.objects.count(), Claim.objects.count(), EntryVersion.objects.count()) == (1, 1, 1)
    assert counted() == (1, 0)


def test_two_entries_for_one_counter_at_once_are_both_counted(here: Town, rival: Rival) -> None:
    with transaction.atomic():
        handed(here, title="第一份")
        other = rival(lambda: handed(here, title="第二份"))
        assert waits(other)
    other.result(timeout=10)
    assert counted() == (2, 0) and differences(here.authority) == []


def test_many_at_once_with_counters_in_any_order_end_without_a_deadlock(
    here: Town, rival: Rival
) -> None:
    """Two teachers who name one another as co-authors change and hand in, again and again."""
    other = teacher(here.village, "同行演示")
    Posting.objects.create(
        authority=here.authority, person=other, from_school=here.village,
        to_school=here.city, direction="town_to_city", since=here.posting.since,
    )  # fmt: skip
    mine, theirs = here.posting.pk, Posting.objects.get(person=other).pk
    actors = {mine: mover(here), theirs: acting(other, "teacher", here.village)}
    people = {mine: other.pk, theirs: here.mover.pk}
    start = Barrier(4)

    def play(posting: int, duties: tuple[str, ...], name: str) -> None:
        start.wait(timeout=10)
        entry = None
        for n in range(6):
            chosen = duties if n % 2 else duties[:1]
            new = report(
                here,
                title=f"{name}{n}",
                duties=[For(each, "posting", posting) for each in chosen],
                co_authors=[people[posting]],
            )
            if entry is None:
                entry = hand_in(new, here.authority, actor=actors[posting], today=TODAY)
            else:
                change_entry(entry, new, actor=actors[posting], today=TODAY)

    both = (OBSERVATION, REVIEW)
    running = [
        rival(lambda: play(mine, both, "甲")),
        rival(lambda: play(theirs, both[::-1], "乙")),
        rival(lambda: play(mine, both[::-1], "丙")),
        rival(lambda: play(theirs, both, "丁")),
    ]
    for each in running:
        each.result(timeout=60)
    assert differences(here.authority) == []
    assert sum(each.handed for each in Counter.objects.all()) == 16
    assert verify()[1] is None


def test_who_hands_in_during_a_recount_waits_and_is_counted(here: Town, rival: Rival) -> None:
    handed(here, title="第一份")
    Counter.objects.update(handed=7)
    with transaction.atomic():
        recount(here.authority)
        other = rival(lambda: handed(here, title="第二份"))
        assert waits(other)
    other.result(timeout=10)
    assert counted() == (2, 0)
