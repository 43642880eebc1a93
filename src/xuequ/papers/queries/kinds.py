"""The kinds of paper that packages declare in their `papers.py`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from django.utils.module_loading import import_string

from xuequ.kernel.actors import Actor
from xuequ.kernel.discovery import declared
from xuequ.kernel.paper import Document, Heading, Of, PaperKind
from xuequ.kernel.text import Text
from xuequ.ledger.queries import Place


@cache
def kinds() -> Mapping[str, PaperKind]:
    """Every kind by its code, in the order of packages and declarations."""
    found = {}
    for _, module in declared("papers"):
        for each in vars(module).values():
            if isinstance(each, PaperKind):
                found[each.code] = each
    return found


def kind_of(code: str) -> PaperKind:
    """A kind by its code; a plain form for one that is declared no more."""
    return kinds().get(code) or PaperKind(code, Text(code, code), "form", by_hand=False)


def of(place: Place) -> Of:
    """What sort of place it is."""
    if place.school is not None:
        return "school"
    return "authority" if place.consortium is None else "consortium"


def begun(kind: PaperKind, place: Place, on: date, *, seen_by: Actor) -> Document:
    """What a paper of a kind begins with: what is known, or its empty parts."""
    if kind.compile:
        made: Document = import_string(kind.compile)(place, on, seen_by=seen_by)
        return made
    title = kind.title.zh if kind.layout == "certificate" else ""
    return Document(title, tuple(Heading(each.zh) for each in kind.heads))
