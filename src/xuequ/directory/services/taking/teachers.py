"""Register a whole sheet of teachers at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.seal import digest
from xuequ.kernel.sheet import Row
from xuequ.kernel.text import Text
from xuequ.record.journal import from_line
from xuequ.record.services import write

from ...engine.identity import clean
from ...engine.names import sort_key
from ...engine.staff import Entry, Standing, read_teachers
from ...models import Authority, Honour, Person, School, Teacher
from ...queries.offered import subject_said, subjects
from ...queries.staff import known_staff, standing_of_teachers
from ..identity import Identity, change_identity
from ..succession import succeed

People = Mapping[int | str, Person]
BATCH = 500  # rows written at once


@transaction.atomic
def take_teachers(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Register the people, what they teach with which title, and their honours.

    Rows that say what is registered already change nothing; another title holds from the day
    of its row.  All rows are taken or none.

    Returns:
        How many people, teachings (new, or with a new title) and honours are new.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    check_rows(rows, file)
    first = min([since, *(day for row in rows if (day := _day(row)) is not None)])
    numbers = {clean(row.text("id_number")) for row in rows} - {""}
    known = known_staff(authority, first, numbers, {row.about for row in rows if row.about})
    standing = standing_of_teachers(authority, first)
    taught = subjects(authority, since)
    named = [_with_subject(row, subject_said(row.text("subject"), taught)) for row in rows]
    entries, problems = read_teachers(named, file=file, since=since, known=known, standing=standing)
    if problems:
        raise Problems(sorted(problems, key=lambda each: each.line))
    people, new = _people(authority, entries, actor)
    counts = {
        "people": new,
        "teachers": _teach(authority, entries, people),
        "honours": _honour(entries, people, standing),
    }
    write("import-teachers", authority, actor=actor, note=note_of(rows, file, counts))
    return counts


def check_rows(rows: Sequence[Row], file: str) -> None:
    """A sheet without rows is a slip.

    Raises:
        Problems: there are none.
    """
    if not rows:
        text = Text("表中没有数据行。", "the sheet has no rows.")
        raise Problems([Problem(file, 0, "", text)])


def note_of(rows: Sequence[Row], file: str, counts: Mapping[str, int]) -> dict[str, object]:
    """What the record keeps of a sheet: no number of anybody, not even in the digest."""
    plain = [
        [row.line, {k: str(v) for k, v in row.values.items() if not k.endswith("number")}]
        for row in rows
    ]
    return {"file": file, "rows": len(rows), "digest": digest(plain), **counts}


def _day(row: Row) -> date | None:
    return cast("date | None", row.values.get("since"))


def _with_subject(row: Row, subject: str) -> Row:
    return replace(row, values={**row.values, "subject": subject})


def _people(authority: Authority, entries: Sequence[Entry], actor: Actor) -> tuple[People, int]:
    """Everybody of the rows, those who are new registered; how many those are."""
    ids = {each.person for each in entries if isinstance(each.person, int)}
    registered = Person.objects.filter(authority=authority).in_bulk(list(ids))
    found: dict[int | str, Person] = {**registered}
    for each in entries:
        if isinstance(each.person, str):
            found.setdefault(each.person, _person(authority, each))
        elif each.number and found[each.person].id_number is None:
            identity = Identity(each.id_kind, each.number, _phone(found[each.person]))
            with from_line(each.line):
                found[each.person] = change_identity(found[each.person], identity, actor=actor)
    new = [each for key, each in found.items() if isinstance(key, str)]
    Person.objects.bulk_create(new, batch_size=BATCH)
    return found, len(new)


def _phone(person: Person) -> str:
    return person.phone.open() if person.phone else ""


def _person(authority: Authority, entry: Entry) -> Person:
    person = Person(
        authority=authority,
        name=entry.name,
        sort_key=sort_key(entry.name, person=True),
        id_kind=entry.id_kind or None,
        id_number=entry.number or None,
        is_synthetic=authority.has_synthetic_data,
    )
    person.from_line = entry.line  # type: ignore[attr-defined]
    return person


def _teach(authority: Authority, entries: Sequence[Entry], people: People) -> int:
    """Register what is taught, or the title that has changed: how many rows."""
    open_now = School.objects.filter(authority=authority).order_by("since")
    schools = {each.name: each for each in open_now}
    new: dict[tuple[object, ...], Teacher] = {}
    changed = 0
    for each in (each for each in entries if not each.is_known):
        school = schools[each.school]
        owner = {"person": people[each.person], "school": school}
        what = {"stage": each.stage, "subject": each.subject}
        if each.is_new:
            row = Teacher(**owner, **what, title=each.title, since=each.since, until=school.until)
            row.from_line = each.line  # type: ignore[attr-defined]
            new.setdefault((each.person, each.school, *what.values()), row)
            continue
        now = Teacher.objects.on(each.since).filter(**owner, **what).first()
        if now is None or now.title != each.title:
            values = {"title": each.title}
            with from_line(each.line):
                succeed(Teacher, {**owner, **what}, since=each.since, values=values)
            changed += 1
    Teacher.objects.bulk_create(new.values(), batch_size=BATCH)
    return len(new) + changed


def _honour(entries: Sequence[Entry], people: People, standing: Standing) -> int:
    """Register the honours nobody has registered yet: how many."""
    new: dict[tuple[object, str, str], Honour] = {}
    for each in entries:
        key = (each.person, each.honour, each.level)
        if each.honour and key not in standing.honours:
            since = each.honour_since or each.since
            row = Honour(
                person=people[each.person], kind=each.honour, level=each.level, since=since
            )
            row.from_line = each.line  # type: ignore[attr-defined]
            new.setdefault(key, row)
    Honour.objects.bulk_create(new.values(), batch_size=BATCH)
    return len(new)
