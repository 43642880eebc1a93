"""What every sheet taken has in common: no sheet without rows, and what the record keeps of one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from django.db.models import Model
from django.utils.translation import override

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.refusal import Refused
from xuequ.kernel.seal import digest
from xuequ.kernel.sheet import Row, Sheet
from xuequ.kernel.text import Text
from xuequ.web.refusals import explain

from ...engine.taking.marks import Marks

M = TypeVar("M", bound=Model)
BATCH = 500  # rows written at once
NOTED = {"pupils": "new_pupils", "posts": "new_posts"}  # what the record calls them here
PERSONAL = frozenset({"name", "number", "id_number", "phone", "holder"})


def marks_for(sheet: Sheet, rows: Sequence[Row], file: str) -> Marks:
    """Where the mistakes of a sheet are noted, under the headings its author reads.

    Raises:
        Problems: there are no rows.
    """
    if not rows:
        text = Text("表中没有数据行。", "the sheet has no rows.")
        raise Problems([Problem(file, 0, "", text)])
    return Marks(file, {column.code: column.title.zh for column in sheet.columns})


def settle(marks: Marks) -> None:
    """Nothing is written of a sheet with a mistake.

    Raises:
        Problems: there is one; in the order of the rows.
    """
    if marks.problems:
        raise Problems(sorted(marks.problems, key=lambda each: each.line))


def note_of(
    rows: Sequence[Row],
    file: str,
    counts: Mapping[str, int],
    *,
    without: Collection[str] = PERSONAL,
) -> dict[str, object]:
    """What the record keeps of a sheet: file, rows, their digest without personal data, counts."""
    seals = [
        digest([row.line, {k: str(v) for k, v in row.values.items() if k not in without}])
        for row in rows
    ]
    told = {NOTED.get(name, name): count for name, count in counts.items()}
    return {"file": file, "rows": len(rows), "digest": digest(seals), **told}


def from_row(made: M, line: int) -> M:
    """The new row of the database, marked for the journal with its line of the sheet."""
    made.__dict__["from_line"] = line
    return made


def told(refused: Refused) -> Text:
    """The sentence for a refusal in both languages."""
    said = []
    for language in ("zh-hans", "en"):
        with override(language):
            said.append(explain(refused))
    return Text(*said)
