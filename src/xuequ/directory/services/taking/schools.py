"""Register a whole sheet of schools at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.sheet import Row
from xuequ.record.journal import from_line
from xuequ.record.services import write

from ...engine.identity import clean
from ...engine.names import sort_key
from ...engine.taking.registered import FACTS
from ...engine.taking.schools import Entry, read_schools
from ...models import Authority, Campus, School, SchoolName, SchoolStanding, Section
from ...models.dated import Dated
from ...queries.taking.schools import PLACE, known_schools
from ...sheets import SCHOOLS
from ..schools import set_stages
from ..succession import succeed
from .acts import BATCH, from_row, marks_for, note_of, settle


@transaction.atomic
def take_schools(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Register schools with facts, stages, names and campuses, or what of them has changed.

    Rows that say what is registered already change nothing; a changed cell holds from the day
    of its row, and earlier days keep what they were.  All rows are taken or none.

    Returns:
        How many schools and campuses are new, and how many schools have changed.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    marks = marks_for(SCHOOLS, rows, file)
    known = known_schools(authority, since, {clean(row.text("code")) for row in rows})
    entries = read_schools(rows, marks=marks, since=since, known=known)
    settle(marks)
    schools = _register(authority, entries)
    counts = {
        "schools": len({each.key for each in entries if each.site is None}),
        "changed": _change(entries, schools),
        "campuses": sum(_place(each, schools[each.key]) for each in entries if each.campus),
    }
    write("import-schools", authority, actor=actor, note=note_of(rows, file, counts, without=()))
    return counts


def _register(authority: Authority, entries: Sequence[Entry]) -> Mapping[str, School]:
    """The school of every key, new ones written with name, facts, stages and further names."""
    ids = {each.site for each in entries if each.site is not None}
    held = School.objects.filter(authority=authority).in_bulk(list(ids))
    found = {each.key: held[each.site] for each in entries if each.site is not None}
    new: dict[str, School] = {}
    for each in entries:
        if each.site is None and each.key not in new:
            school = School(
                authority=authority,
                code=each.code,
                name=each.name,
                sort_key=sort_key(each.name),
                since=each.since,
            )
            new[each.key] = from_row(school, each.line)
    School.objects.bulk_create(new.values(), batch_size=BATCH)
    _describe([each for each in entries if each.site is None], new)
    return found | new


def _describe(entries: Sequence[Entry], new: Mapping[str, School]) -> None:
    """Write what is said of schools that are new."""
    standings: dict[str, SchoolStanding] = {}
    rows: dict[type[Dated], list[Dated]] = {SchoolName: [], Section: [], Campus: []}
    for each in entries:
        owner = {"school": new[each.key], "since": new[each.key].since}
        names = list(each.names)
        if each.key not in standings:
            standings[each.key] = from_row(SchoolStanding(**owner), each.line)
            names.insert(0, ("official", each.name))
        for name, value in each.facts.items():
            setattr(standings[each.key], name, value)
        made: list[Dated] = [SchoolName(**owner, kind=kind, name=name) for kind, name in names]
        made += [Section(**owner, stage=stage) for stage in each.stages or ()]
        if each.campus:
            made.append(Campus(**owner, name=each.campus, **each.place))
        for row in made:
            rows[type(row)].append(from_row(row, each.line))
    SchoolStanding.objects.bulk_create(standings.values(), batch_size=BATCH)
    for kind, found in rows.items():
        kind._default_manager.bulk_create(found, batch_size=BATCH)


def _change(entries: Sequence[Entry], schools: Mapping[str, School]) -> int:
    """Write what has changed of schools that are registered: of how many."""
    changed = set()
    for each in entries:
        told = each.code or each.facts or each.stages is not None or each.names
        if each.site is not None and told:
            with from_line(each.line):
                _change_one(schools[each.key], each)
            changed.add(each.key)
    return len(changed)


def _change_one(school: School, entry: Entry) -> None:
    if entry.code:
        school.code = entry.code
        school.save(update_fields=["code"])
    if entry.facts:
        now = school.standings.on(entry.since).first()
        values = {name: getattr(now, name, "" if name == "source" else None) for name in FACTS}
        values |= entry.facts
        succeed(SchoolStanding, {"school": school}, since=entry.since, values=values)
    if entry.stages is not None:
        set_stages(school, set(entry.stages), entry.since)
    for kind, name in entry.names:
        _name(school, kind, name, entry.since)


def _name(school: School, kind: str, name: str, since: date) -> None:
    if kind != SchoolName.Kind.OFFICIAL:
        SchoolName.objects.create(school=school, kind=kind, name=name, since=since)
        return
    owner = {"school": school, "kind": kind}
    row = succeed(SchoolName, owner, since=since, values={"name": name})
    if row.until is None:
        school.name, school.sort_key = name, sort_key(name)
        school.save(update_fields=["name", "sort_key"])


def _place(entry: Entry, school: School) -> bool:
    """Write where a campus is; was it not known before?"""
    if entry.site is None:
        return True
    owner = {"school": school, "name": entry.campus}
    now = Campus.objects.filter(**owner).on(entry.since).first()
    held = now or Campus()
    values = {name: getattr(held, name) for name in (*PLACE[1:], "is_synthetic")}
    values |= {**entry.place, "is_synthetic": False}
    with from_line(entry.line):
        succeed(Campus, owner, since=entry.since, values=values)
    return now is None
