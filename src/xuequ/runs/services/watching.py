"""What stands beside the work: progress goes out, a wish to stop comes in, writing is refused."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from time import monotonic
from typing import Any

from django.db import connection, connections, transaction

from xuequ.kernel.run_kinds import Cancelled, RunKind
from xuequ.kernel.text import Text
from xuequ.record.rehearsal import is_rehearsed

from ..models import Run

OFTEN = 0.5  # seconds between two shares kept with one sentence
LONGEST = 200
CHANGES = ("INSERT", "UPDATE", "DELETE")


class Taken(Exception):
    """The run is no longer ours: it was taken for lost and given to another worker."""


class Watch:
    """Held while the work goes on."""

    def __init__(self, run: Run, kind: RunKind) -> None:
        self.run, self.kind = run, kind
        self._last = 0.0
        self._doing: Text | None = None
        self._unsaid: tuple[float, Text] | None = None
        self._reports = False
        self._aside: ThreadPoolExecutor | None = None  # speaks over a connection of its own
        self._open = ExitStack()

    def __enter__(self) -> Watch:
        if connection.in_atomic_block:  # carried out at once, within the act that asks for it
            self._open.enter_context(transaction.atomic())
        elif self.kind.rehearses and connection.vendor == "postgresql":
            self._aside = self._open.enter_context(ThreadPoolExecutor(1))
            self._open.callback(self._aside.submit, connections.close_all)
        self._open.enter_context(connection.execute_wrapper(self._refuse_changes))
        return self

    def __exit__(self, kind: Any, *raised: Any) -> None:
        try:
            if kind is None and self._unsaid is not None:  # what is said during the effect
                self._say(*self._unsaid)
        finally:
            self._open.__exit__(kind, *raised)

    def report(self, share: float, doing: Text) -> None:
        """Keep how far the work is: a new sentence at once, else at most twice a second.

        During a rehearsal it is said over another connection, for whatever this one writes is
        taken back.  SQLite lets nobody else write meanwhile; there it is said afterwards.

        Raises:
            Cancelled: nobody wants the result any more.
            Taken: another worker has the run.
        """
        self._unsaid = (share, doing)
        is_aside = is_rehearsed()
        if is_aside and self._aside is None:
            return
        if doing == self._doing and monotonic() - self._last < OFTEN:
            return
        if is_aside and self._aside is not None:
            self._aside.submit(self._say, share, doing).result()
        else:
            self._say(share, doing)

    def _say(self, share: float, doing: Text) -> None:
        self._last, self._doing = monotonic(), doing
        self._unsaid, self._reports = None, True
        try:
            mine = Run.objects.filter(pk=self.run.pk, state=Run.State.RUNNING, claim=self.run.claim)
            known = mine.update(
                share=min(1.0, max(0.0, float(share))),
                doing_zh=doing.zh[:LONGEST],
                doing_en=doing.en[:LONGEST],
            )
        finally:
            self._reports = False
        if not known:
            raise Taken
        if self.kind.may_cancel and mine.filter(is_unwanted=True).exists():
            raise Cancelled

    def _refuse_changes(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        may = self._reports or (self.kind.rehearses and is_rehearsed())
        if not may and sql.lstrip()[:6].upper() in CHANGES:
            raise RuntimeError(f"the work of {self.kind.code} computes; only its effect writes")
        return execute(sql, params, many, context)
