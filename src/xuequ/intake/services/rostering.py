"""Take a bundle: sheet after sheet in one act, and keep the ids of everything in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.db.models import Model

from xuequ.directory.models import Authority, Person, Pupil
from xuequ.kernel.actors import Actor
from xuequ.kernel.problems import Problems
from xuequ.kernel.sheet import Row, Sheet
from xuequ.record.journal import Journal, hearing
from xuequ.record.services import write

from ..bundles import ONEROSTER
from ..files import parts_of, told_in
from ..queries.meeting import Met, meet
from ..queries.sheets import models_of
from ..queries.sourced import ids_of
from .sourcing import keep_ids
from .taking import Where, digest_of, take


@transaction.atomic
def take_oneroster(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Let the sheets take the rows that are of them, and keep under which id each was brought in.

    Returns:
        How many rows of each sheet there are, and how many ids are new or others.

    Raises:
        Problems: some row cannot be taken, in file, line and column of the bundle.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    where = Where(file, authority, since, actor)
    sheets = parts_of(ONEROSTER)
    with hearing(models_of(ONEROSTER)) as journal:
        met = meet(rows, authority, since, ids_of(authority))
        if met.problems:
            raise Problems(told_in(ONEROSTER, sheets["persons"], met.problems))
        counts = {}
        for code in ONEROSTER.parts:
            some = [row for row in rows if row.part == code]
            if some:
                _take_part(sheets[code], [_meant(row, met) for row in some], where)
                counts[code] = len(some)
            if code == "persons":
                _learn(met, some, _made(Person, journal))
        counts["ids"] = keep_ids(rows, where, met, _made(Pupil, journal))
    note = {"file": file, "rows": len(rows), "digest": digest_of(rows)}
    write("import-oneroster", authority, actor=actor, note=note)
    return counts


def _take_part(sheet: Sheet, rows: Sequence[Row], where: Where) -> None:
    try:
        take(sheet, rows, where)
    except Problems as found:
        raise Problems(told_in(ONEROSTER, sheet, found.problems)) from found


def _meant(row: Row, met: Met) -> Row:
    """The row with the person it is about, as far as that is told otherwise than by its cells."""
    if row.part in {"persons", "teachers"}:
        return replace(row, about=met.people[row.whose])
    known = {"posts": met.people, "pupils": met.pupils}.get(row.part, {})
    if row.whose not in known:
        return row
    return replace(row, values={**row.values, "reference": known[row.whose]})


def _learn(met: Met, rows: Sequence[Row], made: Mapping[int, int]) -> None:
    """Who was made of the rows of those who were new."""
    for row in rows:
        if not met.people[row.whose]:
            met.people[row.whose] = made[row.line]


def _made(model: type[Model], journal: Journal) -> dict[int, int]:
    """The first new row of a model that each line of the bundle has made."""
    found: dict[int, int] = {}
    for each in journal.written():
        if each.model is model and each.before is None:
            found.setdefault(each.line, each.pk)
    return found
