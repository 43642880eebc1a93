"""What classes are made of, as plain values."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from xuequ.directory.engine.identity import Read, read
from xuequ.directory.models import Guardianship, Pupil, School, SchoolClass
from xuequ.directory.models.people import IdKind
from xuequ.kernel.periods import year_of
from xuequ.methods.classes.children import Child, LateRules, Rules, Sex
from xuequ.methods.lottery.digests import Hash
from xuequ.methods.lottery.seeds import Part

from ..engine.class_files.gathered import Known, Wanted
from ..engine.class_files.lists import children_of
from ..engine.class_files.rules_file import MainRules, rules_of
from ..engine.package.classes import Inputs
from ..models import Child as Applicant
from ..models import ClassMaking, ClassSeat


def grade_waiting(school: School, on: date) -> list[tuple[SchoolClass, int]]:
    """The grades of a school with pupils who are in no class yet, and how many these are."""
    rooms = SchoolClass.objects.filter(school=school, year=year_of(on), number=0)
    found = [(each, waiting_in(each, on).count()) for each in rooms.order_by("stage", "grade")]
    return [each for each in found if each[1]]


def waiting_in(room: SchoolClass, on: date) -> QuerySet[Pupil]:
    """The pupils of class 0 on a day."""
    found: QuerySet[Pupil] = Pupil.objects.on(on).filter(school_class=room)
    return found.order_by("pk")


def waiting_for(making: ClassMaking) -> QuerySet[Pupil]:
    """The pupils a making is about, as they are registered now."""
    rooms = rooms_of(making).filter(number=0)
    found: QuerySet[Pupil] = Pupil.objects.on(making.since).filter(school_class__in=rooms)
    return found.order_by("pk")


def rooms_of(making: ClassMaking) -> QuerySet[SchoolClass]:
    """The classes of the grade, class 0 among them."""
    return SchoolClass.objects.filter(
        school=making.school_id, year=making.year, stage=making.stage, grade=making.grade
    )


def occupied(making: ClassMaking) -> list[int]:
    """The numbers of classes to be made that hold pupils already."""
    rooms = rooms_of(making).filter(number__range=(1, making.classes))
    found = Pupil.objects.on(making.since).filter(school_class__in=rooms)
    numbers = found.order_by("school_class__number").values_list("school_class__number", flat=True)
    return list(numbers.distinct())


def known_of(making: ClassMaking) -> list[Known]:
    """The pupils a making is about; the sex where a resident number or the application says it."""
    waiting = waiting_for(making)
    sexes = sexes_of(waiting)
    return [Known(each.pk, sexes[each.pk]) for each in waiting]


def sexes_of(pupils: QuerySet[Pupil]) -> dict[int, Sex | None]:
    """The sex of each where a resident number or the application says it."""
    rows = Applicant.objects.filter(pupil__in=pupils).only("pupil", "sex")
    stated = {each.pupil_id: each.sex for each in rows}
    return {each.pk: _sex(each) or _stated(stated.get(each.pk)) for each in pupils}


def likely_births(making: ClassMaking) -> int:
    """How many pupils of a making share a guardian and the day of birth with another of them."""
    waiting = waiting_for(making)
    children: dict[int, set[int]] = defaultdict(set)
    rows = Guardianship.objects.on(making.since).filter(pupil__in=waiting)
    for person, pupil in rows.values_list("person", "pupil"):
        children[person].add(pupil)
    families = [each for each in children.values() if len(each) > 1]
    born = _born(waiting.filter(pk__in=set().union(*families)))
    found: set[int] = set()
    for family in families:
        days = Counter(born[each] for each in family if each in born)
        found |= {each for each in family if days[born.get(each, "")] > 1}
    return len(found)


def _born(pupils: QuerySet[Pupil]) -> dict[int, str]:
    """The day of birth where a resident number or the application says it."""
    rows = Applicant.objects.filter(pupil__in=pupils).only("pupil", "born")
    found = {each.pupil_id: each.born.open() for each in rows if each.pupil_id is not None}
    for each in pupils:
        if (told := _told(each)) is not None:
            found[each.pk] = told.born.isoformat()
    return found


def _told(pupil: Pupil) -> Read | None:
    """What a resident number says."""
    if pupil.id_number is None or pupil.id_kind != IdKind.RESIDENT:
        return None
    return read(pupil.id_number.open())


def _sex(pupil: Pupil) -> Sex | None:
    found = _told(pupil)
    if found is None:
        return None
    return "male" if found.sex == "male" else "female"


def _stated(told: Any) -> Sex | None:
    sex = told.open() if told is not None else ""
    return "male" if sex == "male" else "female" if sex == "female" else None


def wanted_of(making: ClassMaking) -> Wanted:
    """What the rules of a making need to know of every child."""
    return Wanted(making.twins, making.mean_gap is not None and not making.is_late)


def hash_of(making: ClassMaking) -> Hash:
    """The hash everything of a making is drawn with."""
    return "sm3" if making.hash == "sm3" else "sha256"


def parts_of(making: ClassMaking, values: Mapping[str, str] | None = None) -> list[Part]:
    """The parts of the seed as they were announced, with what was brought."""
    brought = making.values if values is None else values
    return [Part(**{**each, "value": brought.get(each["name"], "")}) for each in making.parts]


def inputs_of(making: ClassMaking, values: Mapping[str, str] | None = None) -> Inputs:
    """What was frozen."""
    parts = parts_of(making, values)
    return Inputs(bytes(making.list or b""), bytes(making.rules or b""), parts)


def children_in(making: ClassMaking) -> dict[str, Child]:
    """The children of the frozen list, by number."""
    if making.list is None:
        return {}
    return {each.number: each for each in children_of(bytes(making.list))}


def main_rules(making: ClassMaking) -> Rules | None:
    """The rules that were frozen; none where there are none yet, or for late children."""
    said = _said(making)
    return said.rules if isinstance(said, MainRules) else None


def late_rules(making: ClassMaking) -> LateRules | None:
    """The rules that were frozen for late children; none where there are none."""
    said = _said(making)
    return said if isinstance(said, LateRules) else None


def _said(making: ClassMaking) -> MainRules | LateRules | None:
    return rules_of(bytes(making.rules)) if making.rules is not None else None


def seated(first: ClassMaking, on: date) -> dict[int, Child]:
    """By the seat the children that makings brought into the classes and who are there on a day."""
    found = {}
    for making in [first, *first.late.exclude(confirmed_at=None)]:
        children = children_in(making)
        for seat in there(making, on):
            if seat.now_id is not None and seat.number is not None:
                found[seat.now_id] = children[seat.number.open()]
    return found


def there(making: ClassMaking, on: date) -> QuerySet[ClassSeat]:
    """The seats of a making whose pupils have not left the school by a day."""
    now = Pupil.objects.on(on).values("pk")
    return making.seats.filter(now__in=now).select_related("now__school_class")
