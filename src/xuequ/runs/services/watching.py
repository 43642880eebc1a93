"""What stands beside the work: progress goes out, a wish to stop comes in, writing is refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from time import monotonic
from typing import Any

from django.db import connection, transaction

from xuequ.kernel.run_kinds import Cancelled, RunKind
from xuequ.kernel.text import Text

from ..models import Run

OFTEN = 0.5  # seconds between two words of progress that are kept
LONGEST = 200
CHANGES = ("INSERT", "UPDATE", "DELETE")


class Taken(Exception):
    """The run is no longer ours: it was taken for lost and given to another worker."""


class Watch:
    """Held while the work goes on."""

    def __init__(self, run: Run, kind: RunKind) -> None:
        self.run, self.kind = run, kind
        self._last = 0.0
        self._reports = False
        self._open = ExitStack()

    def __enter__(self) -> Watch:
        if connection.in_atomic_block:  # carried out at once, within the act that asks for it
            self._open.enter_context(transaction.atomic())
        self._open.enter_context(connection.execute_wrapper(self._refuse_changes))
        return self

    def __exit__(self, *raised: Any) -> None:
        self._open.__exit__(*raised)

    def report(self, share: float, doing: Text) -> None:
        """Keep how far the work is, at most twice a second.

        Raises:
            Cancelled: nobody wants the result any more.
            Taken: another worker has the run.
        """
        now = monotonic()
        if now - self._last < OFTEN:
            return
        self._last, self._reports = now, True
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
        if not self._reports and sql.lstrip()[:6].upper() in CHANGES:
            raise RuntimeError(f"the work of {self.kind.code} computes; only its effect writes")
        return execute(sql, params, many, context)
