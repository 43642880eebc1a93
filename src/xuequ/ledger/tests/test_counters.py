"""Counters are what a fresh count of all claims gives, after whatever people do."""

from __future__ import annotations

from collections import Counter as Numbers
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

import pytest
from django.db.models import F

from xuequ.directory.models import Posting
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Claim, Counter, Entry
from xuequ.ledger.queries.claiming import For
from xuequ.ledger.services.counting import differences, recount
from xuequ.ledger.services.deciding import confirm_entry, return_entry
from xuequ.ledger.services.entries import change_entry, hand_in, save_draft, withdraw_entry
from xuequ.ledger.services.keeping import NewEntry
from xuequ.ledger.tests.handed import (
    CONTEST,
    LESSON,
    OBSERVATION,
    REVIEW,
    SUMMARY,
    TODAY,
    handed,
    mentor,
    principal,
)
from xuequ.ledger.tests.township import Town, acting, teacher, town

pytestmark = pytest.mark.django_db
DUTIES = (CONTEST, LESSON, OBSERVATION, REVIEW, SUMMARY)


@pytest.fixture
def here(db: None) -> Iterator[Town]:
    yield town()


class Play:
    """Two teachers posted to the town, and whoever confirms; they do what chance tells them."""

    def __init__(self, where: Town, seed: int) -> None:
        self.where, self.chance = where, Random(seed)
        other = teacher(where.village, "同行演示")
        second = Posting.objects.create(
            authority=where.authority, person=other, from_school=where.village,
            to_school=where.city, direction="town_to_city", since=where.posting.since,
        )  # fmt: skip
        self.people = [
            (acting(where.mover, "teacher", where.village), where.posting),
            (acting(other, "teacher", where.village), second),
        ]
        self.drafts: dict[int, Actor] = {}
        self.done = 0

    def new(self, who: int) -> NewEntry:
        """Anything for one duty or some, perhaps with the other as co-author."""
        chance, (_, posting) = self.chance, self.people[who]
        chosen = chance.sample(DUTIES, chance.randint(1, 3))
        other = self.people[1 - who][0].person or 0
        return NewEntry(
            artefact="other",
            title=f"报告{chance.random()}",
            happened_on=TODAY - timedelta(days=chance.choice((0, 0, 1, 5, 6, 7))),
            duties=[For(each, "posting", posting.pk) for each in chosen],
            words="听课两节。",
            co_authors=[other] if chance.random() < 0.3 else [],
            is_nothing=chance.random() < 0.3,
        )

    def step(self) -> None:
        """One act of somebody; what the rules refuse changes nothing."""
        acts: tuple[Callable[[], object], ...] = (
            self.hand_in, self.hand_in, self.draft, self.change, self.change, self.withdraw,
            self.confirm, self.confirm, self.give_back,
        )  # fmt: skip
        try:
            self.chance.choice(acts)()
            self.done += 1
        except Refused:
            pass

    def hand_in(self) -> None:
        who = self.chance.randrange(2)
        hand_in(self.new(who), self.where.authority, actor=self.people[who][0], today=TODAY)

    def draft(self) -> None:
        who = self.chance.randrange(2)
        save_draft(
            None, self.new(who), self.where.authority, actor=self.people[who][0], today=TODAY
        )

    def change(self) -> None:
        entry, who = self.entry()
        change_entry(entry, self.new(who), actor=self.people[who][0], today=TODAY)

    def withdraw(self) -> None:
        entry, who = self.entry()
        withdraw_entry(entry, actor=self.people[who][0])

    def confirm(self) -> None:
        confirm_entry(self.entry()[0], actor=self.confirmer(), on=TODAY)

    def give_back(self) -> None:
        return_entry(self.entry()[0], "请补充", actor=self.confirmer(), on=TODAY)

    def confirmer(self) -> Actor:
        return self.chance.choice((mentor, principal))(self.where)

    def entry(self) -> tuple[Entry, int]:
        found = list(Entry.objects.order_by("pk"))
        if not found:
            raise Refused("no-duty-chosen")
        entry = self.chance.choice(found)
        return entry, int(entry.person_id != self.people[0][0].person)


def held() -> dict[tuple[object, ...], tuple[int, int, int]]:
    rows = Counter.objects.exclude(handed=0, confirmed=0, nothing=0)
    return {
        (each.owner_kind, each.owner_id, each.duty, each.since): (
            each.handed, each.confirmed, each.nothing,
        )
        for each in rows
    }  # fmt: skip


def by_hand() -> dict[tuple[object, ...], tuple[int, int, int]]:
    """The same from the claims, one after the other."""
    numbers: dict[tuple[object, ...], Numbers[str]] = {}
    for each in Claim.objects.filter(state__in=["handed", "confirmed"]):
        key = (each.owner_kind, each.owner_id, each.duty, each.since)
        mine = numbers.setdefault(key, Numbers())
        mine[each.state] += 1
        mine["nothing"] += each.entry.is_nothing
    return {key: (n["handed"], n["confirmed"], n["nothing"]) for key, n in numbers.items()}


@pytest.mark.parametrize("seed", range(8))
def test_whatever_people_do_the_counters_are_those_of_a_recount(
    here: Town, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xuequ.ledger.services.entries.check_evidence", lambda *_: None)
    play = Play(here, seed)
    for _ in range(40):
        play.step()
        assert held() == by_hand()
        assert not Counter.objects.filter(handed__lt=0).exists()
    assert play.done > 10 and held()
    assert differences(here.authority) == []
    before = held()
    recount(here.authority)
    assert held() == before


def test_a_counter_that_is_wrong_is_named_and_mended(here: Town) -> None:
    handed(here, OBSERVATION, REVIEW)
    right = held()
    Counter.objects.filter(duty=OBSERVATION).update(confirmed=F("confirmed") + 2)
    found = differences(here.authority)
    assert [(each.duty, each.held, each.counted) for each in found] == [
        (OBSERVATION, (1, 2, 0), (1, 0, 0))
    ]
    assert found[0].since == date(2026, 9, 14) and found[0].kind == "posting"
    assert Counter.objects.get(duty=OBSERVATION).confirmed == 2  # nothing was written
    recount(here.authority)
    assert held() == right and differences(here.authority) == []


def test_a_counter_that_is_lost_or_stands_for_nothing_is_named_and_mended(here: Town) -> None:
    entry = handed(here, OBSERVATION, REVIEW)
    right = held()
    school = Counter.objects.get(duty=REVIEW).school
    Counter.objects.filter(duty=REVIEW).delete()
    Counter.objects.filter(duty=OBSERVATION).update(since=date(2026, 9, 7))
    assert {(each.duty, each.since.day) for each in differences(here.authority)} == {
        (OBSERVATION, 7), (OBSERVATION, 14), (REVIEW, 14),
    }  # fmt: skip
    assert recount(here.authority) == 2
    assert held() == right and Counter.objects.get(duty=REVIEW).school == school
    assert entry.claims.count() == 2


def test_a_recount_leaves_other_authorities_alone(here: Town) -> None:
    handed(here)
    Counter.objects.update(confirmed=5)
    elsewhere = type(here.authority).objects.create(name="别处", profile="mingzhu")
    assert differences(elsewhere) == [] and recount(elsewhere) == 0
    assert Counter.objects.get().confirmed == 5
