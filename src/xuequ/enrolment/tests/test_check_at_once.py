"""Two reviewers at once, over two connections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from support_plugin import Cast
from xuequ.enrolment.models import Assignment, Check
from xuequ.enrolment.services.checking.judging import decide
from xuequ.enrolment.services.checking.taking import take_next
from xuequ.enrolment.tests.checking import CLOSED, accepts, reviewer, settled, waits
from xuequ.kernel.refusal import Refused

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite lets one connection write at a time"
    ),
]
Rival = Callable[[Callable[[], Any]], Future[Any]]


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


def test_two_reviewers_who_take_the_next_at_once_get_two(cast: Cast, rival: Rival) -> None:
    rule_set, other = settled(cast), reviewer(cast, "甲演示")
    first, second = waits(rule_set, 1), waits(rule_set, 2)
    with transaction.atomic():
        assert take_next(rule_set.round, actor=cast.bureau, now=CLOSED) == first
        taking = rival(lambda: take_next(rule_set.round, actor=other, now=CLOSED))
    assert taking.result(timeout=20) == second
    assert Assignment.objects.count() == 2


def test_one_application_decided_twice_at_once_is_decided_once(cast: Cast, rival: Rival) -> None:
    rule_set = settled(cast)
    application = waits(rule_set, 1)
    take_next(rule_set.round, actor=cast.bureau, now=CLOSED)

    def act() -> Check:
        return decide(application, accepts(), actor=cast.bureau, now=CLOSED)

    with transaction.atomic():
        act()
        again = rival(act)
    with pytest.raises(Refused, match="application-decided"):
        again.result(timeout=20)
    assert Check.objects.count() == 1
