"""What is registered of the people and schools a sheet may name, in few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from itertools import islice

from django.db.models import Q

from xuequ.vault.fields import BlindIndexField

from ..engine.masks import mask_number
from ..engine.staff import HIDDEN, Held, Known, Someone, Standing
from ..models import Authority, Holding, Honour, Person, Posting, School, Teacher

CHUNK = 500  # numbers looked up at once


def known_staff(
    authority: Authority, on: date, numbers: Collection[str], about: Collection[int] = ()
) -> Known:
    """Who works at which school from a day on, and who carries which of the numbers.

    Args:
        about: people who are known whether they work anywhere or not.
    """
    schools = School.objects.filter(authority=authority).during(on, None)
    places: dict[int, set[str]] = defaultdict(set)
    facts: dict[int, tuple[str, bool]] = {}
    for found in (
        Teacher.objects.during(on, None).values_list(
            "person", "person__name", "person__id_number_index", "school__name"
        ),
        Holding.objects.during(on, None).values_list(
            "person", "person__name", "person__id_number_index", "post__school__name"
        ),
        Posting.objects.during(on, None).values_list(
            "person", "person__name", "person__id_number_index", "to_school__name"
        ),
    ):
        for pk, name, index, school in found.filter(person__authority=authority):
            facts[pk] = (name, index is not None)
            places[pk] |= {school} if school else set()
    facts |= {pk: fact for pk, fact in _registered(authority, about).items() if pk not in facts}
    masks = _masks(authority, numbers)
    people: dict[str, list[Someone]] = defaultdict(list)
    for pk, (name, has_number) in sorted(facts.items()):
        someone = Someone(pk, name, frozenset(places[pk]), has_number, masks.get(pk, ""))
        people[name].append(someone)
    everybody = {each.id: each for namesakes in people.values() for each in namesakes}
    return Known(
        schools=frozenset(schools.values_list("name", flat=True)),
        people={name: tuple(namesakes) for name, namesakes in people.items()},
        carriers=_carriers(authority, [n for n in numbers if HIDDEN not in n], everybody),
        by_id=everybody,
    )


def _registered(authority: Authority, about: Collection[int]) -> dict[int, tuple[str, bool]]:
    """The names of these people, and whether their numbers are known."""
    found: dict[int, tuple[str, bool]] = {}
    wanted = iter(set(about))
    while some := list(islice(wanted, CHUNK)):
        rows = Person.objects.filter(authority=authority, pk__in=some)
        for pk, name, index in rows.values_list("pk", "name", "id_number_index"):
            found[pk] = (name, index is not None)
    return found


def _masks(authority: Authority, numbers: Collection[str]) -> dict[int, str]:
    """What is shown of everybody's number, if a sheet names anybody by that."""
    if not any(HIDDEN in number for number in numbers):
        return {}
    rows = Person.objects.filter(authority=authority, id_number__isnull=False)
    return {
        pk: mask_number(number.open())  # type: ignore[union-attr]
        for pk, number in rows.values_list("pk", "id_number").iterator()
    }


def _carriers(
    authority: Authority, numbers: Collection[str], everybody: dict[int, Someone]
) -> dict[str, Someone]:
    """Who of the authority carries which of the numbers, whether they work anywhere or not."""
    field: BlindIndexField = Person._meta.get_field("id_number_index")
    digests = iter([(digest, each) for each in set(numbers) for digest in field.indexes(each)])
    found: dict[str, Someone] = {}
    while some := dict(islice(digests, CHUNK)):
        rows = Person.objects.filter(authority=authority, id_number_index__in=list(some))
        for pk, name, index in rows.values_list("pk", "name", "id_number_index"):
            found[some[index]] = everybody.get(pk, Someone(pk, name, has_number=True))
    return found


def standing_of_teachers(authority: Authority, on: date) -> Standing:
    """What everybody of an authority teaches on a day or later, and the honours borne then."""
    teaching: dict[tuple[int, str, str, str], Held] = {}
    rows = Teacher.objects.during(on, None).filter(school__authority=authority).order_by("since")
    for *key, since, until, title in rows.values_list(
        "person", "school__name", "stage", "subject", "since", "until", "title"
    ):
        place = (key[0], key[1], key[2], key[3])
        earlier = teaching.get(place)
        settled = earlier is None and until is None
        teaching[place] = Held(earlier.since if earlier else since, title, settled)
    honours = Honour.objects.during(on, None).filter(person__authority=authority)
    schools = School.objects.filter(authority=authority, until=None)
    return Standing(
        teaching=teaching,
        honours=frozenset(honours.values_list("person", "kind", "level")),
        begun=dict(schools.values_list("name", "since")),
    )


def school_named(authority: Authority, on: date, name: str) -> School | None:
    """The school of that name that is open on a day or opens later."""
    going_on = Q(until=None) | Q(until__gt=on)
    return School.objects.filter(going_on, authority=authority, name=name).order_by("since").first()
