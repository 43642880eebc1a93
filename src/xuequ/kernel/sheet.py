"""What a package declares about an Excel sheet it can take in or give out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from .text import Text

NOTHING = Text("", "")
Kind = Literal["text", "choice", "date", "month", "integer", "decimal", "yes"]


class Unfit(Exception):
    """What somebody typed does not fit; `text` says why, and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: what people call it, what may stand in it, and an example.

    `reads` turns text into the form it is kept in, or raises `Unfit`; `advises` says what is
    odd about a value that was read, which is never a reason to refuse it.
    """

    code: str
    title: Text
    kind: Kind = "text"
    required: bool = False
    choices: Mapping[str, Text] = field(default_factory=dict)  # for kind "choice"
    also: tuple[str, ...] = ()  # other headings people use for it
    said: Mapping[str, str] = field(default_factory=dict)  # small letters to the code of a choice
    longest: int = 200  # characters
    reads: Callable[[str], str] | None = None  # for kind "text"
    advises: Callable[[str], Text | None] | None = None
    example: str = ""
    note: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its columns and the name of the service that takes its rows.

    `take` is the dotted name of a function (rows, *, file, authority, since, actor) that checks
    every row against what is there and writes all or nothing.  New rows say which line they come
    from (`row.from_line`, or `record.journal.from_line`).  `writes` names every model of which it
    writes rows, the one a row of the sheet is about first.  `give` is the dotted name of a
    function (authority, on, actor) that gives the rows there are, as values by column code, so that
    they can be taken again and change nothing.  With `stands_alone`, a row can be checked though
    another one is wrong.  `shown_at` is the route of the page where one sees what was taken.
    `readers` names for the ending of a file (".fet") the function (name, data) that turns files
    of another program into rows, or raises `Problems`.
    """

    code: str
    title: Text
    version: int
    columns: tuple[SheetColumn, ...]
    take: str
    needs: str  # the permission to bring such a sheet in
    notes: tuple[Text, ...] = ()
    shown_at: str = "intake:sheet_list"
    readers: Mapping[str, str] = field(default_factory=dict)
    writes: tuple[str, ...] = ()  # labels of models, e.g. "directory.Person"
    give: str = ""
    stands_alone: bool = False

    def title_of(self, code: str) -> str:
        """The Chinese heading of a column; the code itself if it is none of the sheet."""
        return next((each.title.zh for each in self.columns if each.code == code), code)


@dataclass(frozen=True, slots=True)
class Bundle(Sheet):
    """A file that carries rows of several sheets, taken one after the other in one act.

    `parts` are the codes of the sheets in the order in which they are taken; rows of the part
    called like the bundle are its own, and its `take` sees to all of them.  Numbers of rows name
    a file and a line in it: `places` is the dotted name of the function that says which, and
    `placed` of the one (problem, part, column) that tells there what a sheet found wrong.
    """

    parts: tuple[str, ...] = ()
    places: str = ""
    placed: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet with typed values by column code; `line` as its author counts it.

    In a bundle of several sheets `part` is the code of the sheet it is of, `whose` the id by which
    the bundle tells apart whom it is about, and `about` who that is: a primary key, or 0 for
    somebody new whoever else is called so.  None: the cells say it, as in any other sheet.
    """

    line: int
    values: Mapping[str, object]
    part: str = ""
    whose: str = ""
    about: int | None = None

    def text(self, code: str) -> str:
        """The cell as text; "" if it is empty."""
        value = self.values.get(code)
        return "" if value is None else str(value)
