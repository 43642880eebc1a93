"""Somebody freezes while somebody else changes who takes part, over two connections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import pytest
from django.db import connection, transaction

from support_plugin import Cast
from xuequ.enrolment.models import Application, Roster, RuleSet
from xuequ.enrolment.queries.rosters import draft
from xuequ.enrolment.services.checking.effects import take_up_again
from xuequ.enrolment.services.freezing import Freezing, freeze
from xuequ.enrolment.tests.deciding import AFTER, RELEASES, announced, closed
from xuequ.kernel.refusal import Refused

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite lets one connection write at a time"
    ),
]
Rival = Callable[[Callable[[], Any]], Future[Any]]
A_MOMENT = 1.0  # seconds in which a rival comes as far as it can


@pytest.fixture
def rival() -> Iterator[Rival]:
    """`rival(act)` lets an act come as far as it can over a connection of its own."""

    def run(act: Callable[[], Any]) -> Any:
        try:
            return act()
        finally:
            connection.close()

    def begin(act: Callable[[], Any]) -> Future[Any]:
        begun = pool.submit(run, act)
        wait([begun], timeout=A_MOMENT)
        return begun

    with ThreadPoolExecutor(1) as pool:
        yield begin


def acts(cast: Cast) -> tuple[Callable[[], Roster], Callable[[], Application]]:
    """Freeze what was read; take one of the applications up again."""
    rule_set: RuleSet = closed(cast, 2)
    announced(rule_set, cast.bureau)
    asked = Freezing(draft(rule_set.round, rule_set).seal, RELEASES)
    row = Application.objects.earliest("pk")
    return (
        lambda: freeze(rule_set.round, asked, actor=cast.bureau, now=AFTER),
        lambda: take_up_again(row, "积分录错，重新审核", actor=cast.bureau, now=AFTER),
    )


def test_what_is_taken_up_while_somebody_freezes_sees_the_roster(cast: Cast, rival: Rival) -> None:
    freezing, taking = acts(cast)
    with transaction.atomic():
        freezing()
        late = rival(taking)
    with pytest.raises(Refused, match="roster-is-frozen"):
        late.result(timeout=20)
    assert set(Application.objects.values_list("state", flat=True)) == {"accepted"}


def test_who_freezes_waits_for_what_is_being_taken_up(cast: Cast, rival: Rival) -> None:
    freezing, taking = acts(cast)
    with transaction.atomic():
        taking()
        late = rival(freezing)
    with pytest.raises(Refused, match="roster-has-defects"):
        late.result(timeout=20)
    assert not Roster.objects.exists()
