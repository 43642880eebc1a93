"""The clause register and the policy of a locality: all of its document, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.html import escape

from support_plugin import Cast
from xuequ.board.queries.register import Line
from xuequ.kernel.rulebook import State
from xuequ.profiles import loader
from xuequ.profiles.clauses import clauses

pytestmark = pytest.mark.django_db
Log = Callable[[str], Client]
DAY = "2026-09-01"
ROW = re.compile(r'<td class="name[^"]*"><a href="/clauses/([A-Z]{3}-\d\d)/">')
OURS = [id for id, clause in clauses().items() if clause.is_in(("004",))]


def listed(client: Client, **asked: str) -> list[str]:
    page = client.get("/clauses/", {"on": DAY, **asked})
    assert page.status_code == 200
    return ROW.findall(page.text)


def test_the_register_lists_every_clause_of_the_document_and_no_other(
    cast: Cast, client_of: Log
) -> None:
    assert len(OURS) == 103
    assert listed(client_of("bureau")) == OURS
    assert listed(client_of("school")) == OURS


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_clause_has_a_state_or_the_reason_why_it_has_none(
    cast: Cast, client_of: Log, language: str
) -> None:
    bureau = client_of("bureau")
    bureau.cookies["language"] = language
    page = bureau.get("/clauses/", {"on": DAY})
    for row in page.context["rows"]:
        clause, why = row.it.clause, row.it.remark
        assert row.state or why, clause.id
        assert row.place.startswith("004 ")
        assert escape(clause.text.say(language)) in page.text, clause.id
        assert why is None or escape(why.say(language)) in page.text


def test_the_register_counts_the_districts_by_state(cast: Cast, client_of: Log) -> None:
    cast.group.memberships.exclude(role="lead").update(until=DAY)
    rows: list[Line] = client_of("bureau").get("/clauses/", {"on": DAY}).context["rows"]
    found = {row.it.clause.id: dict(row.counts) for row in rows}
    assert found["REG-10"] == {State.BROKEN: 1, State.MET: 1}
    assert found["REG-27"] == {State.UNKNOWN: 1}
    assert found["REG-01"] == {State.BROKEN: 1}
    assert found["REG-24"] == {}


def test_the_register_is_filtered_by_chapter_and_state(cast: Cast, client_of: Log) -> None:
    bureau = client_of("bureau")
    chapter = listed(bureau, chapter="REG")
    assert chapter == [id for id in OURS if id.startswith("REG")]
    broken, unknown = listed(bureau, state="broken"), listed(bureau, state="unknown")
    assert {"REG-01", "REG-03"} <= set(broken) and "REG-27" in unknown
    assert not set(broken) & set(unknown)
    waiting = listed(bureau, state="not_built")
    assert waiting and not set(waiting) & {*broken, *unknown}
    assert listed(bureau, state="broken", chapter="ENR") == []
    assert set(listed(bureau, state="not_built", chapter="ENR")) < set(waiting)


def test_before_the_document_the_register_still_lists_what_it_asks(
    cast: Cast, client_of: Log
) -> None:
    page = client_of("bureau").get("/clauses/", {"on": "2018-04-08"})
    assert ROW.findall(page.text) == OURS
    assert {row.state for row in page.context["rows"]} == {None}


def test_a_clause_shows_what_the_locality_settles_and_how_everybody_stands(
    cast: Cast, client_of: Log
) -> None:
    bureau = client_of("bureau")
    page = bureau.get("/clauses/REG-10/", {"on": DAY}).text
    assert "formation.leads" in page
    for who in (cast.east, cast.group):
        assert f'href="/board/consortium/{who.pk}/REG-10/"' in page
    assert bureau.get("/clauses/ENR-01/").status_code == 200
    assert bureau.get("/clauses/REG-99/").status_code == 404


def test_the_policy_page_shows_every_setting_with_clause_and_day(
    cast: Cast, client_of: Log
) -> None:
    page = client_of("bureau").get("/policy/").text
    entries = loader.load("xingning").entries.values()
    rows = re.findall(r"<tr>.*?</tr>", page, re.S)
    for entry in entries:
        mine = [row for row in rows if f">{entry.section}.{entry.key}<" in row]
        assert len(mine) == len(entry.values), entry.key
        for row, dated in zip(mine, entry.values, strict=True):
            assert f"/clauses/{entry.clause}/" in row
            assert dated.since.isoformat() in row
    assert len(rows) >= sum(len(entry.values) for entry in entries) > 50
