"""Propose a roll-over, and work it out anew.  Nothing is changed in the directory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import QuerySet

from xuequ.directory.models import Account, Authority, School
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.seal import digest

from ...engine.rollover import Outcome
from ...engine.rollover.types import UNMOVED
from ...models import Rollover, RolloverPupil, RolloverSchool
from ...queries.rollover.scope import OPEN, drafts_of, schools_to_roll, years_to_roll
from ...queries.rollover.worked import Worked, counted, open_in, worked
from ...queries.rollover.world import known_schools
from .locking import own

BATCH = 1_000
NAMED = 3  # schools named where many are meant


@transaction.atomic
def propose_rollover(
    authority: Authority, year: int, *, actor: Actor, school: School | None = None
) -> Rollover:
    """Propose where everybody goes at the end of the school year that began in `year`.

    Schools that are rolled over already are left out.

    Raises:
        Refused("rollover-year"): that school year has not begun, or has no classes.
        Refused("rollover-already-done"): all of the schools are rolled over out of that year.
        Refused("rollover-no-schools"): there is no school to roll over.
        Refused("rollover-on-its-way"): there is a proposal for some of the schools already.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    if year not in years_to_roll(authority):
        raise Refused("rollover-year", year=f"{year}–{year + 1}")
    schools = schools_to_roll(authority, year, seen_by=actor, school=school)
    _check_schools(schools, authority, year, school)
    one = Rollover.objects.create(
        authority=authority,
        school=school,
        year=year,
        by=actor.account,
        account=Account.objects.filter(username=actor.account).first(),
    )
    known = known_schools(one)
    RolloverSchool.objects.bulk_create(
        [
            RolloverSchool(of=one, school=each, grades=_plain(known[each.pk].grades))
            for each in schools
        ],
        batch_size=BATCH,
    )
    return _fill(one)


def _check_schools(
    schools: QuerySet[School], authority: Authority, year: int, school: School | None
) -> None:
    if not schools.exists():
        done = RolloverSchool.objects.filter(
            of__authority=authority, of__year=year, of__state=Rollover.State.DONE
        )
        done = done if school is None else done.filter(school=school)
        if done.exists():
            raise Refused("rollover-already-done", year=f"{year}–{year + 1}")
        raise Refused("rollover-no-schools")
    if draft := drafts_of(schools, year).first():
        raise Refused("rollover-on-its-way", by=draft.by, number=draft.pk)


def _plain(grades: Mapping[str, tuple[int, int]]) -> dict[str, list[int]]:
    return {stage: list(span) for stage, span in grades.items()}


@transaction.atomic
def renew_rollover(one: Rollover, *, actor: Actor) -> Rollover:
    """Work the proposal out anew; what somebody decided stays.

    Raises:
        Refused("rollover-is-over"), Refused("rollover-not-yours"): see `own`.
    """
    return renewed(own(one, actor=actor, states=OPEN))


def renewed(one: Rollover, only: int | None = None) -> Rollover:
    """The proposal worked out anew, within the act that calls it; no second person is asked yet.

    Args:
        only: the one school that what was decided can have changed.
    """
    if only is None:
        _spans(one)
    one.state, one.asked_at = Rollover.State.READY, None
    return _fill(one, only)


def _spans(one: Rollover) -> None:
    """Grades nobody set follow the classes there are now."""
    known = known_schools(one)
    rows = [each for each in one.schools.filter(is_edited=False) if each.school_id in known]
    for each in rows:
        each.grades = _plain(known[each.school_id].grades)
    RolloverSchool.objects.bulk_update(rows, ["grades"], batch_size=BATCH)


def _fill(one: Rollover, only: int | None = None) -> Rollover:
    found = worked(one, None if only is None else [only])
    _schools(one, found, only)
    _unmoved(one, found, only)
    one.counts, one.digest = _summed(one)
    one.save()
    return one


def _schools(one: Rollover, found: Worked, only: int | None) -> None:
    rows = list(one.schools.all() if only is None else one.schools.filter(school=only))
    outcomes, digests = found.by_school(), found.digests()
    for each in rows:
        mine = outcomes.get(each.school_id, [])
        each.counts, each.open = counted(mine), open_in(mine)
        each.digest = digests.get(each.school_id, "")
        each.classes = 0
    by_school = {each.school_id: each for each in rows}
    for succession in found.plan.classes:
        by_school[found.world.rooms[succession.room].school].classes += 1
    for change in found.posts:
        counts = by_school[found.world.rooms[change.room].school].counts
        key = "posts_stay" if change.stays else "posts_new" if change.person else "posts_end"
        counts[key] = counts.get(key, 0) + 1
    fields = ["counts", "open", "digest", "classes"]
    RolloverSchool.objects.bulk_update(rows, fields, batch_size=BATCH)


def _unmoved(one: Rollover, found: Worked, only: int | None) -> None:
    """Who cannot be moved has a row; who was decided about keeps it."""
    held = {each.pupil_id: each for each in _rows(one, only)}
    new, changed = [], []
    rooms = found.world.rooms
    for each in found.plan.outcomes:
        row = held.pop(each.pupil, None)
        if row is not None:
            row.kind, row.why = each.kind, each.why
            row.school_id = rooms[each.room].school
            changed.append(row)
        elif each.kind in UNMOVED:
            new.append(_row(one, each, rooms[each.room].school))
    gone = [each.pk for each in changed if not each.wish and not each.why]
    gone += [each.pk for each in held.values()]
    for first in range(0, len(gone), BATCH):
        RolloverPupil.objects.filter(pk__in=gone[first : first + BATCH]).delete()
    RolloverPupil.objects.bulk_update(changed, ["kind", "why", "school"], batch_size=BATCH)
    RolloverPupil.objects.bulk_create(new, batch_size=BATCH)


def _rows(one: Rollover, only: int | None) -> Sequence[RolloverPupil]:
    rows = RolloverPupil.objects.filter(of=one)
    return list(rows if only is None else rows.filter(school=only))


def _row(one: Rollover, each: Outcome, school: int) -> RolloverPupil:
    return RolloverPupil(
        of=one, pupil_id=each.pupil, school_id=school, kind=each.kind, why=each.why
    )


def _summed(one: Rollover) -> tuple[dict[str, int], str]:
    """The counts of all schools together, and one digest of theirs."""
    counts: dict[str, int] = {"schools": 0, "classes": 0, "open": 0}
    digests = []
    for each in one.schools.order_by("school_id"):
        counts["schools"] += 1
        counts["classes"] += each.classes
        counts["open"] += each.open
        for kind, count in each.counts.items():
            counts[kind] = counts.get(kind, 0) + count
        digests.append([each.school_id, each.digest])
    return counts, digest(digests)


def forget(one: Rollover) -> None:
    """Nothing of a roll-over that is over stands in the way of taking other acts back."""
    for rows in (one.pupils, one.classes, one.schools):
        rows.all().delete()


@transaction.atomic
def drop_rollover(one: Rollover, *, actor: Actor) -> Rollover:
    """Give a proposal up.

    Raises:
        Refused("rollover-is-over"), Refused("rollover-not-yours"): see `own`.
    """
    one = own(one, actor=actor, states=OPEN)
    forget(one)
    one.state, one.asked_at = Rollover.State.DROPPED, None
    one.save(update_fields=["state", "asked_at"])
    return one
