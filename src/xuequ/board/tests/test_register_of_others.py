"""The register of any locality beside its document: complete, in its order, without states."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from support_plugin import Cast
from xuequ.board.engine.places import order
from xuequ.board.tests.test_register import ROW
from xuequ.directory.services.adoptions import NewPolicy, adopt_policy
from xuequ.directory.tests.test_adoptions import DAY, OURS
from xuequ.profiles import loader
from xuequ.profiles.clauses import clauses

pytestmark = pytest.mark.django_db
Log = Callable[[str], Client]


def listed(client: Client, **given: str) -> list[str]:
    page = client.get("/clauses/", given)
    assert page.status_code == 200
    return ROW.findall(page.text)


@pytest.mark.parametrize("code", loader.localities())
def test_every_clause_of_a_document_is_there_and_counted(
    cast: Cast, client_of: Log, code: str
) -> None:
    sources = loader.load(code).sources
    wanted = [id for id, clause in clauses().items() if clause.is_in(sources)]
    page = client_of("school").get("/clauses/", {"locality": code})
    assert ROW.findall(page.text) == wanted
    assert page.context["total"] == len(wanted)
    assert ("state-" in page.text) == (code == "xingning")  # measured only for one's own


def test_the_whole_register_lists_all_541_and_is_small(cast: Cast, client_of: Log) -> None:
    page = client_of("bureau").get("/clauses/", {"locality": "all"})
    assert ROW.findall(page.text) == list(clauses())
    assert len(page.content) < 300_000 and "state-" not in page.text


def test_an_unknown_locality_is_not_there(cast: Cast, client_of: Log) -> None:
    bureau = client_of("bureau")
    for at in ("/clauses/", "/policy/", "/clauses/file/csv/", "/policy/text/"):
        for code in ("atlantis", "base", "../guilin", "a" * 300):
            assert bureau.get(at, {"locality": code}).status_code == 404
    assert bureau.get("/policy/", {"locality": "all"}).status_code == 404


@pytest.mark.parametrize("code", ["guilin", "putuo", "all"])
def test_in_the_order_of_the_document_each_section_stands_together(
    cast: Cast, client_of: Log, code: str
) -> None:
    found = listed(client_of("bureau"), locality=code, order="document")
    assert sorted(found) == sorted(listed(client_of("bureau"), locality=code))
    sources = loader.load(code).sources if code != "all" else ()
    keys = [order(clauses()[id], sources) for id in found]
    assert keys == sorted(keys)


def test_sections_are_ordered_by_their_numbers_and_annexes_last() -> None:
    mine = [each for each in clauses().values() if each.is_in(("003",))]
    places = [each.place_in(("003",)) for each in sorted(mine, key=lambda c: order(c, ("003",)))]
    assert places[0].startswith("003 title") and places[-1].startswith("003 附1§三6")
    first = [re.split(r"[(;,]", each)[0] for each in places]
    heads = [each for each in dict.fromkeys(first) if each.startswith("003 §")]
    assert heads[:4] == ["003 §二1", "003 §二2", "003 §三", "003 §五"]


@pytest.mark.parametrize(
    ("field", "value", "fits"),
    [
        ("chapter", "EXC", lambda clause: clause.chapter == "EXC"),
        ("who", "teacher", lambda clause: "teacher" in clause.who),
        ("kind", "event", lambda clause: clause.kind == "event"),
        ("words", "exc-3", lambda clause: clause.id.startswith("EXC-3")),
        ("words", "师徒", lambda clause: "师徒" in clause.text.zh),
    ],
)
def test_a_register_is_filtered(
    cast: Cast, client_of: Log, field: str, value: str, fits: Callable[[object], bool]
) -> None:
    wanted = [id for id, c in clauses().items() if c.is_in(("002-2",)) and fits(c)]
    assert wanted and listed(client_of("bureau"), locality="mingzhu", **{field: value}) == wanted


def test_a_search_that_fits_nothing_says_so(cast: Cast, client_of: Log) -> None:
    bureau = client_of("bureau")
    bureau.cookies["language"] = "en"
    page = bureau.get("/clauses/", {"words": "<script>zz\0"})
    assert "No clause fits." in page.text and "<script>zz" not in page.text


@pytest.mark.parametrize(
    "given", [{}, {"locality": "guilin", "order": "document"}, {"who": "school"}]
)
def test_the_file_holds_the_rows_of_the_page(
    cast: Cast, client_of: Log, given: dict[str, str]
) -> None:
    bureau = client_of("bureau")
    text = bureau.get("/clauses/file/csv/", given).text.lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["id"] for row in rows] == listed(bureau, **given)
    assert all(row["asks"] and row["source"] and row["who"] and row["kind"] for row in rows)
    assert bureau.get("/clauses/file/exe/").status_code == 404


@pytest.mark.parametrize("at", ["/clauses/file/csv/", "/clauses/"])
def test_states_of_another_authority_are_never_shown(cast: Cast, client_of: Log, at: str) -> None:
    other = client_of("other").get(at, {"on": str(DAY)}).text
    assert "东学区" not in other and "西集团" not in other


def test_with_a_policy_of_its_own_the_shipped_one_is_a_document_to_read(
    cast: Cast, client_of: Log
) -> None:
    new = NewPolicy(OURS, DAY, "1号")
    adopt_policy(cast.authority, new, actor=cast.bureau)
    bureau = client_of("bureau")
    shipped = bureau.get("/clauses/", {"locality": "xingning", "on": str(DAY)})
    own = bureau.get("/clauses/", {"on": str(DAY)})
    assert "state-" not in shipped.text and "state-" in own.text
    before = bureau.get("/clauses/", {"locality": "xingning", "on": "2026-08-31"})
    assert "state-" in before.text


@pytest.mark.parametrize(
    "at",
    [
        "/clauses/?locality=all",
        "/clauses/?locality=lantian",
        "/comparison/",
        "/comparison/?in=lantian",
        "/comparison/settings/",
    ],
)
def test_documents_cost_the_same_few_queries(cast: Cast, client_of: Log, at: str) -> None:
    bureau = client_of("bureau")
    bureau.get(at)
    with CaptureQueriesContext(connection) as queries:
        bureau.get(at)
    assert len(queries) <= 12
