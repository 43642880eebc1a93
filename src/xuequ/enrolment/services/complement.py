"""Open the round that gives the seats another one left (补录)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ..models import Plan, Round
from ..queries.access import CHANGE
from ..queries.telling.left import Left, seats_left
from .guards import held
from .rounds import Settings, check_settings, values_of


@transaction.atomic
def open_complement(found: Round, settings: Settings, *, actor: Actor, now: datetime) -> Round:
    """Open the preparation of the round that completes another: its schools, the seats left.

    It goes the same way as every round: rules signed by two, applications, checks, a result.

    Raises:
        Refused("not-your-place"): the actor does not prepare rounds of this authority.
        Refused("round-not-concluded"): seats may still go to those who wait.
        Refused("has-a-complement"): there is one already.
        Refused("no-seats-left"): every seat is taken.
        Refused("name-is-taken"), Refused("closes-before-it-opens"),
            Refused("opens-in-another-year"): as `change_round`.
    """
    row = held(found, CHANGE, actor=actor)
    if row.concluded_at is None:
        raise Refused("round-not-concluded", name=row.name)
    known = row.complements.first()
    if known is not None:
        raise Refused("has-a-complement", name=known.name)
    left = seats_left(row, now)
    if not any(each.free for each in left):
        raise Refused("no-seats-left", name=row.name)
    check_settings(row.authority, row.year, settings)
    made = Round.objects.create(
        authority=row.authority,
        year=row.year,
        stage=row.stage,
        regime=row.regime,
        complement_of=row,
        turn=row.turn + 1,
        is_synthetic=row.is_synthetic,
        **values_of(settings),
    )
    plan = _plan(row, made, left)
    note = {"year": made.year, "completes": row.name, "plan": plan}
    write("open-complement", made, actor=actor, note=note)
    return made


def _plan(base: Round, made: Round, left: list[Left]) -> int:
    """The schools of the round it completes, each with the seats it has left."""
    free = {each.school: each.free for each in left}
    rows = [
        Plan(
            round=made,
            school_id=each.school_id,
            year=made.year,
            stage=made.stage,
            turn=made.turn,
            part=each.part,
            plan=free.get(each.school_id, 0),
            classes=each.classes,
            overflow=each.overflow,
        )
        for each in base.plans.all()
    ]
    Plan.objects.bulk_create(rows)
    return sum(free.values())


def check_left(row: Round, now: datetime) -> None:
    """A complementary round plans no seat that is not left.

    Raises:
        Refused("over-seats-left"): a school plans more than it has left.
    """
    if row.complement_of is None:
        return
    free = {each.school: each.free for each in seats_left(row.complement_of, now)}
    for each in row.plans.select_related("school"):
        wanted, most = (each.plan or 0) + each.spare, free.get(each.school_id, 0)
        if wanted > most:
            raise Refused("over-seats-left", school=each.school.name, count=most)
