"""Take in a sheet of facilities: all rows or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.refusal import Refused
from xuequ.kernel.sheet import Row, Sheet
from xuequ.record.journal import from_line
from xuequ.record.services import write

from ...engine.daily import FacilityEntry, FacilityHeld, Faults, read_facilities
from ...engine.daily.faults import day_of
from ...models import Authority, Facility, FacilityStanding, School
from ...queries.daily import facilities_held, schools_named
from ...sheets import FACILITIES
from ..facilities import end_with_standings
from ..succession import succeed
from .moves import in_both_languages
from .teachers import BATCH, check_rows, note_of


def faults_of(sheet: Sheet, file: str) -> Faults:
    """Where the mistakes of a sheet are collected."""
    return Faults(file, {each.code: each.title.zh for each in sheet.columns})


def first_day(rows: Sequence[Row], since: date) -> date:
    """The first day on which something in the sheet holds."""
    return min([since, *(day for row in rows if (day := day_of(row, "since")) is not None)])


@transaction.atomic
def take_facilities(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Register the facilities of a sheet, and what has changed of those that are known.

    Returns:
        How many facilities are new, changed and ended.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    check_rows(rows, file)
    first = first_day(rows, since)
    schools = schools_named(authority, {row.text("school") for row in rows}, first)
    held = facilities_held([each.id for each in schools.values()], first)
    faults = faults_of(FACILITIES, file)
    entries, problems = read_facilities(rows, faults, since=since, schools=schools, held=held)
    if problems:
        raise Problems(sorted(problems, key=lambda each: each.line))
    counts = {
        "facilities": _add(authority, [each for each in entries if each.held is None]),
        "facilities_changed": 0,
        "facilities_ended": 0,
    }
    for entry in entries:
        if entry.held is not None and not entry.is_known:
            _change(entry, entry.held, faults, counts)
    if faults.problems:
        raise Problems(sorted(faults.problems, key=lambda each: each.line))
    write("import-facilities", authority, actor=actor, note=note_of(rows, file, counts))
    return counts


def _add(authority: Authority, entries: Sequence[FacilityEntry]) -> int:
    """Register the facilities that are new: how many."""
    ends = dict(
        School.objects.filter(pk__in={each.school for each in entries}).values_list("pk", "until")
    )
    facilities, standings = [], []
    for each in entries:
        until = each.until or ends[each.school]
        facility = Facility(
            school_id=each.school,
            campus=each.campus,
            name=each.name,
            kind=each.kind,
            since=each.since,
            until=until,
            is_synthetic=authority.has_synthetic_data,
        )
        standing = FacilityStanding(
            facility=facility, since=each.since, until=until, **fields(each.facts)
        )
        facility.from_line = standing.from_line = each.line  # type: ignore[attr-defined]
        facilities.append(facility)
        standings.append(standing)
    Facility.objects.bulk_create(facilities, batch_size=BATCH)
    for facility, standing in zip(facilities, standings, strict=True):
        standing.facility = facility  # with the number it was given
    FacilityStanding.objects.bulk_create(standings, batch_size=BATCH)
    return len(facilities)


def _change(
    entry: FacilityEntry, held: FacilityHeld, faults: Faults, counts: dict[str, int]
) -> None:
    facility = Facility.objects.get(pk=held.id)
    with from_line(entry.line):
        if dict(entry.facts) != dict(held.facts):
            owner = {"facility": facility}
            succeed(FacilityStanding, owner, since=entry.since, values=fields(entry.facts))
            counts["facilities_changed"] += 1
        if entry.until is not None and entry.until != facility.until:
            try:
                end_with_standings(facility, until=entry.until)
            except Refused as refused:
                title = faults.titles["until"]
                text = in_both_languages(refused)
                faults.problems.append(Problem(faults.file, entry.line, title, text))
            counts["facilities_ended"] += 1


def fields(facts: Mapping[str, object]) -> dict[str, object]:
    """The facts as columns of a standing."""
    return {"contact_id" if name == "contact" else name: value for name, value in facts.items()}
