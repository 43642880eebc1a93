"""Take in a sheet of bell schedules: all rows or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.sheet import Row
from xuequ.record.services import write

from ...engine.daily import Bells, read_bells
from ...models import Authority
from ...queries.daily import schools_named
from ...sheets import BELLS
from ..bells import keep_bells
from .facilities import faults_of, first_day
from .moves import in_both_languages
from .teachers import check_rows, note_of


@transaction.atomic
def take_bells(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Register the bell schedules of a sheet; one that is so already stays so.

    Returns:
        How many schedules are new or changed.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    check_rows(rows, file)
    names = {row.text("school") for row in rows}
    schools = schools_named(authority, names, first_day(rows, since))
    faults = faults_of(BELLS, file)
    found, problems, told = read_bells(rows, faults, since=since, schools=schools)
    for each in told:
        text = in_both_languages(each.refused)
        problems.append(Problem(file, each.line, faults.titles[each.column], text))
    if problems:
        raise Problems(sorted(problems, key=lambda each: each.line))
    new: list[Bells] = [each for each in sorted(found, key=lambda each: each.since)
                        if keep_bells(each, is_synthetic=authority.has_synthetic_data)]  # fmt: skip
    counts = {"bells": len(new)}
    write("import-bells", authority, actor=actor, note=note_of(rows, file, counts))
    return counts
