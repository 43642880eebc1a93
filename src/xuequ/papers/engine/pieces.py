"""A document with the numbers of its headings, as every output reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xuequ.kernel.paper import Block, Document, Grid, Heading, PaperKind

from .numbers import chinese
from .standard import WIDE_FROM


@dataclass(frozen=True, slots=True)
class Piece:
    """A block; of a heading with its number."""

    block: Block
    number: str = ""


def pieces(blocks: tuple[Block, ...], language: str = "zh") -> Iterator[Piece]:
    """The blocks in their order, headings numbered 一、 （一） 1. （1） or 1. 1.1 1.1.1 (1)."""
    counts = [0, 0, 0, 0]
    for block in blocks:
        if isinstance(block, Heading):
            at = block.level - 1
            counts[at] += 1
            counts[at + 1 :] = [0] * (3 - at)
            yield Piece(block, numbered(counts, block.level, language))
        else:
            yield Piece(block)


def numbered(counts: list[int], level: int, language: str) -> str:
    """The number of a heading, with what stands between it and the words."""
    own = counts[level - 1]
    if language.startswith("en"):
        if level == 4:
            return f"({own}) "
        path = ".".join(str(max(1, each)) for each in counts[:level])
        return f"{path}. " if level == 1 else f"{path} "
    return (f"{chinese(own)}、", f"（{chinese(own)}）", f"{own}. ", f"（{own}）")[level - 1]


def is_wide(document: Document, kind: PaperKind) -> bool:
    """Does the page lie across: a certificate, or a form with a table of many columns?"""
    if kind.layout != "form":
        return kind.layout == "certificate"
    return any(
        isinstance(each, Grid) and len(each.table.columns) >= WIDE_FROM for each in document.blocks
    )
