"""Keep under which id everything in a bundle was brought in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.db import models

from xuequ.directory.engine.taking.classes import class_key
from xuequ.directory.engine.taking.marks import Marks, Unclear
from xuequ.directory.engine.taking.pupils import children, read_rows
from xuequ.directory.engine.taking.sites import Sites
from xuequ.directory.models import Body, Campus, TeachingPoint
from xuequ.directory.queries.taking.classes import known_classes
from xuequ.directory.queries.taking.pupils import classes_for_pupils, known_pupils
from xuequ.directory.queries.taking.sites import sites_of
from xuequ.directory.queries.taking.unions import unions_of
from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.sheet import Row
from xuequ.kernel.text import Text

from ..bundles import ONEROSTER
from ..files import parts_of, told_in
from ..models import SourcedId
from ..queries.meeting import Met
from ..queries.sourced import ROWS, Ids, ids_of, rows_by_id
from .taking import Where

BATCH = 500
Found = dict[tuple[str, str], int]  # by kind and id of the bundle: the row it is about


def keep_ids(rows: Sequence[Row], where: Where, met: Met, born: Mapping[int, int]) -> int:
    """Write every id that is not what the row would have anyway: how many are new or others.

    Args:
        born: by the line of the bundle the pupils that are new.

    Raises:
        Problems: an id is that of another row already.
    """
    own = [row for row in rows if row.part == ONEROSTER.code]
    found = {("worker", user): pk for user, pk in met.people.items()}
    found |= {("pupil", user): pk for user, pk in met.pupils.items()}
    new_here = {("pupil", row.whose): born[row.line] for row in rows
                if row.part == "pupils" and row.line in born}  # fmt: skip
    found |= _places(rows, where) | _rooms(rows, where)
    found = _pupils(rows, where, {*found, *new_here}) | new_here | found
    found["authority", next((r.whose for r in own if r.text("kind") == "authority"), "")] = 0
    ids = ids_of(where.authority)
    _check(own, found, ids, where)
    new: list[SourcedId] = []
    changed: list[SourcedId] = []
    for row in own:
        value = row.text("value")
        held, usual = _held(row, found, ids)
        if held is not None and held.value != value:
            held.value = value
            changed.append(_from(row, held))
        elif held is None and usual not in {"", value}:
            new.append(_from(row, _made(row, found, where)))
    for each in changed:
        each.save(update_fields=["value"])
    SourcedId.objects.bulk_create(new, batch_size=BATCH)
    return len(new) + len(changed)


def _held(row: Row, found: Found, ids: Ids) -> tuple[SourcedId | None, str]:
    """The id kept already for what a row is about, and the one it has without; "" for nothing."""
    kind, own = row.text("kind"), row.text("own")
    if own:
        return ids.derived.get((kind, own)), own
    pk = found.get((kind, row.whose))
    if pk is None:
        return None, ""
    return ids.kept.get(ids.key(kind, pk)), ids.made(kind, pk)


def _made(row: Row, found: Found, where: Where) -> SourcedId:
    kind = row.text("kind")
    made = SourcedId(authority=where.authority, kind=kind, value=row.text("value"))
    if row.text("own"):
        made.own = row.text("own")
    elif kind in ROWS:
        setattr(made, f"{ROWS[kind][0]}_id", found[kind, row.whose])
    return made


def _from(row: Row, made: SourcedId) -> SourcedId:
    made.__dict__["from_line"] = row.line
    return made


def _check(own: Sequence[Row], found: Found, ids: Ids, where: Where) -> None:
    """No id is that of two rows.

    Raises:
        Problems: one would be.
    """
    held = {kind: rows_by_id(ids, kind, where.authority) for kind in ROWS}
    problems: list[Problem] = []
    for row in own:
        kind = row.text("kind")
        pk = found.get((kind, row.whose))
        other = held.get(kind, {}).get(row.text("value"))
        if pk is not None and other is not None and other != ids.key(kind, pk)[1]:
            model: type[models.Model] = ROWS[kind][1]
            name = model._base_manager.get(pk=other)
            text = Text(
                f"此 sourcedId 已登记给“{name}”。请核对；确是改名的，先在其页面更改。",
                f"that sourcedId is registered for {name}. Check it; if the name has changed, "
                "change it on its page first.",
            )
            problems.append(Problem(where.file, row.line, "sourcedId", text))
    if problems:
        raise Problems(told_in(ONEROSTER, parts_of(ONEROSTER)[ONEROSTER.code], problems))


def _of(rows: Sequence[Row], part: str) -> Iterator[Row]:
    return (row for row in rows if row.part == part)


def _places(rows: Sequence[Row], where: Where) -> Found:
    """Schools, campuses, points, districts and groups, bodies: by the names they go by."""
    sites, unions = sites_of(where.authority), unions_of(where.authority)
    mine = {"school__authority": where.authority}
    campuses = _latest(Campus.objects.filter(**mine), "school_id", "name")
    points = _latest(TeachingPoint.objects.filter(parent__authority=where.authority),
                     "parent_id", "name")  # fmt: skip
    bodies = _latest(Body.objects.filter(authority=where.authority), "consortium_id", "name")
    found: Found = {}
    for row in _of(rows, "schools"):
        school = _school(sites, row.text("code"), row.text("name"))
        campus = row.text("campus")
        pk = campuses.get((school, campus)) if campus else school
        _put(found, "campus" if campus else "school", row, pk)
    for row in _of(rows, "teaching-points"):
        school = _school(sites, row.text("school_code"), row.text("school"))
        _put(found, "point", row, points.get((school, row.text("name"))))
    for row in _of(rows, "consortia"):
        union = unions.named(row.text("label"))
        _put(found, "consortium", row, union.id if union else None)
    for row in _of(rows, "bodies"):
        union = unions.named(row.text("consortium"))
        key = (union.id if union else None, row.text("name"))
        _put(found, "body", row, bodies.get(key))
    return found


def _put(found: Found, kind: str, row: Row, pk: int | None) -> None:
    if pk is not None:
        found[kind, row.whose] = pk


def _school(sites: Sites, code: str, name: str) -> int | None:
    try:
        return sites.find(code, name).id
    except Unclear:
        return None


def _latest(rows: Any, *by: str) -> Mapping[tuple[Any, ...], int]:
    """The row that began last of each key."""
    return {tuple(key): pk for *key, pk in rows.order_by("since", "pk").values_list(*by, "pk")}


def _rooms(rows: Sequence[Row], where: Where) -> Found:
    known = known_classes(where.authority, where.since, where.actor)
    found: Found = {}
    for row in _of(rows, "classes"):
        key = class_key(row, known.sites, _quiet("classes"), where.since, column="number")
        room = known.rooms.get(key) if key else None
        _put(found, "class", row, room.id if room else None)
    return found


def _pupils(rows: Sequence[Row], where: Where, known: Collection[tuple[str, str]]) -> Found:
    """The first row of each child that was registered already."""
    mine = [row for row in _of(rows, "pupils") if ("pupil", row.whose) not in known]
    whose = {row.line: row.whose for row in mine}
    classes = classes_for_pupils(where.authority, where.since, where.actor)
    marks = _quiet("pupils")
    said = read_rows(mine, marks=marks, since=where.since, sites=classes.sites, rooms=classes.rooms)
    return {
        ("pupil", whose[rows_of[0].line]): min(each.id for each in seats)
        for rows_of, seats in children(said, known_pupils(said, classes), marks)
        if seats
    }


def _quiet(part: str) -> Marks:
    """Where mistakes are noted that the sheet has told already, or there are none."""
    sheet = parts_of(ONEROSTER)[part]
    return Marks("", {column.code: column.title.zh for column in sheet.columns})
