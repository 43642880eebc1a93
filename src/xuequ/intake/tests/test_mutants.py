"""Three hundred bad files: each is refused in words, or read well; none does anything else."""

from __future__ import annotations

from random import Random

import pytest

from xuequ.directory.sheets import TEACHERS
from xuequ.intake.engine.cells import read_rows
from xuequ.intake.files import book_of, mistakes, read_cells
from xuequ.intake.tests.mutants import (
    HEAVY,
    KINDS,
    ROWS,
    Given,
    empty_rows,
    formulas,
    in_sheet,
    macros,
    mutant,
    text,
)
from xuequ.kernel.problems import Problems

SEED, MANY = 20260901, 300


def outcome(given: Given) -> str:
    """What became of a file: "read", "told" (mistakes in its rows) or "refused" as a whole."""
    name, data = given
    try:
        book = book_of(name, data)
        page, match = book.best(TEACHERS)
        rows, problems = read_rows(TEACHERS, book.cells(page), file=name, match=match)
    except Problems as refused:
        assert all(each.text.zh and each.text.en for each in refused.problems)
        return "refused"
    if problems:
        assert all(each.say("zh-hans") and each.say("en") for each in problems)
        back = read_cells("错.xlsx", mistakes(book.cells(page), match, problems, "zh-hans"))
        assert len(back) <= len(book.cells(page)) + 1
        return "told"
    assert all(row.values for row in rows)
    return "read"


def test_three_hundred_bad_files_are_refused_in_words_or_read_well() -> None:
    chance = Random(SEED)
    found = {outcome(mutant(chance)) for _ in range(MANY)}
    assert found == {"read", "told", "refused"}


@pytest.mark.parametrize("kind", [*KINDS, *HEAVY], ids=lambda kind: kind.__name__)
def test_every_sort_of_bad_file_is_tried(kind: object) -> None:
    assert callable(kind) and outcome(kind(Random(SEED))) in {"read", "told", "refused"}


def test_what_only_looks_bad_is_read() -> None:
    assert outcome(empty_rows(Random(SEED))) == "read"


def test_a_million_empty_rows_are_passed_over_or_refused_in_words() -> None:
    cells = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(5, 1_048_577))
    book = in_sheet(lambda data: data.replace(b"</sheetData>", cells + b"</sheetData>"))
    assert outcome(("空.xlsx", book)) == "read"
    rows = f"{text(ROWS)}\n" + ",,,\n" * 1_000_000
    assert outcome(("空.csv", rows.encode())) == "refused"


def test_no_formula_and_no_macro_comes_through() -> None:
    assert {outcome(formulas(Random(n))) for n in range(9)} <= {"told", "refused"}
    assert outcome(macros(Random(SEED))) == "refused"
