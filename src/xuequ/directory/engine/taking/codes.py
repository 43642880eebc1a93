"""Where the numbers of schools, pupils and people in a sheet are read and checked.

Cells an export has masked say nothing, so these columns are read here and not by their sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from xuequ.kernel.sheet import Row, Unfit
from xuequ.kernel.text import Text
from xuequ.standards.phones import read_phone
from xuequ.standards.school_codes import read_school_code, stages_fault

from ..identity import fault, pupil_number_fault, read_number
from ..purposes import FAULTS
from .marks import Marks, unmasked


def school_code_told(code: str, stages: Collection[str] | None) -> Text | None:
    """What is wrong with a school code (学校标识码) of a school teaching these stages, if known."""
    try:
        read_school_code(code)
    except Unfit as unfit:
        return unfit.text
    return stages_fault(code, stages or ())


def pupil_number(row: Row, marks: Marks, on: date) -> str:
    """The national pupil number (学籍号) of a row; "" for none, or a fault told."""
    number = _read(row, "number", read_number, marks)
    found = pupil_number_fault(number, on) if number else None
    if found:
        marks.say(row.line, "number", FAULTS[found])
    return number


def id_number(row: Row, marks: Marks, on: date) -> tuple[str, str]:
    """The kind of paper and the ID number of a row; "" for none, or a fault told."""
    number = _read(row, "id_number", read_number, marks)
    if not number:
        return "", ""
    kind = row.text("id_kind") or "resident"
    if found := fault(kind, number, on):
        marks.say(row.line, "id_number", FAULTS[found])
    return kind, number


def phone(row: Row, marks: Marks) -> str:
    """The telephone of a row in the form it is kept in; "" for none, or a fault told."""
    return _read(row, "phone", read_phone, marks)


def _read(row: Row, column: str, read: Callable[[str], str], marks: Marks) -> str:
    text = unmasked(row, column)
    if not text:
        return ""
    try:
        return read(text)
    except Unfit as unfit:
        marks.say(row.line, column, unfit.text)
        return ""
