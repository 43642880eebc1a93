"""Who may take a seat, and who sees a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from xuequ.directory.models import Holding, Membership
from xuequ.directory.queries.scope import authorities, standing
from xuequ.kernel.actors import Actor

from ..engine.bands import BANDS, bands_of
from ..models import Case, Seat
from .barring import not_to_decide
from .types import case_types

ACT = "case.report"
WITH = ("case__started_by", "case__authority", "case__consortium", "case__school")


def seats_of(actor: Actor) -> Q:
    """The condition that a seat is one the actor may take, claimed by nobody else."""
    person = Q(person=actor.person) if actor.person is not None else Q(pk__in=[])
    if not actor.may(ACT):
        return Q(pk__in=[])
    free = Q(claimed_by=None) | Q(claimed_by=actor.person)
    return person | (Q(person=None) & _of_place(actor) & free)


def _of_place(actor: Actor) -> Q:
    """The seats of the actor's post: by band and place, and by body."""
    bands = [each for each in bands_of(actor.role) if BANDS[each].sits != "body"]
    if actor.school is not None:
        return Q(school=actor.school, band__in=bands)
    if actor.consortium is not None:
        mine = Q(consortium=actor.consortium, band__in=bands)
        body = body_of(actor)
        return mine if body is None else mine | Q(body=body)
    return Q(authority=actor.authority, band__in=bands)


def body_of(actor: Actor) -> int | None:
    """The body in which the actor's post sits; none for other posts."""
    kind, _, number = actor.identity.partition(":")
    if not number.isdecimal():
        return None
    if kind == "holding":
        found = Holding.objects.filter(pk=int(number))
    else:
        found = Holding.objects.filter(delegations=int(number))
    return found.values_list("post__body", flat=True).first()


def waiting_ids(actor: Actor, most: int) -> list[int]:
    """The seats that wait for the actor, those longest open first, at most so many.

    What the actor asked for is not among what it is to decide.

    Band by band, so that each question is a stretch of one index, however much waits.
    """
    if not actor.may(ACT):
        return []
    rows = Seat.objects.filter(state=Seat.State.WAITING).exclude(kind=Seat.Kind.COPY)
    free = Q(person=None) & (Q(claimed_by=None) | Q(claimed_by=actor.person))
    asked = [rows.filter(free & each) for each in _stretches(actor)]
    if actor.person is not None:
        asked.append(rows.filter(person=actor.person))
    found: set[int] = set()
    for each in asked:
        found |= set(each.order_by("pk").values_list("pk", flat=True)[:most])
    if found:
        own = Seat.objects.filter(not_to_decide(actor), pk__in=found)
        found -= set(own.values_list("pk", flat=True))
    return sorted(found)[:most]


def _stretches(actor: Actor) -> Iterator[Q]:
    """The seats of the actor's post, a condition for each band and for its body."""
    bands = [each for each in bands_of(actor.role) if BANDS[each].sits != "body"]
    for band in bands:
        if actor.school is not None:
            yield Q(school=actor.school, band=band)
        elif actor.consortium is not None:
            yield Q(consortium=actor.consortium, band=band)
        else:
            yield Q(authority=actor.authority, band=band)
    if actor.school is None and actor.consortium is not None:
        body = body_of(actor)
        if body is not None:
            yield Q(body=body)


def queue(actor: Actor, most: int = 300) -> QuerySet[Seat]:
    """The seats that wait for the actor with their cases, those longest open first (待办)."""
    found = Seat.objects.filter(pk__in=waiting_ids(actor, most))
    return found.select_related(*WITH).order_by("pk")


def cases(*, seen_by: Actor, on: date) -> QuerySet[Case]:
    """The cases the actor sees.

    Those it started, has or had a seat in or a copy of; and those of its place, unless their
    kind is private: of an authority all of it and those below, of a consortium what concerns it
    or a member, of a school what concerns it, the last two only for posts that act there.
    """
    if seen_by.everywhere:
        return Case.objects.all()
    mine = Seat.objects.filter(case=OuterRef("pk")).filter(
        seats_of(seen_by) | _taken(seen_by) | _in_place(seen_by)
    )
    personal = Exists(mine)
    if seen_by.person is not None:
        personal = Q(personal) | Q(started_by=seen_by.person)  # type: ignore[assignment]
    private = [each.code for each in case_types().values() if each.is_private]
    place = _place(seen_by, on) & ~Q(kind__in=private)
    return Case.objects.filter(Q(personal) | place)


def subjects(*, seen_by: Actor, on: date) -> QuerySet[Case]:
    """What the papers of the cases that the actor sees say they are about: "case:12"."""
    key = Concat(Value("case:"), Cast("pk", CharField()))
    return cases(seen_by=seen_by, on=on).values_list(key, flat=True)


def _taken(actor: Actor) -> Q:
    if actor.person is None:
        return Q(pk__in=[])
    return Q(person=actor.person) | Q(acted_by=actor.person)


def _in_place(actor: Actor) -> Q:
    """The seats of the actor's place, even if somebody else claimed them."""
    return Q(person=None) & _of_place(actor) if actor.may(ACT) else Q(pk__in=[])


def _place(actor: Actor, on: date) -> Q:
    match standing(actor):
        case "authority":
            return Q(authority__in=authorities(seen_by=actor))
        case "consortium":
            if "union" not in bands_of(actor.role):
                return Q(pk__in=[])
            inside = Membership.objects.on(on).filter(consortium=actor.consortium)
            inside = inside.exclude(role=Membership.Role.GUEST)
            return Q(consortium=actor.consortium) | Q(
                consortium=None, school__in=inside.values("school")
            )
        case "school":
            if "school" not in bands_of(actor.role):
                return Q(pk__in=[])
            return Q(school=actor.school)
    return Q(pk__in=[])
