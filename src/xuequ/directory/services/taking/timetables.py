"""Take in timetables of schools, from a sheet or a timetabling program: all rows or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.db.models import Max

from xuequ.kernel.actors import Actor
from xuequ.kernel.problems import Problems
from xuequ.kernel.sheet import Row
from xuequ.record.journal import from_line
from xuequ.record.services import write

from ...engine.daily import Version, read_timetables
from ...engine.identity import clean
from ...models import Authority, Lesson, LessonClass, LessonTeacher, School, Timetable
from ...queries.daily import busy_elsewhere, contents_of, schools_named
from ...queries.offered import subject_said, subjects
from ...queries.staff import known_staff
from ...sheets import TIMETABLE
from ..bells import make_way
from .facilities import faults_of, first_day
from .teachers import BATCH, check_rows, note_of


@transaction.atomic
def take_timetables(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Register a new version of the timetable of every school the rows name.

    A timetable that is so already stays so.  A version without a last day ends the one before
    it; a version for some days lies over what goes on.

    Returns:
        How many timetables are new, and how many lessons they have.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    check_rows(rows, file)
    first = first_day(rows, since)
    schools = schools_named(authority, {row.text("school") for row in rows}, first)
    numbers = {clean(row.text("teacher_number")) for row in rows} - {""}
    staff = known_staff(authority, first, numbers)
    taught = subjects(authority, since)
    names = {name: subject_said(name, taught) for name in {row.text("subject") for row in rows}}
    people = {each.id for namesakes in staff.people.values() for each in namesakes}
    ids = [each.id for each in schools.values()]
    found, problems = read_timetables(
        [_said(row, names) for row in rows],
        faults_of(TIMETABLE, file),
        since=since,
        known=(schools, staff),
        elsewhere=busy_elsewhere(authority, people, ids, first),
    )
    if problems:
        raise Problems(sorted(problems, key=lambda each: each.line))
    new = [each for each in found if _is_new(each)]
    counts = {"timetables": len(new), "lessons": sum(_keep(each, file) for each in new)}
    write("import-timetables", authority, actor=actor, note=note_of(rows, file, counts))
    return counts


def _said(row: Row, names: dict[str, str]) -> Row:
    """The row with its subject as it is kept and its ID number cleaned."""
    said = {
        "subject": names[row.text("subject")],
        "teacher_number": clean(row.text("teacher_number")),
    }
    return replace(row, values={**row.values, **said})


def _is_new(version: Version) -> bool:
    """Does it differ from the version that is registered from that very day?"""
    same = Timetable.objects.filter(
        school=version.school, since=version.since, until=version.until, replaced_by=None
    ).first()
    return same is None or contents_of(same) != sorted(each.content for each in version.lessons)


def _keep(version: Version, file: str) -> int:
    """Register a version with its lessons: how many those are."""
    with from_line(version.line):
        return _register(version, file)


def _register(version: Version, file: str) -> int:
    school = School.objects.select_related("authority").get(pk=version.school)
    synthetic = school.authority.has_synthetic_data
    last = school.timetables.aggregate(last=Max("version"))["last"] or 0
    until = version.until or school.until
    mended = list(
        Timetable.objects.filter(
            school=school, since=version.since, until=version.until, replaced_by=None
        )
    )
    for row in mended:  # out of the way first: one open version at a time
        row.replaced_by = row
        row.save(update_fields=["replaced_by"])
    until = make_way(Timetable, {"school": school, "replaced_by": None}, version.since, until)
    timetable = Timetable(
        school=school, version=last + 1, source=file[:120], since=version.since, until=until,
        is_synthetic=synthetic,
    )  # fmt: skip
    timetable.from_line = version.line  # type: ignore[attr-defined]
    timetable.save()
    for row in mended:
        row.replaced_by = timetable
        row.save(update_fields=["replaced_by"])
    _write_lessons(timetable, version)
    return len(version.lessons)


def _write_lessons(timetable: Timetable, version: Version) -> None:
    lessons = [
        Lesson(
            timetable=timetable,
            weekday=each.weekday,
            period=each.period,
            parity=each.parity,
            subject=each.subject,
            room_id=each.room,
        )
        for each in version.lessons
    ]
    for row, entry in zip(lessons, version.lessons, strict=True):
        row.from_line = entry.line  # type: ignore[attr-defined]
    Lesson.objects.bulk_create(lessons, batch_size=BATCH)
    classes: list[LessonClass] = []
    teachers: list[LessonTeacher] = []
    for row, entry in zip(lessons, version.lessons, strict=True):
        own = [LessonClass(lesson=row, school_class_id=id, part=part) for id, part in entry.classes]
        given = [LessonTeacher(lesson=row, person_id=id) for id in entry.teachers]
        for each in (*own, *given):
            each.from_line = entry.line  # type: ignore[attr-defined]
        classes += own
        teachers += given
    LessonClass.objects.bulk_create(classes, batch_size=BATCH)
    LessonTeacher.objects.bulk_create(teachers, batch_size=BATCH)
