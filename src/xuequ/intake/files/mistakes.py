"""The file of mistakes: somebody's own rows as they are, with a last column that says why."""

from __future__ import annotations

import io
from collections.abc import Iterable

import xlsxwriter

from xuequ.kernel.problems import Problem

from ..engine.matching import ERRORS, Cells, Match, plain
from .forms import OPTIONS


def mistakes(cells: Cells, match: Match, problems: Iterable[Problem], language: str) -> bytes:
    """A workbook in the same rows and columns, everything as text, nothing a formula.

    A column of mistakes that is there already, from the last time, is filled anew.
    """
    told: dict[int, list[str]] = {}
    for each in problems:
        field = f"{each.field}：" if each.field else ""
        told.setdefault(each.line, []).append(field + each.text.say(language))
    last = _last(match, max((len(row) for row in cells), default=0))
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        page = book.add_worksheet()
        text = book.add_format({"num_format": "@"})
        head = book.add_format({"bold": True, "num_format": "@", "bg_color": "#EEF2F7"})
        why = book.add_format({"num_format": "@", "font_color": "#C00000"})
        wrong = book.add_format({"num_format": "@", "bg_color": "#FDE7E5"})
        page.set_column(0, last - 1 if last else 0, 16, text)
        page.set_column(last, last, 80, text)
        for at, row in enumerate(cells):
            heading = match.top <= at < match.first
            look = head if heading else wrong if at + 1 in told else text
            for n, value in enumerate(row):
                if n != last and (said := plain(value)):
                    page.write_string(at, n, said[:32_767], look)
            if at == match.first - 1:
                page.write_string(at, last, ERRORS[language.startswith("en")], head)
            elif at + 1 in told:
                page.write_string(at, last, "；".join(told[at + 1])[:32_767], why)
        page.freeze_panes(match.first, 0)
    return out.getvalue()


def _last(match: Match, width: int) -> int:
    """The place of the column of mistakes."""
    held = [n for n in match.left_out if n < len(match.heads) and match.heads[n] in ERRORS]
    return held[0] if held else width
