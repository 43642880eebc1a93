"""Children that may be the same as one that applies, and pupils who are at school already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from xuequ.directory.models import Pupil
from xuequ.directory.models.dated import in_force
from xuequ.vault.fields import holding

from ...engine.checking.alike import Someone, Warning, alike
from ...models import Application, Child


def warnings(application: Application, on: date) -> list[Warning]:
    """What has to be answered before a child is accepted."""
    child = application.child
    same = Child.objects.filter(
        holding(Child, "name", child.name.open()), authority=child.authority_id
    )
    others = [_someone(each) for each in same.exclude(pk=child.pk)]
    return [*alike(_someone(child), others), *_enrolled(application, on)]


def guardians_of(child: Child) -> frozenset[str]:
    """Keys that tell the grown-ups of a child from others: the person, the ID number."""
    found: set[str] = set()
    for each in child.custodies.select_related("person"):
        found.add(f"p{each.person_id}")
        if each.person.id_number is not None:
            found.add(f"n{each.person.id_number.open()}")
    return frozenset(found)


def _someone(child: Child) -> Someone:
    return Someone(child.number, child.name.open(), child.born.open(), guardians_of(child))


def _enrolled(application: Application, on: date) -> Iterator[Warning]:
    """Pupils of the stage with the same number, beside the one the child is known to be."""
    number = application.child.id_number.open()
    same = holding(Pupil, "id_number", number) | _national(number)
    rows = Pupil.objects.filter(
        same, in_force(on), school_class__school__authority=application.child.authority_id
    )
    rows = rows.filter(school_class__stage=application.stage).select_related("school_class__school")
    for each in rows.order_by("pk"):
        yield Warning("enrolled", str(each.school_class))


def _national(number: str) -> Q:
    """The pupil number that is made of an ID number."""
    return holding(Pupil, "number", f"G{number}")
