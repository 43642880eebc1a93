"""Keep of the rows an import writes what it takes to undo it."""

from __future__ import annotations

import json

from xuequ.kernel.seal import digest

from ..models import Import, ImportedRow
from ..queries.written import Written, plain

BATCH = 1_000  # rows kept in memory


class Kept:
    """The rows of an import, kept in batches in the transaction of the import."""

    def __init__(self, one: Import) -> None:
        self.one = one
        self._count = 0
        self._some: list[ImportedRow] = []

    def keep(self, each: Written) -> None:
        self._some.append(_row_of(self.one, each))
        if len(self._some) >= BATCH:
            self.finish()

    def finish(self) -> int:
        """Keep the rest; how many there were in all."""
        ImportedRow.objects.bulk_create(self._some)
        self._count += len(self._some)
        self._some.clear()
        return self._count


def _row_of(one: Import, each: Written) -> ImportedRow:
    """The row as it was before, to be sealed, and the fingerprint of what it is after."""
    before = None if each.before is None else json.dumps(plain(each.before), ensure_ascii=False)
    return ImportedRow(
        of=one,
        model=each.model._meta.label,
        key=each.pk,
        line=each.line,
        before=before,
        after="" if each.now is None else digest(each.now),
    )
