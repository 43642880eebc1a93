"""Take in a sheet of single days of the school calendar: all rows or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.refusal import Refused
from xuequ.kernel.sheet import Row
from xuequ.kernel.text import Text

from ...engine.days import Day
from ...engine.terms import check_day, check_reason
from ...models import Authority
from ...queries.calendar import days_of, every_term
from ...sheets import CALENDAR
from ..authorities import set_school_days
from .moves import in_both_languages
from .teachers import check_rows, note_of

COLUMNS = {"day-needs-reason": "reason"}  # in which column a refusal is mended, if not the day's


@transaction.atomic
def take_calendar(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Enter every day of a sheet by hand; a day that is so already stays so.

    Returns:
        How many days are new or changed.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    check_rows(rows, file)
    Authority.objects.select_for_update().get(pk=authority.pk)
    days, lines = _days(rows, file, authority)
    held = days_of(authority, min(days), date.max)
    new = [each for day, each in days.items() if not each.says_the_same(held.get(day))]
    counts = {"days": len(new)}
    note = note_of(rows, file, counts)
    set_school_days(authority, new, actor=actor, note=note, lines=lines)
    return counts


def _days(
    rows: Sequence[Row], file: str, authority: Authority
) -> tuple[dict[date, Day], dict[date, int]]:
    """The day of each row, no day twice; and the line each stands in."""
    terms, found, lines, problems = every_term(authority), {}, dict[date, int](), list[Problem]()
    titles = {each.code: each.title.zh for each in CALENDAR.columns}
    for row in rows:
        day = cast(date, row.values["day"])
        each = Day(day, bool(row.values["teaching"]), row.text("reason"), by_hand=True)
        try:
            check_day(day, terms)
            check_reason(each)
        except Refused as refused:
            field = titles[COLUMNS.get(refused.code, "day")]
            problems.append(Problem(file, row.line, field, in_both_languages(refused)))
        if day in lines:
            problems.append(Problem(file, row.line, titles["day"], _twice(day, lines[day])))
        lines.setdefault(day, row.line)
        found[day] = each
    if problems:
        raise Problems(problems)
    return found, lines


def _twice(day: date, line: int) -> Text:
    return Text(
        f"{day}在第{line}行已经有了。每天只写一行，请删去其中一行。",
        f"{day} stands in line {line} already. Write each day once and delete one of the lines.",
    )
