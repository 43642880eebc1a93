"""Reminders: to whom, once a day, never for what is settled; and who may send them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from xuequ.directory.models import Person, Posting
from xuequ.directory.services import authorities
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.ledger.engine.tally import Line as Owing
from xuequ.ledger.models import Counter, Notice
from xuequ.ledger.queries.book import Book, book_of
from xuequ.ledger.queries.claiming import For
from xuequ.ledger.queries.owing import known, lines_in
from xuequ.ledger.queries.places import of_authority
from xuequ.ledger.services.chasing import chase, chase_all
from xuequ.ledger.services.excusing import NewExcuse, excuse_owner
from xuequ.ledger.tests.readers import FRIDAY, LOG, WEEK, browser, count
from xuequ.ledger.tests.township import MAKER, OPENING, Town, acting, hold, school, teacher, town
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
CHECK = "exchange.town_to_city.committee_observation"


@pytest.fixture
def here(db: None) -> Iterator[Town]:
    yield town()


def lines(where: Town, duty: str = LOG, on: date = FRIDAY) -> tuple[Book, list[Owing]]:
    book = book_of(where.authority, on)
    return book, lines_in(book, book.owed[duty], of_authority(where.authority))


def head(where: Town) -> Actor:
    person = hold(where.authority, "district_head", where.district, "长演示")
    return acting(person, "district_head", where.district)


def neighbour() -> Actor:
    """An office of another authority."""
    new = authorities.NewAuthority("邻演示教育局", short_name="邻演示", profile="guilin")
    there = authorities.register_authority(new, actor=MAKER)
    return acting(hold(there, "bureau_basic", there, "邻演示"), "bureau_basic")


def refused(code: str, where: Town, actor: Actor, duty: str = LOG, on: date = FRIDAY) -> None:
    book, [line] = lines(where, duty, on)
    before = Line.objects.count()
    with pytest.raises(Refused) as told:
        chase(line, book, where.district, actor=actor)
    assert told.value.code == code
    assert not Notice.objects.exists() and Line.objects.count() == before


def test_who_is_late_is_told_with_a_link_and_the_record_has_numbers_only(here: Town) -> None:
    book, [line] = lines(here)
    done = chase(line, book, here.district, actor=head(here))
    assert (done.told, done.owners) == (1, 1)
    notice = Notice.objects.get()
    assert (notice.person, notice.kind) == (here.mover, "chase")
    assert (
        "高质量工作日志" in notice.zh
        and "应于2026-09-13完成，最迟2026-09-20补交；已交0/1" in notice.zh
    )
    assert "high-quality work log" in notice.en and notice.link.startswith("/")
    act = Line.objects.latest("number")
    assert act.verb == "chase" and act.note == {
        "duties": LOG,
        "told": 1,
        "owners": 1,
        "left_out": 0,
    }
    [shown] = known(book, [line], {})
    assert list(shown.reminded) == [("移演示", FRIDAY)]


def test_once_a_day_is_enough_and_the_next_day_it_may_be_again(here: Town) -> None:
    book, [line] = lines(here)
    chase(line, book, here.district, actor=head(here))
    with pytest.raises(Refused, match="chased-today"):
        chase(line, book, here.district, actor=head(here))
    assert Notice.objects.count() == 1
    book, [line] = lines(here, on=date(2026, 9, 19))
    assert chase(line, book, here.district, actor=head(here)).told == 1


def test_what_is_done_waiting_excused_or_closed_is_no_reason_to_remind(here: Town) -> None:
    office = acting(here.principal, "bureau_basic")
    count(here, LOG, WEEK, ("posting", here.posting.pk), confirmed=1)
    refused("nothing-to-chase", here, office)
    Counter.objects.update(confirmed=0, handed=1)
    refused("nothing-to-chase", here, office)
    Counter.objects.all().delete()
    Posting.objects.update(until=date(2026, 9, 11))
    refused("nothing-to-chase", here, office, on=date(2026, 10, 30))
    excuse = NewExcuse(For(LOG, "posting", here.posting.pk), "病假", "会3号", OPENING)
    excuse_owner(excuse, here.authority, actor=office)
    refused("nothing-to-chase", here, office)


def test_a_sister_school_and_a_neighbour_may_not_remind(here: Town) -> None:
    city = acting(here.principal, "principal", here.city)
    village = acting(here.principal, "principal", here.village)
    plain = acting(here.mentor, "teacher", here.city)
    for stranger in (village, neighbour(), plain):
        refused("not-yours-to-chase", here, stranger)
    book, [line] = lines(here)
    assert chase(line, book, here.city, actor=city).told == 1


def test_what_a_place_owes_reaches_those_who_act_for_it(here: Town) -> None:
    office = hold(here.authority, "district_office", here.district, "办演示")
    hold(here.authority, "body_member", here.district, "员演示")
    book, found = lines(here, CHECK, date(2026, 10, 3))
    assert [each.owner.kind for each in found] == ["consortium"]
    book, [line] = lines(here, CHECK)
    boss = acting(here.principal, "bureau_basic")
    assert chase(line, book, here.authority, actor=boss).told == 1
    assert Notice.objects.get().person == office


def test_where_nobody_holds_a_post_it_is_said(here: Town) -> None:
    refused("nobody-to-chase", here, acting(here.principal, "bureau_basic"), CHECK)


def test_in_bulk_the_settled_are_left_out_and_counted(here: Town) -> None:
    duty = "training.book"
    people = [teacher(here.village, f"书演示{n}") for n in range(4)]
    count(here, duty, date(2026, 1, 1), ("person", people[0].pk), confirmed=8)
    book, found = lines(here, duty)
    one = next(each for each in found if each.owner.id == people[1].pk)
    chase(one, book, here.district, actor=head(here))
    done = chase_all(found, book, here.district, actor=head(here))
    assert (done.owners, done.told, done.known, done.settled) == (4, 4, 1, 1)
    again = chase_all(found, book, here.district, actor=head(here))
    assert (again.told, again.known) == (0, 5)
    verbs = [line.verb for line in Line.objects.all()]
    assert verbs.count("chase") == 2  # a round that told nobody is no act


def test_one_stranger_among_them_and_nobody_is_told(here: Town) -> None:
    alone = school(here.authority, "孤演示小学")
    teacher(alone, "孤演示")
    book, found = lines(here, "training.book")
    with pytest.raises(Refused, match="not-yours-to-chase"):
        chase_all(found, book, here.district, actor=head(here))
    with pytest.raises(Refused, match="nobody-is-late"):
        chase_all([], book, here.district, actor=head(here))
    assert not Notice.objects.exists()


def test_a_round_costs_as_many_queries_for_thirty_as_for_three(here: Town) -> None:
    costs = []
    for size in (3, 30):
        for n in range(size):
            teacher(here.village, f"众演示{size}{n}")
        book, found = lines(here, "training.book")
        with CaptureQueriesContext(connection) as captured:
            assert chase_all(found, book, here.district, actor=MAKER).told >= size
        costs.append(len(captured))
        Notice.objects.all().delete()
    assert costs[0] == costs[1]


def test_the_buttons_remind_the_ticked_the_late_or_everybody_late(
    here: Town, monkeypatch: Any
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: FRIDAY)
    person = hold(here.authority, "district_head", here.district, "长演示")
    client = browser(person)
    at = f"/ledger/districts/{here.district.pk}/"
    page = client.get(f"{at}{LOG}/").content.decode()
    assert f'value="posting:{here.posting.pk}:"' in page
    ticked = {"duty": LOG, "who": f"posting:{here.posting.pk}:"}
    answer = client.post(f"{at}chase/", ticked, follow=True).content.decode()
    assert "1 reminded, with 1 notices." in answer and "2026-09-18" in answer
    answer = client.post(f"{at}chase/", ticked, follow=True).content.decode()
    assert "went out today already" in answer
    answer = client.post(f"{at}chase/", {"duty": LOG}, follow=True).content.decode()
    assert "0 reminded" in answer and "reminded today already 1" in answer
    whole = client.post(f"{at}chase/", follow=True).content.decode()
    assert "reminded today already 1" in whole
    told = set(Notice.objects.values_list("person", flat=True))
    assert {here.mover.pk, here.mentor.pk} <= told
    assert "nothing left" not in whole


def test_a_list_looked_at_for_another_day_offers_no_reminders(here: Town) -> None:
    client = browser(hold(here.authority, "district_head", here.district, "长演示"))
    page = client.get(f"/ledger/districts/{here.district.pk}/{LOG}/").content.decode()
    assert 'name="who"' not in page and "Remind those ticked" not in page


def test_nobody_hands_out_reminders_to_themselves(here: Town) -> None:
    person = Person.objects.get(pk=here.principal.pk)
    book, found = lines(here, "exchange.town_to_city.log")
    mover = acting(here.mover, "principal", here.city)
    with pytest.raises(Refused, match="nobody-to-chase"):
        chase(found[0], book, here.city, actor=mover)
    assert person.notices.count() == 0
