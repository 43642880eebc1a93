"""Handing in, changing, withdrawing, confirming and returning; and the counters with them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from xuequ.directory.models import Pairing, Term
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Claim, Counter, Entry, Notice
from xuequ.ledger.queries.claiming import For
from xuequ.ledger.queries.confirming import waiting_for
from xuequ.ledger.services.counting import recount
from xuequ.ledger.services.deciding import confirm_entry, return_entry
from xuequ.ledger.services.entries import change_entry, hand_in, withdraw_entry
from xuequ.ledger.services.keeping import NewEntry
from xuequ.ledger.services.respanning import respan_claims
from xuequ.ledger.tests.township import MAKER, OPENING, Town, acting, teacher, town
from xuequ.record.models import Line
from xuequ.vault.models import StoredFile

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 16)
LOG = "exchange.town_to_city.log"


@pytest.fixture
def here(db: None) -> Iterator[Town]:
    yield town()


def log(where: Town, **more: object) -> NewEntry:
    """A weekly log of the teacher posted to the town."""
    new = NewEntry(
        artefact="log",
        title="第三周日志",
        happened_on=TODAY,
        duties=[For(LOG, "posting", where.posting.pk)],
        words="听课两节，参加教研一次。",
        files=[photo()],
    )
    return replace(new, **more)  # type: ignore[arg-type]


def photo() -> StoredFile:
    """The picture of a page of the log book."""
    found, _ = StoredFile.objects.get_or_create(
        digest="0" * 64, size=1, kind="image/jpeg", name="日志.jpg"
    )
    return found


def mover(where: Town) -> Actor:
    return acting(where.mover, "teacher", where.village)


def mentor(where: Town) -> Actor:
    return acting(where.mentor, "teacher", where.city)


def handed(where: Town, **more: object) -> Entry:
    return hand_in(log(where, **more), where.authority, actor=mover(where), today=TODAY)


def counted(duty: str = LOG) -> tuple[int, int, int]:
    row = Counter.objects.get(duty=duty)
    return row.handed, row.confirmed, row.nothing


def refusal(code: str, where: Town, actor: Actor | None = None, **more: object) -> None:
    before = (Entry.objects.count(), Claim.objects.count(), Counter.objects.count())
    lines = Line.objects.count()
    with pytest.raises(Refused) as refused:
        hand_in(log(where, **more), where.authority, actor=actor or mover(where), today=TODAY)
    assert refused.value.code == code
    assert (Entry.objects.count(), Claim.objects.count(), Counter.objects.count()) == before
    assert Line.objects.count() == lines


def test_a_log_handed_in_waits_and_the_mentor_confirms_it(here: Town) -> None:
    entry = handed(here)
    assert entry.state == "handed" and counted() == (1, 0, 0)
    assert waiting_for(seen_by=mentor(here), on=TODAY) == [entry]
    confirm_entry(entry, actor=mentor(here), on=TODAY)
    entry.refresh_from_db()
    assert entry.state == "confirmed" and entry.decided_by == here.mentor
    assert counted() == (0, 1, 0)
    assert waiting_for(seen_by=mentor(here), on=TODAY) == []
    assert Notice.objects.get(person=here.mover).kind == "confirmed"
    assert list(Line.objects.order_by("-number").values_list("verb", flat=True)[:2]) == [
        "confirm-entry",
        "hand-in",
    ]


def test_the_host_school_may_confirm_too_and_others_may_not(here: Town) -> None:
    entry = handed(here)
    host, own = acting(here.principal, "principal", here.city), mover(here)
    sender = acting(here.principal, "principal", here.village)
    office = acting(here.principal, "bureau_office")
    for stranger in (sender, own, office):
        with pytest.raises(Refused, match="not-yours-to-confirm"):
            confirm_entry(entry, actor=stranger, on=TODAY)
    confirm_entry(entry, actor=host, on=TODAY)
    assert counted() == (0, 1, 0)


def test_a_mentor_whose_pairing_has_ended_may_not_confirm(here: Town) -> None:
    entry = handed(here)
    Pairing.objects.update(until=TODAY)
    with pytest.raises(Refused, match="not-yours-to-confirm"):
        confirm_entry(entry, actor=mentor(here), on=TODAY)


def test_it_is_confirmed_once(here: Town) -> None:
    entry = handed(here)
    confirm_entry(entry, actor=mentor(here), on=TODAY)
    with pytest.raises(Refused, match="already-decided"):
        confirm_entry(entry, actor=mentor(here), on=TODAY)
    assert counted() == (0, 1, 0)


def test_returned_it_counts_no_more_until_a_new_version_is_handed_in(here: Town) -> None:
    entry = handed(here)
    with pytest.raises(Refused, match="return-needs-reason"):
        return_entry(entry, " ", actor=mentor(here), on=TODAY)
    return_entry(entry, "请补充所思", actor=mentor(here), on=TODAY)
    assert counted() == (0, 0, 0)
    change_entry(entry, log(here, words="补充所思"), actor=mover(here), today=TODAY)
    entry.refresh_from_db()
    assert (entry.version, entry.state, entry.reason) == (2, "handed", "")
    assert counted() == (1, 0, 0)
    assert [each.content["words"] for each in entry.versions.all()] == [
        "听课两节，参加教研一次。",
        "补充所思",
    ]


def test_withdrawn_it_stays_and_counts_no_more(here: Town) -> None:
    entry = handed(here)
    withdraw_entry(entry, actor=mover(here))
    assert counted() == (0, 0, 0)
    assert Entry.objects.get().state == "withdrawn"
    with pytest.raises(Refused, match="already-decided"):
        withdraw_entry(entry, actor=mover(here))


def test_confirmed_it_can_neither_be_changed_nor_withdrawn(here: Town) -> None:
    entry = handed(here)
    confirm_entry(entry, actor=mentor(here), on=TODAY)
    with pytest.raises(Refused, match="already-decided"):
        change_entry(entry, log(here, words="另"), actor=mover(here), today=TODAY)
    with pytest.raises(Refused, match="already-decided"):
        withdraw_entry(entry, actor=mover(here))


def test_the_same_form_sent_twice_is_one_entry_and_the_same_text_is_refused(here: Town) -> None:
    key = uuid.uuid4()
    assert handed(here, key=key) == handed(here, key=key)
    assert counted() == (1, 0, 0)
    refusal("already-handed-in", here)


def test_one_entry_may_meet_two_duties(here: Town) -> None:
    second = "exchange.town_to_city.observation_report"
    handed(here, duties=[For(each, "posting", here.posting.pk) for each in (LOG, second)])
    assert counted() == (1, 0, 0) == counted(second)


def test_what_does_not_fit_is_refused_and_leaves_nothing(here: Town) -> None:
    other = teacher(here.village, "别演示")
    refusal("not-your-duty", here, acting(other, "teacher", here.village))
    refusal("not-your-duty", here, acting(here.principal, "principal", here.city))
    refusal("day-is-to-come", here, happened_on=date(2026, 9, 17))
    refusal("not-owed-then", here, happened_on=date(2026, 8, 20))
    refusal("period-closed", here, happened_on=date(2026, 9, 1), duties=[
        For("exchange.town_to_city.mentor_lesson", "posting", here.posting.pk)])  # fmt: skip
    refusal("no-duty-chosen", here, duties=[])
    refusal("unknown-duty", here, duties=[For("exchange.nothing", "posting", here.posting.pk)])
    refusal("not-owed-there", here, duties=[For(LOG, "person", here.mover.pk)])
    refusal("not-owed-there", here, duties=[For(LOG, "posting", here.posting.pk, "maths")])
    refusal("not-owed-there", here, duties=[
        For("exchange.city_to_town.log", "posting", here.posting.pk)])  # fmt: skip
    refusal("evidence-missing", here, words=" ")
    refusal("evidence-missing", here, files=[])
    refusal("nothing-is-no-answer", here, is_nothing=True)
    refusal("blank-unknown", here, fields={"score": 5})
    refusal("named-from-elsewhere", here, people=[10**9])


def test_terms_set_anew_take_along_what_was_handed_in(here: Town) -> None:
    plan = "exchange.town_to_city.exchange_plan"
    new = log(here, artefact="plan", duties=[For(plan, "posting", here.posting.pk)])
    hand_in(new, here.authority, actor=mover(here), today=TODAY)
    Term.objects.filter(since=OPENING).update(since=date(2026, 9, 7))
    assert respan_claims(here.authority, on=TODAY, actor=MAKER) == 1
    assert Counter.objects.get().since == date(2026, 9, 7)
    assert respan_claims(here.authority, on=TODAY, actor=MAKER) == 0


def test_a_recount_gives_the_same_counters(here: Town) -> None:
    first = handed(here)
    confirm_entry(first, actor=mentor(here), on=TODAY)
    handed(here, words="另一篇", happened_on=date(2026, 9, 14))
    withdraw_entry(handed(here, words="又一篇"), actor=mover(here))
    kept = list(Counter.objects.order_by("pk").values("duty", "since", "handed", "confirmed"))
    recount(here.authority)
    again = list(Counter.objects.order_by("pk").values("duty", "since", "handed", "confirmed"))
    assert again == kept
    assert [(row["handed"], row["confirmed"]) for row in kept] == [(1, 1)]
