"""What is wrong with a document before it is issued, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xuequ.kernel.paper import Document, Grid, Heading, PaperKind, Paragraph
from xuequ.kernel.text import Text

LONGEST_TITLE = 120
LONGEST_LINE = 20  # signs of 22 pt that fit a line of 156 mm


@dataclass(frozen=True, slots=True)
class Flaw:
    """One mistake; what must not be is refused, the rest is only said."""

    text: Text
    is_must: bool = True


def flaws(document: Document, kind: PaperKind, lacking: Sequence[str] = ()) -> tuple[Flaw, ...]:
    """Every flaw of a document of a kind, what must be mended first.

    Args:
        lacking: signs of it that no font has.
    """
    found = [*_of_title(document), *_of_body(document, kind), *_of_ends(document, kind)]
    found += flaws_of_signs(lacking)
    return tuple(sorted(found, key=lambda each: not each.is_must))


def _of_title(document: Document) -> Iterator[Flaw]:
    title = document.title.strip()
    if not title:
        yield Flaw(Text("标题：请填写标题", "Title: write one"))
    if len(title) > LONGEST_TITLE:
        yield Flaw(
            Text(f"标题：最多{LONGEST_TITLE}个字", f"Title: at most {LONGEST_TITLE} characters")
        )
    if title.endswith(("。", "；", "，", ".", ";", ",")):
        yield Flaw(Text("标题：末尾不用标点", "Title: no punctuation mark at its end"), False)

    for n, line in enumerate(title.splitlines(), 1):
        if document.language == "zh" and len(line) > LONGEST_LINE:
            yield Flaw(
                Text(
                    f"标题第{n}行超过{LONGEST_LINE}个字，打印时会自动断行，请在词语完整处回行",
                    f"Title: line {n} has more than {LONGEST_LINE} signs; break it between words",
                ),
                False,
            )


def flaws_of_signs(lacking: Sequence[str]) -> Iterator[Flaw]:
    """What no font can print."""
    if lacking:
        named = "、".join(f"{each}（U+{ord(each):04X}）" for each in lacking[:8])
        codes = ", ".join(f"U+{ord(each):04X}" for each in lacking[:8])
        yield Flaw(
            Text(
                f"字库缺少以下字符，PDF 中会成为方框：{named}。请改用其他字符，"
                "或由系统管理员在 XUEQU_FONTS 文件夹中加入含有该字的字库",
                f"No font has these signs, which would be boxes in the PDF: {codes}. Use others, "
                "or have a font that has them put into the folder XUEQU_FONTS",
            )
        )


def _of_body(document: Document, kind: PaperKind) -> Iterator[Flaw]:
    if not document.blocks:
        yield Flaw(Text("正文：请填写正文", "Text: write it"))
    have = {each.text.strip("。. ") for each in document.blocks if isinstance(each, Heading)}
    for head in kind.heads:
        if head.zh not in have and head.en not in have:
            yield Flaw(Text(f"正文：缺少“{head.zh}”部分", f"Text: the part «{head.en}» is missing"))
    for block, after in zip(document.blocks, (*document.blocks[1:], None), strict=False):
        if isinstance(block, Heading) and _is_empty(block, after):
            yield Flaw(
                Text(
                    f"“{block.text}”下没有内容，请补写或删去",
                    f"Nothing stands under «{block.text}»: add to it or take it away",
                ),
                False,
            )
        if isinstance(block, Grid) and not block.table.rows:
            name = block.table.title
            yield Flaw(
                Text(f"表格“{name.zh}”没有数据", f"The table «{name.en}» has no rows"), False
            )
    yield from _of_levels(document)


def _is_empty(heading: Heading, after: object) -> bool:
    """Does nothing stand under a heading of the first two levels?"""
    if heading.level > 2 or heading.then:
        return False
    return after is None or (isinstance(after, Heading) and after.level <= heading.level)


def _of_levels(document: Document) -> Iterator[Flaw]:
    level = 0
    for block in document.blocks:
        if not isinstance(block, Heading):
            continue
        if block.level > level + 1 and level + 1 <= 2:
            yield Flaw(
                Text(
                    f"“{block.text}”的层次跳级：依次用一、（一）1.（1）",
                    f"«{block.text}» skips a level: use them in their order",
                ),
                False,
            )
        level = block.level


def _of_ends(document: Document, kind: PaperKind) -> Iterator[Flaw]:
    if kind.layout == "official" and not document.addressee.strip():
        yield Flaw(
            Text(
                "主送机关：未填写；普发性公文可以不写",
                "Addressee: none is given; only a general paper has none",
            ),
            False,
        )
    if kind.layout == "certificate" and not document.addressee.strip():
        yield Flaw(Text("发给谁：请填写", "For whom: say so"))
    for name in document.attachments:
        if name.endswith(("。", "；", "，", "、")):
            yield Flaw(
                Text(f"附件“{name}”：名称后不用标点", f"Attachment «{name}»: no mark at its end"),
                False,
            )
    named = any(isinstance(b, Paragraph) and "附件" in b.text for b in document.blocks)
    if named and not document.attachments and document.language == "zh":
        yield Flaw(
            Text(
                "附件：正文提到附件而未列出",
                "Attachments: the text speaks of one, and none is listed",
            ),
            False,
        )
