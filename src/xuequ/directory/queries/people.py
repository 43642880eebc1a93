"""What the pages of people and pupils show: identity data always masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from xuequ.kernel.actors import Actor
from xuequ.record.fingerprint import subject_of
from xuequ.record.models import Line

from ..engine.identity import advice
from ..engine.masks import mask_name, mask_number, mask_phone
from ..models import Account, Guardianship, Holding, Person, Pupil, SchoolClass, Teacher
from ..models.dated import in_force
from .identities import place_of
from .postings import work_of_person
from .scope import own_schools


def search(found: QuerySet[Person], words: str) -> QuerySet[Person]:
    """Only people whose name contains `words`."""
    return found.filter(name__icontains=words) if words else found


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list of people."""

    person: Person
    posts: list[str]
    teaching: list[str]
    has_account: bool


def person_rows(people: list[Person], on: date) -> list[PersonRow]:
    """The people with what they do that day, in three queries."""
    posts: dict[int, list[str]] = {}
    held = Holding.objects.on(on).filter(in_force(on, "post__"), person__in=people)
    places = ("post__school", "post__consortium", "post__body", "post__authority")
    for each in held.select_related("post", *places):
        posts.setdefault(each.person_id, []).append(f"{place_of(each.post)} {each.post.title}")
    teaching: dict[int, list[str]] = {}
    for each in Teacher.objects.on(on).filter(person__in=people).select_related("school"):
        teaching.setdefault(each.person_id, []).append(f"{each.school} {each.subject}")
    accounts = set(Account.objects.filter(person__in=people).values_list("person", flat=True))
    return [
        PersonRow(each, posts.get(each.pk, []), teaching.get(each.pk, []), each.pk in accounts)
        for each in people
    ]


@dataclass(frozen=True, slots=True)
class Masked:
    """Identity data as everybody may see it."""

    id_kind: str
    id_number: str
    phone: str = ""
    name: str = ""
    number: str = ""
    odd_area: bool = False  # the place within the number is odd; advice only


def masked(person: Person) -> Masked:
    """What is shown of a person's identity data."""
    number = person.id_number.open() if person.id_number else ""
    return Masked(
        id_kind=str(person.get_id_kind_display() or ""),
        id_number=mask_number(number),
        phone=mask_phone(person.phone.open()) if person.phone else "",
        odd_area=advice(number) is not None,
    )


def person_detail(person: Person, on: date) -> dict[str, Any]:
    """Everything the page of one person shows."""
    places = ("post__school", "post__consortium", "post__body", "post__authority")
    holdings = list(person.holdings.select_related("post", *places).order_by("-since", "-id"))
    looks = Line.objects.filter(verb="reveal-identity", subject=subject_of(person))
    lent = person.deputising.select_related(
        "holding__person", *(f"holding__{place}" for place in places)
    )
    return {
        "person": person,
        "posts": [(each, place_of(each.post), each.is_in_force(on)) for each in holdings],
        "deputising": [
            (each, place_of(each.holding.post)) for each in lent.order_by("-since", "-id")
        ],
        "teaching": person.teaching.select_related("school").order_by("-since"),
        "honours": person.honours.order_by("-since"),
        "work": work_of_person(person.pk),
        "has_account": Account.objects.filter(person=person).exists(),
        "masked": masked(person),
        "looks": looks.count(),
        "last_look": looks.first(),
    }


def classes(*, seen_by: Actor, on: date) -> QuerySet[SchoolClass]:
    """The classes of the actor's own schools."""
    mine = own_schools(seen_by=seen_by, on=on)
    return SchoolClass.objects.filter(school__in=mine.values("pk")).select_related("school")


def pupils(*, seen_by: Actor, on: date) -> QuerySet[Pupil]:
    """The pupils of the actor's own schools on a day."""
    mine = own_schools(seen_by=seen_by, on=on).values("pk")
    found: QuerySet[Pupil] = Pupil.objects.on(on).filter(school_class__school__in=mine)
    return found.select_related("school_class__school__authority")


def own_guardianships(*, seen_by: Actor, on: date) -> QuerySet[Guardianship]:
    """Who speaks on a day for the pupils of the actor's own schools."""
    mine = pupils(seen_by=seen_by, on=on).values("pk")
    found: QuerySet[Guardianship] = Guardianship.objects.on(on).filter(pupil__in=mine)
    return found.select_related("person", "pupil__school_class__school__authority")


@dataclass(frozen=True, slots=True)
class PupilRow:
    """One line of the list of a class."""

    pupil: Pupil
    name: str
    number: str
    id_number: str
    guardians: list[tuple[Guardianship, str, str]]  # with name and telephone, masked


def pupil_rows(school_class: SchoolClass, *, seen_by: Actor, on: date) -> list[PupilRow]:
    """The pupils of a class on a day.

    Names stand in full only for whoever keeps the list in the school itself.
    """
    plain = in_full(school_class, seen_by=seen_by)
    guardians: dict[int, list[tuple[Guardianship, str, str]]] = {}
    rows = Guardianship.objects.on(on).filter(pupil__school_class=school_class)
    for each in rows.select_related("person"):
        name = each.person.name if plain else mask_name(each.person.name)
        guardians.setdefault(each.pupil_id, []).append((each, name, masked(each.person).phone))
    return [
        PupilRow(
            each,
            name_of(each, in_full=plain),
            mask_number(each.number.open()) if each.number else "",
            mask_number(each.id_number.open()) if each.id_number else "",
            guardians.get(each.pk, []),
        )
        for each in school_class.pupils.on(on).order_by("id")
    ]


def in_full(school_class: SchoolClass, *, seen_by: Actor) -> bool:
    """Does the reader see names in full: whoever keeps the list in the school itself?"""
    return seen_by.may("pupil.change") and seen_by.school == school_class.school_id


def name_of(pupil: Pupil, *, in_full: bool) -> str:
    """A pupil's name, in full or masked; "" where none is known."""
    if pupil.name is None:
        return ""
    name = pupil.name.open()
    return name if in_full else mask_name(name)


def has_pupils() -> Exists:
    """Is a class listed child by child?"""
    return Exists(Pupil.objects.filter(school_class=OuterRef("pk")))
