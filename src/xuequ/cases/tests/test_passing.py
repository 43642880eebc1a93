"""Seats that go on: transfer, delegate, add signers, take on; reminders and copies."""

from __future__ import annotations

from typing import Any

import pytest

from deciding import NOW, County, county, official, say, seat_of, started
from support_plugin import Cast
from xuequ.cases.models import Case
from xuequ.cases.queries.access import cases, queue
from xuequ.cases.services import lending, passing
from xuequ.cases.services.acting import Said, take_seat
from xuequ.directory.models import Person
from xuequ.kernel.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast: Cast) -> County:
    return county(cast)


def request(here: County, **of: Any) -> Case:
    school = here.loose
    return started(
        here, "request", here.principals["孤小"], school=school, values={"asked": "修操场"}, **of
    )


def join(here: County, **of: Any) -> Case:
    values = {"role": "member", "signs_charter": True}
    return started(
        here,
        "join",
        here.principals["孤小"],
        school=here.loose,
        consortium=here.east,
        values=values,
        **of,
    )


SINCE = {"since": "2026-12-01"}


def _second_officer(here: County) -> Any:
    return official(here.authority, "bureau_basic", "二演示")


def test_a_seat_goes_on_within_its_house_never_in_a_circle_and_a_delegate_does_not_delegate(
    here: County,
) -> None:
    second = _second_officer(here)
    first = Person.objects.get(pk=here.bureau.person)
    case = request(here)
    seat = seat_of(case, here.bureau)
    stranger = Person.objects.get(pk=here.actors["head"].person)
    with pytest.raises(Refused, match="not-a-colleague"):
        lending.transfer(seat, stranger, "", actor=here.bureau, now=NOW)
    to = Person.objects.get(pk=second.person)
    lent = lending.lend(seat, to, "请核", actor=here.bureau, now=NOW)
    assert not queue(here.bureau).filter(case=case).exists()
    with pytest.raises(Refused, match="lent-is-not-passed-on"):
        lending.lend(lent, first, "", actor=second, now=NOW)
    take_seat(lent, Said("agree", "已核"), actor=second, now=NOW)
    seat = seat_of(case, here.bureau)
    lending.transfer(seat, to, "", actor=here.bureau, now=NOW)
    with pytest.raises(Refused, match="goes-in-a-circle"):
        lending.transfer(seat, first, "", actor=second, now=NOW)
    say(case, second, "pass")
    assert Case.objects.get(pk=case.pk).step == "decide"


def test_who_was_added_signs_before_it_goes_on_and_may_be_taken_away(here: County) -> None:
    second = _second_officer(here)
    to = Person.objects.get(pk=second.person)
    case = request(here)
    seat = seat_of(case, here.bureau)
    added = passing.add_signer(seat, to, "", actor=here.bureau, now=NOW)
    with pytest.raises(Refused, match="signs-already"):
        passing.add_signer(seat, to, "", actor=here.bureau, now=NOW)
    passing.remove_signer(added, actor=here.bureau, now=NOW)
    added = passing.add_signer(seat, to, "", actor=here.bureau, now=NOW)
    case = say(case, here.bureau, "pass")
    assert case.step == "bureau"
    take_seat(added, Said("agree", ""), actor=second, now=NOW)
    assert Case.objects.get(pk=case.pk).step == "decide"


def test_what_somebody_took_on_is_theirs_until_they_let_it_go(here: County) -> None:
    case = join(here)
    seat = seat_of(case, here.actors["office"])
    passing.claim(seat, actor=here.actors["office"], now=NOW)
    assert not queue(here.actors["head"]).filter(case=case).exists()
    with pytest.raises(Refused, match="claimed-by-another"):
        passing.claim(seat, actor=here.actors["head"], now=NOW)
    passing.claim(seat, actor=here.actors["office"], now=NOW)
    assert queue(here.actors["head"]).filter(case=case).exists()


def test_a_reminder_goes_out_once_a_day_and_a_copy_is_read_once(here: County) -> None:
    case, principal = request(here), here.principals["孤小"]
    assert passing.remind(case, actor=principal, now=NOW) == 1
    with pytest.raises(Refused, match="reminded-today"):
        passing.remind(case, actor=principal, now=NOW)
    reader = Person.objects.get(pk=here.actors["head"].person)
    assert not cases(seen_by=here.actors["head"], on=NOW.date()).filter(pk=case.pk).exists()
    copy = passing.send_copy(case, reader, actor=principal, now=NOW)
    assert cases(seen_by=here.actors["head"], on=NOW.date()).filter(pk=case.pk).exists()
    for _ in range(2):
        passing.mark_read(copy, actor=here.actors["head"], now=NOW)
    assert case.turns.filter(verb="read").count() == 1
    with pytest.raises(Refused, match="not-your-seat"):
        passing.mark_read(copy, actor=principal, now=NOW)
