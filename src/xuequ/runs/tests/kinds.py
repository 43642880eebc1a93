"""Kinds of runs that only tests start, and a worker process that knows them.

`python -m xuequ.runs.tests.kinds work …` is `xuequ work` with these kinds.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time as clock
from pathlib import Path

from xuequ.kernel.jobs import Job, Rhythm
from xuequ.kernel.refusal import Refused
from xuequ.kernel.run_kinds import Inputs, Report, Result, RunKind
from xuequ.kernel.text import Text

HERE = "xuequ.runs.tests.kinds"
COUNTING = Text("正在计数", "Counting")


def _kind(code: str, name: str, **values: object) -> RunKind:
    given = {"work": f"{HERE}.{name}", "needs": "run.view", **values}
    return RunKind(code, Text(code, code), COUNTING, **given)  # type: ignore[arg-type]


def double(inputs: Inputs, report: Report) -> Result:
    report(0.5, COUNTING)
    return Result({"double": 2 * int(str(inputs.values["n"]))})


def slow(inputs: Inputs, report: Report) -> Result:
    """Works until the file it is given the path of is there."""
    path = Path(str(inputs.values["until"]))
    path.with_suffix(f".{os.getpid()}").touch()
    while not path.exists():
        report(0.5, COUNTING)
        time.sleep(0.05)
    return Result({"n": 1})


def name_it(inputs: Inputs, result: Result) -> None:
    """An effect with a line of its own in the record, and then a pause in the transaction."""
    from xuequ.directory.models import Authority
    from xuequ.record.services import write

    authority = Authority.objects.get(pk=inputs.actor.authority or 0)
    write("name-school", authority, actor=inputs.actor, note={"n": inputs.values["n"]})
    pause = inputs.values.get("pause")
    if pause:
        mark = Path(str(pause))
        mark.with_suffix(f".{os.getpid()}").touch()
        while not mark.exists():
            time.sleep(0.05)


def scribble(inputs: Inputs, report: Report) -> Result:
    """Writes where it must not."""
    from xuequ.runs.models import Worker

    Worker.objects.all().delete()
    Worker.objects.create(name="x", seen_at=inputs.begun_at)
    return Result()


def break_off(inputs: Inputs, report: Report) -> Result:
    raise ZeroDivisionError


def refuse(inputs: Inputs, report: Report) -> Result:
    raise Refused("nothing-changed")


def noisy(inputs: Inputs, result: Result) -> None:
    name_it(inputs, result)
    raise Refused("nothing-changed")


def write_file(inputs: Inputs, report: Report) -> Result:
    assert inputs.open_file is not None
    with inputs.open_file() as given:
        return Result({"bytes": len(given.read())}, b"a,b\n1,2\n", "found.csv")


KINDS = (
    _kind("test.double", "double"),
    _kind("test.slow", "slow"),
    _kind("test.stubborn", "slow", may_cancel=False),
    _kind("test.once", "slow", runs_again=False),
    _kind("test.named", "double", effect=f"{HERE}.name_it"),
    _kind("test.scribble", "scribble"),
    _kind("test.broken", "break_off"),
    _kind("test.refused", "refuse"),
    _kind("test.noisy", "double", effect=f"{HERE}.noisy"),
    _kind("test.file", "write_file"),
    _kind("test.closed", "double", needs="installation.manage"),
    _kind("test.asked", "double", asks=f"{HERE}.asked"),
)
DONE: list[object] = []


def asked(actor: object, on: object) -> object:
    from xuequ.kernel.run_kinds import Asked

    return Asked({"n": 4}, policy_sha256="p" * 64)


def count(now: object) -> Text:
    DONE.append(now)
    return COUNTING


def fail(now: object) -> Text:
    raise ZeroDivisionError


JOBS = (
    Job("test.count", COUNTING, f"{HERE}.count", Rhythm("day", at=clock(6, 0))),
    Job("test.fail", COUNTING, f"{HERE}.fail", Rhythm("day", at=clock(6, 0)), is_on=False),
)


@contextmanager
def known() -> Iterator[None]:
    """Let these be declared for a while."""
    from xuequ.runs.queries.kinds import jobs, run_kinds

    run_kinds().update({each.code: each for each in KINDS})
    jobs().update({each.code: each for each in JOBS})
    try:
        yield
    finally:
        run_kinds.cache_clear()
        jobs.cache_clear()


if __name__ == "__main__":
    from xuequ.cli.main import main

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuequ.site.settings")
    import django

    django.setup()
    with known():
        sys.exit(main())
