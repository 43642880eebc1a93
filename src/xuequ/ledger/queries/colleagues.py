"""People one may name in an entry, found by their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from xuequ.directory.models import Holding, Person, Teacher
from xuequ.directory.models.dated import in_force
from xuequ.directory.queries.scope import schools
from xuequ.kernel.actors import Actor


def schools_named(names: Iterable[str], *, seen_by: Actor, on: date) -> Mapping[str, int]:
    """The schools of those names in the actor's scope."""
    found = schools(seen_by=seen_by, on=on).filter(name__in=set(names))
    return dict(found.values_list("name", "pk"))


def colleagues(names: Iterable[str], *, seen_by: Actor, on: date) -> Mapping[str, list[int]]:
    """For each name the people who bear it and work in the actor's schools and districts."""
    near = schools(seen_by=seen_by, on=on).values("pk")
    teach = Teacher.objects.filter(in_force(on), school__in=near).values("person")
    hold = Holding.objects.filter(in_force(on), post__authority=seen_by.authority)
    hold = hold.filter(Q(post__school__in=near) | Q(post__school=None))
    found: dict[str, list[int]] = defaultdict(list)
    rows = Person.objects.filter(
        Q(pk__in=teach) | Q(pk__in=hold.values("person")), name__in=set(names)
    )
    for name, id in rows.values_list("name", "pk"):
        found[name].append(id)
    return found
