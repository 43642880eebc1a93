"""Find the headings in what somebody gave us, and say which column of the sheet each one is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from xuequ.kernel.sheet import Sheet, SheetColumn

Cells = Sequence[Sequence[object]]
LOOKED_AT = 20  # rows among which the headings are looked for
EXACT = 10**15  # whole numbers below are kept digit by digit in a spreadsheet
SAMPLES = 3  # values shown beside a heading
ERRORS = ("错误原因", "What is wrong")  # the last column of the file of errors; never data


@dataclass(frozen=True, slots=True)
class Match:
    """Where the headings stand, and in which place (from 0) each column of the sheet is."""

    top: int = 0  # the first row of headings, from 0
    height: int = 1  # rows of headings: one, or two that are read together
    heads: tuple[str, ...] = ()  # by place, as their author wrote them; "" where there is none
    places: Mapping[str, int] = field(default_factory=dict)  # by column code
    left_out: frozenset[int] = frozenset()  # places somebody chose to leave out

    @property
    def first(self) -> int:
        """The first row below the headings, from 0."""
        return self.top + self.height

    def unknown(self) -> tuple[int, ...]:
        """The places with a heading that are neither a column nor left out."""
        taken = {*self.places.values(), *self.left_out}
        return tuple(n for n, head in enumerate(self.heads) if head and n not in taken)

    def missing(self, sheet: Sheet) -> tuple[SheetColumn, ...]:
        """The required columns that stand nowhere."""
        return tuple(
            each for each in sheet.columns if each.required and each.code not in self.places
        )

    def fits(self, sheet: Sheet) -> bool:
        """Can the rows be read as they are, with nothing to ask?"""
        return not self.missing(sheet) and not self.unknown()

    def chosen(self, places: Mapping[str, int], left_out: Iterable[int]) -> Match:
        """The same headings, with the places somebody chose."""
        return replace(self, places=dict(places), left_out=frozenset(left_out))


def propose(sheet: Sheet, cells: Cells) -> Match:
    """The most likely headings among the first rows, with what is known of them.

    Two rows of headings are read together: «导师» over «姓名» and «学校» are 导师姓名 and 导师学校.
    """
    found = [
        _match(sheet, cells, top, height)
        for top in range(min(LOOKED_AT, len(cells)))
        for height in (1, 2)
        if top + height <= min(LOOKED_AT, len(cells))
    ]
    required = {each.code for each in sheet.columns if each.required}
    return max(
        found,
        key=lambda each: (
            len(required & each.places.keys()),
            len(each.places),
            -each.height,
            sum(map(bool, each.heads)) if not each.places else 0,
            -each.top,
        ),
        default=Match(),
    )


def at(sheet: Sheet, cells: Cells, top: int, height: int) -> Match:
    """What is known of the headings that stand in these rows."""
    return _match(sheet, cells, top, height) if top + height <= len(cells) else Match()


def samples(cells: Cells, match: Match) -> list[list[str]]:
    """The first values below each heading, by place."""
    found: list[list[str]] = [[] for _ in match.heads]
    for row in cells[match.first : match.first + 200]:
        for n, value in enumerate(row[: len(found)]):
            text = plain(value)
            if text and len(found[n]) < SAMPLES and text not in found[n]:
                found[n].append(text[:40])
    return found


def plain(value: object) -> str:
    """What stands in a cell, as its author sees it."""
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value) if abs(value) < EXACT else int(Decimal(f"{value:.15g}"))
    return "" if value is None else str(value).strip()


def names_of(sheet: Sheet) -> dict[str, str]:
    """Every heading that is understood, with the code of its column; titles before codes."""
    found: dict[str, str] = {}
    for column in sheet.columns:
        for name in (column.code, *column.also):
            found.setdefault(folded(name), column.code)
    for column in sheet.columns:
        for name in (column.title.en, column.title.zh):
            found[folded(name)] = column.code
    return found


def folded(head: object) -> str:
    """A heading without blanks, stars and case, so that people may write it as they do."""
    text = "".join(str("" if head is None else head).split())
    return text.strip("*＊").translate(WIDE).casefold()


WIDE = str.maketrans("（）［］：", "()[]:")


def _match(sheet: Sheet, cells: Cells, top: int, height: int) -> Match:
    names = names_of(sheet)
    places: dict[str, int] = {}
    heads: list[str] = []
    left_out: set[int] = set()
    errors = {folded(each) for each in ERRORS}
    for n, said in enumerate(_said(cells, top, height)):
        heads.append(said[0])
        code = next((names[folded(each)] for each in said if folded(each) in names), None)
        if code is not None and code not in places:
            places[code] = n
        elif folded(said[0]) in errors:
            left_out.add(n)
    return Match(top, height, tuple(heads), places, frozenset(left_out))


def _said(cells: Cells, top: int, height: int) -> list[tuple[str, ...]]:
    """By place: the heading as it is shown, and the other ways to read it."""
    upper = [plain(each) for each in cells[top]]
    if height == 1:
        return [(each,) for each in upper]
    lower = [plain(each) for each in cells[top + 1]]
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    found: list[tuple[str, ...]] = []
    over = ""  # of a merged cell only the first place says something
    for high, low in zip(upper, lower, strict=True):
        over = high or over
        if not low:
            found.append((high,))
        else:
            found.append((f"{over}{low}", low) if over else (low,))
    return found
