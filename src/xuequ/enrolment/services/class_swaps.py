"""Changes of class after the classes were approved: asked for by the school, then decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from xuequ.directory.services.dividing import reseat
from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import year_of
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ..models import ClassMaking, ClassSeat, ClassSwap
from ..queries.class_access import may_change, may_decide
from ..queries.class_gathering import rooms_of, there
from ..queries.class_sizes import is_full, most_of
from ..queries.class_steps import APPROVED
from .class_guards import holding

SHORTEST = 10


@dataclass(frozen=True, slots=True)
class Wish:
    """Who is to change class, with whom (None: with nobody), from when, and why."""

    seat: int
    room: int
    other: int | None
    since: date
    reason: str


@transaction.atomic
def ask_for_swap(found: ClassMaking, wish: Wish, *, actor: Actor, now: datetime) -> ClassSwap:
    """Ask the authority to let a pupil change class.

    Raises:
        Refused("not-your-place"), Refused("class-step-is-past"): as `class_guards.holding`.
        Refused("class-not-there"): the pupil, or the other one, is not in a class of this making.
        Refused("class-swap-nothing"): the pupil is in that class already, or the other is not.
        Refused("class-is-full"): with nobody in return the class would be larger than it may be.
        Refused("class-swap-open"): a change is being decided for one of them.
        Refused("class-needs-reason"): fewer than ten characters say why.
        Refused("day-outside-year"): the day lies outside the school year.
    """
    row = holding(found, may_change, APPROVED, actor=actor)
    if len(wish.reason.strip()) < SHORTEST:
        raise Refused("class-needs-reason", count=SHORTEST)
    if year_of(wish.since) != row.year or wish.since < row.since:
        raise Refused("day-outside-year", first=row.since, end=date(row.year + 1, 8, 31))
    seat = _seat(row, wish.seat, wish.since)
    other = None if wish.other is None else _seat(row, wish.other, wish.since)
    to = wish.room if other is None else other.room
    if to is None or to == seat.room or not 1 <= to <= row.classes:
        raise Refused("class-swap-nothing")
    if other is None and is_full(row, to, wish.since):
        raise Refused("class-is-full", number=to, most=most_of(row))
    pair = [each for each in (seat, other) if each is not None]
    undecided = ClassSwap.objects.filter(agreed=None)
    if undecided.filter(seat__in=pair).exists() or undecided.filter(other__in=pair).exists():
        raise Refused("class-swap-open")
    swap = ClassSwap.objects.create(
        making=row,
        seat=seat,
        other=other,
        room=to,
        since=wish.since,
        reason=wish.reason.strip(),
        asked_by_id=actor.person,
        asked_at=now,
    )
    write("ask-for-swap", swap, actor=actor, note={"from_class": seat.room, "to_class": to})
    return swap


def _seat(row: ClassMaking, pk: int, on: date) -> ClassSeat:
    for making in [row, *row.late.exclude(confirmed_at=None)]:
        found = there(making, on).filter(pk=pk).first()
        if found is not None:
            return found
    raise Refused("class-not-there")


@transaction.atomic
def decide_swap(
    found: ClassSwap, words: str, *, agreed: bool, actor: Actor, now: datetime
) -> ClassSwap:
    """Approve a change of class, which is then written into the directory, or refuse it.

    Raises:
        Refused("not-your-place"), Refused("class-step-is-past"): as `class_guards.holding`.
        Refused("class-swap-decided"): it is decided already.
        Refused("class-swap-by-asker"): whoever asked for it does not decide.
        Refused("class-needs-reason"): a refusal says why.
        Refused("class-not-there"): one of them has left, or sits elsewhere now.
        Refused("class-is-full"): as when it was asked for.
    """
    row = holding(found.making, may_decide, APPROVED, actor=actor)
    swap = ClassSwap.objects.select_for_update(of=("self",)).select_related("seat", "other")
    swap_row = swap.get(pk=found.pk)
    if swap_row.agreed is not None:
        raise Refused("class-swap-decided")
    if actor.person is not None and actor.person == swap_row.asked_by_id:
        raise Refused("class-swap-by-asker")
    if not agreed and len(words.strip()) < SHORTEST:
        raise Refused("class-needs-reason", count=SHORTEST)
    if agreed:
        _carry_out(row, swap_row)
    swap_row.agreed, swap_row.words = agreed, words.strip()
    swap_row.decided_at, swap_row.decided_by_id = now, actor.person
    swap_row.save(update_fields=["agreed", "words", "decided_at", "decided_by"])
    note = {"to_class": swap_row.room}
    if agreed:
        write("approve-swap", swap_row, actor=actor, note=note)
    else:
        write("refuse-swap", swap_row, actor=actor, note=note)
    return swap_row


def _carry_out(row: ClassMaking, swap: ClassSwap) -> None:
    seat = _seat(row, swap.seat_id, swap.since)
    other = None if swap.other_id is None else _seat(row, swap.other_id, swap.since)
    if other is None and is_full(row, swap.room, swap.since):
        raise Refused("class-is-full", number=swap.room, most=most_of(row))
    rooms = dict(rooms_of(row).values_list("number", "pk"))
    pairs = [(seat, swap.room)]
    if other is not None and seat.room is not None:
        pairs.append((other, seat.room))
    for each, _ in pairs:
        if each.now is None or each.now.school_class.number != each.room:
            raise Refused("class-not-there")
    now = reseat({e.now_id: rooms[to] for e, to in pairs if e.now_id is not None}, swap.since)
    for each, to in pairs:
        each.room, each.now_id = to, now[each.now_id] if each.now_id is not None else None
        each.save(update_fields=["room", "now"])
