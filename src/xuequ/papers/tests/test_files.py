"""The files themselves, opened again: geometry, fonts, page numbers, and text that stays text."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from xuequ.kernel.paper import Document, Heading, Listing, PaperKind, Paragraph, Signatures
from xuequ.papers.rendering import Marks, render
from xuequ.papers.tests.test_engine_text import FORM, NAME, NOTICE, WHOLE

AWARD = PaperKind("x.award", NAME, "certificate", takes_number=True)
MARKS = Marks("测试区教育局", date(2026, 11, 2), "测教发〔2026〕3号", "ABCD2345ABCD2345",
              "https://xuequ.example/papers/proof/ABCD2345ABCD2345/")  # fmt: skip
NASTY = "#eval(1) $x$ *b* <b>&amp; \x0b\x00 \\ @ref _{}"


def word(document: Document, kind: PaperKind = NOTICE, marks: Marks = MARKS) -> Any:
    return docx.Document(io.BytesIO(render(document, kind, marks, "docx")))


def fields(part: Any) -> str:
    return " ".join(each.text or "" for each in part._element.iter(qn("w:instrText")))


def east_asian(paragraph: Any) -> set[str]:
    return {run._element.rPr.rFonts.get(qn("w:eastAsia")) for run in paragraph.runs if run.text}


def test_an_official_paper_keeps_the_measures_of_the_standard() -> None:
    made = word(WHOLE)
    section = made.sections[0]
    text = section.page_width - section.left_margin - section.right_margin
    lines = section.page_height - section.top_margin - section.bottom_margin
    for found, wanted in (
        (section.page_width, 210), (section.page_height, 297), (section.top_margin, 37),
        (section.left_margin, 28), (text, 156), (lines, 225),
    ):  # fmt: skip
        assert found / Mm(1) == pytest.approx(wanted, abs=0.1)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert int(grid.get(qn("w:linePitch"))) * 22 / 20 == pytest.approx(225 * 72 / 25.4, abs=1)
    texts = {each.text: each for each in made.paragraphs if each.text}
    body = texts["统筹安排。"]
    assert body.runs[0].font.size.pt == 16 and east_asian(body) == {"仿宋_GB2312"}
    title = texts["标题"]
    assert title.runs[0].font.size.pt == 22 and east_asian(title) == {"方正小标宋简体"}
    assert east_asian(texts["一、总体要求"]) == {"黑体"}
    assert east_asian(texts["（一）集体备课。每月一次。"]) == {"楷体_GB2312", "仿宋_GB2312"}
    mark = texts["测试区教育局文件"].runs[0]
    assert str(mark.font.color.rgb) == "FF0000" and "测教发〔2026〕3号" in texts
    assert "2026年9月1日" in texts


def test_pages_are_numbered_on_the_outer_side() -> None:
    made = word(WHOLE)
    section = made.sections[0]
    assert made.settings.odd_and_even_pages_header_footer
    for footer in (section.footer, section.even_page_footer):
        assert footer.paragraphs[0].text == "— 1 —" and fields(footer) == "PAGE"
    sides = {each.paragraphs[0].alignment for each in (section.footer, section.even_page_footer)}
    assert len(sides) == 2


def test_a_form_counts_its_pages_and_has_boxes_to_sign() -> None:
    made = word(replace(WHOLE, signed_on=None), FORM, replace(MARKS, number=""))
    section = made.sections[0]
    assert section.footer.paragraphs[0].text == "第 1 页 共 1 页"
    assert fields(section.footer) == "PAGE NUMPAGES"
    assert "测试区教育局" in section.header.paragraphs[0].text
    cells = [cell.text.strip() for table in made.tables for cell in table._cells]
    assert {"填表人", "审核人", "负责人（盖章）"} <= set(cells)


def test_a_certificate_lies_across_within_a_frame() -> None:
    made = word(WHOLE, AWARD)
    section = made.sections[0]
    assert section.page_width > section.page_height
    assert section._sectPr.find(qn("w:pgBorders")) is not None


@pytest.mark.parametrize("kind", [NOTICE, FORM, AWARD])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_signs_of_other_languages_stay_text(kind: PaperKind, language: Any) -> None:
    blocks = (Paragraph(NASTY), Heading(NASTY, 2, NASTY), Listing((NASTY,)), Signatures((NASTY,)))
    said = Document(
        NASTY, blocks, NASTY, (NASTY, NASTY), NASTY, date(2026, 1, 1), (NASTY,), NASTY, language,
    )  # fmt: skip
    assert render(said, kind, MARKS, "pdf").startswith(b"%PDF-")
    text = " ".join(each.text for each in word(said, kind).paragraphs)
    assert "#eval(1) $x$ *b* <b>&amp;" in text


def test_a_qr_code_is_printed_where_the_site_has_an_address() -> None:
    def pictures(marks: Marks) -> int:
        with zipfile.ZipFile(io.BytesIO(render(WHOLE, NOTICE, marks, "docx"))) as package:
            return sum(name.startswith("word/media/") for name in package.namelist())

    assert pictures(MARKS) == 1
    for marks in (replace(MARKS, url=""), replace(MARKS, url="", code="", is_draft=True)):
        assert pictures(marks) == 0
        assert render(WHOLE, NOTICE, marks, "pdf").startswith(b"%PDF-")


def test_elements_of_the_word_file_stand_in_the_order_of_its_schema() -> None:
    """Word refuses what LibreOffice forgives: a property out of its place."""
    order = ["keepNext", "keepLines", "widowControl", "pBdr", "tabs", "snapToGrid", "spacing",
             "ind", "jc", "rPr"]  # fmt: skip
    for kind in (NOTICE, FORM, AWARD):
        made = word(WHOLE, kind)
        for each in made.element.body.iter(qn("w:pPr")):
            names = [child.tag.rpartition("}")[2] for child in each]
            known = [order.index(name) for name in names if name in order]
            assert known == sorted(known), names


def test_a_pdf_embeds_the_bundled_fonts_and_no_date_of_its_own() -> None:
    pdf = render(WHOLE, NOTICE, MARKS, "pdf")
    assert pdf == render(WHOLE, NOTICE, MARKS, "pdf")
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.S)
    held = pdf + b"".join(_inflated(each) for each in streams)
    assert b"NotoSerifSC" in held


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompress(data.strip(b"\r\n"))
    except zlib.error:
        return b""
