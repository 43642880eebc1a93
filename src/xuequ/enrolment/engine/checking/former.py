"""Read a list of seats that dwellings gave before the platform (往年学位锁定)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.sheet import Unfit
from xuequ.kernel.text import Text
from xuequ.standards.typed import plain

from ..claim_cells import STAGES
from .dwellings import key_of

DWELLING, YEAR, STAGE, YEARS, SCHOOL, GUARDIAN = (
    "dwelling", "year", "stage", "years", "school", "guardian",
)  # fmt: skip
HEADINGS: dict[str, Text] = {
    DWELLING: Text("住所", "dwelling"),
    YEAR: Text("入学年份", "year of entry"),
    STAGE: Text("学段", "stage"),
    YEARS: Text("锁定年数", "years locked"),
    SCHOOL: Text("学校", "school"),
    GUARDIAN: Text("监护人证件号码", "number of a guardian"),
}
MOST_YEARS = 12


@dataclass(frozen=True, slots=True)
class Seat:
    """One line: which dwelling gave a seat when; `school` a primary key, `guardian` "" if none."""

    dwelling: str
    year: int
    stage: str
    years: int
    school: int | None
    guardian: str


def seats_in(
    file: str, cells: Sequence[Sequence[object]], schools: Mapping[str, int]
) -> list[Seat]:
    """The seats of a sheet; school and guardian may be empty.

    Raises:
        Problems: every mistake of every line; nothing of the file is taken.
    """
    rows = [[plain(str(each or "")) for each in row] for row in cells]
    first = next((at for at, row in enumerate(rows) if any(row)), len(rows))
    places = _places(file, rows[first] if first < len(rows) else [])
    wrong: list[Problem] = []
    found: list[Seat] = []
    for at, row in enumerate(rows[first + 1 :], first + 2):
        if not any(row):
            continue
        said = {code: row[place] if place < len(row) else "" for code, place in places.items()}
        try:
            found.append(_seat(said, schools))
        except Unfit as unfit:
            wrong.append(Problem(file, at, "", unfit.text))
    if not found and not wrong:
        wrong.append(Problem(file, 0, "", Text("没有一行内容", "there is no line in it")))
    if wrong:
        raise Problems(wrong)
    return found


def _places(file: str, row: Sequence[str]) -> dict[str, int]:
    names = {each.casefold(): at for at, each in enumerate(row) if each}
    places = {
        code: next((names[e.casefold()] for e in (text.zh, text.en) if e.casefold() in names), None)
        for code, text in HEADINGS.items()
    }
    missing = [HEADINGS[code] for code, at in places.items() if at is None]
    if missing:
        zh, en = "、".join(e.zh for e in missing), ", ".join(e.en for e in missing)
        text = Text(f"首行缺少列：{zh}", f"columns are missing in the first row: {en}")
        raise Problems([Problem(file, 1, "", text)])
    return {code: at for code, at in places.items() if at is not None}


def _seat(said: Mapping[str, str], schools: Mapping[str, int]) -> Seat:
    if not key_of(said[DWELLING]):
        raise Unfit(
            f"住所“{said[DWELLING]}”不足以辨认，请写完整地址或编号",
            f"dwelling «{said[DWELLING]}»: write address or number in full",
        )
    stage = next(
        (c for c, e in STAGES.items() if said[STAGE].casefold() in {c, e.zh, e.en.casefold()}), ""
    )
    if not stage:
        raise Unfit(
            f"学段“{said[STAGE]}”请写小学或初中", f"stage «{said[STAGE]}»: write primary or junior"
        )
    school = schools.get(said[SCHOOL]) if said[SCHOOL] else None
    if said[SCHOOL] and school is None:
        raise Unfit(
            f"没有学校“{said[SCHOOL]}”，请核对校名或留空",
            f"there is no school «{said[SCHOOL]}»; correct the name, or leave it empty",
        )
    return Seat(
        said[DWELLING],
        _number(said[YEAR], HEADINGS[YEAR], 2000, 2100),
        stage,
        _number(said[YEARS], HEADINGS[YEARS], 1, MOST_YEARS),
        school,
        said[GUARDIAN].upper(),
    )


def _number(typed: str, name: Text, least: int, most: int) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) < 5 and least <= int(typed) <= most):
        raise Unfit(
            f"{name.zh}“{typed}”请写{least}至{most}的整数",
            f"{name.en} «{typed}»: write a whole number from {least} to {most}",
        )
    return int(typed)
