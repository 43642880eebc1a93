"""The people of an authority on a day, as a bundle carries them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from xuequ.directory.engine.masks import STAR
from xuequ.directory.models import Holding, Honour, Person, Pupil, SchoolClass, Teacher
from xuequ.directory.models.dated import in_force
from xuequ.directory.queries import people as of_people
from xuequ.directory.queries.scope import people
from xuequ.vault.sealing import Sealed

from ..engine.oneroster import county as plain
from .asked import EXCLUSIVE, Asked, by_owner

CHUNK = 2_000


def _open(value: Sealed | None, asked: Asked) -> str:
    return value.open() if value is not None and asked.in_full else ""


def workers_of(asked: Asked) -> Iterator[plain.Worker]:
    """Who works there, without parents: what they teach, honours, posts."""
    teaching = _teaching(asked)
    honours = by_owner(
        Honour.objects.on(asked.on).filter(person__authority=asked.authority), "person_id"
    )
    offices = _offices(asked)
    seen = people(seen_by=asked.actor, on=asked.on).filter(authority=asked.authority)
    person: Person
    for person in seen.order_by("id").iterator(chunk_size=CHUNK):
        number = _open(person.id_number, asked)
        borne = honours[person.pk] if teaching[person.pk] else []
        yield plain.Worker(
            id=asked.ids.of("worker", person.pk),
            name=person.name,
            id_kind=person.id_kind or "" if number else "",
            id_number=number,
            phone=_open(person.phone, asked),
            teaching=tuple(teaching[person.pk]),
            honours=tuple(plain.Honour(each.kind, each.level, each.since) for each in borne),
            offices=tuple(offices[person.pk]),
        )


def _teaching(asked: Asked) -> dict[int, list[plain.Teaching]]:
    found: dict[int, list[plain.Teaching]] = defaultdict(list)
    rows = Teacher.objects.on(asked.on).filter(
        school__authority=asked.authority, school__until=None
    )
    for each in rows.order_by("id").iterator(chunk_size=CHUNK):
        school = asked.ids.of("school", each.school_id)
        found[each.person_id].append(
            plain.Teaching(school, each.stage, each.subject, each.title or "", each.since)
        )
    return found


def _offices(asked: Asked) -> dict[int, list[plain.Office]]:
    """Whoever holds which post; the three administrators are appointed one by one."""
    rows = (
        Holding.objects.on(asked.on)
        .filter(in_force(asked.on, "post__"), post__authority=asked.authority)
        .exclude(post__role__in=EXCLUSIVE)
        .select_related("post")
        .order_by("id")
    )
    found: dict[int, list[plain.Office]] = defaultdict(list)
    for each in rows:
        post = each.post
        org = asked.ids.of("authority", 0)
        for kind, pk in (("school", post.school_id), ("body", post.body_id),
                         ("consortium", post.consortium_id)):  # fmt: skip
            if pk:
                org = asked.ids.of(kind, pk)
                break
        found[each.person_id].append(
            plain.Office(org, post.role, post.title, each.ex_officio, each.since, each.until)
        )
    return found


def children_of(asked: Asked, rooms: Iterable[SchoolClass]) -> Iterator[plain.Child]:
    """The pupils of these classes."""
    shown = {each.pk for each in rooms}
    rows = of_people.pupils(seen_by=asked.actor, on=asked.on).filter(
        school_class__school__authority=asked.authority
    )
    pupil: Pupil
    for pupil in rows.order_by("id").iterator(chunk_size=CHUNK):
        if pupil.school_class_id in shown:
            number = _open(pupil.id_number, asked)
            yield plain.Child(
                id=asked.ids.of("pupil", pupil.pk),
                name=_open(pupil.name, asked) or STAR,  # a cell that must be filled in
                room=asked.ids.of("class", pupil.school_class_id),
                number=_open(pupil.number, asked),
                id_kind=pupil.id_kind or "" if number else "",
                id_number=number,
                since=pupil.since,
                until=pupil.until,
            )
