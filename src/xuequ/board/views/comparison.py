"""The same rule across localities: rows, single rows, single clauses, every other setting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render

from xuequ.kernel.table import Column
from xuequ.profiles import loader
from xuequ.profiles.clauses import clauses
from xuequ.profiles.comparison import (
    Cell,
    Row,
    belongs,
    by_clause,
    by_setting,
    claimed,
    compared,
    rows,
)
from xuequ.profiles.entries import Entry, Profile
from xuequ.web.outputs.answer import as_file
from xuequ.web.requests import PageRequest, asked

from ..names import CHAPTERS, SECTIONS
from ..names.values import setting_name
from .tables import comparison_table

Rows = list[tuple[Row, list[Cell]]]
Settings = list[tuple[Entry, list[Cell]]]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which localities and which rows are to be compared."""

    codes: tuple[str, ...]
    chapter: str
    words: str

    @property
    def profiles(self) -> list[Profile]:
        return [loader.load(each) for each in self.codes]


def comparison(request: PageRequest) -> HttpResponse:
    """The rules that several documents hold, side by side."""
    choice = _choice(request)
    context = {
        "rows": _rows(choice),
        "total": len(rows()),
        "chapters": [each for each in CHAPTERS if any(each in row.chapters for row in rows())],
        **_shared(request, choice),
    }
    return render(request, "board/comparison.html", context)


def comparison_row(request: PageRequest, row: int) -> HttpResponse:
    """One row: what each locality says, in full."""
    found = next((each for each in rows() if each.number == row), None)
    if found is None:
        raise Http404(str(row))
    every = _every()
    cited = [clauses()[each] for each in found.clauses]
    context = {"row": found, "cells": compared(found, every), "clauses": cited, "on": request.on}
    return render(request, "board/comparison_row.html", context)


def comparison_clause(request: PageRequest, clause: str) -> HttpResponse:
    """One clause: which documents contain it, what each settles, and what stands beside it."""
    known = clauses().get(clause)
    if known is None:
        raise Http404(clause)
    context = {
        "clause": known,
        "cells": by_clause(clause, _every()),
        "rows": [each for each in rows() if clause in each.clauses],
        "on": request.on,
    }
    return render(request, "board/comparison_clause.html", context)


def comparison_settings(request: PageRequest) -> HttpResponse:
    """Every setting of the localities, key by key, also those no row holds."""
    choice = _choice(request)
    section = asked(request, "section")
    found = _settings(request, choice)
    context = {
        "rows": found,
        "section": section,
        "sections": SECTIONS,
        "rest": request.GET.get("rest", ""),
        **_shared(request, choice),
    }
    return render(request, "board/comparison_settings.html", context)


def comparison_file(request: PageRequest, what: str, kind: str) -> HttpResponse:
    """What is compared on the page, as a file."""
    choice = _choice(request)
    if what not in FILES:
        raise Http404(what)
    heads, make = FILES[what]
    return as_file(
        request,
        comparison_table(heads, make(request, choice), choice.profiles, request.on),
        kind,
    )


def _choice(request: PageRequest) -> Choice:
    """What is asked for; all localities unless some are named.

    Raises:
        Http404: a locality that does not exist.
    """
    every = loader.localities()
    named = request.GET.getlist("in")
    if unknown := set(named) - set(every):
        raise Http404(", ".join(unknown))
    codes = tuple(each for each in every if each in named) or every
    return Choice(codes, asked(request, "chapter"), asked(request, "words"))


def _every() -> list[Profile]:
    return [loader.load(each) for each in loader.localities()]


def _rows(choice: Choice) -> Rows:
    """The rows that fit; words are looked for in the names of rows and the ids of clauses."""
    wanted = choice.words.casefold()
    return [
        (row, compared(row, choice.profiles))
        for row in rows()
        if (not choice.chapter or choice.chapter in row.chapters)
        and wanted in f"{row.text.zh} {row.text.en} {' '.join(row.clauses)}".casefold()
    ]


def _settings(request: PageRequest, choice: Choice) -> Settings:
    """The settings that fit: of one section, or only those that stand in no row."""
    section, rest = asked(request, "section"), bool(request.GET.get("rest"))
    wanted = choice.words.casefold()
    return [
        (entry, cells)
        for entry, cells in by_setting(choice.profiles)
        if section in ("", entry.section)
        and not (rest and _stands_in_a_row(entry))
        and wanted in f"{setting_name(entry)} {entry.name}".casefold()
    ]


def _stands_in_a_row(entry: Entry) -> bool:
    return entry.name in claimed() or any(belongs(entry, row) for row in rows())


def _shared(request: PageRequest, choice: Choice) -> dict[str, object]:
    return {
        "choice": choice,
        "profiles": choice.profiles,
        "localities": _every(),
        "on": request.on,
        "query": request.GET.urlencode(),
    }


Maker = Callable[[PageRequest, Choice], list[tuple[tuple[object, ...], list[Cell]]]]
FILES: dict[str, tuple[tuple[Column, ...], Maker]] = {
    "rows": (
        (Column("row", "序号", "No.", number=True), Column("rule", "规定", "Rule")),
        lambda request, choice: [((row.number, row.text), cells) for row, cells in _rows(choice)],
    ),
    "settings": (
        (Column("key", "键", "Key"), Column("setting", "设定", "Setting")),
        lambda request, choice: [
            ((entry.name, setting_name(entry)), cells)
            for entry, cells in _settings(request, choice)
        ],
    ),
}
