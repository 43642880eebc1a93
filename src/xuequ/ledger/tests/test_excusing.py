"""Excuses: who grants them, what they change, how they end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Excuse
from xuequ.ledger.queries.claiming import For
from xuequ.ledger.services.excusing import NewExcuse, excuse_owner, revoke_excuse
from xuequ.ledger.tests.readers import FRIDAY, LOG, browser
from xuequ.ledger.tests.test_chasing import lines, neighbour
from xuequ.ledger.tests.township import OPENING, Town, acting, hold, town
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> Iterator[Town]:
    yield town()


def new(where: Town, **more: Any) -> NewExcuse:
    values = {"reason": "病假", "decision": "会3号", "since": OPENING, **more}
    return NewExcuse(of=For(LOG, "posting", where.posting.pk), **values)


def test_an_excuse_counts_until_the_day_it_is_revoked(here: Town) -> None:
    office = acting(here.principal, "bureau_basic")
    excuse = excuse_owner(new(here), here.authority, actor=office)
    assert lines(here)[1][0].standing == "excused"
    revoke_excuse(excuse, day=date(2026, 9, 13), actor=office)
    assert lines(here)[1][0].standing == "overdue"
    assert lines(here, on=date(2026, 9, 12))[1][0].standing == "excused"
    with pytest.raises(Refused, match="already-revoked"):
        revoke_excuse(excuse, day=FRIDAY, actor=office)
    verbs = list(Line.objects.order_by("-number").values_list("verb", flat=True)[:2])
    assert verbs == ["revoke-excuse", "excuse"]


def test_only_the_authority_excuses_and_only_what_is_owed_once(here: Town) -> None:
    office = acting(here.principal, "bureau_basic")
    strangers = [
        acting(here.principal, "principal", here.city),
        acting(here.principal, "district_head", here.district),
        acting(here.principal, "bureau_finance"),
        neighbour(),
    ]
    for stranger in strangers:
        with pytest.raises(Refused, match="not-yours-to-excuse"):
            excuse_owner(new(here), here.authority, actor=stranger)
    for code, wrong in (
        ("unknown-duty", NewExcuse(For("no.such", "posting", 1), "假", "1", OPENING)),
        ("unknown-duty", new(here, since=date(1990, 1, 1))),
        ("not-owed-there", NewExcuse(For(LOG, "posting", 9999), "假", "1", OPENING)),
        ("ends-before-it-begins", new(here, until=OPENING)),
    ):
        with pytest.raises(Refused, match=code):
            excuse_owner(wrong, here.authority, actor=office)
    excuse = excuse_owner(new(here, until=date(2026, 10, 1)), here.authority, actor=office)
    with pytest.raises(Refused, match="already-excused"):
        excuse_owner(new(here, since=date(2026, 9, 30)), here.authority, actor=office)
    with pytest.raises(Refused, match="not-yours-to-excuse"):
        revoke_excuse(excuse, day=FRIDAY, actor=strangers[1])
    excuse_owner(new(here, since=date(2026, 10, 1)), here.authority, actor=office)


def test_an_excuse_covers_a_last_day_or_is_refused_with_the_day_to_choose(here: Town) -> None:
    office = acting(here.principal, "bureau_basic")
    week = {"since": date(2026, 9, 14), "until": date(2026, 9, 19)}  # Monday to Friday
    with pytest.raises(Refused, match="excuses-nothing") as told:
        excuse_owner(new(here, **week), here.authority, actor=office)
    assert told.value.facts["day"] == date(2026, 9, 20)
    week["until"] = date(2026, 9, 21)
    assert excuse_owner(new(here, **week), here.authority, actor=office).pk


def test_one_to_come_is_withdrawn_and_one_that_is_over_stays(here: Town) -> None:
    office = acting(here.principal, "bureau_basic")
    coming = excuse_owner(new(here, since=date(2026, 11, 1)), here.authority, actor=office)
    revoke_excuse(coming, day=FRIDAY, actor=office)
    whole = excuse_owner(new(here, until=date(2026, 10, 5)), here.authority, actor=office)
    with pytest.raises(Refused, match="excuse-is-over"):
        revoke_excuse(whole, day=date(2026, 10, 5), actor=office)
    revoke_excuse(whole, day=date(2026, 10, 4), actor=office)
    listed = browser(hold(here.authority, "bureau_basic", here.authority, "局演示"))
    page = listed.get("/ledger/excuses/").content.decode()
    assert "withdrawn before it began" in page and "2026-09-01 to 2026-10-03" in page


def test_excusing_and_revoking_by_form(here: Town) -> None:
    office = browser(hold(here.authority, "bureau_basic", here.authority, "局演示"))
    at = f"/ledger/excuses/new/?duty={LOG}&kind=posting&id={here.posting.pk}"
    assert "移演示" in office.get(at).content.decode()
    assert office.post(at, {"decision": "会3号"}).status_code == 422
    sent = {"decision": "会3号", "reason": "病假", "since": "2026-09-01", "last": "2026-08-31"}
    assert office.post(at, sent).status_code == 422
    sent["last"] = "2026-09-20"
    page = office.post(at, sent, follow=True).content.decode()
    assert "会3号" in page and "excused" in page
    assert Excuse.objects.get().until == date(2026, 9, 21)
    listed = office.get("/ledger/excuses/").content.decode()
    assert "移演示" in listed and "high-quality work log" in listed
    [revoke] = {part.split('"')[0] for part in listed.split('href="')[1:] if "/revoke/" in part}
    assert (
        "revoked on 2026-09-18"
        in office.post(revoke, {"day": "2026-09-18"}, follow=True).content.decode()
    )
    assert office.get(at.replace(LOG, "no.such")).status_code == 404
    assert office.get(f"{at}99").status_code == 404
    assert office.get("/ledger/excuses/new/").status_code == 302
