"""A large sheet brought in and given out, and broken ones read, as rows of the table."""

from __future__ import annotations

import time
from collections.abc import Iterator
from random import Random
from typing import Any

from .config import (
    DAY,
    EXPORT_ROWS,
    EXPORT_SECONDS,
    FILE_MILLISECONDS,
    IMPORT_ROWS,
    IMPORT_SECONDS,
    OPENING,
    Config,
)
from .processes import ask
from .table import Row, same, within

SCHOOLS = 200
TITLES = ("none", "third", "second", "first", "senior", "professor")
SUBJECTS = ("语文", "数学", "英语", "科学", "音乐", "体育")


def imports(config: Config) -> list[Row]:
    """Teachers checked, shown and brought in; as many rows given out; broken files read."""
    found = ask("brought_in", "bench_imports", config)
    broken = f"{config.files:,} broken sheets read"
    return [
        within(
            f"{IMPORT_ROWS:,} teachers checked and brought in", found["all"], "s", IMPORT_SECONDS
        ),
        Row("  read, checked and shown", found["check"], "s"),
        Row("  brought in", found["commit"], "s"),
        Row("  checked again, all the same", found["same"], "s"),
        Row("  undone", found["undo"], "s"),
        Row("  largest memory", found["memory"], "MB"),
        within(
            f"{EXPORT_ROWS:,} rows given out as a workbook", found["export"], "s", EXPORT_SECONDS
        ),
        within(f"{broken}, the slowest", 1000 * found["slowest"], "ms", 5 * FILE_MILLISECONDS),
        Row("  one of them on average", 1_000_000 * found["total"] / config.files, "µs"),
        same("  neither read nor refused", found["failed"], "files", 0, "none"),
    ]


def measured(config: Config) -> dict[str, Any]:
    """Seconds of every part, megabytes, and what became of the broken files."""
    import resource

    found = {**_brought_in(), **_given_out()}
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return found | _broken(config)


def _brought_in() -> dict[str, float]:
    from xuequ.directory.models import School
    from xuequ.directory.services.authorities import NewAuthority, register_authority
    from xuequ.directory.services.schools import register_school
    from xuequ.directory.sheets import TEACHERS
    from xuequ.intake.files import template
    from xuequ.intake.services import check_import, commit_import, start_import, undo_import
    from xuequ.intake.services.taking import Where
    from xuequ.kernel.actors import program

    actor = program("bench")
    new = NewAuthority("测速县", short_name="测速", profile="xingning")
    authority = register_authority(new, actor=actor)
    for n in range(SCHOOLS):
        register_school(authority, f"第{n}小学", since=OPENING, actor=actor)
    assert School.objects.count() == SCHOOLS
    where = Where("教师.xlsx", authority, DAY, actor)
    data = template(TEACHERS, "zh-hans", _teachers(IMPORT_ROWS))
    begun = time.perf_counter()
    one = check_import(start_import(TEACHERS, data, where), actor=actor)
    checked = time.perf_counter()
    done = commit_import(one, actor=actor)
    finished = time.perf_counter()
    assert done.counts["rows"]["new"] == IMPORT_ROWS
    again = check_import(start_import(TEACHERS, data, where), actor=actor)
    compared = time.perf_counter()
    assert again.counts["rows"]["same"] == IMPORT_ROWS
    undo_import(done, actor=actor)
    return {
        "all": finished - begun,
        "check": checked - begun,
        "commit": finished - checked,
        "same": compared - finished,
        "undo": time.perf_counter() - compared,
    }


def _given_out() -> dict[str, float]:
    from xuequ.directory.sheets import TEACHERS
    from xuequ.intake.files import template

    begun = time.perf_counter()
    template(TEACHERS, "zh-hans", _teachers(EXPORT_ROWS))
    return {"export": time.perf_counter() - begun}


def _broken(config: Config) -> dict[str, float]:
    from xuequ.intake.tests.mutants import mutant
    from xuequ.intake.tests.test_mutants import outcome

    chance = Random(config.seed)
    slowest = total = 0.0
    failed = 0
    for _ in range(config.files):
        given = mutant(chance)
        begun = time.process_time()
        try:
            outcome(given)
        except Exception:
            failed += 1
        passed = time.process_time() - begun
        slowest, total = max(slowest, passed), total + passed
    return {"slowest": slowest, "total": total, "failed": failed}


def _teachers(count: int) -> Iterator[dict[str, object]]:
    """So many teachers, each with a number of identity of their own."""
    from xuequ.directory.engine.identity import check_digit

    for n in range(count):
        first = f"450103{1960 + n // 9_000 % 45}{1 + n // 1_000 % 9:02d}01{n % 1_000:03d}"
        yield {
            "name": f"教{n}",
            "id_kind": "resident",
            "id_number": first + check_digit(first),
            "school": f"第{n % SCHOOLS}小学",
            "stage": "primary",
            "subject": SUBJECTS[n % len(SUBJECTS)],
            "title": TITLES[n % len(TITLES)],
            "since": DAY,
        }
