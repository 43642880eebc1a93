"""Deletion when due: previewed, released by two, kill-safe, held back, and all seals still hold."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from support_plugin import Cast
from xuequ.directory.models import Account, Registrant
from xuequ.enrolment.engine.package.checking import checked
from xuequ.enrolment.models import Application, Child, Custody, Erasure, ErasureItem, Evidence
from xuequ.enrolment.queries.privacy.audit import figures
from xuequ.enrolment.queries.privacy.batches import previews
from xuequ.enrolment.queries.privacy.due import due
from xuequ.enrolment.services.privacy import erasing
from xuequ.enrolment.services.privacy.holding import Stay, end_hold, order_hold
from xuequ.enrolment.services.privacy.releasing import propose, release, take_back
from xuequ.enrolment.tests.applying import applied
from xuequ.enrolment.tests.deciding import leaders
from xuequ.enrolment.tests.families import begun, eyes, parent
from xuequ.enrolment.tests.telling import TOLD, told
from xuequ.enrolment.tests.world import CLOSES, published
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line
from xuequ.record.queries import verify
from xuequ.vault.services.files import store_file
from xuequ.vault.tests.samples import png

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=420)


def at(days: int) -> datetime:
    return CLOSES + timedelta(days=days)


def refusal(act: Any, *args: Any, **named: Any) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **named)
    return caught.value.code


def kinds(cast: Cast, on: date) -> list[tuple[str, str]]:
    return [(e.kind, e.held.why if e.held else "") for e in due(cast.authority, on)]


def done(cast: Cast, now: datetime) -> Erasure:
    """What is due at a moment, proposed by one, released by another, and carried out."""
    one, other = cast.bureau, leaders(cast)[1]
    batch = propose(cast.authority, actor=one, now=now)
    release(batch, actor=other, now=now)
    erasing.carry_out(batch, now=now)
    batch.refresh_from_db()
    return batch


@pytest.fixture
def row(cast: Cast) -> Application:
    """An application that was handed in, with an address and a paper, in a round without result."""
    made = applied(published(cast), 1, address="东街1号", claims={"home": "2020-01"})
    file = store_file(png(), name="户口簿.png")
    Evidence.objects.create(application=made, kind="lease", file=file, stored_at=CLOSES)
    return made


def test_a_draft_never_handed_in_is_deleted_after_its_days(cast: Cast) -> None:
    draft = begun(eyes(parent(cast)), published(cast))
    assert kinds(cast, at(29).date()) == []
    assert kinds(cast, at(30).date()) == [("draft", "")]
    done(cast, at(31))
    assert not Application.objects.filter(pk=draft.pk).exists() and Child.objects.exists()


def test_papers_go_first_and_what_the_family_said_later(cast: Cast, row: Application) -> None:
    assert kinds(cast, at(181).date()) == [("papers", "")]
    done(cast, at(181))
    row.refresh_from_db()
    assert not Evidence.objects.exists() and row.address is not None
    done(cast, at(366))
    row.refresh_from_db()
    child = Child.objects.get(pk=row.child_id)
    assert row.address is None and (row.claims, row.place) == ({}, "")
    assert child.name.open() == "已到期删除" and "SYN" not in child.id_number.open()
    assert child.erased_at is not None and not Custody.objects.exists()
    assert (child.number, child.born.open()[4:]) == (row.child.number, "-01-01")


def test_nothing_is_deleted_by_looking_or_by_one_person(cast: Cast, row: Application) -> None:
    now = at(181)
    assert [each.total for each in previews(cast.authority, now.date())] == [1, 1, 1]
    batch = propose(cast.authority, actor=cast.bureau, now=now)
    assert refusal(propose, cast.authority, actor=cast.bureau, now=now) == "batch-is-open"
    assert erasing.carry_out(batch, now=now) == 0 and Evidence.objects.exists()
    assert refusal(release, batch, actor=cast.bureau, now=now) == "release-by-another"
    assert refusal(release, batch, actor=cast.school, now=now) == "not-your-place"
    take_back(batch, actor=cast.bureau)
    assert refusal(release, batch, actor=leaders(cast)[1], now=now) == "batch-is-over"
    assert not Erasure.objects.exists() and Evidence.objects.exists()


def test_a_worker_killed_midway_goes_on_and_deletes_nothing_twice(
    cast: Cast, row: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert row.rule_set is not None
    for number in range(2, 6):
        made = applied(row.rule_set, number)
        file = store_file(png(), name="a.png")
        Evidence.objects.create(application=made, kind="lease", file=file, stored_at=CLOSES)
    now = at(181)
    batch = propose(cast.authority, actor=cast.bureau, now=now)
    release(batch, actor=leaders(cast)[1], now=now)
    monkeypatch.setattr(erasing, "PIECE", 2)
    whole, calls = erasing._piece, []

    def killed(*args: Any) -> int | None:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return whole(*args)

    monkeypatch.setattr(erasing, "_piece", killed)
    with pytest.raises(KeyboardInterrupt):
        erasing.carry_out(batch, now=now)
    assert Evidence.objects.count() == 3
    assert "3项" in erasing.erase_by_the_clock(now).zh
    assert not Evidence.objects.exists() and ErasureItem.objects.filter(state="done").count() == 5
    assert "0项" in erasing.erase_by_the_clock(now).zh
    assert Line.objects.filter(verb="erase").count() == 3


def test_a_decision_or_an_open_matter_holds_back_until_its_day(
    cast: Cast, row: Application
) -> None:
    now, until = at(181), at(300).date()
    stay = Stay(row.round, row.child.number, "行政复议〔2027〕3号", until)
    held = order_hold(stay, actor=cast.bureau, now=now)
    assert kinds(cast, now.date()) == [("papers", "hold")]
    assert refusal(propose, cast.authority, actor=cast.bureau, now=now) == "nothing-due"
    [found] = previews(cast.authority, now.date())[0].held
    assert (found[1].count, found[1].until) == (1, until)
    assert kinds(cast, at(301).date()) == [("papers", "")]
    end_hold(held, actor=cast.bureau, now=now)
    assert kinds(cast, now.date()) == [("papers", "")]
    for wrong, code in (
        (Stay(row.round, "99999999", "行政复议待决", until), "no-such-child"),
        (Stay(row.round, "", "短", until), "reason-too-short"),
        (Stay(row.round, "", "行政复议待决", date(2020, 1, 1)), "hold-is-over"),
    ):
        assert refusal(order_hold, wrong, actor=cast.bureau, now=now) == code


def test_a_stay_ordered_after_the_release_still_holds_back(cast: Cast, row: Application) -> None:
    now = at(181)
    batch = propose(cast.authority, actor=cast.bureau, now=now)
    release(batch, actor=leaders(cast)[1], now=now)
    order_hold(Stay(row.round, "", "信访核查尚未结束", at(300).date()), actor=cast.bureau, now=now)
    assert erasing.carry_out(batch, now=now) == 0
    assert Evidence.objects.exists() and ErasureItem.objects.get().state == "kept"


def test_a_locked_dwelling_holds_the_application_back_and_not_its_papers(
    cast: Cast, row: Application
) -> None:
    from xuequ.enrolment.models import Dwelling, SeatLock

    dwelling = Dwelling.objects.create(authority=cast.authority, key="东街1号")
    SeatLock.objects.create(
        dwelling=dwelling, application=row, year=2027, stage="primary", years=6, made_at=CLOSES
    )
    assert kinds(cast, at(366).date()) == [("papers", ""), ("unplaced", "lock")]
    assert kinds(cast, date(2033, 9, 1)) == [("papers", ""), ("unplaced", "")]
    done(cast, at(2400))
    assert not SeatLock.objects.exists() and not Dwelling.objects.exists()


def test_after_a_deletion_the_record_and_the_sealed_package_still_verify(cast: Cast) -> None:
    outcome = told(cast)
    now = TOLD + YEAR
    placed = {kind for kind, _ in kinds(cast, now.date())}
    assert placed == {"unplaced"}
    batch = done(cast, now)
    assert batch.done_at is not None and Child.objects.exclude(erased_at=None).count() == 1
    done(cast, TOLD + timedelta(days=2400))
    assert not Child.objects.filter(erased_at=None).exists()
    outcome.refresh_from_db()
    assert checked(bytes(outcome.package), outcome.roster.digest).is_genuine
    count, fault = verify()
    assert fault is None and count == Line.objects.count()


def test_a_parent_without_a_child_is_forgotten_and_cannot_log_in(cast: Cast) -> None:
    account = parent(cast)
    seen = Registrant.objects.get().informed_at
    assert kinds(cast, (seen + timedelta(days=364)).date()) == []
    done(cast, seen + timedelta(days=366))
    known, row = Account.objects.get(pk=account.pk), Registrant.objects.get()
    person = row.person
    assert (person.name, person.phone, row.id_number) == ("已到期删除", None, None)
    assert not known.is_active and known.username != account.username
    assert kinds(cast, (seen + timedelta(days=800)).date()) == []


def test_the_clock_deletes_alone_only_where_the_profile_says_so(
    cast: Cast, row: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "0项" in erasing.erase_by_the_clock(at(181)).zh and not Erasure.objects.exists()
    monkeypatch.setattr(erasing, "is_automatic", lambda *_: True)
    assert "1项" in erasing.erase_by_the_clock(at(181)).zh
    batch = Erasure.objects.get()
    assert batch.automatic and (batch.person_id, batch.second_id) == (None, None)
    assert not Evidence.objects.exists()


def test_the_audit_counts_what_was_deleted_and_finds_what_is_late(
    cast: Cast, row: Application
) -> None:
    before = figures(cast.authority, 2027, at(240))
    assert before.overdue == 1 and not before.deleted
    done(cast, at(240))
    after = figures(cast.authority, 2027, at(241))
    assert after.overdue == 0 and [count for _, count in after.deleted] == [1]
    assert row.child.name.open() not in str(after)
