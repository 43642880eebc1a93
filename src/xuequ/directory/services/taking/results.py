"""Take in a sheet of class results: all rows or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import year_of
from xuequ.kernel.problems import Problems
from xuequ.kernel.sheet import Row
from xuequ.record.services import write

from ...engine.daily import ResultEntry, read_results
from ...engine.daily.faults import day_of
from ...models import Authority, ClassResult, Exam
from ...queries.daily import schools_named
from ...queries.offered import subject_said, subjects
from ...sheets import RESULTS
from .facilities import faults_of
from .teachers import BATCH, check_rows, note_of

Exams = dict[tuple[str, date], Exam]


@transaction.atomic
def take_results(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Register what classes reached, and mend what was registered otherwise.

    Returns:
        How many exams and results are new, and how many results were mended.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    check_rows(rows, file)
    days = {day for row in rows if (day := day_of(row, "day")) is not None}
    names = {row.text("school") for row in rows}
    schools = {
        year: schools_named(authority, names, max(d for d in days if year_of(d) == year))
        for year in {year_of(day) for day in days}
    }
    held = Exam.objects.filter(authority=authority, day__in=days)
    exams: Exams = {(each.name, each.day): each for each in held}
    taught = subjects(authority, max(days, default=since))
    entries, problems = read_results(
        [_said(row, subject_said(row.text("subject"), taught)) for row in rows],
        faults_of(RESULTS, file),
        schools=schools,
        exams={key: each.kind for key, each in exams.items()},
    )
    if problems:
        raise Problems(sorted(problems, key=lambda each: each.line))
    counts = {"exams": _exams(authority, entries, exams), **_results(authority, entries, exams)}
    write("import-results", authority, actor=actor, note=note_of(rows, file, counts))
    return counts


def _said(row: Row, subject: str) -> Row:
    return replace(row, values={**row.values, "subject": subject})


def _exams(authority: Authority, entries: Sequence[ResultEntry], exams: Exams) -> int:
    """Register the exams that are new: how many."""
    new: Exams = {}
    for each in entries:
        if each.exam not in exams and each.exam not in new:
            name, day = each.exam
            row = Exam(authority=authority, name=name, day=day, kind=each.exam_kind)
            row.is_synthetic = authority.has_synthetic_data
            row.from_line = each.line  # type: ignore[attr-defined]
            new[each.exam] = row
    Exam.objects.bulk_create(new.values(), batch_size=BATCH)
    exams |= new
    return len(new)


def _results(authority: Authority, entries: Sequence[ResultEntry], exams: Exams) -> dict[str, int]:
    """Register the results that are new and mend the others: how many of each."""
    rows = ClassResult.objects.filter(exam__in=exams.values())
    held = {(each.exam_id, each.school_class_id, each.subject): each for each in rows}
    new: list[ClassResult] = []
    changed: list[ClassResult] = []
    for each in entries:
        key = (exams[each.exam].pk, each.school_class, each.subject)
        row, into = held.get(key), changed
        if row is None:
            row, into = ClassResult(exam_id=key[0], school_class_id=key[1], subject=key[2]), new
            row.is_synthetic = authority.has_synthetic_data
        elif all(getattr(row, field) == value for field, value in each.facts.items()):
            continue
        for field, value in each.facts.items():
            setattr(row, field, value)
        row.from_line = each.line  # type: ignore[attr-defined]
        into.append(row)
    ClassResult.objects.bulk_create(new, batch_size=BATCH)
    if changed:
        ClassResult.objects.bulk_update(changed, list(entries[0].facts), batch_size=BATCH)
    return {"results": len(new), "results_changed": len(changed)}
