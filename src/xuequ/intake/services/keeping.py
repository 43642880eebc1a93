"""Keep of a written row what it takes to undo it."""

from __future__ import annotations

import json
from typing import Any

from xuequ.kernel.seal import digest

from ..models import Import, ImportedRow, RolledRow, Rollover
from ..queries.written import Written, plain


def row_of(one: Import, each: Written) -> ImportedRow:
    """The same of an import."""
    return ImportedRow(of=one, **_kept(each))


def rolled(one: Rollover, each: Written) -> RolledRow:
    """The same of a roll-over."""
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
