"""By which id the rows of an authority go outside: the one brought in, else one made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from xuequ.directory.models import (
    Authority,
    Body,
    Campus,
    Consortium,
    Person,
    Pupil,
    School,
    SchoolClass,
    TeachingPoint,
)
from xuequ.record.models import Line

from ..engine.oneroster.words import made_id
from ..models import SourcedId

Key = tuple[str, int]  # a kind, and the primary key of its row; of the authority itself 0
ROWS: dict[str, tuple[str, type[models.Model], str]] = {  # kind: column, model, way to authority
    "consortium": ("consortium", Consortium, "authority"),
    "school": ("school", School, "authority"),
    "campus": ("campus", Campus, "school__authority"),
    "point": ("point", TeachingPoint, "parent__authority"),
    "body": ("body", Body, "authority"),
    "class": ("school_class", SchoolClass, "school__authority"),
    "worker": ("person", Person, "authority"),
    "pupil": ("pupil", Pupil, "school_class__school__authority"),
}


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids brought in for an authority, and how the others are made."""

    root: str  # what the ids of this installation are made from
    kept: Mapping[Key, SourcedId]
    named: Mapping[tuple[str, str], SourcedId]  # by kind and id
    derived: Mapping[tuple[str, str], SourcedId]  # by kind and the id it would have otherwise
    first: Mapping[int, int]  # of a pupil's row: the first row of the same child

    def made(self, kind: str, pk: int) -> str:
        """The id a row has where none was brought in."""
        return made_id(self.root, kind, self.first.get(pk, pk) if kind == "pupil" else pk)

    def of(self, kind: str, pk: int) -> str:
        """The id by which a row goes outside."""
        held = self.kept.get(self.key(kind, pk))
        return self.made(kind, pk) if held is None else held.value

    def key(self, kind: str, pk: int) -> Key:
        return kind, self.first.get(pk, pk) if kind == "pupil" else pk

    def derived_of(self, kind: str, own: str) -> str:
        """The id of what no row stands for."""
        held = self.derived.get((kind, own))
        return own if held is None else held.value

    def row_of(self, each: SourcedId) -> int:
        """The primary key of the row an id was brought in for; 0 for none."""
        column = ROWS[each.kind][0] if each.kind in ROWS else ""
        return int(getattr(each, f"{column}_id", None) or 0)


def ids_of(authority: Authority) -> Ids:
    """Everything about ids of an authority, in three queries."""
    first = _first_rows(authority)
    found = Ids(_root(authority), {}, {}, {}, first)
    kept: dict[Key, SourcedId] = {}
    named: dict[tuple[str, str], SourcedId] = {}
    derived: dict[tuple[str, str], SourcedId] = {}
    for each in SourcedId.objects.filter(authority=authority).order_by("pk"):
        named[each.kind, each.value] = each
        if each.own:
            derived[each.kind, each.own] = each
        else:
            kept[found.key(each.kind, found.row_of(each))] = each
    return Ids(found.root, kept, named, derived, first)


def rows_by_id(ids: Ids, kind: str, authority: Authority) -> dict[str, int]:
    """The rows of a kind by the id by which they go outside."""
    _, model, way = ROWS[kind]
    rows: Any = model._base_manager.filter(**{way: authority}).values_list("pk", flat=True)
    return {ids.of(kind, pk): ids.key(kind, pk)[1] for pk in rows.iterator(chunk_size=5_000)}


def _root(authority: Authority) -> str:
    """What no other installation has: the seal of the first line of its record."""
    seal = Line.objects.filter(number=1).values_list("seal", flat=True).first()
    return f"{seal or ''}/{authority.pk}"


def _first_rows(authority: Authority) -> dict[int, int]:
    """For every row of a pupil who changed class the first of the same child."""
    first: dict[object, int] = {}
    found: dict[int, int] = {}
    rows = Pupil.objects.filter(school_class__school__authority=authority).order_by("pk")
    for pk, number, other in rows.values_list("pk", "number_index", "id_number_index"):
        keys = [key for key in (("n", number), ("i", other)) if key[1]]
        known = next((first[key] for key in keys if key in first), pk)
        for key in keys:
            first.setdefault(key, known)
        if known != pk:
            found[pk] = known
    return found
