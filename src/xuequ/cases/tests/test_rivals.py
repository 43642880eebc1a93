"""Two people act in a case at the same time: exactly one outcome, never two, never half."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from casting import MAKER, make
from deciding import NOW, County, county, say, seat_of, started
from xuequ.cases.models import Case, Objection, Turn
from xuequ.cases.services.acting import Said, take_seat
from xuequ.cases.services.objecting import NewObjection, object_to
from xuequ.cases.services.starting import withdraw_case
from xuequ.cases.services.sweeping import sweep
from xuequ.directory.models import Membership, School
from xuequ.directory.services import memberships
from xuequ.governance.models import FoundingDocument
from xuequ.kernel.refusal import Refused
from xuequ.record.queries import verify

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite lets one connection write at a time"
    ),
]
Rival = Callable[[Callable[[], Any]], Future[Any]]
SINCE = {"since": "2026-12-01"}


@pytest.fixture
def here(transactional_db: None) -> Iterator[County]:
    yield county(make(), "putuo")


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


def joining(here: County) -> Case:
    case = started(
        here, "join", here.principals["孤小"], school=here.loose, consortium=here.east,
        values={"role": "member", "signs_charter": True},
    )  # fmt: skip
    return say(case, here.actors["head"], "agree")


def test_of_two_who_decide_at_once_one_does(here: County, rival: Rival) -> None:
    case = joining(here)
    seat = seat_of(case, here.bureau)
    with transaction.atomic():
        take_seat(seat, Said("pass", "", SINCE), actor=here.bureau, now=NOW)
        other = rival(
            lambda: take_seat(seat, Said("refuse", "名额已满"), actor=here.bureau, now=NOW)
        )
        assert waits(other)
    with pytest.raises(Refused, match="seat-is-taken"):
        other.result(timeout=10)
    assert Case.objects.get().state == "approved"
    assert Membership.objects.filter(school=here.loose).count() == 1
    assert verify()[1] is None


def test_a_case_is_decided_or_withdrawn_never_both(here: County, rival: Rival) -> None:
    case = joining(here)
    seat = seat_of(case, here.bureau)
    with transaction.atomic():
        withdraw_case(case, "不办了", actor=here.principals["孤小"], now=NOW)
        other = rival(lambda: take_seat(seat, Said("pass", "", SINCE), actor=here.bureau, now=NOW))
        assert waits(other)
    with pytest.raises(Refused, match="step-is-over"):
        other.result(timeout=10)
    assert Case.objects.get().state == "withdrawn"
    assert not Membership.objects.filter(school=here.loose).exists()


def test_the_same_form_over_two_connections_is_one_case(here: County, rival: Rival) -> None:
    key = uuid.uuid4()

    def send() -> Case:
        return started(
            here, "request", here.principals["孤小"], school=here.loose, values={"asked": "x"},
            key=key,
        )  # fmt: skip

    both = [rival(send), rival(send)]
    assert len({each.result(timeout=20).pk for each in both}) == 1 == Case.objects.count()


def test_two_cases_at_once_get_two_numbers(here: County, rival: Rival) -> None:
    def send() -> Case:
        return started(
            here, "request", here.principals["孤小"], school=here.loose, values={"asked": "x"}
        )

    both = [rival(send), rival(send)]
    assert sorted(each.result(timeout=20).number for each in both) == [1, 2]


def test_the_last_two_members_consent_at_once_and_there_is_one_charter(
    here: County, rival: Rival
) -> None:
    values = {"document": "charter", "name": "章程", "changes": "总则"}
    case = started(
        here, "founding_document", here.actors["office"], consortium=here.east, values=values
    )
    say(case, here.principals["东一小"], "agree")
    second, third = (seat_of(case, here.principals[each]) for each in ("东二小", "东三小"))
    with transaction.atomic():
        take_seat(second, Said("agree"), actor=here.principals["东二小"], now=NOW)
        other = rival(
            lambda: take_seat(third, Said("agree"), actor=here.principals["东三小"], now=NOW)
        )
        assert waits(other)
    other.result(timeout=10)
    case.refresh_from_db()
    assert case.step == "adopt" and Turn.objects.filter(verb="arrive", step="adopt").count() == 1
    assert not FoundingDocument.objects.exists()


def test_an_objection_on_the_last_minute_or_the_sweep_comes_first_not_half(
    here: County, rival: Rival
) -> None:
    case = started(
        here, "dissolve_consortium", here.bureau, consortium=here.group, values={"after": "归并"}
    )
    for name in ("西一小", "西二小"):
        case = say(case, here.principals[name], "agree")
    assert case.due == date(2026, 11, 9)
    last = here.later(days=7, hours=13, minutes=59)
    with transaction.atomic():
        object_to(case, NewObjection("程序不合规定"), actor=here.leader, now=last)
        other = rival(lambda: sweep(here.later(days=8)))
        assert waits(other)
    assert other.result(timeout=10).moved == 0
    case.refresh_from_db()
    assert case.step == "publicity" and Objection.objects.count() == 1


def test_two_sweeps_at_once_move_a_case_once(here: County, rival: Rival) -> None:
    started(
        here, "join", here.principals["孤小"], school=here.loose, consortium=here.east,
        values={"role": "member", "signs_charter": True},
    )  # fmt: skip
    both = [rival(lambda: sweep(here.later(days=40))) for _ in range(2)]
    assert sum(each.result(timeout=20).moved for each in both) == 1
    assert Turn.objects.filter(verb="arrive", step="decide").count() == 1


def test_a_process_killed_between_decision_and_execution_leaves_neither(
    here: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = joining(here)
    seat = seat_of(case, here.bureau)

    def killed(*args: Any, **kwargs: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("xuequ.governance.services.joining.join_consortium", killed)
    with pytest.raises(KeyboardInterrupt):
        take_seat(seat, Said("pass", "", SINCE), actor=here.bureau, now=NOW)
    case.refresh_from_db()
    assert (case.state, case.step) == ("running", "decide")
    monkeypatch.undo()
    take_seat(seat, Said("pass", "", SINCE), actor=here.bureau, now=NOW)
    assert Membership.objects.filter(school=here.loose).count() == 1
    assert verify()[1] is None


def test_a_voter_who_leaves_while_the_last_vote_comes_in_counts_no_more(
    here: County, rival: Rival
) -> None:
    values = {"document": "charter", "name": "章程", "changes": "总则"}
    case = started(
        here, "founding_document", here.actors["office"], consortium=here.east, values=values
    )
    say(case, here.principals["东一小"], "agree")
    say(case, here.principals["东三小"], "disagree", "不同意")
    gone = Membership.objects.get(school=School.objects.get(name="东三小"))
    memberships.leave_consortium(gone, until=date(2026, 11, 2), actor=MAKER)
    seat = seat_of(case, here.principals["东二小"])
    take_seat(seat, Said("agree"), actor=here.principals["东二小"], now=NOW)
    case.refresh_from_db()
    assert case.step == "adopt"
