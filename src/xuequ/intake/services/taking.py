"""Read a sheet, check every row, take all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from django.db import transaction
from django.utils import translation

from xuequ.directory.models import Authority
from xuequ.kernel.actors import Actor
from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.refusal import Refused
from xuequ.kernel.seal import canonical, digest
from xuequ.kernel.sheet import Row, Sheet
from xuequ.kernel.text import Text
from xuequ.record.rehearsal import rehearsal
from xuequ.vault.sealing import digest_of as keyed
from xuequ.web.refusals import explain

from ..files import rows_in


@dataclass(frozen=True, slots=True)
class Where:
    """Into which authority a file goes, from which day it holds, and by whose hands."""

    file: str
    authority: Authority
    since: date
    actor: Actor


def import_sheet(
    sheet: Sheet, name: str, data: bytes, *, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Take the file `name` as `sheet`; what it says holds from `since` where it gives no day.

    Returns:
        How many things of each sort are new.

    Raises:
        Problems: each mistake with file, line, field and cure; nothing was written.
    """
    rows, problems = rows_in(sheet, name, data)
    where = Where(name, authority, since, actor)
    if problems:
        raise Problems([*problems, *further_problems(sheet, rows, problems, where)])
    return take(sheet, rows, where)


@transaction.atomic
def take(sheet: Sheet, rows: Sequence[Row], where: Where) -> dict[str, int]:
    """Let the service of the sheet take the rows.

    Raises:
        Problems: some row cannot be taken; the transaction around must not be committed.
    """
    module, _, function = sheet.take.rpartition(".")
    service = getattr(import_module(module), function)
    try:
        counts: dict[str, int] = service(
            rows, file=where.file, authority=where.authority, since=where.since, actor=where.actor
        )
    except Refused as refused:
        raise Problems([Problem(where.file, 0, "", in_both_languages(refused))]) from refused
    return counts


def further_problems(
    sheet: Sheet, rows: Sequence[Row], found: Sequence[Problem], where: Where
) -> list[Problem]:
    """What is wrong in the rows whose cells are sound, so that all mistakes are told at once.

    Only where a row can be checked without the others.
    """
    bad = {each.line for each in found}
    sound = [row for row in rows if row.line not in bad]
    if not sheet.stands_alone or not sound:
        return []
    try:
        with rehearsal():
            take(sheet, sound, where)
    except Problems as problems:
        return list(problems.problems)
    return []


def digest_of(rows: Sequence[Row]) -> str:
    """The keyed seal of the rows: it tells nothing of them to whoever lacks the key."""
    seals = [
        digest([row.line, {code: str(value) for code, value in row.values.items()}]) for row in rows
    ]
    return keyed(canonical(seals).decode(), "intake.rows")


def in_both_languages(refused: Refused) -> Text:
    """The sentence for a refusal, in either language."""
    with translation.override("zh-hans"):
        zh = explain(refused)
    with translation.override("en"):
        return Text(zh, explain(refused))
