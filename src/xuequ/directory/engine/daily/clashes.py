"""Who or what would be in two places at once (冲突)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import TYPE_CHECKING

from .faults import Faults
from .schools import Ring, School

if TYPE_CHECKING:
    from .timetables import LessonEntry

HALVES = {"": ("odd", "even"), "odd": ("odd",), "even": ("even",)}


@dataclass(frozen=True, slots=True)
class Busy:
    """A lesson somebody gives, by the clock."""

    school: str
    weekday: int
    parity: str
    begins: time
    ends: time
    line: int = 0


Elsewhere = Mapping[int, tuple[Busy, ...]]  # by teacher


@dataclass(slots=True)
class Clashes:
    """The lessons taken so far, by whom and what they keep busy."""

    faults: Faults
    elsewhere: Elsewhere
    _classes: dict[tuple[object, ...], list[tuple[str, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _others: dict[tuple[object, ...], int] = field(default_factory=dict)
    _clock: dict[int, list[Busy]] = field(default_factory=lambda: defaultdict(list))

    def fits(self, lesson: LessonEntry, school: School, ring: Ring | None) -> bool:
        """Is everybody free for it?  If not, that is told."""
        told = len(self.faults.problems)
        for half in HALVES[lesson.parity]:
            slot = (school.id, lesson.weekday, lesson.period, half)
            if not self._take(lesson, school, slot):
                break  # told once, not for either week
        if ring is not None:
            for person in lesson.teachers:
                busy = Busy(
                    school.name, lesson.weekday, lesson.parity, ring.begins, ring.ends, lesson.line
                )
                self._clock[person].append(busy)
        return len(self.faults.problems) == told

    def _take(self, lesson: LessonEntry, school: School, slot: tuple[object, ...]) -> bool:
        line = lesson.line
        for id, part in lesson.classes:
            sitting = self._classes[(*slot, id)]
            for other, at in sitting:
                if not (part and other) or part == other:
                    return self._tell(line, at, "class", "该班", "the class")
            sitting.append((part, line))
        for person in lesson.teachers:
            at = self._others.setdefault((*slot, "teacher", person), line)
            if at != line:
                return self._tell(line, at, "teacher", "该教师", "the teacher")
        if lesson.room is not None and lesson.room not in school.holding_many:
            at = self._others.setdefault((*slot, "room", lesson.room), line)
            if at != line:
                return self._tell(line, at, "room", "该场地", "the room")
        return True

    def _tell(self, line: int, at: int, column: str, zh: str, en: str) -> bool:
        cure = {
            "class": (
                "分组上课的请在“分组”栏写明组名；单双周的请写明。",
                "If groups of it part, name them in «Group»; tell odd and even weeks apart.",
            ),
            "teacher": (
                "几个班合上的请写在同一行；单双周的请写明。",
                "Write classes taught together in one row; tell odd and even weeks apart.",
            ),
            "room": ("请改正其中一行。", "Mend one of the lines."),
        }[column]
        self.faults.tell(
            line,
            column,
            f"{zh}这一节在第{at}行已有课。{cure[0]}",
            f"{en} has a lesson then in line {at} already. {cure[1]}",
        )
        return False

    def tell_elsewhere(self) -> None:
        """Tell of teachers whom the clock puts at two schools at once."""
        for person, own in self._clock.items():
            every = [*self.elsewhere.get(person, ()), *own]
            if len({each.school for each in every}) > 1:
                self._compare(own, every)

    def _compare(self, own: list[Busy], every: list[Busy]) -> None:
        for one in own:
            for other in every:
                later = other.line == 0 or other.line < one.line
                if later and _at_once(one, other):
                    self.faults.tell(
                        one.line,
                        "teacher",
                        f"该教师同一时间（{other.begins:%H:%M}–{other.ends:%H:%M}）在“{other.school}”"
                        "有课。请改正其中一份课表。",
                        f"the teacher has a lesson at {other.school} then ({other.begins:%H:%M}–"
                        f"{other.ends:%H:%M}). Mend one of the timetables.",
                    )
                    break


def _at_once(one: Busy, other: Busy) -> bool:
    return (
        one.school != other.school
        and one.weekday == other.weekday
        and bool(set(HALVES[one.parity]) & set(HALVES[other.parity]))
        and one.begins < other.ends
        and other.begins < one.ends
    )
