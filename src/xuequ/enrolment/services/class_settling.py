"""Change what was settled of a making of classes, as long as it is a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.methods.classes.children import Limits
from xuequ.methods.lottery.seeds import Part, check
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import ClassMaking
from ..queries.class_access import may_change
from ..queries.class_gathering import hash_of
from ..queries.class_steps import DRAFTED, LISTED
from .class_beginning import (
    NewMaking,
    add_teams,
    announced,
    check_classes,
    check_late,
    check_year,
    settled_note,
)
from .class_guards import holding


@dataclass(frozen=True, slots=True)
class LateSettings:
    """What is settled of a draw for late pupils; the classes are those of its first making."""

    since: date
    limits: Limits
    twins: str
    parts: Sequence[Part]


@transaction.atomic
def change_settings(found: ClassMaking, new: NewMaking, *, actor: Actor) -> ClassMaking:
    """Settle a draft anew, its grade apart; a list that was taken down is wanted again.

    Raises:
        Refused("not-your-place"), Refused("class-step-is-past"): as `class_guards.holding`; it is
            frozen, or it is a draw for late pupils.
        Refused("day-outside-year"): the day lies outside the school year.
        Refused("nothing-changed"): it is settled so already.
        Refused: as `class_beginning.begin_classes`.
    """
    row = holding(found, may_change, DRAFTED, LISTED, actor=actor)
    if row.is_late:
        raise Refused("class-step-is-past", name=str(row))
    if new.method == "serpentine" and new.limits.mean is None:
        raise Refused("class-mean-missing")
    check(hash_of(row), new.parts)
    before, known = fingerprint(row), _settled(row)
    row.since, row.method, row.classes = new.since, new.method, new.classes
    row.mean_gap = new.limits.mean
    _settle(row, new.limits, new.twins, new.parts)
    check_year(row, row.year)
    check_classes(row)
    row.teams.all().delete()
    add_teams(row, new.teams)
    return _kept(row, known, before, actor)


@transaction.atomic
def change_late(found: ClassMaking, new: LateSettings, *, actor: Actor) -> ClassMaking:
    """Settle a draft of a draw for late pupils anew; its list is wanted again.

    Raises:
        Refused("not-your-place"), Refused("class-step-is-past"): as `class_guards.holding`; it is
            frozen, or it is not about late pupils.
        Refused("nothing-changed"): it is settled so already.
        Refused: as `class_beginning.begin_late`.
    """
    row = holding(found, may_change, DRAFTED, LISTED, actor=actor)
    if row.first is None:
        raise Refused("class-step-is-past", name=str(row))
    check(hash_of(row), new.parts)
    before, known = fingerprint(row), _settled(row)
    row.since = new.since
    _settle(row, new.limits, new.twins, new.parts)
    check_late(row, row.first)
    return _kept(row, known, before, actor)


def _settle(row: ClassMaking, limits: Limits, twins: str, parts: Sequence[Part]) -> None:
    row.size_gap, row.sex_gap, row.special_gap = limits.size, limits.sex, limits.special
    row.twins, row.parts = twins, announced(parts)


def _kept(row: ClassMaking, known: list[object], before: str, actor: Actor) -> ClassMaking:
    """Write the row; what was taken down by the settings before does not stand any more."""
    if _settled(row) == known:
        raise Refused("nothing-changed")
    note = settled_note(row)
    if dropped := row.seats.count():
        row.seats.all().delete()
        note["list_dropped"] = dropped
    row.list = row.rules = None
    row.save()
    write("change-class-settings", row, actor=actor, before=before, note=note)
    return row


def _settled(row: ClassMaking) -> list[object]:
    """All that can be settled, to be compared."""
    leaders = list(row.teams.order_by("person").values_list("person", flat=True))
    gaps = row.size_gap, row.sex_gap, row.special_gap, row.mean_gap
    return [row.since, row.method, row.classes, gaps, row.twins, row.parts, leaders]
