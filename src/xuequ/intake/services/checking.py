"""Check an import: mistakes by row and column, or what it would change.  Nothing is taken."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text

from ..engine.cells import MOST, advice_on
from ..models import Given, Import
from .locking import OPEN, held
from .reading import rows_of
from .taking import Where, digest_of, further_problems
from .trying import Outcome, Progress, quiet, rehearse

READING = Text("正在读取文件", "reading the file")


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in the file of an import."""

    digest: str  # of its rows
    rows: int
    problems: list[Problem]  # what is wrong, or in rows that may be taken what is odd
    outcome: Outcome | None  # what it would change; none if something is wrong


def check_import(one: Import, *, actor: Actor, progress: Progress = quiet) -> Import:
    """Read the file of an import, check every row, and work out what it would change.

    Afterwards the import is ready to be confirmed, or its mistakes are known.

    Raises:
        Refused("import-file-gone"), Refused("import-sheet-gone"): it cannot be read any more.
        Refused("import-is-over"): it is brought in, undone or given up.
        Refused("import-at-work"): its run is on the way.
    """
    return keep_look(one, look_at(one, actor, progress))


def look_at(one: Import, actor: Actor, progress: Progress) -> Looked:
    """What is wrong in the file, or what it would change.  Nothing is kept of it.

    Raises:
        Refused("import-file-gone"), Refused("import-sheet-gone"): it cannot be read any more.
    """
    progress(0.02, READING)
    read = rows_of(one)
    sheet, rows, problems = read.sheet, read.rows, read.problems
    where = Where(one.file, one.authority, one.since, actor)
    outcome = None
    if problems:
        problems = [*problems, *further_problems(sheet, rows, problems, where)]
    else:
        try:
            outcome = rehearse(sheet, rows, where, progress)
        except Problems as found:
            problems = list(found.problems)
    if outcome is not None:
        problems = advice_on(sheet, rows, file=one.file)
    return Looked(digest_of(rows), len(rows), problems, outcome)


@transaction.atomic
def keep_look(one: Import, looked: Looked, *, by_run: bool = False) -> Import:
    """Keep what was found, so that it can be shown.

    Raises:
        Refused("import-is-over"), Refused("import-at-work"): see `held`.
    """
    one = held(one, states=OPEN, by_run=by_run)
    one.digest, one.rows = looked.digest, looked.rows
    one.asked_at = None
    one.parts.all().delete()
    told = sorted(looked.problems, key=lambda each: (each.file, each.line))[:MOST]
    given = Given.objects.get(of=one)
    outcome = looked.outcome
    if outcome is None:
        one.state, one.net, one.share = Import.State.FAULTY, "", None
        one.counts = {"problems": len(told), "lines": len({each.line for each in told})}
    else:
        one.state, one.net, one.share = Import.State.READY, outcome.net, outcome.share
        one.counts = {"rows": outcome.rows, "models": outcome.counts, "files": outcome.files}
        for part in outcome.parts:
            part.of = one
        one.parts.bulk_create(outcome.parts, batch_size=50)
    said = [[each.line, each.field, each.text.zh, each.text.en, each.file] for each in told]
    given.problems = json.dumps(said, ensure_ascii=False) if said else None
    given.save(update_fields=["problems"])
    one.save()
    return one
