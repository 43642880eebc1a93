"""Whom the users of a bundle are among those registered, before any row of it is taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xuequ.directory.engine.identity import clean
from xuequ.directory.engine.staff import Someone
from xuequ.directory.models import Authority, Person
from xuequ.directory.queries.taking.persons import people_of
from xuequ.kernel.problems import Problem
from xuequ.kernel.sheet import Row
from xuequ.kernel.text import Text

from .sourced import Ids, rows_by_id


@dataclass(slots=True)
class Met:
    """The person of each user, 0 for somebody new; pupils known; and who could not be told."""

    people: dict[str, int] = field(default_factory=dict)
    pupils: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def meet(rows: Sequence[Row], authority: Authority, on: date, ids: Ids) -> Met:
    """By the id they were brought in under, else by ID number, else by name and school.

    Pupils only by the id: the rest tells their own sheet.

    Args:
        rows: every row of the bundle.
    """
    met = Met()
    pupils = rows_by_id(ids, "pupil", authority)
    met.pupils = {
        row.whose: pupils[row.whose] for row in rows if row.part == "pupils" and row.whose in pupils
    }
    persons = [row for row in rows if row.part == "persons"]
    numbers = {clean(row.text("id_number")) for row in persons} - {""}
    known = people_of(authority, on, numbers)
    names = dict(Person.objects.filter(authority=authority).values_list("pk", "name"))
    by_id = rows_by_id(ids, "worker", authority)
    schools = _schools(rows)
    claimed: dict[int, Row] = {}
    for row in persons:
        pk = by_id.get(row.whose)
        if pk is not None:
            _check_name(row, names[pk], met)
            _claim(row, pk, claimed, met)
    for row in persons:
        if row.whose in met.people:
            continue
        number = clean(row.text("id_number"))
        someone = known.carriers.get(number)
        found = [someone] if someone else [
            each
            for each in known.named.get(row.text("name"), ())
            if each.id not in claimed and not (number and each.has_number)
            and _together(each, schools[row.whose])
        ]  # fmt: skip
        if len(found) > 1:
            _say(row, met, f"登记有{len(found)}位“{row.text('name')}”，看不出是谁。请填 userIds。",
                 f"{len(found)} people called {row.text('name')} are registered; give userIds to "
                 "say which one it is.")  # fmt: skip
            continue
        _claim(row, found[0].id if found else 0, claimed, met)
    return met


def _schools(rows: Sequence[Row]) -> Mapping[str, set[str]]:
    """The schools at which a bundle has each user teach or hold a post."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.part in {"teachers", "posts"} and row.text("school"):
            found[row.whose].add(row.text("school"))
    return found


def _together(someone: Someone, schools: set[str]) -> bool:
    return bool(someone.schools & schools) if schools else not someone.schools


def _check_name(row: Row, name: str, met: Met) -> None:
    if row.text("name") != name:
        _say(row, met, f"此 sourcedId 登记在“{name}”名下，不是“{row.text('name')}”。请核对；"
             "确是改名的，先在其页面更改。",
             f"that sourcedId is registered for {name}, not for {row.text('name')}. Check it; if "
             "the name has changed, change it on the person's page first.")  # fmt: skip


def _claim(row: Row, pk: int, claimed: dict[int, Row], met: Met) -> None:
    first = claimed.setdefault(pk, row) if pk else row
    if first is not row:
        _say(row, met, f"与第{first.line}行都指登记的同一个人。请核对两人的号码，或合并为一行。",
             f"it and line {first.line} are the same person registered here; check the numbers of "
             "both, or make one row of them.")  # fmt: skip
    met.people[row.whose] = pk


def _say(row: Row, met: Met, zh: str, en: str) -> None:
    met.problems.append(Problem("", row.line, "姓名", Text(zh, en)))
