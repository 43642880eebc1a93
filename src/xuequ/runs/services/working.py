"""A worker: a process that carries out what waits in the queue and what the clock asks for."""

from __future__ import annotations

import logging
import os
import secrets
import socket
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker as Carrier
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from ..models import Worker
from ..queries.runs import ALIVE
from .reaping import reap
from .schedules import run_due, seed

if TYPE_CHECKING:
    from collections.abc import Iterator

BEAT = ALIVE.total_seconds() / 12  # seconds between two signs of life
log = logging.getLogger("xuequ.runs")


@dataclass(slots=True)
class Shift:
    """How a worker works."""

    name: str
    queues: Sequence[str] = ()  # none: every queue
    pause: float = 0.5  # seconds between two looks at an empty queue
    round: float = 10.0  # seconds between two rounds: what was lost, what is due
    until_empty: bool = False
    parent: int | None = None  # a process without which the worker ends, too
    over: Event = field(default_factory=Event)  # set it, and the worker ends after its present work


def worker_name() -> str:
    """A name no other worker has."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"


def work(shift: Shift) -> None:
    """Carry out what there is until the shift is over.

    A database that is locked or away for a while is asked again.
    """
    seed(timezone.now())
    with present(shift.name):
        next_round = 0.0
        while not shift.over.is_set() and shift.parent in {None, os.getppid()}:
            close_old_connections()
            is_busy = False
            try:
                if monotonic() >= next_round:
                    reap(timezone.now(), shift.name)
                    run_due(timezone.now(), shift.name)
                    next_round = monotonic() + shift.round
                is_busy = take_one(shift)
            except DatabaseError as error:
                log.warning("the database did not answer: %s", error)
            if not is_busy and shift.until_empty:
                return
            if not is_busy:
                shift.over.wait(shift.pause)


def take_one(shift: Shift) -> bool:
    """Carry out the first thing that waits; was there any?"""
    waiting = DBTaskResult.objects.ready().filter(backend_name="default")
    if settings.XUEQU_TASKS == "celery":  # only what no message has reached for a while
        waiting = waiting.filter(enqueued_at__lt=timezone.now() - timedelta(minutes=1))
    if shift.queues:
        waiting = waiting.filter(queue_name__in=shift.queues)
    if not waiting.exists():
        return False
    with exclusive_transaction():
        row = waiting.get_locked()
        if row is not None:
            row.claim(shift.name)
    if row is not None:
        carrier(shift.name).run_task(row)
    return True


def carry_out_row(id: str) -> None:
    """Carry out one row of the queue, if it still waits: what a message of Celery asks for."""
    name = worker_name()
    with present(name):
        with exclusive_transaction():
            row = DBTaskResult.objects.ready().filter(pk=id).get_locked()
            if row is not None:
                row.claim(name)
        if row is not None:
            carrier(name).run_task(row)


def carrier(name: str) -> Carrier:
    """What calls the function of a row and notes how that ended."""
    return Carrier(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
    )


@contextmanager
def present(name: str) -> Iterator[None]:
    """Be known as a worker; a thread says every few seconds that we are there."""
    _seen(name)
    gone = Event()
    beat = Thread(target=_beat, args=(name, gone), daemon=True)
    beat.start()
    try:
        yield
    finally:
        gone.set()
        beat.join(timeout=BEAT)
        Worker.objects.filter(name=name).delete()


def _beat(name: str, gone: Event) -> None:
    try:
        while not gone.wait(BEAT):
            try:
                _seen(name)
            except DatabaseError as error:  # somebody writes for long; the next beat will do
                log.info("no sign of life: %s", error)
    finally:
        connection.close()


def _seen(name: str) -> None:
    now = timezone.now()
    Worker.objects.update_or_create(name=name, defaults={"seen_at": now})
