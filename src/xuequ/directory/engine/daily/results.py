"""Check a sheet of class results: sums must fit one another and the class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from xuequ.kernel.periods import year_of
from xuequ.kernel.problems import Problem
from xuequ.kernel.sheet import Row

from .faults import Faults, day_of
from .marks import SHARES, bands, check_shares, counted, moments
from .schools import School, class_said

SMALL = 10  # pupils: of fewer, what a class reached says next to nothing and is not shown
MOST_MARK = Decimal(10_000)
ExamKey = tuple[str, date]


@dataclass(frozen=True, slots=True)
class ResultEntry:
    """One row as it will be registered; `facts` are fields of a class result."""

    line: int
    exam: ExamKey
    exam_kind: str
    school_class: int
    subject: str
    facts: Mapping[str, object]


def read_results(
    rows: Sequence[Row],
    faults: Faults,
    *,
    schools: Mapping[int, Mapping[str, School]],
    exams: Mapping[ExamKey, str],
) -> tuple[list[ResultEntry], list[Problem]]:
    """What the rows register, in order, and every mistake.

    Args:
        schools: by school year and name, with the classes and sizes of that year.
        exams: the sort of every exam that is registered.
    """
    entries: list[ResultEntry] = []
    kinds = {key: (kind, 0) for key, kind in exams.items()}
    seen: dict[tuple[object, ...], int] = {}
    for row in rows:
        told = len(faults.problems)
        entry = _entry(row, faults, schools)
        if entry is None or len(faults.problems) != told:
            continue
        kind, at = kinds.setdefault(entry.exam, (entry.exam_kind, row.line))
        if kind != entry.exam_kind:
            where = f"第{at}行" if at else "已登记的"
            faults.tell(
                row.line,
                "kind",
                f"{where}同一天的同名考试是另一类。请改成一致。",
                "an exam of that name and day is of another sort already; make them agree.",
            )
        line = seen.setdefault((entry.exam, entry.school_class, entry.subject), row.line)
        if line != row.line:
            faults.tell(
                row.line,
                "class",
                f"与第{line}行是同一班同一科。请删去一行。",
                f"line {line} is of the same class and subject; drop one.",
            )
        entries.append(entry)
    return entries, faults.problems


def _entry(
    row: Row, faults: Faults, schools: Mapping[int, Mapping[str, School]]
) -> ResultEntry | None:
    day = day_of(row, "day")
    if day is None:
        return None
    school = schools.get(year_of(day), {}).get(row.text("school"))
    if school is None:
        faults.school(row.line, row.text("school"))
        return None
    said = class_said(row.text("class"), school.classes)
    if said is None:
        faults.once(
            row.line,
            "class",
            f"“{school.name}”{year_of(day)}学年没有“{row.text('class')}”，或不能确定是哪个班。"
            "请核对班名，如：七(1)班；或先登记班级。",
            f"{school.name} has no class {row.text('class')} in the school year {year_of(day)}, or "
            "several could be meant; write it like 七(1)班, or report the classes first.",
        )
        return None
    id = school.classes[said]
    return ResultEntry(
        line=row.line,
        exam=(row.text("exam"), day),
        exam_kind=row.text("kind"),
        school_class=id,
        subject=row.text("subject"),
        facts=_facts(row, faults, school.sizes.get(id)),
    )


def _facts(row: Row, faults: Faults, size: int | None) -> dict[str, object]:
    present = cast(int, row.values.get("present") or 0)
    absent = cast(int, row.values.get("absent") or 0)
    full = cast("Decimal | None", row.values.get("full_mark")) or Decimal(0)
    facts: dict[str, object] = {"present": present, "absent": absent, "full_mark": full}
    _check_counts(row, faults, (present, absent, size))
    if not 0 < full <= MOST_MARK:
        faults.tell(row.line, "full_mark", "满分须大于0。", "the full mark must be more than 0.")
        return facts
    facts |= moments(row, faults, present, full)
    for column, field in SHARES.items():
        facts[field] = counted(row, faults, column, present)
    check_shares(row, faults, facts)
    facts["bands"] = bands(row, faults, facts)
    return facts


def _check_counts(row: Row, faults: Faults, counts: tuple[int, int, int | None]) -> None:
    present, absent, size = counts
    if present < 0 or absent < 0:
        faults.tell(row.line, "present", "人数不能为负。", "no number may be below 0.")
    elif present == 0:
        faults.tell(
            row.line,
            "present",
            "无人参考的班级不必填写。请删去这一行。",
            "of a class in which nobody took part nothing is told; drop the row.",
        )
    elif size is not None and present + absent > size:
        faults.tell(
            row.line,
            "present",
            f"参考{present}人加缺考{absent}人，多于该班登记的{size}人。请核对人数，或先更新班级人数。",
            f"{present} present and {absent} absent are more than the {size} pupils of the class; "
            "check them, or report the class anew first.",
        )
