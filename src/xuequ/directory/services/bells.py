"""Acts on bell schedules (作息时间) and their single periods."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Model

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.journal import from_line
from xuequ.record.services import write

from ..engine.daily import Bells, Stretch
from ..engine.daily.bells import check_stretch
from ..models import BellPeriod, BellSchedule, School, Timetable
from .people.checks import room


def make_way(kind: type[BellSchedule] | type[Timetable], owner: dict[str, object],
             since: date, until: date | None) -> date | None:  # fmt: skip
    """Let what goes on without an end end where something new begins that has none either.

    Returns:
        The end of the new one: its own, or the day something registered for later days begins.
    """
    if until is not None:
        return until  # it lies over what goes on, which stays as it is
    going = kind.objects.filter(**owner, until=None)
    for row in going.filter(since__lt=since):
        row.until = since
        row.save(update_fields=["until"])
    later = going.filter(since__gt=since).order_by("since").first()
    return later.since if later else None


def keep_bells(new: Bells, *, is_synthetic: bool) -> BellSchedule | None:
    """Register a schedule; None if it is registered just so."""
    owner = {"school_id": new.school, "stage": new.stage}
    row = BellSchedule.objects.filter(**owner, since=new.since).first()
    if row is None:
        with from_line(new.line):
            until = make_way(BellSchedule, owner, new.since, new.until)
        row = BellSchedule(**owner, name=new.name, since=new.since, until=until)
        row.is_synthetic = is_synthetic
    elif (row.name, row.until, stretches(row)) == (
        new.name, new.until or row.until, _plain(new.periods),
    ):  # fmt: skip
        return None
    row.name, row.until = new.name, new.until or row.until
    _from(row, new.line)
    row.save()
    with from_line(new.line):
        row.periods.all().delete()
    periods = [_period(row, each) for each in new.periods]
    BellPeriod.objects.bulk_create(periods)
    return row


def stretches(row: BellSchedule) -> list[Stretch]:
    """The periods of a schedule as plain values, in the order of the day."""
    return [
        Stretch(each.name, each.kind, each.begins, each.ends, each.number)
        for each in row.periods.all()
    ]


def _plain(periods: tuple[Stretch, ...]) -> list[Stretch]:
    return [Stretch(each.name, each.kind, each.begins, each.ends, each.number) for each in periods]


def _period(row: BellSchedule, each: Stretch) -> BellPeriod:
    period = BellPeriod(
        schedule=row,
        number=each.number,
        name=each.name,
        kind=each.kind,
        begins=each.begins,
        ends=each.ends,
    )
    _from(period, each.line)
    return period


def _from(row: Model, line: int) -> None:
    row.from_line = line  # type: ignore[attr-defined]


@transaction.atomic
def begin_bells(
    school: School, stage: str, name: str, *, span: tuple[date, date | None], actor: Actor
) -> BellSchedule:
    """Register a bell schedule of a school; it begins with the periods of the one before it.

    Raises:
        Refused("not-yet-begun", "already-ended"): the school is not open on that day.
        Refused("ends-before-it-begins"): its last day comes first.
        Refused("bells-begin-then"): another one of that stage begins on that day.
    """
    School.objects.select_for_update().get(pk=school.pk)
    since, until = span
    until = min([day for day in (until, room(school, since)) if day is not None], default=None)
    if until is not None and until <= since:
        raise Refused("ends-before-it-begins", since=since)
    held = BellSchedule.objects.filter(school=school, stage=stage)
    if same := held.filter(since=since).first():
        raise Refused("bells-begin-then", name=same.name, since=since)
    before = held.on(since).order_by("-since").first()
    periods = stretches(before) if before else []
    until = make_way(BellSchedule, {"school": school, "stage": stage}, since, until)
    row = BellSchedule.objects.create(
        school=school, stage=stage, name=name, since=since, until=until,
        is_synthetic=school.authority.has_synthetic_data,
    )  # fmt: skip
    BellPeriod.objects.bulk_create([_period(row, each) for each in periods])
    write("begin-bells", row, actor=actor, note={"since": since.isoformat()})
    return row


@transaction.atomic
def set_period(
    row: BellSchedule, one: Stretch, *, period: BellPeriod | None, actor: Actor
) -> BellPeriod:
    """Add a period to a schedule, or change one of it.

    Raises:
        Refused("period-ends-early", "period-needs-number", "break-has-no-number",
            "period-number-range", "period-number-taken", "periods-overlap",
            "period-out-of-order", "nothing-changed"): it does not fit, or is so already.
    """
    BellSchedule.objects.select_for_update().get(pk=row.pk)
    others = row.periods.exclude(pk=period.pk) if period else row.periods.all()
    plain = [Stretch(each.name, each.kind, each.begins, each.ends, each.number) for each in others]
    check_stretch(one, plain)
    before = fingerprint(period)
    kept = _period(row, one)
    if period is not None:
        kept.pk = period.pk
        if fingerprint(kept) == before:
            raise Refused("nothing-changed")
    kept.save()
    write("set-period", kept, actor=actor, before=before, note={"schedule": row.pk})
    return kept


@transaction.atomic
def drop_period(period: BellPeriod, *, actor: Actor) -> None:
    """Take a period out of a schedule.

    Raises:
        Refused("period-has-lessons"): a timetable in force has lessons in it.
    """
    row = period.schedule
    BellSchedule.objects.select_for_update().get(pk=row.pk)
    used = Timetable.objects.filter(school=row.school, replaced_by=None)
    if period.number is not None and (
        used.during(row.since, row.until).filter(lessons__period=period.number).exists()
    ):
        raise Refused("period-has-lessons", name=period.name)
    write("drop-period", period, actor=actor, before=fingerprint(period), note={"schedule": row.pk})
    period.delete()
