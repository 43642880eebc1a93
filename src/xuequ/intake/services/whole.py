"""An import from beginning to end in one call: from the command line, or by a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.sheet import Sheet
from xuequ.kernel.text import Text

from ..models import Import
from ..queries.changes import Change
from .checking import check_import
from .committing import ask_second, commit_import, is_braked
from .reading import changes_of, matched, needs_matching, problems_of, read_again
from .starting import start_import
from .taking import Where
from .trying import Progress, quiet


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of it."""

    state: str  # "shown", "done", "waiting", or "same": nothing would change
    rows: dict[str, int]  # rows of the sheet: new, changed, same
    counts: dict[str, dict[str, int]]  # rows of each model: new, changed, gone
    one: int | None  # the import, unless it was only shown
    changes: tuple[Change, ...] = ()  # only where it was only shown
    files: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # rows of a bundle's


def show(sheet: Sheet, data: bytes, where: Where, *, progress: Progress = quiet) -> Brought:
    """What a file would change; nothing is kept.

    Raises:
        Problems: each mistake with line, column and cure.
    """
    with transaction.atomic():
        one = _checked(sheet, data, where, progress)
        changes = tuple(changes_of(one, one.parts.all()))
        transaction.set_rollback(True)
    return _brought(one, "shown", None, changes)


def bring_in(sheet: Sheet, data: bytes, where: Where, *, progress: Progress = quiet) -> Brought:
    """Bring a file in; where it changes very much, it waits for a second person instead.

    Raises:
        Problems: each mistake with line, column and cure; nothing was written.
        Refused("import-data-changed"): somebody changed the same data in between.
    """
    with transaction.atomic():
        one = _checked(sheet, data, where, progress)
    if not one.net or not one.counts["models"]:
        one.delete()
        return _brought(one, "same", None)
    if is_braked(one):
        return _brought(ask_second(one, actor=where.actor), "waiting", one.pk)
    return _brought(commit_import(one, actor=where.actor, progress=progress), "done", one.pk)


def _checked(sheet: Sheet, data: bytes, where: Where, progress: Progress) -> Import:
    """The import, checked; with a mistake in it nothing of it is kept."""
    one = start_import(sheet, data, where)
    if needs_matching(one):
        raise Problems(list(_unmatched(one)))
    one = check_import(one, actor=where.actor, progress=progress)
    if one.state == Import.State.FAULTY:
        raise Problems(problems_of(one))
    return one


def _unmatched(one: Import) -> Iterator[Problem]:
    """Without a page to choose on, every column must go by a name that is known."""
    sheet, cells = read_again(one, one.page)
    match = matched(one, sheet, cells)
    for column in match.missing(sheet):
        text = Text(
            "找不到这一列。前20行中须有一行是表头。",
            "this column is not there; one of the first 20 rows must be the headings.",
        )
        yield Problem(one.file, 0, column.title.zh, text)
    for place in match.unknown():
        text = Text("不认识的列，请删去或改名。", "unknown column; drop or rename it.")
        yield Problem(one.file, match.top + 1, match.heads[place], text)


def _brought(one: Import, state: str, pk: int | None, changes: tuple[Change, ...] = ()) -> Brought:
    counts = one.counts
    return Brought(state, counts["rows"], counts["models"], pk, changes, counts["files"])
