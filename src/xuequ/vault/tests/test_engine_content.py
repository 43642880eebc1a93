"""Every kind that is taken is taken, and each reason to refuse a file refuses it."""

from __future__ import annotations

import io
import struct
import zlib

import pytest

from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.vault.engine.examine import check_size, examine, kind_of
from xuequ.vault.engine.kinds import GROUPS, KINDS, Group, Limits
from xuequ.vault.tests.samples import (
    box,
    chunk,
    compound,
    document,
    film,
    jpeg,
    pdf,
    png,
    samples,
    segment,
)

PROGRAM = b"MZ\x90\0\x03\0\0\0" + bytes(300)
LIMITS = Limits(20, 20, 100, 100)


def refusal(name: str, data: bytes) -> Refused:
    """Why a file is refused."""
    with pytest.raises(Refused) as refused:
        examine(io.BytesIO(data), name)
    return refused.value


def code(name: str, data: bytes) -> str:
    return refusal(name, data).code


@pytest.mark.parametrize("name", samples())
def test_a_whole_file_of_every_kind_is_taken(name: str) -> None:
    assert examine(io.BytesIO(samples()[name]), name) == kind_of(name)


def test_there_is_a_sample_of_every_kind() -> None:
    assert {kind_of(name).code for name in samples()} == {each.code for each in KINDS}


@pytest.mark.parametrize("name", samples())
def test_a_program_under_the_name_of_any_kind_is_refused_as_a_program(name: str) -> None:
    refused = refusal(name, PROGRAM)
    assert refused.code == "file-is-a-program" and "found" not in refused.facts
    assert refused.facts["name"] == name


@pytest.mark.parametrize("name", ["a.exe", "a.jpg.exe", "a", "a.svg", "a.zip", "a.docm", "a.gif"])
def test_an_ending_that_is_not_on_the_list_is_refused(name: str) -> None:
    assert code(name, jpeg()) == "kind-not-taken"


# Half a text is a text, and half a piece of music is music.
WHOLE = [each for each in samples() if not each.endswith(("txt", "csv", "mp3"))]


@pytest.mark.parametrize("name", WHOLE)
def test_half_a_file_is_refused(name: str) -> None:
    data = samples()[name]
    assert code(name, data[: len(data) // 2]) == "file-damaged"


@pytest.mark.parametrize(
    ("name", "of", "found"),
    [
        ("a.jpg", "截图.png", "a PNG picture"),
        ("a.png", "照片.jpg", "a JPEG picture"),
        ("a.docx", "名单.xlsx", "an Excel workbook"),
        ("a.xlsx", "公文.ofd", "an OFD document"),
        ("a.doc", "旧名单.xls", "an Excel 97–2003 or WPS workbook"),
        ("a.txt", "录音.mp3", "MP3 sound"),
        ("a.m4a", "课堂.mp4", "MP4 video"),
        ("a.mp4", "手机照片.heic", "a HEIC picture"),
    ],
)
def test_a_file_of_one_kind_named_as_another_is_told_what_it_is(
    name: str, of: str, found: str
) -> None:
    refused = refusal(name, samples()[of])
    assert refused.code == "file-not-what-it-says"
    assert isinstance(refused.facts["found"], Text) and refused.facts["found"].en == found


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", jpeg(20_000, 20_000)),
        ("a.png", png(1 << 31, 1 << 31)),
        ("a.webp", samples()["图.webp"].replace(b"\x0c" + bytes(9), b"\x0c" + b"\xff" * 9)),
        ("a.heic", samples()["手机照片.heic"].replace(struct.pack(">L", 4032), b"\xff" * 4)),
    ],
)
def test_a_picture_nobody_could_show_is_refused(name: str, data: bytes) -> None:
    assert code(name, data) == "too-many-pixels"


def test_a_picture_of_no_size_is_damaged() -> None:
    assert code("a.jpg", jpeg(0, 10)) == "file-damaged"


def test_a_png_with_a_wrong_checksum_is_damaged() -> None:
    data = samples()["截图.png"]
    assert code("a.png", data.replace(b"IDAT\x78", b"IDAT\x79")) == "file-damaged"


def test_pictures_of_endless_small_parts_are_refused() -> None:
    assert code("a.jpg", b"\xff\xd8" + segment(0xFE, b"") * 30_000) == "file-damaged"
    head = png()[:33]
    assert code("a.png", head + chunk(b"IDAT", b"") * 110_000) == "file-damaged"


def test_a_film_of_endless_boxes_is_refused() -> None:
    head = box(b"ftyp", b"isom" + bytes(4))
    assert code("a.mp4", head + box(b"free", b"") * 30_000) == "file-damaged"


def test_a_film_without_a_track_is_refused() -> None:
    assert code("a.mp4", film(b"isom", b"text")) == "file-damaged"


def test_a_film_that_is_longer_than_its_boxes_is_refused() -> None:
    assert code("a.mp4", film() + b"more") == "file-damaged"


@pytest.mark.parametrize("folder", ["Macros", "_VBA_PROJECT_CUR", "VBA"])
def test_an_old_document_with_macros_is_refused(folder: str) -> None:
    data = compound("Root Entry", "WordDocument", folder)
    assert code("教案.doc", data) == "file-has-macros"


def test_locked_documents_are_refused() -> None:
    assert code("a.xls", compound("Root Entry", "EncryptedPackage")) == "file-is-locked"
    locked = bytearray(document("docx"))
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        locked[locked.find(mark) + at] |= 1
    assert code("a.docx", bytes(locked)) == "file-is-locked"


@pytest.mark.parametrize(
    "body",
    [
        b"4 0 obj<</S/JavaScript/JS(app.alert())>>endobj\n",
        b"4 0 obj<</S/J#61vaScript/JS(app.alert())>>endobj\n",
        b"4 0 obj<</S/Launch/F(cmd.exe)>>endobj\n",
        b"4 0 obj<</Type/EmbeddedFile/Length 0>>endobj\n",
        b"4 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n"
        + zlib.compress(b"<</S /JavaScript>>")
        + b"\nendstream endobj\n",
    ],
)
def test_a_pdf_that_acts_or_hides_a_file_is_refused(body: bytes) -> None:
    assert code("a.pdf", pdf(body)) == "file-is-active"


def test_a_pdf_may_speak_of_scripts_in_names_of_its_own() -> None:
    examine(io.BytesIO(pdf(b"4 0 obj<</JavaScripting 1>>endobj\n")), "a.pdf")


def test_a_pdf_may_end_with_blank_lines_and_nothing_else() -> None:
    examine(io.BytesIO(pdf(tail=b"\r\n\0\n".replace(b"\0", b""))), "a.pdf")
    assert code("a.pdf", pdf(tail=b"PK\x03\x04")) == "file-damaged"


def test_a_packed_stream_of_a_pdf_that_swells_is_refused() -> None:
    swollen = b"4 0 obj<</Type/ObjStm>>stream\n" + zlib.compress(bytes(70_000_000))
    assert code("a.pdf", pdf(swollen)) == "file-unpacks-too-large"


@pytest.mark.parametrize("data", [b"a\0b", b"\x01", b"\xff\xff\xff"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    assert code("a.txt", data) == "file-is-no-text"


def test_an_empty_file_and_one_beyond_the_limit_of_its_kind_are_refused() -> None:
    with pytest.raises(Refused, match="file-is-empty"):
        check_size("a.jpg", 0, LIMITS)
    check_size("a.jpg", 20, LIMITS)
    check_size("a.mp4", 100, LIMITS)
    with pytest.raises(Refused, match="file-too-large") as refused:
        check_size("a.jpg", 21, LIMITS)
    assert refused.value.facts["group"] == GROUPS[Group.IMAGE]
