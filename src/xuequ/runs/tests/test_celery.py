"""The queue over Celery: two real workers, a broker that needs no server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from signal import SIGTERM
from typing import Any

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

import casting
from support_plugin import Cast
from xuequ.record.models import Line
from xuequ.runs.models import Run
from xuequ.runs.services.starting import start
from xuequ.runs.services.working import Shift, carry_out_row, take_one
from xuequ.runs.tests.elsewhere import LONGEST, Elsewhere, elsewhere, wait_until
from xuequ.runs.tests.kinds import known

pytest.importorskip("celery")

from xuequ.site import celery

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(250)]
BACKEND = {"default": {"BACKEND": "xuequ.site.celery.CeleryOutboxBackend", "QUEUES": []}}
MANY = 12


@pytest.fixture
def here(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Cast]:
    settings.TASKS, settings.XUEQU_TASKS = BACKEND, "celery"
    celery.use_broker(f"filesystem://{tmp_path}/broker")
    with known():
        yield casting.make()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Elsewhere]:
    more = {"XUEQU_TASKS": "celery", "CELERY_BROKER_URL": f"filesystem://{tmp_path}/broker"}
    with elsewhere(tmp_path, **more) as place:
        yield place


def named() -> list[int]:
    """The numbers that effects have written into the record."""
    lines = Line.objects.filter(verb="name-school")
    return sorted(each.note["n"] for each in lines if "n" in each.note)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="once is enough, where both can look on")
def test_two_celery_workers_carry_out_every_run_once(here: Cast, there: Elsewhere) -> None:
    for n in range(MANY):
        start("test.named", {"n": n}, actor=here.bureau)
    there.push()
    app = ("-A", "xuequ.runs.tests.celery_app", "worker", "--pool=solo", "--loglevel=ERROR")
    bare = ("--without-gossip", "--without-mingle", "--without-heartbeat")
    for number in range(2):
        there.begin("-m", "celery", *app, *bare, f"--hostname=w{number}@local")
    wait_until(lambda: not Run.objects.exclude(state="done").exists())
    assert named() == list(range(MANY))
    assert Run.objects.values("worker").distinct().count() > 1
    for each in there.processes:
        each.terminate()
    codes = {each.wait(LONGEST) for each in there.processes}
    assert codes <= {0, -SIGTERM}  # the signal itself may end one that has nothing in hand


def test_the_message_goes_out_after_the_commit_and_never_for_what_was_undone(
    here: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(celery.app, "send_task", lambda name, args, **_: sent.append(args[0]))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        start("test.double", {"n": 1}, actor=here.bureau)
        raise ZeroDivisionError
    assert sent == [] and not DBTaskResult.objects.exists()
    with transaction.atomic():
        start("test.double", {"n": 1}, actor=here.bureau)
        assert sent == []
    assert sent == [str(DBTaskResult.objects.get().pk)]


def test_a_lost_message_is_made_good_by_the_ordinary_worker_after_a_while(
    here: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_away(*_: object, **__: object) -> None:
        raise OSError("the broker is away")

    monkeypatch.setattr(celery.app, "send_task", is_away)
    run = start("test.named", {"n": 1}, actor=here.bureau)
    shift = Shift("sweeper")
    assert not take_one(shift)  # its message may still be on the way
    _queued_long_ago()
    assert take_one(shift) and not take_one(shift)
    assert Run.objects.get(pk=run.pk).state == "done" and named() == [1]


def test_a_message_that_comes_twice_finds_its_row_taken(
    here: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(celery.app, "send_task", lambda *_, **__: None)
    start("test.named", {"n": 1}, actor=here.bureau)
    row = str(DBTaskResult.objects.get().pk)
    celery.carry_out(row)
    carry_out_row(row)
    assert named() == [1] and Run.objects.get().attempts == 1


def _queued_long_ago() -> None:
    from datetime import timedelta

    from django.utils import timezone

    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=5))
