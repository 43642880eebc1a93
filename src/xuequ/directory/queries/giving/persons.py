"""People as rows of their sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from xuequ.kernel.actors import Actor

from ...engine.masks import mask_number, mask_phone
from ...models import Authority, Teacher
from ..scope import people

Values = Mapping[str, object]


def give_persons(authority: Authority, on: date, actor: Actor) -> Iterator[Values]:
    """The people of an authority in the actor's scope on a day; numbers and telephones masked."""
    shown = people(seen_by=actor, on=on).filter(authority=authority)
    schools: dict[int, list[tuple[str | None, str]]] = defaultdict(list)
    rows = Teacher.objects.on(on).filter(person__in=shown).order_by("id")
    for person, *school in rows.values_list("person", "school__code", "school__name"):
        schools[person].append((school[0], school[1]))
    for each in shown.order_by("sort_key", "id").iterator(chunk_size=2000):
        code, name = next(iter(schools[each.pk]), (None, None))
        yield {
            "reference": each.pk,
            "name": each.name,
            "id_kind": each.id_kind,
            "id_number": mask_number(each.id_number.open()) if each.id_number else None,
            "phone": mask_phone(each.phone.open()) if each.phone else None,
            "school_code": code,
            "school": name,
        }
