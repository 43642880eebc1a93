"""Which schools have bells and a timetable, and a timetable as its own sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from xuequ.kernel.actors import Actor
from xuequ.kernel.sheet import Sheet
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ..engine.daily.clock import WEEKDAYS
from ..models import BellSchedule, Lesson, Membership, School, Timetable
from .daily import bells_on, timetables_on
from .scope import own_schools
from .week import lessons_of


@dataclass(frozen=True, slots=True)
class Overview:
    """What a school has of bells and timetables on a day."""

    school: School
    bells: tuple[BellSchedule, ...]
    timetable: Timetable | None
    lessons: int


def overview_of_weeks(rows: Sequence[School], on: date) -> list[Overview]:
    """The bells and the timetable of each school; three queries."""
    ids = [each.pk for each in rows]
    bells: dict[int, list[BellSchedule]] = defaultdict(list)
    for bell in bells_on(ids, on):
        bells[bell.school_id].append(bell)
    held = {each.school_id: each for each in timetables_on(ids, on)}
    counts = dict(
        Lesson.objects.filter(timetable__in=held.values())
        .values_list("timetable")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return [
        Overview(each, tuple(bells[each.pk]), held.get(each.pk),
                 counts.get(held[each.pk].pk, 0) if each.pk in held else 0)
        for each in rows
    ]  # fmt: skip


def schools_with_weeks(
    *, seen_by: Actor, on: date, words: str, unit: int | None
) -> QuerySet[School]:
    """The actor's own schools, by name."""
    found = own_schools(seen_by=seen_by, on=on)
    if unit:
        members = Membership.objects.on(on).filter(consortium=unit)
        found = found.filter(pk__in=members.values("school"))
    return found.filter(name__icontains=words) if words else found


def timetable_table(timetable: Timetable, sheet: Sheet) -> Table:
    """A version as the sheet of timetables: brought in again, it changes nothing."""
    titles = {each.code: each.title for each in sheet.columns}
    weeks = {
        "": Text("每周", "every week"),
        "odd": Text("单周", "odd weeks"),
        "even": Text("双周", "even weeks"),
    }
    columns = tuple(Column(code, title.zh, title.en) for code, title in titles.items())
    rows = [
        (
            timetable.school.name,
            WEEKDAYS[str(each.weekday)],
            each.period,
            "、".join(name.zh for _, name, _ in each.classes),
            each.subject,
            "、".join(name for _, name in each.teachers),
            None,
            each.room,
            weeks[each.parity],
            each.classes[0][2] if each.classes else "",
            timetable.since,
            timetable.until,
        )
        for each in lessons_of([timetable], timetable.lessons.all())
    ]
    return Table(
        Text(f"{timetable.school}课程表", f"Timetable of {timetable.school}"), columns, rows
    )


def versions_of(school: School) -> list[Timetable]:
    """Every version that was ever brought in, the newest first."""
    return list(school.timetables.order_by("-version"))
