"""A whole city's pupils brought in as one sheet, as a row of the table."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from typing import Any

from .config import DAY, OPENING, PUPIL_MEGABYTES, PUPIL_ROWS, PUPIL_SECONDS, Config
from .processes import ask
from .table import Row, within

SCHOOLS, GRADES, CLASSES = 200, 5, 5  # classes of forty
PARTS = ("check", "commit", "undo")


def entered(config: Config) -> list[Row]:
    """Pupils checked, compared and brought in; seconds as a person waits, and the most memory."""
    found = ask("pupils_brought_in", "bench_pupils", config)
    check, commit, undo = (found[part] for part in PARTS)
    return [
        within(
            f"{PUPIL_ROWS:,} pupils checked and brought in",
            check[0] + commit[0],
            "s",
            PUPIL_SECONDS,
        ),
        Row("  its processor time", check[1] + commit[1], "s"),
        Row("  read, checked and shown", check[0], "s"),
        Row("  brought in", commit[0], "s"),
        within("  largest memory", found["memory"], "MB", PUPIL_MEGABYTES),
        Row("  undone", undo[0], "s"),
    ]


def measured(config: Config) -> dict[str, Any]:
    """Seconds passed and of processor of every part, and megabytes once it is brought in.

    As with every large sheet, the page takes the file and a worker does the rest.
    """
    from xuequ.directory.models import Pupil
    from xuequ.directory.sheets import PUPILS
    from xuequ.intake.files import template
    from xuequ.intake.models import Import
    from xuequ.intake.services import carrying, start_import
    from xuequ.intake.services.taking import Where
    from xuequ.kernel.actors import program

    actor = program("bench")
    where = Where("学生.xlsx", _city(actor), DAY, actor)
    data = template(PUPILS, "zh-hans", _pupils(PUPIL_ROWS))
    clock = _Clock()
    one = start_import(PUPILS, data, where)
    for part, act in zip(PARTS, (carrying.check, carrying.commit, carrying.undo), strict=True):
        _work(act(one, actor=actor))
        clock.stop(part)
        one = Import.objects.select_related("authority").get(pk=one.pk)
        if part == "commit":
            assert Pupil.objects.count() == PUPIL_ROWS == one.counts["rows"]["new"]
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
            clock.stop("")
    assert one.state == "undone" and not Pupil.objects.exists()
    return {**clock.parts, "memory": memory}


def _work(one: Any) -> None:
    """Carry out what waits, as a worker does."""
    from xuequ.runs.models import Run
    from xuequ.runs.services.executing import execute

    execute(one.run_id, worker="bench")
    run = Run.objects.get(pk=one.run_id)
    assert run.state == "done", run.errors


class _Clock:
    """Seconds passed and of processor since it was last stopped, by part."""

    def __init__(self) -> None:
        self.parts: dict[str, tuple[float, float]] = {}
        self._begun = (time.perf_counter(), time.process_time())

    def stop(self, part: str) -> None:
        now = (time.perf_counter(), time.process_time())
        passed, worked = (one - other for one, other in zip(now, self._begun, strict=True))
        self.parts[part] = (passed, worked)
        self._begun = now


def _city(actor: Any) -> Any:
    """Schools with their classes, and nobody in them."""
    from xuequ.directory.services.authorities import NewAuthority, register_authority
    from xuequ.directory.services.classes import ClassSize, report_classes
    from xuequ.directory.services.schools import register_school

    new = NewAuthority("测速县", short_name="测速", profile="xingning")
    authority = register_authority(new, actor=actor)
    sizes = [
        ClassSize("primary", grade, number, 40)
        for grade in range(1, GRADES + 1)
        for number in range(1, CLASSES + 1)
    ]
    for n in range(SCHOOLS):
        school = register_school(authority, f"第{n}小学", since=OPENING, actor=actor)
        report_classes(school, DAY.year, sizes, actor=actor)
    return authority


def _pupils(count: int) -> Iterator[dict[str, object]]:
    """So many pupils, each with numbers of their own."""
    from xuequ.directory.engine.identity import check_digit

    for n in range(count):
        room = n // SCHOOLS
        area, year, month = 450103 + n // 90_000, 2015 + n // 9_000 % 10, 1 + n // 1_000 % 9
        first = f"{area}{year}{month:02d}01{n % 1_000:03d}"
        number = first + check_digit(first)
        yield {
            "number": f"G{number}",
            "name": f"生{n}",
            "id_kind": "resident",
            "id_number": number,
            "school": f"第{n % SCHOOLS}小学",
            "stage": "primary",
            "year": f"{DAY.year}-{DAY.year + 1}",
            "grade": str(1 + room // CLASSES % GRADES),
            "class_number": str(1 + room % CLASSES),
            "since": DAY,
        }
