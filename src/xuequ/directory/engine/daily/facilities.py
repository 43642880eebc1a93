"""Check a sheet of facilities row by row and work out what it registers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from xuequ.kernel.problems import Problem
from xuequ.kernel.sheet import Row

from .clock import Unreadable, windows_of, written
from .faults import Faults, day_of
from .schools import School

MOST_PLACES, MOST_AREA = 100_000, Decimal(9_999_999)
FACTS = ("capacity", "area", "is_shared", "hours", "contact")
Key = tuple[str, str, str]  # school, campus, name


@dataclass(frozen=True, slots=True)
class FacilityHeld:
    """A facility as it is registered: its sort, since when, and the facts that hold last."""

    id: int
    kind: str
    since: date
    facts: Mapping[str, object]
    facts_since: date


@dataclass(frozen=True, slots=True)
class FacilityEntry:
    """One row as it will be registered; `facts` are fields of a standing."""

    line: int
    school: int
    campus: str
    name: str
    kind: str
    since: date
    until: date | None
    facts: Mapping[str, object]
    held: FacilityHeld | None

    @property
    def is_known(self) -> bool:
        """It is registered just so, whatever the day."""
        held = self.held
        return held is not None and self.until is None and dict(held.facts) == dict(self.facts)


def read_facilities(
    rows: Sequence[Row],
    faults: Faults,
    *,
    since: date,
    schools: Mapping[str, School],
    held: Mapping[Key, FacilityHeld],
) -> tuple[list[FacilityEntry], list[Problem]]:
    """What the rows register, in order, and every mistake found.

    An empty cell of a facility that is registered leaves what is known of it.

    Args:
        since: the day a row holds from that gives none.
    """
    entries: list[FacilityEntry] = []
    seen: dict[Key, int] = {}
    for row in rows:
        told = len(faults.problems)
        key = (row.text("school"), row.text("campus"), row.text("name"))
        line = seen.setdefault(key, row.line)
        if line != row.line:
            faults.tell(
                row.line,
                "name",
                f"与第{line}行是同一处设施。请删去一行。",
                f"line {line} is of the same facility; drop one.",
            )
        entry = _entry(row, faults, since, schools.get(key[0]), held.get(key))
        if entry is not None and len(faults.problems) == told:
            entries.append(entry)
    return entries, faults.problems


def _entry(
    row: Row, faults: Faults, since: date, school: School | None, held: FacilityHeld | None
) -> FacilityEntry | None:
    begins = day_of(row, "since") or since
    until = day_of(row, "until")
    if school is None:
        faults.school(row.line, row.text("school"))
        return None
    if begins < school.since:
        faults.early(row.line, school.name, school.since)
    elif held and begins < held.facts_since and not _says_nothing_new(row):
        faults.early(row.line, row.text("name"), held.facts_since)
    faults.backwards(row.line, held.since if held else begins, until)
    _check_names(row, faults, school, held)
    facts = _facts(row, faults, school, held)
    return FacilityEntry(
        line=row.line,
        school=school.id,
        campus=row.text("campus"),
        name=row.text("name"),
        kind=row.text("kind"),
        since=begins,
        until=until,
        facts=facts,
        held=held,
    )


def _says_nothing_new(row: Row) -> bool:
    return not any(row.text(each) for each in ("capacity", "area", "shared", "hours", "contact"))


def _check_names(row: Row, faults: Faults, school: School, held: FacilityHeld | None) -> None:
    campus, kind = row.text("campus"), row.text("kind")
    if campus and campus not in school.campuses:
        faults.once(
            row.line,
            "campus",
            f"“{school.name}”没有登记名为“{campus}”的校区。请核对，或留空。",
            f"{school.name} has no campus {campus}; check the name, or leave it empty.",
        )
    if held and kind and kind != held.kind:
        faults.tell(
            row.line,
            "kind",
            "该设施登记的类别不同。请核对名称；确已改作他用的，先终止原设施。",
            "it is registered as another sort; check the name, or end the old one first.",
        )


def _facts(
    row: Row, faults: Faults, school: School, held: FacilityHeld | None
) -> dict[str, object]:
    facts: dict[str, object] = dict(held.facts) if held else {
        "capacity": None, "area": None, "is_shared": None, "hours": "", "contact": None,
    }  # fmt: skip
    capacity = cast("int | None", row.values.get("capacity"))
    area = cast("Decimal | None", row.values.get("area"))
    if capacity is not None:
        facts["capacity"] = capacity
        if not 1 <= capacity <= MOST_PLACES:
            _out_of_range(faults, row.line, "capacity", MOST_PLACES)
    if area is not None:
        facts["area"] = area.quantize(Decimal("0.1")) if 0 < area <= MOST_AREA else area
        if not 0 < area <= MOST_AREA:
            _out_of_range(faults, row.line, "area", MOST_AREA)
    if row.values.get("shared") is not None:
        facts["is_shared"] = bool(row.values["shared"])
    if row.text("hours"):
        facts["hours"] = _hours(row, faults)
    if row.text("contact"):
        facts["contact"] = _contact(row, faults, school)
    if facts["hours"] and facts["is_shared"] is False:
        faults.tell(
            row.line,
            "hours",
            "不共享的设施不填开放时间。请改为共享，或留空。",
            "a facility that is not shared has no hours for others; share it, or leave them empty.",
        )
    return facts


def _out_of_range(faults: Faults, line: int, column: str, most: object) -> None:
    faults.tell(line, column, f"须大于0，最多{most}。", f"more than 0 and at most {most}.")


def _hours(row: Row, faults: Faults) -> str:
    try:
        return written(windows_of(row.text("hours")))
    except Unreadable as part:
        faults.tell(
            row.line,
            "hours",
            f"看不懂“{part}”，或与另一段重叠。请写成：周一至周五 16:30-18:00；周六 9:00-11:30。",
            f"«{part}» is not understood, or overlaps another span. "
            "Write 1-5 16:30-18:00; 6 9:00-11:30.",
        )
        return ""


def _contact(row: Row, faults: Faults, school: School) -> int | None:
    title = row.text("contact")
    found = school.posts.get(title)
    if found is None:
        faults.tell(
            row.line,
            "contact",
            f"“{school.name}”没有名为“{title}”的职务。请核对，或先设立该职务，或留空。",
            f"{school.name} has no post {title}; check it, create the post, or leave it empty.",
        )
    return found
