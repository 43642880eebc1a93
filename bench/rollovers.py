"""A county rolled over into the next school year, as rows of the table."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice, pairwise
from typing import Any

from .config import OPENING, ROLL_MEGABYTES, ROLL_SECONDS, ROLLED, WORKED_SECONDS, Config
from .processes import ask
from .table import Row, same, within

PRIMARIES, JUNIORS, CLASSES, SIZE = 150, 50, 6, 45  # schools, classes of a grade, pupils of one
BATCH = 5_000


def rollovers(config: Config) -> list[Row]:
    """A roll-over proposed, carried out and reverted."""
    found = ask("rolled_over", "bench_rollovers", config)
    what = f"{found['pupils']:,} pupils"
    return [
        within(f"roll-over of {what} proposed", found["propose"], "s", WORKED_SECONDS),
        Row("  one pupil decided otherwise", found["edit"], "s"),
        within("  carried out", found["commit"], "s", ROLL_SECONDS),
        Row("  processor time of these three", found["processor"], "s"),
        Row("  reverted", found["revert"], "s"),
        within("  largest memory", found["memory"], "MB", ROLL_MEGABYTES),
        same("  pupils lost or moved twice", found["wrong"], "pupils", 0, "none"),
    ]


def measured(config: Config) -> dict[str, Any]:
    """Seconds of every part, and megabytes."""
    import resource

    from xuequ.directory.models import Pupil
    from xuequ.intake.services.rollover import (
        ask_second,
        commit_rollover,
        propose_rollover,
        revert_rollover,
    )
    from xuequ.intake.services.rollover.editing import Decided, decide_pupil
    from xuequ.kernel.actors import program

    wanted = min(ROLLED, config.sizes.pupils // 4)
    actor = program("bench")
    authority, year = _county(wanted)
    passed, times = time.perf_counter, [time.perf_counter()]
    worked = [time.process_time()]
    one = propose_rollover(authority, year, actor=actor)
    times.append(passed())
    decide_pupil(one, Pupil.objects.earliest("pk"), Decided("transferred"), actor=actor)
    times.append(passed())
    one = ask_second(one, actor=actor)
    second = replace(actor, account="second", everywhere=False, authority=authority.pk)
    times.append(passed())
    one = commit_rollover(one, actor=second)
    times.append(passed())
    worked.append(time.process_time())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    wrong = _wrong(one.day, one.counts, wanted)
    times.append(passed())
    revert_rollover(one, actor=actor)
    times.append(passed())
    wrong += abs(Pupil.objects.filter(until=None).count() - wanted)
    parts = [later - earlier for earlier, later in pairwise(times)]
    names = ("propose", "edit", "ask", "commit", "looked", "revert")
    found: dict[str, Any] = dict(zip(names, parts, strict=True))
    found["processor"] = worked[1] - worked[0]
    return found | {"memory": memory, "wrong": wrong, "pupils": wanted}


def _wrong(day: date, counts: dict[str, int], wanted: int) -> int:
    """How many pupils are not where they should be after it."""
    from xuequ.directory.models import Pupil

    gone = counts.get("finishes", 0) + counts.get("leaves", 0)
    sitting: int = Pupil.objects.on(day).filter(school_class__year=day.year).count()
    still: int = Pupil.objects.filter(until=None).count()
    return abs(sitting + gone - wanted) + abs(still - sitting)


def _county(wanted: int) -> tuple[Any, int]:
    """Primary schools that feed junior schools, with so many pupils; one in five has a mother."""
    from django.utils import timezone

    from xuequ.directory.models import Feeder, Guardianship, Person, Pupil, SchoolClass
    from xuequ.directory.services.authorities import NewAuthority, register_authority
    from xuequ.directory.services.schools import register_school
    from xuequ.kernel.actors import program
    from xuequ.kernel.periods import year_of

    actor, year = program("bench"), year_of(timezone.localdate()) - 1
    new = NewAuthority("测速县", short_name="测速", profile="xingning")
    authority = register_authority(new, actor=actor)
    began = date(year, 9, 1)
    schools = [
        register_school(authority, f"第{n}学校", since=OPENING, actor=actor)
        for n in range(PRIMARIES + JUNIORS)
    ]
    primaries, juniors = schools[:PRIMARIES], schools[PRIMARIES:]
    Feeder.objects.bulk_create(
        Feeder(school=each, next_school=juniors[n % JUNIORS], since=began)
        for n, each in enumerate(primaries)
    )
    rooms = [
        SchoolClass(school=school, stage=stage, year=year, grade=grade, number=number)
        for number in range(1, CLASSES + 1)
        for stage, grades, some in (
            ("primary", range(1, 7), primaries), ("junior", range(7, 10), juniors),
        )
        for school in some
        for grade in grades
    ]  # fmt: skip
    rooms = SchoolClass.objects.bulk_create(rooms)
    mother = Person.objects.create(authority=authority, name="母", sort_key="mu")
    rest = _children(rooms, wanted, began)
    while some := list(islice(rest, BATCH)):
        made = Pupil.objects.bulk_create(some)
        Guardianship.objects.bulk_create(
            Guardianship(person=mother, pupil=each, kind="mother", since=began)
            for each in made[::5]
        )
    return authority, year


def _children(rooms: list[Any], wanted: int, began: date) -> Iterator[Any]:
    from xuequ.directory.models import Pupil

    for n in range(wanted):
        room = rooms[n // SIZE % len(rooms)]
        yield Pupil(school_class=room, name=f"童{n}", number=f"G{n:018d}", since=began)
