"""The rules of a making as they are to be frozen: for late pupils with what the classes hold."""

from __future__ import annotations

from datetime import date

from xuequ.directory.models import Pupil
from xuequ.methods.classes.children import Held, LateRules, Limits, Method, Rules

from ..engine.class_files.rules_file import MainRules
from ..models import ClassMaking
from .class_gathering import hash_of, rooms_of, seated, sexes_of
from .class_sizes import free_in


def rules_for(making: ClassMaking) -> MainRules | LateRules:
    """The rules of a making as they are frozen."""
    name = _named(making)
    if making.first is not None:
        return LateRules(
            hash_of(making),
            name,
            held_by(making.first, making.since),
            Limits(making.size_gap, making.sex_gap, making.special_gap),
            free_in(making.first, making.since),
        )
    limits = Limits(making.size_gap, making.sex_gap, making.special_gap, making.mean_gap)
    method: Method = "serpentine" if making.method == "serpentine" else "random"
    rules = Rules(method, making.classes, limits, hash_of(making), name)
    return MainRules(rules, tuple(making.teams.values_list("code", flat=True)))


def _named(making: ClassMaking) -> str:
    late = f" {making.pk}" if making.is_late else ""
    return f"{making.school} {making.year} {making.stage} {making.grade}{late}".replace("|", " ")


def held_by(first: ClassMaking, on: date) -> list[Held]:
    """What each class holds on a day; who came in another way counts where the sex is known."""
    rooms = rooms_of(first).filter(number__range=(1, first.classes))
    pupils = Pupil.objects.on(on).filter(school_class__in=rooms).select_related("school_class")
    brought, sexes = seated(first, on), sexes_of(pupils)
    counts = [[0, 0, 0] for _ in range(first.classes)]
    for pupil in pupils:
        child = brought.get(pupil.pk)
        sex = child.sex if child else sexes[pupil.pk]
        if sex is not None:
            count = counts[pupil.school_class.number - 1]
            count[sex == "female"] += 1
            count[2] += child is not None and child.special
    return [(boys, girls, special) for boys, girls, special in counts]
