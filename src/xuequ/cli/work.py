"""`xuequ work`: the process that carries out long computations and what the clock asks for."""

from __future__ import annotations

import os
import signal
from argparse import ArgumentParser, Namespace

from xuequ.kernel.text import Text

HELP = "carry out what waits in the queue, and what is due by the clock; several may run at once"
AT_WORK = Text("执行进程{name}已启动。", "worker {name} is at work.")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--queue", action="append", default=[], help="only this queue; may be given several times"
    )
    parser.add_argument(
        "--until-empty", action="store_true", help="end when nothing is left to be done"
    )
    parser.add_argument(
        "--with-parent", action="store_true", help="end when the process that began it has ended"
    )


def run(chosen: Namespace) -> int:
    """Ends after its present work when it is told to (SIGTERM, SIGINT)."""
    from xuequ.runs.services.working import Shift, work, worker_name

    shift = Shift(
        worker_name(),
        queues=chosen.queue,
        until_empty=chosen.until_empty,
        parent=os.getppid() if chosen.with_parent else None,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: shift.over.set())
    if not chosen.with_parent:
        print(AT_WORK.say(chosen.language).format(name=shift.name), flush=True)
    work(shift)
    return 0
