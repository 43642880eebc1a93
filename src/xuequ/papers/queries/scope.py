"""Who may see which papers, and who may change them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from xuequ.directory.models import Authority, Consortium, School
from xuequ.directory.queries.scope import (
    AUTHORITY,
    authorities,
    consortia,
    own_schools,
    standing,
)
from xuequ.kernel.actors import Actor
from xuequ.kernel.paper import PaperKind
from xuequ.ledger.queries import Place

from ..models import Paper, PaperState, Series
from .kinds import kind_of, kinds, of

CHANGE = "paper.change"


def papers(*, seen_by: Actor, on: date) -> QuerySet[Paper]:
    """The papers in scope.

    An authority's issued papers are read by everybody in it, a consortium's by its members and
    those above, a school's by itself and those above; a draft by those who may change it.  What
    is printed of a matter, such as a case, is read by those alone who see the matter.
    """
    rows = Paper.objects.select_related("authority", "consortium", "school", "series")
    if seen_by.everywhere:
        return rows
    drafts = Q(state=PaperState.DRAFT) & _own(seen_by)
    return rows.filter(~Q(state=PaperState.DRAFT) & _circle(seen_by, on) | drafts)


def _circle(seen_by: Actor, on: date) -> Q:
    """Who reads an issued paper: whoever reads its matter, else those of its place and above."""
    closed = [each for each in kinds().values() if each.readers]
    found = _read(seen_by, on) & ~Q(kind__in=[each.code for each in closed])
    for name in {each.readers for each in closed}:
        own = [each.code for each in closed if each.readers == name]
        found |= Q(kind__in=own, subject__in=import_string(name)(seen_by=seen_by, on=on))
    return found


def _read(seen_by: Actor, on: date) -> Q:
    above = Q(authority__in=authorities(seen_by=seen_by))
    if standing(seen_by) == AUTHORITY:
        return above
    whole = above & Q(consortium=None, school=None)
    unions = Q(consortium__in=consortia(seen_by=seen_by, on=on).values("pk"))
    schools = Q(school__in=own_schools(seen_by=seen_by, on=on).values("pk"))
    return whole | unions | schools


def _own(actor: Actor) -> Q:
    """The rows of the very place the actor acts for; none for who may not change papers."""
    place = own_place(actor)
    if place is None:
        return Q(pk=None)
    return of_place(place)


def of_place(place: Place) -> Q:
    """The rows of a place itself, not of those inside it."""
    return Q(authority=place.authority, consortium=place.consortium, school=place.school)


def own_place(actor: Actor) -> Place | None:
    """The place in whose name the actor drafts and issues papers."""
    if not actor.may(CHANGE) or actor.authority is None:
        return None
    match standing(actor):
        case "authority":
            authority = Authority.objects.filter(pk=actor.authority).first()
            return Place(authority) if authority else None
        case "consortium":
            unit = Consortium.objects.select_related("authority").filter(Q(pk=actor.consortium))
            return next((Place(each.authority, consortium=each) for each in unit), None)
        case "school":
            school = School.objects.select_related("authority").filter(Q(pk=actor.school))
            return next((Place(each.authority, school=each) for each in school), None)
    return None


def may_change(actor: Actor, place: Place, kind: PaperKind | None = None) -> bool:
    """May the actor draft, issue and withdraw papers in the name of a place?"""
    if actor.everywhere:
        return True
    if not actor.may(CHANGE) or (kind is not None and not actor.may(kind.needs)):
        return False
    if not actor.is_at_home(place.authority.pk):
        return False
    match standing(actor):
        case "authority":
            return of(place) == "authority"
        case "consortium":
            return place.consortium is not None and place.consortium.pk == actor.consortium
        case "school":
            return place.school is not None and place.school.pk == actor.school
    return False


def kinds_for(actor: Actor) -> list[PaperKind]:
    """The kinds the actor may draft."""
    place = own_place(actor)
    if place is None:
        return []
    return [
        each
        for each in kinds().values()
        if each.by_hand and of(place) in each.of and actor.may(each.needs)
    ]


def kind_for(paper: Paper) -> PaperKind:
    """The kind of a paper: numbered, if its kind may be, where the place has a series for it."""
    kind = kind_of(paper.kind)
    if not kind.numbered_if_any:
        return kind
    numbers = series_of(paper.place, kind).exists() if paper.is_draft else paper.series_id
    return replace(kind, layout="official", takes_number=True) if numbers else kind


def series_of(place: Place, kind: PaperKind | None = None) -> QuerySet[Series]:
    """The series of a place; for a kind those kept for it, else those kept for no other."""
    rows = Series.objects.filter(of_place(place)).order_by("word")
    if kind is None:
        return rows
    own = rows.filter(kind=kind.code)
    return own if own.exists() else rows.filter(kind="")
