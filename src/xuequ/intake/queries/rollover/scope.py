"""Which roll-overs somebody sees, which wait for them, and which schools are to be rolled over."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from xuequ.directory.models import Authority, School, SchoolClass
from xuequ.directory.models.dated import in_force
from xuequ.directory.queries.scope import AUTHORITY, authorities, own_schools, standing
from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import year_of

from ...models import Rollover, RolloverSchool

NEEDS = "rollover.change"
State = Rollover.State
OPEN = (State.READY, State.WAITING)


def rollovers(*, seen_by: Actor) -> QuerySet[Rollover]:
    """The roll-overs of the actor's authority; a school's post: those of that school alone."""
    home = seen_by.using(NEEDS)
    found = Rollover.objects.filter(authority__in=authorities(seen_by=home))
    if not seen_by.everywhere and standing(seen_by) != AUTHORITY:
        found = found.filter(school=seen_by.school, school__isnull=False)
    return found.select_related("authority", "school", "account__person", "second__person")


def asked_of(actor: Actor) -> QuerySet[Rollover]:
    """The roll-overs that wait for this actor as the second person, the longest waiting first."""
    if not actor.may(NEEDS):
        return Rollover.objects.none()
    own = Q(by=actor.account)
    if actor.person is not None:
        own |= Q(account__person=actor.person)
    waiting = rollovers(seen_by=actor).filter(state=State.WAITING)
    return waiting.exclude(own).order_by("asked_at", "pk")


def years_to_roll(authority: Authority) -> list[int]:
    """The school years that have begun and have classes, the latest first."""
    begun = year_of(timezone.localdate())
    rows = SchoolClass.objects.filter(school__authority=authority, year__lte=begun)
    return sorted(set(rows.order_by().values_list("year", flat=True)), reverse=True)


def schools_to_roll(
    authority: Authority, year: int, *, seen_by: Actor, school: School | None = None
) -> QuerySet[School]:
    """The schools open on the last day of a year that are not rolled over out of it yet."""
    eve = date(year + 1, 8, 31)
    found = School.objects.filter(in_force(eve), authority=authority)
    if not seen_by.everywhere:
        found = found.filter(pk__in=own_schools(seen_by=seen_by, on=eve).values("pk"))
    if school is not None:
        found = found.filter(pk=school.pk)
    done = RolloverSchool.objects.filter(of__year=year, of__state=State.DONE)
    return found.exclude(pk__in=done.values("school"))


def drafts_of(schools: QuerySet[School], year: int) -> QuerySet[Rollover]:
    """The proposals of that year that are on their way and hold one of the schools."""
    return Rollover.objects.filter(
        year=year, state__in=OPEN, schools__school__in=schools.values("pk")
    ).distinct()
