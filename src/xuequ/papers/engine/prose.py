"""Text as an office types it, read into blocks and written back.

A line is a paragraph.  A line that begins with 一、 （一） 1. or （1） is a heading of the first to
fourth level, one that begins with a dash an item of a listing.  The numbers typed do not matter:
headings are numbered by their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from xuequ.kernel.paper import (
    Block,
    Document,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Signatures,
    Steps,
)

from .pieces import pieces

HAN = "[一二三四五六七八九十百]{1,4}"
LEVELS = {
    "zh": (
        (1, re.compile(rf"{HAN}、")),
        (2, re.compile(rf"[（(]{HAN}[）)]、?")),
        (4, re.compile(r"[（(]\d{1,2}[）)]、?")),
        (3, re.compile(r"\d{1,2}(?:[．、]|\.(?!\d))\s*")),
    ),
    "en": (
        (3, re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}\s+")),
        (2, re.compile(r"\d{1,2}\.\d{1,2}\s+")),
        (1, re.compile(r"\d{1,2}\.\s+")),
        (4, re.compile(r"\(\d{1,2}\)\s*")),
    ),
}
ITEM = re.compile(r"[-–—•·]\s*(?=\S)")
STOP = {"zh": "。", "en": ". "}
Fixed = Grid | Signatures | Steps


def read(text: str, language: str = "zh") -> tuple[Block, ...]:
    """The blocks of a text."""
    found: list[Block] = []
    for line in text.splitlines():
        line = line.strip(" \t\u3000\u00a0")
        if not line:
            continue
        item = ITEM.match(line)
        if not item:
            found.append(_heading(line, language) or Paragraph(line))
        elif found and isinstance(found[-1], Listing):
            found[-1] = Listing((*found[-1].items, line[item.end() :]))
        else:
            found.append(Listing((line[item.end() :],)))
    return tuple(found)


def _heading(line: str, language: str) -> Heading | None:
    for level, pattern in LEVELS[language]:
        match = pattern.match(line)
        if match and line[match.end() :].strip():
            words = line[match.end() :].strip()
            head, stop, then = words.partition(STOP[language])
            if then.strip():
                return Heading((head + stop).strip(), level, then.strip())
            return Heading(words, level)
    return None


def write(blocks: Iterable[Block], language: str = "zh") -> str:
    """The text of blocks that are text."""
    return "\n".join(_lines(tuple(blocks), language))


def _lines(blocks: tuple[Block, ...], language: str) -> Iterator[str]:
    for piece in pieces(blocks, language):
        block = piece.block
        if isinstance(block, Heading):
            gap = " " if language == "en" and block.then else ""
            yield f"{piece.number}{block.text}{gap}{block.then}"
        elif isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Listing):
            yield from (f"— {item}" for item in block.items)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document to edit: text, or something made by the program that stays."""

    text: str = ""
    fixed: Fixed | None = None


def sections(document: Document) -> tuple[Section, ...]:
    """The parts of a document: text from one heading of the first level to the next.

    Before, between and after what stays there is always a text, so that words can be put there.
    """
    parts: list[list[Block]] = [[]]
    found: list[tuple[int, Fixed]] = []  # after which part
    for block in document.blocks:
        if isinstance(block, Grid | Signatures | Steps):
            found.append((len(parts), block))
            parts.append([])
            continue
        if isinstance(block, Heading) and block.level == 1 and parts[-1]:
            parts.append([])
        parts[-1].append(block)
    texts = _texts(parts, document)
    made: list[Section] = []
    for n, text in enumerate(texts, 1):
        made.append(Section(text))
        made += [Section(fixed=block) for after, block in found if after == n]
    return tuple(made)


def _texts(parts: Sequence[Sequence[Block]], document: Document) -> Iterator[str]:
    """The text of each part, numbered through the whole document."""
    lines = iter(_lines(tuple(each for part in parts for each in part), document.language))
    for part in parts:
        count = sum(len(each.items) if isinstance(each, Listing) else 1 for each in part)
        yield "\n".join(next(lines) for _ in range(count))


def rewritten(document: Document, texts: Sequence[str]) -> Document:
    """The document with other texts in its parts, in the order of `sections`.

    Raises:
        ValueError: there are more or fewer texts than parts.
    """
    parts, held = sections(document), iter(texts)
    if len(texts) != sum(each.fixed is None for each in parts):
        raise ValueError("as many texts as parts")
    blocks: list[Block] = []
    for part in parts:
        blocks += [part.fixed] if part.fixed else read(next(held), document.language)
    return replace(document, blocks=tuple(blocks))
