"""Keep of the rows an import writes what it takes to undo it."""

from __future__ import annotations

import json
from typing import Any

from xuequ.kernel.seal import digest

from ..models import Import, ImportedRow, RolledRow, Rollover
from ..queries.written import Written, plain

BATCH = 1_000  # rows kept in memory


class Kept:
    """The rows of an import, kept in batches in the transaction of the import."""

    def __init__(self, one: Import) -> None:
        self.one = one
        self._count = 0
        self._some: list[ImportedRow] = []

    def keep(self, each: Written) -> None:
        self._some.append(ImportedRow(of=self.one, **_kept(each)))
        if len(self._some) >= BATCH:
            self.finish()

    def finish(self) -> int:
        """Keep the rest; how many there were in all."""
        ImportedRow.objects.bulk_create(self._some)
        self._count += len(self._some)
        self._some.clear()
        return self._count


def rolled(one: Rollover, each: Written) -> RolledRow:
    """What a roll-over keeps of a row it writes."""
    return RolledRow(of=one, **_kept(each))


def _kept(each: Written) -> dict[str, Any]:
    """The row as it was before, to be sealed, and the fingerprint of what it is after."""
    before = None if each.before is None else json.dumps(plain(each.before), ensure_ascii=False)
    return {
        "model": each.model._meta.label,
        "key": each.pk,
        "line": each.line,
        "before": before,
        "after": "" if each.now is None else digest(each.now),
    }
