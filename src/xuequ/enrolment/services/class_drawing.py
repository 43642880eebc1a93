"""Make the classes out of the seed, approve them, write them into the directory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from xuequ import __version__
from xuequ.directory.models import Authority
from xuequ.directory.services.dividing import put_in_charge, reseat
from xuequ.directory.services.rising import ClassAt, open_classes
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.class_files.lists import seats_of, teams_of
from ..engine.package.classes import sealed
from ..engine.package.container import unpacked
from ..engine.package.sealing import About
from ..models import ClassMaking, ClassSeat, ClassTeam
from ..queries.class_access import may_change, may_confirm
from ..queries.class_gathering import inputs_of, occupied, parts_of, waiting_for
from ..queries.class_sizes import crowded, most_of
from ..queries.class_steps import FROZEN, MADE
from .announcing import plain_value
from .class_guards import holding


@transaction.atomic
def make_classes(
    found: ClassMaking, values: Mapping[str, str], *, actor: Actor, now: datetime
) -> ClassMaking:
    """Make the classes of what was frozen and of what the parties brought.

    Args:
        values: what was thrown or revealed, by the name of the part.

    Raises:
        Refused("not-your-place"), Refused("class-step-is-past"): as `class_guards.holding`.
        Refused("seed-…"): a value is missing, or is not what was announced.
        Refused("classes-contradict"): no classes within the limits were found.
    """
    row = holding(found, may_change, FROZEN, actor=actor)
    before = fingerprint(row)
    row.values = {each["name"]: values.get(each["name"], "").strip() for each in row.parts}
    title = str(row).replace(",", " ").replace('"', " ")
    row.package = sealed(inputs_of(row), About(title, f"xuequ {__version__}"))
    from ..engine.package.checking import checked  # it brings the compiler along

    told = checked(row.package, row.frozen_digest)
    if not told.is_genuine:
        raise RuntimeError("a package just made is not genuine")
    row.package_digest, row.made_at, row.made_by_id = told.digest, now, actor.person
    row.save()
    files = unpacked(row.package)
    seats = seats_of(files["result.csv"])
    rows = list(row.seats.all())
    for seat in rows:
        seat.room = seats[seat.number.open()]
    ClassSeat.objects.bulk_update(rows, ["room"])
    rooms = teams_of(files["teams.csv"])
    for team in row.teams.all():
        ClassTeam.objects.filter(pk=team.pk).update(room=rooms[team.code])
    note = {"frozen_digest": row.frozen_digest, "package_digest": row.package_digest}
    write("make-classes", row, actor=actor, before=before, note=note)
    return row


@transaction.atomic
def approve_classes(
    found: ClassMaking, readings: Mapping[str, str], *, actor: Actor, now: datetime
) -> ClassMaking:
    """Approve classes as another person than made them, and write them into the directory.

    Pupils who have left since the list was frozen stay out; who came since draws later.

    Args:
        readings: what whoever approves read on the board, by the name of the part; of a secret
            nothing, for its commitment speaks for it.

    Raises:
        Refused("not-your-place"), Refused("class-step-is-past"): as `class_guards.holding`.
        Refused("class-approved-in-person"): a program approves nothing.
        Refused("class-approved-by-maker"): whoever made them does not approve them.
        Refused("class-readings-differ"): what was thrown is not what was entered.
        Refused("class-is-occupied"): somebody sits in one of the classes already.
        Refused("class-grew-full"): a class would be larger than it may be.
    """
    row = holding(found, may_confirm, MADE, actor=actor)
    if actor.everywhere or actor.person is None:
        raise Refused("class-approved-in-person")
    if actor.person in (row.made_by_id, row.prepared_by_id):
        raise Refused("class-approved-by-maker")
    _check_readings(row, readings)
    Authority.objects.select_for_update().get(pk=row.authority_id)
    if not row.is_late and (held := occupied(row)):
        raise Refused("class-is-occupied", numbers=held)
    if row.first_id:  # so that no change of class is decided meanwhile
        ClassMaking.objects.select_for_update(of=("self",)).get(pk=row.first_id)
    if number := crowded(row):
        raise Refused("class-grew-full", number=number, most=most_of(row.first or row))
    before = fingerprint(row)
    written = _write(row)
    row.confirmed_at, row.confirmed_by_id = now, actor.person
    row.save(update_fields=["confirmed_at", "confirmed_by"])
    note: dict[str, object] = {"pupils": written, "left_out": row.seats.count() - written}
    note |= {"since": row.since.isoformat(), "package_digest": row.package_digest}
    write("approve-classes", row, actor=actor, before=before, note=note)
    return row


def _check_readings(row: ClassMaking, readings: Mapping[str, str]) -> None:
    """A digit mistyped, or another one entered than was thrown, makes other classes."""
    for part in parts_of(row):
        read, entered = readings.get(part.name, ""), part.value
        if part.kind != "sealed" and plain_value(part, read) != plain_value(part, entered):
            raise Refused("class-readings-differ", part=part.name)


def _write(row: ClassMaking) -> int:
    """Seat the pupils, put the leaders of teams in charge: how many pupils were seated."""
    wanted = {
        number: ClassAt(row.school_id, row.stage, row.grade, number)
        for number in range(1, row.classes + 1)
    }
    keys = open_classes(row.school.authority, row.year, list(wanted.values()))
    rooms = {number: keys[each] for number, each in wanted.items()}
    waiting = set(waiting_for(row).values_list("pk", flat=True))
    seats = [each for each in row.seats.all() if each.pupil_id in waiting]
    now = reseat({each.pupil_id: rooms[each.room] for each in seats if each.room}, row.since)
    for seat in seats:
        seat.now_id = now[seat.pupil_id]
    ClassSeat.objects.bulk_update(seats, ["now"])
    leaders = {rooms[each.room]: each.person_id for each in row.teams.all() if each.room}
    put_in_charge(leaders, row.since)
    return len(seats)
