"""A report is a function that returns a `Table`; every output format reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .text import Text


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `code` is its name in JSON and CSV, zh and en its heading for people."""

    code: str
    zh: str
    en: str
    unit: str = ""
    number: bool = False  # aligned to the right

    def title(self, language: str) -> str:
        if language.startswith("en"):
            return f"{self.en} ({self.unit})" if self.unit else self.en
        return f"{self.zh}（{self.unit}）" if self.unit else self.zh


@dataclass(frozen=True, slots=True)
class Table:
    """A heading, columns, rows of as many cells, and notes printed below.

    A cell is text, a number, a day, nothing, or a `Text` that each reader gets in their language.
    `mark` says who took it out, when and what for; it stands in the file in every format.
    """

    title: Text
    columns: tuple[Column, ...]
    rows: Sequence[tuple[object, ...]]
    notes: tuple[Text, ...] = ()
    mark: Text | None = None

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row needs one cell per column")

    def marked(self, mark: Text) -> Table:
        """The same with a mark."""
        return replace(self, mark=mark)

    @property
    def below(self) -> tuple[Text, ...]:
        """What is printed below the rows: the notes, and the mark."""
        return self.notes if self.mark is None else (*self.notes, self.mark)

    def said(self, language: str) -> list[list[object]]:
        """The rows with every two-language cell in `language`."""
        return [
            [cell.say(language) if isinstance(cell, Text) else cell for cell in row]
            for row in self.rows
        ]

    def records(self, language: str) -> list[dict[str, object]]:
        """The rows as mappings from column code to cell."""
        codes = [column.code for column in self.columns]
        return [dict(zip(codes, row, strict=True)) for row in self.said(language)]
