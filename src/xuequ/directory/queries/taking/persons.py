"""The people a sheet may name, and what is kept of their identity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from xuequ.vault.fields import BlindIndexField

from ...engine.staff import Someone
from ...engine.taking.persons import Known, People
from ...models import Authority, Guardianship, Person
from ..staff import known_staff
from .sites import sites_of


def people_of(authority: Authority, on: date, numbers: Collection[str]) -> People:
    """Whom a sheet may mean: who works somewhere, and who is registered but no parent only."""
    staff = known_staff(authority, on, numbers)
    everybody = {each.id: each for found in staff.people.values() for each in found}
    parents = Guardianship.objects.filter(person=OuterRef("pk"))
    rest = Person.objects.filter(authority=authority).exclude(Exists(parents))
    for pk, name, index in rest.values_list("id", "name", "id_number_index"):
        everybody.setdefault(pk, Someone(pk, name, has_number=index is not None))
    named: dict[str, list[Someone]] = defaultdict(list)
    for _, each in sorted(everybody.items()):
        named[each.name].append(each)
    carriers = staff.carriers
    return People(named, carriers, {each.id: each for each in carriers.values()} | everybody)


def known_persons(authority: Authority, on: date, numbers: Collection[str]) -> Known:
    """What a sheet of people is compared with."""
    index: BlindIndexField = Person._meta.get_field("id_number_index")
    rows = Person.objects.filter(authority=authority)
    kept: dict[int, dict[str, Any]] = {
        pk: {"id_kind": kind, "id_number": token, "phone": phone}
        for pk, kind, token, phone in rows.values_list("id", "id_kind", "id_number_index", "phone")
    }

    def differs(person: int, column: str, plain: str) -> bool:
        now = kept[person][column]
        if column == "id_number":
            return now not in index.indexes(plain)
        return bool(plain != (now.open() if column == "phone" and now else now))

    codes = {str(each.code): each.name for each in sites_of(authority).all if each.code}
    return Known(people_of(authority, on, numbers), codes, differs)
