"""Today's figures go where a draft still says what was compiled, and nowhere else."""

from __future__ import annotations

from xuequ.kernel.paper import Block, Document, Grid, Heading, Paragraph
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text
from xuequ.papers.engine.renewing import renewed


def grid(title: str, *figures: int) -> Grid:
    rows = [(figure,) for figure in figures]
    return Grid(Table(Text(title, title), (Column("n", "数", "n"),), rows))


def paper(*blocks: Block) -> Document:
    return Document("小结", blocks)


FIRST = paper(
    Heading("基本情况"), Paragraph("共3项。"), Paragraph("按时2项。"),
    Heading("完成情况"), grid("应办事项", 2, 1), grid("会议", 4),
)  # fmt: skip
NOW = paper(
    Heading("基本情况"), Paragraph("共5项。"), Paragraph("按时4项。"), Paragraph("逾期1项。"),
    Heading("完成情况"), grid("应办事项", 4, 1), grid("会议", 6), Heading("督办"), grid("督办", 1),
)  # fmt: skip


def test_a_draft_nobody_touched_becomes_what_is_compiled_today() -> None:
    assert renewed(FIRST, FIRST, NOW) == NOW
    assert renewed(NOW, NOW, NOW) == NOW


def test_what_people_wrote_changed_or_took_away_stays_so() -> None:
    held = paper(
        Heading("基本情况"), Paragraph("本季度推进顺利。"), Paragraph("按时2项。"),
        Paragraph("感谢各校。"), Heading("完成情况"), grid("会议", 4),
    )  # fmt: skip
    assert renewed(FIRST, held, NOW) == paper(
        Heading("基本情况"), Paragraph("本季度推进顺利。"), Paragraph("按时4项。"),
        Paragraph("逾期1项。"), Paragraph("感谢各校。"), Heading("完成情况"), grid("会议", 6),
        Heading("督办"), grid("督办", 1),
    )  # fmt: skip


def test_what_is_compiled_no_more_goes_unless_somebody_changed_it() -> None:
    now = paper(Heading("基本情况"), Paragraph("共5项。"))
    mine = paper(*FIRST.blocks[:-1], grid("会议", 5))
    assert renewed(FIRST, FIRST, now) == now
    assert renewed(FIRST, mine, now).blocks == (*now.blocks, grid("会议", 5))


def test_the_title_and_the_addressee_stay() -> None:
    held = Document("第四季度小结", FIRST.blocks, addressee="区教育局")
    made = renewed(FIRST, held, NOW)
    assert (made.title, made.addressee, made.blocks) == (
        "第四季度小结",
        "区教育局",
        NOW.blocks,
    )
