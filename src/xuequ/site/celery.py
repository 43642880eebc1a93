"""Celery as what wakes workers: `celery -A xuequ.site.celery worker`, with $XUEQU_TASKS=celery.

The row in the database is the truth and is written in the transaction of whoever asks; the
message goes out once that has ended.  A message that is lost is made good by `xuequ work`, which
carries out every row that has waited for a while; a message that comes twice finds its row taken.
"""

from __future__ import annotations

import logging
import os
from functools import partial
from pathlib import Path
from typing import Any

from celery import Celery
from django.db import transaction
from django_tasks_db import DatabaseBackend

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuequ.site.settings")
log = logging.getLogger("xuequ.runs")
MESSAGE = "xuequ.carry_out"


class CeleryOutboxBackend(DatabaseBackend):
    """Keeps the row as the database backend does, and sends a message after the commit."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        """Keep the row, in the caller's transaction."""
        kept: Any = super().enqueue(task, args, kwargs)
        send = partial(_send, str(kept.id), task.queue_name)
        transaction.on_commit(send, robust=True)
        return kept


def _send(id: str, queue: str) -> None:
    """Send the message; a broker that is away costs a minute, no work."""
    try:
        app.send_task(MESSAGE, (id,), queue=queue, retry=False)
    except Exception as error:  # whatever the transport of the broker raises
        log.warning("no message for row %s of the queue: %s", id, error)


app = Celery("xuequ")
app.conf.update(
    broker_connection_retry_on_startup=True,
    task_default_queue="default",
    task_ignore_result=True,
    task_acks_late=True,  # a message whose worker was lost comes again, and finds the row
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
)


def use_broker(url: str) -> None:
    """Send and fetch messages there.

    `filesystem:///a/folder` needs no server: a folder that every machine reaches.
    """
    kind, _, folder = url.partition("://")
    if kind == "filesystem":
        messages, control = Path(folder) / "messages", Path(folder) / "control"
        for each in (messages, control):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)
        app.conf.broker_transport_options = {
            "data_folder_in": str(messages),
            "data_folder_out": str(messages),
            "control_folder": str(control),
        }
        url = "filesystem://"
    app.conf.broker_url = url


use_broker(os.environ.get("CELERY_BROKER_URL", ""))


@app.task(name=MESSAGE)  # type: ignore[untyped-decorator]
def carry_out(id: str) -> None:
    """What a message asks for."""
    from django.db import close_old_connections

    from xuequ.runs.services.working import carry_out_row

    close_old_connections()
    try:
        carry_out_row(id)
    finally:
        close_old_connections()
