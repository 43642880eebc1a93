"""A county's tables in the one form of a package; mistakes are told of the county's files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text

from ..package import tables
from .county import SEATS, Brought
from .rules import Rules
from .schools import COLUMNS, WAYS

UNUSED = Text("本办法不用此列，请删去", "the rules do not use this column; take it out")


def applications_file(brought: Brought, rules: Rules) -> bytes:
    """applications.csv of the package.

    Raises:
        Problems: a column the rules want is missing, or one is there that they do not know.
    """
    wanted = rules.columns
    spare = {"home", "primary"}  # either may stand there; the rules say which counts
    needed = {"number", *wanted[7:]}
    _check_heads(brought, set(wanted) | spare, needed)
    return _written(wanted, brought, lambda row, column: row.get(column, ""))


def seats_file(brought: Brought, rules: Rules) -> bytes:
    """seats.csv of the package.

    Raises:
        Problems: as `applications_file`.
    """
    kept = [f"kept_{each.kind}" for each in rules.kinds]
    needed = {"school", "plan", *(["classes"] if rules.class_size else []), *kept}
    _check_heads(brought, {*SEATS, *kept}, needed)

    def cell(row: Mapping[str, str], column: str) -> str:
        if column == "kept":
            return ";".join(row.get(each, "") or "0" for each in kept)
        return row.get(column, "") or ("0" if column == "spare" else "")

    return _written(COLUMNS, brought, cell)


def travel_file(brought: Brought | None) -> bytes:
    """travel.csv of the package; only its header where the county has none."""
    if brought is None:
        return tables.written(WAYS, [])
    _check_heads(brought, set(WAYS), set(WAYS))
    return _written(WAYS, brought, lambda row, column: row[column])


@contextmanager
def told_of_county(files: Mapping[str, Brought]) -> Iterator[None]:
    """Mistakes found in the one form are told of the county's own file, line and head."""
    try:
        yield
    except Problems as found:
        told = []
        for each in found.problems:
            brought = files.get(each.file)
            if brought is None:
                told.append(each)
                continue
            line = brought.rows[each.line - 2][0] if each.line >= 2 else each.line
            head = brought.heads.get(each.field, each.field)
            told.append(replace(each, file=brought.file, line=line, field=head))
        raise Problems(told) from None


def _check_heads(brought: Brought, allowed: set[str], needed: set[str]) -> None:
    wrong = [
        Problem(brought.file, 1, column, Text("缺少此列", "this column is missing"))
        for column in sorted(needed - brought.heads.keys())
    ]
    wrong += [
        Problem(
            brought.file,
            1,
            head,
            Text("本办法不用此列，请删去", "the rules do not use this column"),
        )
        for column, head in brought.heads.items()
        if column not in allowed
    ]
    if wrong:
        raise Problems(wrong)


def _written(
    columns: Sequence[str], brought: Brought, cell: Callable[[Mapping[str, str], str], str]
) -> bytes:
    rows = ([cell(row, column) for column in columns] for _, row in brought.rows)
    return tables.written(columns, rows)
