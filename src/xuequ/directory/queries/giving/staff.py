"""Teachers in the form of their sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from xuequ.kernel.actors import Actor
from xuequ.vault.sealing import Sealed

from ...engine.masks import mask_number
from ...models import Authority, Honour, Teacher
from ..scope import people

Values = dict[str, object]
Borne = tuple[str, str, date]  # an honour, its level, since when


def give_teachers(authority: Authority, on: date, actor: Actor) -> Iterator[Values]:
    """Everybody who teaches on a day, a row for each subject; ID numbers in part.

    Honours stand beside the subjects; where there are more of them, the first subject stands
    there again.
    """
    honours: dict[int, list[Borne]] = defaultdict(list)
    borne = Honour.objects.on(on).filter(person__authority=authority).order_by("since", "pk")
    for person, *honour in borne.values_list("person", "kind", "level", "since"):
        honours[person].append((honour[0], honour[1], honour[2]))
    shown = people(seen_by=actor, on=on)
    rows = Teacher.objects.on(on).filter(
        school__authority=authority, school__until=None, person__in=shown
    )
    ordered = rows.order_by("school__sort_key", "school", "person__sort_key", "person", "pk")
    held: list[Teacher] = []
    for each in ordered.select_related("person", "school").iterator(chunk_size=2_000):
        if held and held[0].person_id != each.person_id:
            yield from _of_person(held, honours.pop(held[0].person_id, []))
            held = []
        held.append(each)
    if held:
        yield from _of_person(held, honours.pop(held[0].person_id, []))


def masked(number: Sealed | None) -> str | None:
    """What may be shown of an ID number."""
    return None if number is None else mask_number(number.open())


def _of_person(held: list[Teacher], honours: list[Borne]) -> Iterator[Values]:
    person, number = held[0].person, masked(held[0].person.id_number)
    for n in range(max(len(held), len(honours))):
        each = held[n] if n < len(held) else held[0]
        kind, level, since = honours[n] if n < len(honours) else (None, None, None)
        yield {
            "name": person.name,
            "id_kind": person.id_kind if number else None,
            "id_number": number,
            "school": each.school.name,
            "stage": each.stage,
            "subject": each.subject,
            "title": each.title,
            "since": each.since,
            "honour": kind,
            "level": level,
            "honour_since": since,
        }
