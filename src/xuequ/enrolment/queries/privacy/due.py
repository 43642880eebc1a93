"""What is due to be deleted on a day, and what of it is held back.  Read before every deletion."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from xuequ.directory.models import Authority, Guardianship, Holding, Registrant, Teacher

from ...engine.policy import Privacy
from ...engine.privacy.retention import Due, Held, due_on
from ...models import Application, Child, Custody, Evidence, Exceptional, Move, Round
from ..placing import is_released, outcome_of
from ..rosters import roster_of
from ..telling.seats import NOWHERE, seated
from ..telling.terms import terms_of
from .held import busy_people, held_applications, held_children
from .settings import privacy_of

State = Application.State


def due(authority: Authority, on: date) -> list[Due]:
    """Everything due by the end of a day, held back or not."""
    policy = privacy_of(authority, on)
    found: list[Due] = []
    for each in Round.objects.filter(authority=authority, closes__lt=_end_of(on)).order_by("pk"):
        found += _of_round(each, policy, on)
    found += _children(authority, policy, on)
    found += _guardians(authority, policy, on)
    return found


def ended(found: Round, now: datetime) -> datetime | None:
    """When enrolment of a round has ended, objections included; none while it has not."""
    outcome = outcome_of(found)
    if outcome is None:
        return None if roster_of(found) is not None else found.closes
    if not is_released(outcome, now):
        return None
    terms = terms_of(outcome)
    last = max(found.closes, outcome.releases_at, terms.object_until, terms.listed_until)
    return max(last, terms.reply_until)


def _of_round(found: Round, policy: Privacy, on: date) -> Iterator[Due]:
    rows = Application.objects.filter(round=found, erased_at=None)
    day = due_on(timezone.localtime(found.closes), policy.drafts)
    if day is not None and day <= on:
        yield from _due(rows.filter(~_by_register(), version=0), "draft", day, on)
    over = ended(found, _end_of(on))
    if over is None:
        return
    over = timezone.localtime(over)
    handed = rows.filter(Q(version__gte=1) | _by_register())
    if (day := due_on(over, policy.papers)) is not None and day <= on:
        papers = Evidence.objects.filter(application=OuterRef("pk"))
        yield from _due(handed.filter(Exists(papers)), "papers", day, on)
    placed = with_seat(found, _end_of(on))
    for kind, days in (("unplaced", policy.unplaced), ("placed", policy.placed)):
        if (day := due_on(over, days)) is not None and day <= on:
            which = handed.filter(placed) if kind == "placed" else handed.exclude(placed)
            yield from _due(which, kind, day, on)


def with_seat(found: Round, now: datetime) -> Q:
    """The applications whose child has a seat, by the result, a move since, or as a pupil.

    A pupil of the stage and year applied for: a child may be one of a primary from the first.
    """
    outcome = outcome_of(found)
    rows = seated(now).filter(outcome=outcome).exclude(seat=NOWHERE)
    moved = Move.objects.filter(is_current=True, after__isnull=False, outcome__round=found)
    seats = Q(pk__in=rows.values("application")) if outcome is not None else Q(pk__in=[])
    entered = Q(
        child__pupil__school_class__year=F("year"), child__pupil__school_class__stage=F("stage")
    )
    return seats | Q(pk__in=moved.values("application")) | entered


def _by_register() -> Exists:
    """Does it stand in the register of exceptional placements?  Then it counts as handed in."""
    return Exists(Exceptional.objects.filter(application=OuterRef("pk")))


def _due(rows: QuerySet[Application], kind: str, day: date, on: date) -> Iterator[Due]:
    found = list(rows.only("pk", "child_id", "round_id").order_by("pk"))
    held = held_applications(found, on, kind=kind)
    for each in found:
        yield Due(kind, each.pk, day, held.get(each.pk))


def _children(authority: Authority, policy: Privacy, on: date) -> Iterator[Due]:
    """Children who were registered and have no application at all."""
    if policy.unplaced is None:
        return
    before = _end_of(on) - timedelta(days=policy.unplaced)
    applied = Application.objects.filter(child=OuterRef("pk"))
    rows = Child.objects.filter(
        ~Exists(applied), authority=authority, erased_at=None, registered_at__lt=before
    )
    found = list(rows.order_by("pk"))
    held = held_children({each.pk for each in found}, on)
    for each in found:
        day = timezone.localdate(each.registered_at) + timedelta(days=policy.unplaced)
        yield Due("child", each.pk, day, held.get(each.pk))


def lone_parents(authority: Authority) -> QuerySet[Registrant]:
    """Parents who registered, speak for nobody here any more, and hold no post."""
    person = OuterRef("person")
    return Registrant.objects.filter(
        ~Exists(Custody.objects.filter(person=person)),
        ~Exists(Guardianship.objects.filter(person=person, until=None)),
        ~Exists(Holding.objects.filter(person=person)),
        ~Exists(Teacher.objects.filter(person=person)),
        person__authority=authority,
        until=None,
    ).select_related("person__account")


def _guardians(authority: Authority, policy: Privacy, on: date) -> Iterator[Due]:
    if policy.guardians is None:
        return
    rows = list(lone_parents(authority).order_by("pk"))
    busy = busy_people({each.person_id for each in rows})
    for each in rows:
        account = getattr(each.person, "account", None)
        seen = account.last_login if account is not None else None
        last = max(each.informed_at, seen or each.informed_at)
        day = timezone.localdate(last) + timedelta(days=policy.guardians)
        if day <= on:
            held = Held("appeal") if each.person_id in busy else None
            yield Due("guardian", each.pk, day, held)


def _end_of(on: date) -> datetime:
    """The first moment of the day after."""
    return timezone.make_aware(datetime.combine(on + timedelta(days=1), datetime.min.time()))
