"""The register of obligations: complete, parsed, in both languages."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from xuequ.kernel.seal import digest
from xuequ.profiles.clauses import Clause, clauses
from xuequ.profiles.loader import load, localities

PER_CHAPTER = {
    "REG": 50,
    "GOV": 66,
    "ENR": 37,
    "STF": 24,
    "EXC": 57,
    "MEN": 28,
    "TRN": 18,
    "TCU": 25,
    "RSH": 34,
    "SHR": 21,
    "QMS": 25,
    "EVA": 26,
    "FIN": 14,
    "SUP": 13,
    "PLN": 32,
    "MOR": 21,
    "STU": 10,
    "SCI": 17,
    "SOC": 14,
    "INF": 9,
}
PER_KIND = {
    "rule": 136,
    "workflow": 120,
    "indicator": 71,
    "event": 66,
    "entity": 56,
    "algorithm": 39,
    "report": 27,
    "role": 26,
}
DOCUMENTS = {"000", "001", "002-1", "002-2", "002-3", "002-4", "002-5", "003", "004"}
SOURCE = re.compile(r"(00[0-4](?:-[1-5])?|附1§\S+)(?: .+)?")
FEW = {
    "REG-01": ("rule", "004 §四(四)"),
    "REG-14": ("entity", "002-4 §三(一)2; 004 §三(一)2"),
    "REG-41": ("entity", "003 §三(二)1; 附1§二1 (first list)"),
    "GOV-66": ("entity", "003 附1§二1 (second list)"),
    "ENR-01": ("rule", "001 §四(五)"),
    "SCI-17": ("event", "003 §三(四)2(1)"),
    "INF-09": ("workflow", "002-5 §五4"),
}
FROZEN = "2076691e782de52a470f498c50503caf58c17dd4ddcc3fed5528b7ba7b483c6a"


def test_the_register_holds_541_obligations() -> None:
    assert len(clauses()) == 541
    assert Counter(each.chapter for each in clauses().values()) == PER_CHAPTER
    assert Counter(each.kind for each in clauses().values()) == PER_KIND


def test_ids_run_from_one_in_every_chapter() -> None:
    sizes = PER_CHAPTER.items()
    wanted = {f"{chapter}-{n:02}" for chapter, size in sizes for n in range(1, size + 1)}
    assert set(clauses()) == wanted
    assert all(id == each.id for id, each in clauses().items())


@pytest.mark.parametrize(("id", "kind", "source"), [(id, *pair) for id, pair in FEW.items()])
def test_a_few_obligations_stand_as_the_register_has_them(id: str, kind: str, source: str) -> None:
    assert (clauses()[id].kind, clauses()[id].source) == (kind, source)


def test_ids_kinds_and_sources_are_frozen() -> None:
    rows = [[each.id, each.kind, each.source] for each in clauses().values()]
    assert digest(rows) == FROZEN


def test_every_obligation_is_said_in_both_languages() -> None:
    for each in clauses().values():
        assert re.search(r"[\u4e00-\u9fff]", each.text.zh), each.id
        assert re.search(r"[A-Za-z]{2}", each.text.en), each.id
        assert each.text.zh != each.text.en
        assert each.who
        assert all(each.who)


def test_every_source_parses_and_names_a_known_document_first() -> None:
    named: set[str] = set()
    for each in clauses().values():
        parts = each.source.split("; ")
        assert all(SOURCE.fullmatch(part) for part in parts), each.source
        assert parts[0].split()[0] in DOCUMENTS
        named |= {part.split()[0] for part in parts if not part.startswith("附")}
    assert named == DOCUMENTS


def test_every_obligation_is_in_the_documents_it_cites_and_in_no_other() -> None:
    for each in clauses().values():
        cited = {document for document in DOCUMENTS if each.is_in((document,))}
        assert cited, each.id
        for document in DOCUMENTS:
            assert bool(each.place_in((document,))) == (document in cited)
        assert each.is_in(tuple(DOCUMENTS))
        assert not each.is_in(())


@pytest.mark.parametrize(
    ("id", "sources", "place"),
    [
        ("REG-14", ("004",), "004 §三(一)2"),
        ("REG-14", ("002-4",), "002-4 §三(一)2"),
        ("REG-14", ("002-4", "004"), "002-4 §三(一)2; 004 §三(一)2"),
        ("REG-14", ("003",), ""),
        ("REG-41", ("003",), "003 §三(二)1; 003 附1§二1 (first list)"),
        ("STF-24", ("003",), "003 §三(五)4(3)"),
    ],
)
def test_a_place_names_the_sections_of_those_documents_only(
    id: str, sources: tuple[str, ...], place: str
) -> None:
    assert clauses()[id].place_in(sources) == place


def test_an_annex_belongs_to_the_document_before_it() -> None:
    text = clauses()["REG-01"].text
    clause = Clause("X-01", "rule", "003 §一; 附1§二; 004 §二", (), text)
    assert clause.place_in(("003",)) == "003 §一; 003 附1§二"
    assert clause.place_in(("004",)) == "004 §二"


@pytest.mark.parametrize("code", localities())
def test_a_locality_cites_only_obligations_of_its_own_documents(code: str) -> None:
    profile = load(code)
    strange = {
        f"{each.section}.{each.key} cites {each.clause}"
        for each in profile.entries.values()
        if not each.is_common and not clauses()[each.clause].is_in(profile.sources)
    }
    assert not strange
