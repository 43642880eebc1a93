"""Keep of a written row what it takes to undo it."""

from __future__ import annotations

import json

from xuequ.kernel.seal import digest

from ..models import Import, ImportedRow
from ..queries.written import Written, plain


def row_of(one: Import, each: Written) -> ImportedRow:
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
