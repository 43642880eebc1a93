"""The kinds of meeting of an authority, how it decides, and when meetings are due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from xuequ.directory.models import Authority, Consortium, SchoolDay
from xuequ.directory.models.dated import in_force
from xuequ.directory.queries.calendar import every_term
from xuequ.directory.queries.scope import authorities, consortia, standing
from xuequ.directory.queries.settings import profile_of
from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import Span
from xuequ.profiles import loader
from xuequ.profiles.entries import Profile

from ..engine.kinds import Kind, kind_of, kinds
from ..engine.meeting_days import Rhythm, is_overdue, spans_of, working_day_after
from ..engine.policy import Meetings
from ..models import Meeting
from .meetings import Place

HELD = (Meeting.State.HELD, Meeting.State.CIRCULATED, Meeting.State.CONFIRMED)
Held = dict[tuple[int | None, str], tuple[date | None, date | None]]  # place, kind: last, next


def kinds_of(authority: Authority, on: date) -> tuple[Kind, ...]:
    """Every kind of meeting the authority's policy knows on a day, or first did."""
    profile = profile_of(authority, on)
    return kinds(profile, max(on, profile.since))


def kind_in(meeting: Meeting) -> Kind | None:
    """The kind of a meeting, as the policy of its day has it."""
    on = timezone.localdate(meeting.starts_at)
    return kind_of(meeting.kind, kinds_of(meeting.authority, on))


def how_of(authority: Authority, on: date) -> Meetings:
    """How meetings decide there, and how long their minutes go round."""
    profile = profile_of(authority, on)
    return loader.policy(Meetings, profile, "meetings", max(on, profile.since))


def sort_of(place: Place) -> str:
    """The sort of a place in the words of the policy: "school", "consortium", "authority"."""
    return str(place._meta.model_name)


def remarks_until(authority: Authority, day: date, count: int) -> date:
    """The day `count` working days after another, by the authority's school calendar."""
    rows = SchoolDay.objects.filter(authority=authority, day__gt=day, day__lte=day + REACH)
    differing = dict(rows.values_list("day", "teaching"))
    return working_day_after(day, count, differing)


REACH = timedelta(days=60)


def rhythms(
    authority: Authority, on: date, profile: Profile, units: Iterable[Consortium]
) -> dict[int | None, list[tuple[Kind, Rhythm]]]:
    """For each consortium, and under None for the authority: its regular meetings by kind."""
    regular = [each for each in kinds(profile, max(on, profile.since)) if _is_regular(each)]
    held, terms = _held(authority, on), every_term(authority)
    found: dict[int | None, list[tuple[Kind, Rhythm]]] = {}
    for id in [None, *(each.pk for each in units)]:
        of = "authority" if id is None else "consortium"
        mine = [each for each in regular if each.of == of]
        found[id] = [(each, _rhythm(each, held.get((id, each.code)), on, terms)) for each in mine]
    return found


def _is_regular(kind: Kind) -> bool:
    return bool(kind.clause) and not kind.duty


def _rhythm(
    kind: Kind, known: tuple[date | None, date | None] | None, on: date, terms: list[Span]
) -> Rhythm:
    last, next_on = known or (None, None)
    return Rhythm(kind.every, last, next_on, *spans_of(kind.every, on, terms))


def _held(authority: Authority, on: date) -> Held:
    """By place and kind: the day of the last meeting held, and the day the next is set for."""
    rows = Meeting.objects.filter(authority=authority, school=None).exclude(
        state=Meeting.State.CANCELLED
    )
    found: Held = {}
    for place, kind, state, at, next_on in rows.order_by("starts_at").values_list(
        "consortium", "kind", "state", "starts_at", "next_on"
    ):
        day = timezone.localdate(at)
        last, due = found.get((place, kind), (None, None))
        if state in HELD and day <= on:
            last, due = day, next_on
        elif state == Meeting.State.PLANNED and (due is None or day > due):
            due = day
        found[place, kind] = (last, due)
    return found


@dataclass(frozen=True, slots=True)
class Due:
    """A kind of meeting in a place: when the last was, when the next is, whether it is late."""

    place: Authority | Consortium
    kind: Kind
    rhythm: Rhythm
    is_overdue: bool


def due(*, seen_by: Actor, on: date) -> list[Due]:
    """The regular meetings of the actor's own authority, or consortium, with their days."""
    authority = authorities(seen_by=seen_by).filter(pk=seen_by.authority or 0).first()
    if authority is None or standing(seen_by) not in ("authority", "consortium"):
        return []
    units = list(consortia(seen_by=seen_by, on=on).filter(authority=authority))
    found = rhythms(authority, on, profile_of(authority, on), units)
    places: list[Authority | Consortium] = list(units)
    if standing(seen_by) == "authority":
        places.insert(0, authority)
    return [
        Due(place, kind, rhythm, is_overdue(rhythm, on))
        for place in places
        for kind, rhythm in found[place.pk if isinstance(place, Consortium) else None]
    ]


def units_of(authority: Authority, on: date) -> list[Consortium]:
    """The consortia of an authority on a day."""
    return list(Consortium.objects.filter(in_force(on), Q(authority=authority)).order_by("id"))
