"""Where things stand on the page: lines, head, hanging names, 版记, signature, rare signs."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from xuequ.kernel.paper import Document, Heading, Listing, PaperKind, Paragraph, document
from xuequ.kernel.text import Text
from xuequ.papers.engine.flaws import flaws
from xuequ.papers.rendering import render
from xuequ.papers.rendering.coverage import lacking
from xuequ.papers.rendering.docx.bottom import WORDS
from xuequ.papers.tests.test_engine_text import WHOLE
from xuequ.papers.tests.test_files import MARKS, word

PLAIN = PaperKind("x.plain", Text("通知", "notice"), "official", takes_number=True)
LINE = re.compile(rb"1 0 0 -1 ([\d.]+) ([\d.]+) cm[^\n]*\nBT[^\n]*?/f\d+ ([\d.]+) Tf")
ANSWER = "统筹安排本学期工作，明确分工，按时完成各项任务。"
LONG = Document(
    "关于做好工作的通知",
    tuple(Paragraph(ANSWER * (n % 4 + 1)) for n in range(40)),
    addressee="各学校",
    attachments=("安排表" * 12, "名单"),
    copies=tuple(f"第{n}教育督导室" for n in "甲乙丙丁戊己庚辛"),
)


def lines(document: Document) -> Iterator[dict[float, set[int]]]:
    """For each page of the PDF: at which heights, in points from below, a size of type stands."""
    pdf = render(document, PLAIN, MARKS, "pdf")
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.S):
        try:
            drawn = zlib.decompress(stream.strip(b"\r\n"))
        except zlib.error:
            continue
        found: dict[float, set[int]] = {}
        for _across, height, size in LINE.findall(drawn):
            found.setdefault(round(float(size), 1), set()).add(round(float(height)))
        if found:
            yield found


def test_a_full_page_holds_twenty_two_lines() -> None:
    pages = list(lines(LONG))
    assert len(pages) > 4
    assert {len(page[16.0]) for page in pages[1:-2]} == {22}
    section = word(LONG, PLAIN).sections[0]
    height = section.page_height - section.top_margin - section.bottom_margin
    pitch = int(section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch")))
    assert 22 * pitch <= height / Pt(1) * 20 < 23 * pitch
    exact = [each.paragraph_format.line_spacing for each in word(LONG, PLAIN).paragraphs]
    assert max(each for each in exact if each and each < Pt(30)) <= Pt(pitch / 20)


def test_the_head_stands_seventy_two_millimetres_from_the_top_of_the_page() -> None:
    [baseline] = next(lines(LONG))[32.0]
    ink = baseline + 0.855 * 32  # a sign of the title face rises so far above its line
    assert (297 * 72 / 25.4 - ink) / 72 * 25.4 == pytest.approx(72, abs=0.5)
    [mark] = [each for each in word(LONG, PLAIN).paragraphs if each.text.endswith("文件")]
    form = mark.paragraph_format
    assert form.space_before / Mm(1) == pytest.approx(35 - 0.15 * 32 / 72 * 25.4, abs=0.2)
    assert form.line_spacing == Pt(40) and mark._p.pPr.find(qn("w:snapToGrid")) is not None
    assert word(LONG, PLAIN).paragraphs[0].text == mark.text


def test_names_that_run_on_hang_under_their_beginning() -> None:
    made = word(LONG, PLAIN)
    texts = {each.text: each.paragraph_format for each in made.paragraphs}
    first, second = texts["附件：1. " + "安排表" * 12], texts["2. 名单"]
    assert first.left_indent == second.left_indent
    assert first.left_indent + first.first_line_indent == Pt(2 * 16)
    assert second.left_indent + second.first_line_indent == Pt(5 * 16)
    every = [each for each in made.element.body.iter(qn("w:p")) if "抄送：" in _text(each)]
    copies = every[-1]  # the innermost
    indent = copies.pPr.find(qn("w:ind"))
    sides = [int(indent.get(qn(f"w:{name}"))) for name in ("left", "right", "hanging")]
    assert sides == [4 * 280, 280, 3 * 280]


def _text(paragraph: object) -> str:
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t")))  # type: ignore[attr-defined]


def test_the_record_at_the_end_is_a_box_at_the_bottom_of_the_page() -> None:
    body = word(LONG, PLAIN).element.body
    [box] = list(body.iter(f"{{{WORDS}}}txbxContent"))
    assert "印发" in "".join(_text(each) for each in box.iter(qn("w:p")))
    [place] = [each for each in body.iter() if each.tag.endswith("}positionV")]
    assert place.get("relativeFrom") == "margin" and place[0].text == "bottom"
    assert not list(body.iter(qn("w:tblpPr")))


@pytest.mark.parametrize("count", range(19, 27))
def test_the_signature_never_stands_alone(count: int) -> None:
    blocks = (*(Paragraph(f"第{n}项工作。") for n in range(count)), Paragraph(ANSWER * 2))
    said = Document("关于做好工作的通知", blocks, addressee="各学校")
    last = [each for each in lines(said) if 16.0 in each][-1]
    assert len(last[16.0]) != 2, last  # name and day, and no line of the text
    made = {each.text: each for each in word(said, PLAIN).paragraphs}
    assert made[ANSWER * 2].paragraph_format.keep_with_next
    assert made["测试区教育局"].paragraph_format.keep_with_next


def test_a_value_of_several_lines_is_a_paragraph_for_each() -> None:
    said = replace(WHOLE, blocks=(Heading("总体要求"), Listing(("甲\n乙",)), Paragraph("丙\n丁")))
    made = word(said, PLAIN)
    texts = [each.text for each in made.paragraphs]
    for line in ("— 甲", "乙", "丙", "丁"):
        assert line in texts
    spread = [each for each in made.paragraphs if each._p.findall(".//" + qn("w:br"))]
    assert not spread


def test_signs_that_no_font_has_are_named() -> None:
    said = replace(WHOLE, title="关于\U00020bb7演示的通知", note="\U0001f600 ✓▷\u200d")
    missing = lacking(said)
    assert missing == ["\U00020bb7", "\U0001f600"] and lacking(WHOLE) == []
    [flaw] = [each for each in flaws(said, PLAIN, missing) if "字库" in each.text.zh]
    assert flaw.is_must and "U+20BB7" in flaw.text.zh


def test_a_title_too_long_for_a_line_is_pointed_out() -> None:
    long = "关于做好二〇二六年秋季学期学区制管理材料报送的紧急通知"
    told = [each.text.zh for each in flaws(replace(WHOLE, title=long), PLAIN) if not each.is_must]
    assert any("断行" in each for each in told)
    broken = replace(WHOLE, title=f"{long[:15]}\n{long[15:]}")
    assert not any("断行" in each.text.zh for each in flaws(broken, PLAIN))


def test_a_paper_that_goes_upward_names_who_approved_it_beside_the_number() -> None:
    upward = replace(LONG, approver="甲演示")
    line = next(each for each in word(upward, PLAIN).paragraphs if "签发人" in each.text)
    number, approver = line.text.split("\t")
    assert number == MARKS.number and approver == "签发人：甲演示"
    fonts = {each.text: each._element.rPr.rFonts.get(qn("w:eastAsia")) for each in line.runs}
    assert fonts["甲演示"] == "楷体_GB2312" and line.paragraph_format.first_line_indent == Pt(16)
    assert not any("签发人" in each.text for each in word(LONG, PLAIN).paragraphs)
    assert render(upward, PLAIN, MARKS, "pdf") != render(LONG, PLAIN, MARKS, "pdf")


def test_what_was_issued_before_there_were_approvers_keeps_its_digest() -> None:
    assert "approver" not in LONG.plain()
    assert replace(LONG, approver="甲").digest != LONG.digest
    assert document(replace(LONG, approver="甲").plain()).approver == "甲"
    assert document(LONG.plain()) == LONG
