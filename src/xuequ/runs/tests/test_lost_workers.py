"""Processes of their own: killed at work, two at once, ended in good order."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

import casting
from support_plugin import Cast
from xuequ.record.models import Line
from xuequ.runs.models import Run, Worker
from xuequ.runs.services.starting import cancel, start
from xuequ.runs.tests.elsewhere import LONGEST, Elsewhere, elsewhere, kill, wait_until
from xuequ.runs.tests.kinds import known

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]
DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


@pytest.fixture
def here(transactional_db: None, settings: Any) -> Iterator[Cast]:
    settings.TASKS = DATABASE
    with known():
        yield casting.make()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Elsewhere]:
    with elsewhere(tmp_path) as place:
        yield place


def finish(there: Elsewhere, run: Run) -> Run:
    """Carry out what is left, by a worker that ends when nothing is."""
    there.more["PYTHONUNBUFFERED"] = "1"
    assert there.worker("--until-empty").wait(LONGEST) == 0
    there.pull()
    run.refresh_from_db()
    return run


def ask(there: Elsewhere, sql: str) -> Any:
    """One value of the database there, while others work in it."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(there.home / "xuequ.sqlite3", timeout=20)) as file:
            return file.execute(sql).fetchone()[0]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_a_worker_killed_at_work_leaves_no_half_state_and_the_next_does_it_once(
    here: Cast, there: Elsewhere
) -> None:
    mark = there.mark("pause")
    run = start("test.named", {"n": 3, "pause": str(mark)}, actor=here.bureau)
    there.push()
    there.worker()
    kill(there.begun(mark))  # in the middle of the effect, its line written and not committed
    wait_until(lambda: there.processes[0].poll() is not None)
    there.pull()
    assert not Line.objects.filter(verb="name-school", note__n=3).exists()
    assert Run.objects.get(pk=run.pk).state == "running"
    mark.touch()
    forget_beat(there)
    run = finish(there, run)
    assert (run.state, run.attempts, run.opened("result")) == ("done", 2, {"double": 6})
    assert Line.objects.filter(verb="name-school", note__n=3).count() == 1


def forget_beat(there: Elsewhere) -> None:
    """The killed worker was last heard of long ago."""
    sql = "UPDATE runs_worker SET seen_at = '2020-01-01 00:00:00+00:00'"
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(there.home / "xuequ.sqlite3", timeout=20)) as file, file:
            file.execute(sql)
        return
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(("kind", "attempts"), [("test.slow", 3), ("test.once", 1)])
def test_after_three_lost_workers_or_one_a_run_ends_with_a_sentence(
    here: Cast, there: Elsewhere, kind: str, attempts: int
) -> None:
    mark = there.mark("until")
    run = start(kind, {"until": str(mark)}, actor=here.bureau)
    there.push()
    for _ in range(attempts):
        there.worker()
        number = there.begun(mark)
        kill(number)
        mark.with_suffix(f".{number}").unlink()
        there.processes[-1].wait(LONGEST)
        forget_beat(there)
    mark.touch()
    run = finish(there, run)
    assert (run.state, run.attempts) == ("failed", attempts)
    assert f"lost {attempts} times" in run.errors[0].en


def test_two_workers_carry_out_80_runs_once_each(here: Cast, there: Elsewhere) -> None:
    for n in range(80):
        start("test.named", {"n": n}, actor=here.bureau)
    there.push()
    workers = [there.worker("--until-empty") for _ in range(2)]
    assert [each.wait(LONGEST * 2) for each in workers] == [0, 0]
    there.pull()
    assert set(Run.objects.values_list("state", "attempts")) == {("done", 1)}
    lines = Line.objects.filter(verb="name-school")
    assert sorted(each.note["n"] for each in lines if "n" in each.note) == list(range(80))
    assert Run.objects.values("worker").distinct().count() == 2


def test_a_worker_told_to_end_finishes_its_present_work_and_signs_off(
    here: Cast, there: Elsewhere
) -> None:
    mark = there.mark("until")
    run = start("test.slow", {"until": str(mark)}, actor=here.bureau)
    there.push()
    worker = there.worker()
    there.begun(mark)
    worker.send_signal(signal.SIGTERM)
    with pytest.raises(TimeoutError):
        _end_within(worker, 1)
    mark.touch()
    assert worker.wait(LONGEST) == 0
    there.pull()
    run.refresh_from_db()
    assert run.state == "done" and not Worker.objects.exists()


BESIDE = """
import time
from xuequ.cli.serve import worker_beside
with worker_beside(is_wanted=True):
    time.sleep(999)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_the_worker_beside_the_server_ends_with_it_however_that_ends(
    here: Cast, there: Elsewhere, number: int
) -> None:
    there.push()
    server = there.begin("-c", BESIDE)
    count = "SELECT count(*) FROM runs_worker"
    wait_until(lambda: ask(there, count) == 1)
    server.send_signal(number)
    wait_until(lambda: ask(there, count) == 0)


def _end_within(worker: Any, seconds: float) -> None:
    import subprocess

    try:
        worker.wait(seconds)
    except subprocess.TimeoutExpired as late:
        raise TimeoutError from late


@pytest.mark.skipif(connection.vendor == "sqlite", reason="the file is the workers' own there")
def test_what_is_at_work_stops_at_the_next_safe_point(here: Cast, there: Elsewhere) -> None:
    mark = there.mark("until")
    run = start("test.slow", {"until": str(mark)}, actor=here.bureau)
    there.push()
    there.worker()
    there.begun(mark)
    assert cancel(run, actor=here.bureau).is_unwanted
    wait_until(lambda: Run.objects.get(pk=run.pk).state == "cancelled")
    assert not mark.exists()
