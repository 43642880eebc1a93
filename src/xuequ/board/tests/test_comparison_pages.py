"""Localities side by side: what stands in a cell is what their profiles say."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from support_plugin import Cast
from xuequ.board.names.values import worded
from xuequ.profiles import loader
from xuequ.profiles.comparison import claimed, compared, rows

pytestmark = pytest.mark.django_db
Log = Callable[[str], Client]
DAY = date(2026, 9, 1)
CODES = loader.localities()


def held(client: Client, what: str, **given: str | list[str]) -> list[dict[str, Any]]:
    """The rows of the comparison as a file."""
    page = client.get(f"/comparison/file/{what}/json/", {"on": str(DAY), **given})
    found: list[dict[str, Any]] = json.loads(page.content)["rows"]
    return found


def test_the_page_shows_every_rule_and_every_locality(cast: Cast, client_of: Log) -> None:
    page = client_of("school").get("/comparison/", {"on": str(DAY)})
    assert [row.number for row, _ in page.context["rows"]] == list(range(1, 51))
    for row, cells in page.context["rows"]:
        assert f'href="/comparison/rows/{row.number}/"' in page.text
        assert tuple(each.profile.code for each in cells) == CODES
    assert len(page.content) < 300_000


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_the_file_says_of_a_rule_is_what_the_profiles_say(
    cast: Cast, client_of: Log, language: str
) -> None:
    bureau = client_of("bureau")
    bureau.cookies["language"] = language
    found = {int(each["row"]): each for each in held(bureau, "rows")}
    from django.utils.translation import override

    with override(language):
        for row in rows():
            for cell in compared(row, [loader.load(each) for each in CODES]):
                text = found[row.number][cell.profile.code]
                for entry in cell.settings:
                    assert worded(entry, DAY) in text, (row.number, entry.name)
                for clause in cell.clauses:
                    assert clause.id in text
                silent = "文件未提及" if language == "zh-hans" else "not mentioned"
                assert (silent in text) == (cell.standing == "silent")


def test_localities_and_rules_are_chosen(cast: Cast, client_of: Log) -> None:
    bureau = client_of("bureau")
    page = bureau.get("/comparison/", {"in": ["guilin", "xian"], "chapter": "EXC"})
    assert [each.code for each in page.context["profiles"]] == ["guilin", "xian"]
    assert {row.number for row, _ in page.context["rows"]} >= {23, 24, 25, 26, 27}
    assert all("EXC" in row.chapters for row, _ in page.context["rows"])
    found = held(bureau, "rows", words="骨干")
    assert [each["row"] for each in found] == [24]
    assert list(held(bureau, "rows", **{"in": ["guilin"]})[0]) == ["row", "rule", "guilin"]
    assert bureau.get("/comparison/", {"in": "atlantis"}).status_code == 404


def test_drafts_and_numbers_to_be_confirmed_are_marked(
    cast: Cast, client_of: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    bureau = client_of("bureau")
    bureau.cookies["language"] = "en"
    assert 'Guilin <span class="should">draft</span>' in bureau.get("/comparison/").text
    text = loader.text("lantian") + UNSURE
    unsure = loader.read("lantian", text)
    monkeypatch.setattr(
        loader, "load", {**{c: loader.load(c) for c in CODES}, "lantian": unsure}.get
    )
    mark = '<span class="should">to be confirmed</span>'
    for at in (
        "/comparison/rows/2/",
        "/policy/?locality=lantian",
        "/comparison/",
        "/comparison/settings/",
    ):
        assert mark in bureau.get(at).text, at
    [row] = [each for each in held(bureau, "rows") if each["row"] == 2]
    assert "to be confirmed" in row["lantian"]
    policy = bureau.get("/policy/file/csv/", {"locality": "lantian"}).text
    rows = csv.DictReader(io.StringIO(policy.lstrip("\ufeff")))
    assert {row["confirmed"] for row in rows if row["key"] == "formation.near_km"} == {
        "to be confirmed"
    }


UNSURE = """
[formation.near_km]
clause = "REG-08"
unit = { zh = "公里", en = "km" }
binding = "should"
confirmed = false
values = [{ from = 2016-07-02, value = 3 }]
"""


def test_a_rule_and_a_clause_have_pages_with_all_localities(cast: Cast, client_of: Log) -> None:
    bureau = client_of("bureau")
    bureau.cookies["language"] = "en"
    for at in ("/comparison/rows/50/", "/comparison/clauses/EXC-06/"):
        page = bureau.get(at).text
        for code in CODES:
            assert f'href="/policy/?locality={code}"' in page
    page = bureau.get("/comparison/clauses/EXC-06/").text
    assert 'href="/comparison/rows/23/"' in page
    for at in ("/comparison/rows/51/", "/comparison/rows/0/", "/comparison/clauses/EXC-99/"):
        assert bureau.get(at).status_code == 404
    assert bureau.get("/comparison/file/what/csv/").status_code == 404


def test_every_setting_of_every_locality_can_be_compared(cast: Cast, client_of: Log) -> None:
    bureau = client_of("bureau")
    every = {each.name for code in CODES for each in loader.load(code).entries.values()}
    found = held(bureau, "settings")
    assert {each["key"] for each in found} == every
    section = held(bureau, "settings", section="formation")
    assert {each["key"] for each in section} == {e for e in every if e.startswith("formation.")}
    rest = {each["key"] for each in held(bureau, "settings", rest="1")}
    assert not rest & claimed()


def test_the_history_tells_values_that_change_inside_a_policy(cast: Cast, client_of: Log) -> None:
    page = client_of("bureau").get("/policy/", {"on": "2018-05-01"})
    steps = {(each.entry.name, each.since.isoformat()) for each in page.context["steps"]}
    assert ("formation.coverage", "2018-09-01") in steps


def test_the_policy_file_holds_every_dated_value(cast: Cast, client_of: Log) -> None:
    text = client_of("bureau").get("/policy/file/csv/", {"locality": "mingzhu"}).text
    found = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    entries = loader.load("mingzhu").entries.values()
    assert [(row["key"], row["from"]) for row in found] == [
        (each.name, dated.since.isoformat()) for each in entries for dated in each.values
    ]
