"""Let a dated row follow another from a day on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from xuequ.kernel.refusal import Refused

from ..models.dated import Dated

D = TypeVar("D", bound=Dated)


def succeed(kind: type[D], owner: dict[str, Any], *, since: date, values: dict[str, Any]) -> D:
    """Make `values` hold for `owner` from `since` on, until the next row known, if any.

    The row in force that day ends there, or is changed if it begins on that very day.

    Raises:
        Refused("nothing-changed"): the row in force says the same already.
    """
    rows = kind.objects.filter(**owner)
    current: D | None = rows.on(since).first()
    if current and all(getattr(current, name) == value for name, value in values.items()):
        raise Refused("nothing-changed")
    if current and current.since == since:
        for name, value in values.items():
            setattr(current, name, value)
        current.save()
        return current
    later = rows.filter(since__gt=since).order_by("since").first()
    until = current.until if current else (later.since if later else None)
    if current:
        current.until = since
        current.save(update_fields=["until"])
    row = kind(since=since, until=until, **owner, **values)
    row.save()
    return row


def end(row: Dated, *, until: date) -> None:
    """Let a row end before `until`.

    Raises:
        Refused("ends-before-it-begins"): it begins on that day or later.
        Refused("already-ended"): it ends on that day or earlier as it is.
    """
    if until <= row.since:
        raise Refused("ends-before-it-begins", since=row.since)
    if row.until is not None and row.until <= until:
        raise Refused("already-ended", until=row.until)
    row.until = until
    row.save(update_fields=["until"])


def end_all(rows: Iterable[Dated], *, until: date) -> int:
    """Let rows that go on past a day end there with what they hang on: how many those were.

    Raises:
        Refused("work-to-come"): one of them begins on that day or later.
    """
    ended = 0
    for row in rows:
        if row.until is not None and row.until <= until:
            continue
        if row.since >= until:
            raise Refused("work-to-come", name=str(row), since=row.since)
        end(row, until=until)
        ended += 1
    return ended
