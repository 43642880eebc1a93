"""Acts on classes and how many pupils they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.record.services import write

from ..models import School, SchoolClass


@dataclass(frozen=True, slots=True)
class ClassSize:
    """One class and the pupils in it."""

    stage: str
    grade: int
    number: int
    pupils: int


@transaction.atomic
def report_classes(
    school: School, year: int, sizes: Sequence[ClassSize], *, actor: Actor
) -> list[SchoolClass]:
    """Report a school's classes of a school year; a class reported before is corrected."""
    synthetic = school.authority.has_synthetic_data
    rows = [
        SchoolClass(
            school=school,
            year=year,
            stage=each.stage,
            grade=each.grade,
            number=each.number,
            pupil_count=each.pupils,
            is_synthetic=synthetic,
        )
        for each in sizes
    ]
    SchoolClass.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["school", "stage", "year", "grade", "number"],
        update_fields=["pupil_count", "is_synthetic"],
    )
    note: dict[str, object] = {
        "year": year,
        "classes": len(rows),
        "pupils": sum(each.pupils for each in sizes),
    }
    write("report-classes", school, actor=actor, note=note)
    return rows
