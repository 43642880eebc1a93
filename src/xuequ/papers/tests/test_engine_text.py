"""Text typed by an office, read into blocks, numbered, written back; numbers of papers; flaws."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuequ.kernel.paper import (
    Document,
    Grid,
    Heading,
    Listing,
    PaperKind,
    Paragraph,
    Signatures,
    Step,
    Steps,
    document,
)
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text
from xuequ.papers.engine.flaws import flaws
from xuequ.papers.engine.numbers import PaperNumber, chinese, fault_of_word, read_number
from xuequ.papers.engine.pieces import is_wide, pieces
from xuequ.papers.engine.prose import read, rewritten, sections, write

NAME = Text("通知", "notice")
NOTICE = PaperKind(
    "x.notice", NAME, "official", takes_number=True, heads=(Text("总体要求", "Aims"),)
)
FORM = PaperKind("x.form", NAME, "form")
TABLE = Table(NAME, (Column("a", "学校", "School"), Column("b", "日期", "Day")),
              [("一小", date(2026, 9, 1)), (NAME, None)], (NAME,))  # fmt: skip
WHOLE = Document(
    "标题",
    (
        Heading("总体要求"),
        Paragraph("统筹安排。"),
        Grid(TABLE),
        Heading("主要任务"),
        Heading("集体备课。", 2, "每月一次。"),
        Heading("时间", 3),
        Heading("周三", 4),
        Listing(("甲", "乙")),
        Steps((Step("申请", "done", "一小", date(2026, 9, 1), "同意"), Step("审批"))),
        Signatures(),
    ),
    addressee="各学校",
    attachments=("名单",),
    signed_on=date(2026, 9, 1),
)


def test_a_document_goes_through_json_unchanged() -> None:
    assert document(json.loads(json.dumps(WHOLE.plain()))) == WHOLE
    assert WHOLE.digest != replace(WHOLE, note="附注").digest


def test_headings_are_numbered_by_their_place() -> None:
    said = [piece.number for piece in pieces(WHOLE.blocks) if isinstance(piece.block, Heading)]
    assert said == ["一、", "二、", "（一）", "1. ", "（1）"]
    said = [each.number for each in pieces(WHOLE.blocks, "en") if isinstance(each.block, Heading)]
    assert said == ["1. ", "2. ", "2.1 ", "2.1.1 ", "(1) "]


def test_an_office_types_as_it_is_used_to() -> None:
    text = (
        "现通知如下：\n三、总体要求\n　　各校要统筹。\n(二)加强领导。各校要重视。\n"
        "1、按时报送\n（3）逐级审核\n- 甲\n— 乙\n2026年共3.5万元。"
    )
    assert read(text) == (
        Paragraph("现通知如下："),
        Heading("总体要求"),
        Paragraph("各校要统筹。"),
        Heading("加强领导。", 2, "各校要重视。"),
        Heading("按时报送", 3),
        Heading("逐级审核", 4),
        Listing(("甲", "乙")),
        Paragraph("2026年共3.5万元。"),
    )
    assert read("1. Aims\n1.1 Lead. All take part.\n- one", "en") == (
        Heading("Aims"), Heading("Lead.", 2, "All take part."), Listing(("one",)),
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="一二、（）()1.2 甲乙。—-\n　ab", max_size=60), st.sampled_from(["zh", "en"])
)
def test_what_was_read_is_written_and_read_the_same_again(text: str, language: str) -> None:
    once = read(text, language)
    again = read(write(once, language), language)
    assert read(write(again, language), language) == again
    assert "".join(write(once, language).split()) == "".join(write(again, language).split())


def test_a_document_is_edited_part_by_part_and_tables_stay() -> None:
    parts = sections(WHOLE)
    assert [each.fixed is not None for each in parts] == [
        False, True, False, True, False, True, False,
    ]  # fmt: skip
    texts = [each.text for each in parts if each.fixed is None]
    assert texts[0] == "一、总体要求\n统筹安排。" and texts[-1] == ""
    assert rewritten(WHOLE, texts) == WHOLE
    texts[0] += "\n新的一段。"
    assert rewritten(WHOLE, texts).blocks[:4] == (
        Heading("总体要求"), Paragraph("统筹安排。"), Paragraph("新的一段。"), Grid(TABLE),
    )  # fmt: skip
    assert rewritten(WHOLE, texts, {0, 2}).blocks[-1] == WHOLE.blocks[-2]
    with pytest.raises(ValueError, match="as many texts"):
        rewritten(WHOLE, texts[:-1])


def test_a_number_is_written_as_the_standard_wants_it() -> None:
    number = PaperNumber("兴教发", 2026, 3)
    assert str(number) == "兴教发〔2026〕3号"
    for typed in ("〔2026〕3号", "[2026]3号", "（2026）第003号", "【2026】3 "):
        assert read_number(f" 兴教发{typed}") == number
    for typed in ("兴教发", "2026", "兴教发〔2026〕0号", "兴教发〔26〕3号", "兴教发2026 3"):
        assert read_number(typed) is None


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]
)
def test_numbers_in_chinese(number: int, said: str) -> None:
    assert chinese(number) == said


def test_a_code_word_is_chinese_characters_alone() -> None:
    assert fault_of_word("兴教发") is None
    for word in ("", " ", "兴教发3", "〔〕", "字" * 13, "JYJ"):
        assert fault_of_word(word) is not None


def said(document: Document, kind: PaperKind = NOTICE, *, must: bool = True) -> str:
    return "；".join(each.text.zh for each in flaws(document, kind) if each.is_must == must)


def test_flaws_say_what_to_mend() -> None:
    assert said(WHOLE) == ""
    assert "缺少“总体要求”部分" in said(replace(WHOLE, blocks=(Paragraph("正文"),)))
    assert "请填写标题" in said(replace(WHOLE, title=""))
    empty = replace(
        WHOLE, blocks=(Heading("总体要求"), Heading("任务"), Grid(replace(TABLE, rows=[])))
    )
    soft = said(empty, must=False)
    assert "“总体要求”下没有内容" in soft and "没有数据" in soft
    assert "末尾不用标点" in said(replace(WHOLE, title="通知。"), must=False)
    assert "跳级" in said(
        replace(WHOLE, blocks=(Heading("总体要求"), Heading("深", 3, "文"))), must=False
    )
    assert "提到附件" in said(
        replace(WHOLE, attachments=(), blocks=(*WHOLE.blocks, Paragraph("见附件。"))), must=False
    )


def test_a_form_with_many_columns_lies_across() -> None:
    columns = tuple(Column(f"c{n}", "列", "column") for n in range(9))
    wide = Document("表", (Grid(Table(NAME, columns, [])),))
    assert is_wide(wide, FORM) and not is_wide(wide, NOTICE) and not is_wide(WHOLE, FORM)


def test_an_official_paper_takes_a_number() -> None:
    with pytest.raises(ValueError, match="takes a number"):
        PaperKind("x.y", NAME, "official")
    with pytest.raises(ValueError, match="level"):
        Heading("深", 5)
