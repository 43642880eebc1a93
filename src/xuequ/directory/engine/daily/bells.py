"""Check a sheet of bell schedules and work out what it registers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from xuequ.kernel.problems import Problem
from xuequ.kernel.refusal import Refused
from xuequ.kernel.sheet import Row

from .clock import time_of
from .faults import Faults, day_of
from .schools import School

LAST = 20  # the highest number of a period


@dataclass(frozen=True, slots=True)
class Stretch:
    """One period of a day; a break has no number."""

    name: str
    kind: str  # "lesson", "break" or "activity"
    begins: time
    ends: time
    number: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Bells:
    """A bell schedule of a school, or of one of its stages, from a day on."""

    line: int
    school: int
    stage: str
    name: str
    since: date
    until: date | None
    periods: tuple[Stretch, ...]


def check_stretch(one: Stretch, others: Sequence[Stretch]) -> None:
    """One period must fit beside the others.

    Raises:
        Refused("period-ends-early", "period-needs-number", "break-has-no-number",
            "period-number-range", "period-number-taken", "periods-overlap",
            "period-out-of-order"): it does not.
    """
    if one.ends <= one.begins:
        raise Refused("period-ends-early", begins=f"{one.begins:%H:%M}", ends=f"{one.ends:%H:%M}")
    if one.kind == "lesson" and one.number is None:
        raise Refused("period-needs-number", name=one.name)
    if one.kind == "break" and one.number is not None:
        raise Refused("break-has-no-number", name=one.name)
    if one.number is not None and not 1 <= one.number <= LAST:
        raise Refused("period-number-range", number=one.number, last=LAST)
    for other in others:
        _check_pair(one, other)


def _check_pair(one: Stretch, other: Stretch) -> None:
    if one.begins < other.ends and other.begins < one.ends:
        raise Refused(
            "periods-overlap", name=other.name, begins=f"{other.begins:%H:%M}",
            ends=f"{other.ends:%H:%M}",
        )  # fmt: skip
    if one.number is None or other.number is None:
        return
    if one.number == other.number:
        raise Refused("period-number-taken", number=one.number, name=other.name)
    if (one.number < other.number) != (one.begins < other.begins):
        raise Refused("period-out-of-order", number=one.number, other=other.number)


COLUMNS = {  # where a refusal is mended; others where the period begins
    "period-ends-early": "ends",
    "period-needs-number": "number",
    "break-has-no-number": "number",
    "period-number-range": "number",
    "period-number-taken": "number",
    "period-out-of-order": "number",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A refusal of one row, to be put into words by whoever knows the words."""

    line: int
    column: str
    refused: Refused


def read_bells(
    rows: Sequence[Row], faults: Faults, *, since: date, schools: Mapping[str, School]
) -> tuple[list[Bells], list[Problem], list[Told]]:
    """The schedules the rows make up, every mistake, and the refusals still to be said.

    Rows of one school, stage, name and day are one schedule.
    """
    found: dict[tuple[object, ...], list[tuple[Row, Stretch]]] = {}
    told: list[Told] = []
    for row in rows:
        school = schools.get(row.text("school"))
        begins, until = day_of(row, "since") or since, day_of(row, "until")
        if school is None:
            faults.school(row.line, row.text("school"))
            continue
        if begins < school.since:
            faults.early(row.line, school.name, school.since)
        faults.backwards(row.line, begins, until)
        one = _stretch(row, faults)
        if one is None:
            continue
        key = (school.id, row.text("stage"), row.text("schedule"), begins, until)
        others = found.setdefault(key, [])
        try:
            check_stretch(one, [each for _, each in others])
        except Refused as refused:
            told.append(Told(row.line, COLUMNS.get(refused.code, "begins"), refused))
        others.append((row, one))
    bells = [_bells(key, each) for key, each in found.items()]
    _check_apart(bells, faults)
    return bells, faults.problems, told


def _stretch(row: Row, faults: Faults) -> Stretch | None:
    times = {}
    for column in ("begins", "ends"):
        times[column] = time_of(row.text(column))
        if times[column] is None:
            faults.tell(
                row.line,
                column,
                f"“{row.text(column)}”不是时间，请写成 8:05。",
                f"«{row.text(column)}» is no time of day; write 8:05.",
            )
    begins, ends = times["begins"], times["ends"]
    if begins is None or ends is None:
        return None
    number = row.values.get("number")
    return Stretch(
        row.text("name"),
        row.text("kind"),
        begins,
        ends,
        number if isinstance(number, int) else None,
        row.line,
    )


def _bells(key: tuple[object, ...], rows: list[tuple[Row, Stretch]]) -> Bells:
    school, stage, name, since, until = key
    periods = tuple(sorted((each for _, each in rows), key=lambda each: each.begins))
    line = rows[0][0].line
    return Bells(line, school, stage, name, since, until, periods)  # type: ignore[arg-type]


def _check_apart(bells: Sequence[Bells], faults: Faults) -> None:
    """No two schedules of one school and stage begin on one day; each has a lesson."""
    begun: dict[tuple[object, ...], Bells] = {}
    for each in bells:
        first = begun.setdefault((each.school, each.stage, each.since), each)
        if first is not each:
            faults.tell(
                each.line,
                "schedule",
                f"第{first.line}行的“{first.name}”也自{each.since}起。"
                "同一天只能开始一份作息；请改起始日期，或把名称和终止日期写成一样。",
                f"{first.name} of line {first.line} begins on {each.since} too. Give one of them "
                "another day, or the same name and last day if they are one.",
            )
        if not any(one.kind == "lesson" for one in each.periods):
            faults.tell(
                each.line,
                "kind",
                f"作息“{each.name}”没有一节课。请补上各节课的时间。",
                f"{each.name} has no lesson; add the lessons.",
            )
