"""Documents that are ZIP files: no macros, no archives within, and no bombs."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from xuequ.vault.engine.examine import examine
from xuequ.vault.tests.mutants import outcome
from xuequ.vault.tests.samples import MAIN, document, jpeg, packed

PROGRAM = b"MZ" + bytes(300)


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "word/vbaData.xml", "word/activeX/a.xml"])
def test_a_document_with_macros_is_refused(part: str) -> None:
    assert outcome("教案.docx", document("docx", {part: b"x"})) == "file-has-macros"


def test_a_macro_document_under_the_name_of_a_plain_one_is_refused() -> None:
    main = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert outcome("教案.docx", document("docx", main=main)) == "file-has-macros"


def test_a_diagram_may_bring_the_table_behind_it() -> None:
    within = {"ppt/embeddings/Sheet1.xlsx": document("xlsx"), "ppt/media/a.jpg": jpeg()}
    examine(io.BytesIO(document("pptx", within)), "课件.pptx")


def test_the_table_behind_a_diagram_must_not_have_macros() -> None:
    within = {"ppt/embeddings/Sheet1.xlsx": document("xlsx", {"xl/vbaProject.bin": b"x"})}
    assert outcome("课件.pptx", document("pptx", within)) == "file-has-macros"


@pytest.mark.parametrize("part", [packed({"a": b"b"}), PROGRAM, b"Rar!\x1a\x07\0"])
def test_archives_and_programs_within_a_document_are_refused(part: bytes) -> None:
    assert outcome("教案.docx", document("docx", {"word/media/a.jpg": part})) == "file-is-active"


def test_an_archive_two_storeys_deep_is_refused() -> None:
    deep = document("xlsx", {"xl/embeddings/a.docx": document("docx")})
    data = document("pptx", {"ppt/embeddings/b.xlsx": deep})
    assert outcome("课件.pptx", data) == "file-is-active"


def test_the_main_part_must_be_there() -> None:
    path, media = MAIN["docx"]
    listed = f'<Types><Override PartName="/word/other.xml" ContentType="{media}"/></Types>'
    data = packed({"[Content_Types].xml": listed.encode(), path: b"<x/>"})
    assert outcome("教案.docx", data) == "file-damaged"


# Bombs


def bomb(copies: int, inner: bytes = bytes(10_000_000)) -> bytes:
    """A document whose table of contents names one packed member many times over."""
    data = document("xlsx", {"xl/a.bin": inner})
    end = data.rfind(b"PK\x05\x06")
    table = data[struct.unpack_from("<L", data, end + 16)[0] : end]
    row = table[table.rfind(b"PK\x01\x02") :]
    rows = table + b"".join(row.replace(b"xl/a.bin", b"xl/%05d" % n) for n in range(copies))
    count = 3 + copies
    tail = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(rows), end - len(table), 0
    )
    return data[: end - len(table)] + rows + tail


def test_a_bomb_of_a_few_kilobytes_that_swells_to_gigabytes_is_refused() -> None:
    data = bomb(300)
    assert len(data) < 40_000
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert sum(each.file_size for each in archive.infolist()) > 3_000_000_000
    assert outcome("名单.xlsx", data) == "file-unpacks-too-large"


def test_members_that_lie_over_each_other_are_refused() -> None:
    assert outcome("名单.xlsx", bomb(2, b"small")) == "file-damaged"


def test_a_member_that_is_larger_than_it_says_is_stopped_while_it_is_read() -> None:
    data = document("xlsx", {"xl/a.bin": bytes(5_000_000)})
    lying = data.replace(struct.pack("<L", 5_000_000), struct.pack("<L", 100))
    assert outcome("名单.xlsx", lying) == "file-unpacks-too-large"


def test_a_document_of_very_many_parts_is_refused_before_they_are_read() -> None:
    data = document("xlsx", {f"xl/{n}": b"x" for n in range(5_100)})
    assert outcome("名单.xlsx", data) == "file-unpacks-too-large"


def test_bombs_behind_diagrams_share_one_limit() -> None:
    inner = document("xlsx", {"xl/a.xml": bytes(9_000_000)})
    within = {f"ppt/embeddings/{n}.xlsx": inner for n in range(40)}
    assert outcome("课件.pptx", document("pptx", within)) == "file-unpacks-too-large"
