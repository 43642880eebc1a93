"""Every address of the product, its parameters filled with real things of the cast."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

from xuequ.directory.models import Consortium, Membership, School, Waiver
from xuequ.directory.services.authorities import Leave, waive_clause
from xuequ.kernel.actors import program
from xuequ.record.models import Line
from xuequ.web.context import routes
from xuequ.web.pages import Page

Routes = dict[str, URLPattern]
ROUTES: Routes = dict(routes(get_resolver().url_patterns))
THINGS = {"schools/pk", "consortia/pk", "memberships/pk", "unit/pk", "kind/pk", "waivers/pk"} | {
    "/number"
}


def page_of(name: str) -> Page:
    """Title, permission and methods of a route."""
    found: Page = ROUTES[name].callback.page  # type: ignore[attr-defined]
    return found


def those(*, space: str = "", method: str = "") -> list[str]:
    """The names of the routes of a package (all, if none is named) that answer a method."""
    return [
        name
        for name in ROUTES
        if name.startswith(space) and (not method or method in page_of(name).methods)
    ]


@dataclass(frozen=True, slots=True)
class Place:
    """A consortium, its lead school with its membership, a waiver, and a line of the record."""

    consortium: Consortium
    school: School
    membership: Membership
    waiver: Waiver
    line: int


def place(consortium: Any) -> Place:
    """The things of one consortium of the cast."""
    membership = consortium.memberships.get(role="lead")
    line = Line.objects.filter(subject=f"directory.consortium:{consortium.pk}").earliest("number")
    leave = Leave("REG-10", consortium, decision="文1号", reason="试点", since=date(2026, 1, 1))
    waiver = Waiver.objects.filter(consortium=consortium).first() or waive_clause(
        consortium.authority, leave, actor=program("cast")
    )
    return Place(consortium, membership.school, membership, waiver, line.number)


def address(name: str, where: Place) -> str:
    """The address of a route for the things of `where`.

    Raises:
        LookupError: nobody has said yet what one of its parameters stands for.
    """
    known = _meanings(where)
    keys = _keys(name)
    if unknown := set(keys.values()) - known.keys():
        raise LookupError(f"say in {__file__} what {sorted(unknown)} of {name} stands for")
    return reverse(name, kwargs={parameter: known[key] for parameter, key in keys.items()})


def is_of_a_thing(name: str) -> bool:
    """Does the address name a row that not everybody may see?"""
    return bool(THINGS & set(_keys(name).values()))


def _keys(name: str) -> dict[str, str]:
    """For each parameter of a route, the part of the address before it with its own name."""
    parts = str(ROUTES[name].pattern).split("/")
    named = [re.sub(r"^<\w+:(\w+)>$", r"\1", part) for part in parts]
    return {
        each: f"{named[at - 1] if at else ''}/{each}"
        for at, (part, each) in enumerate(zip(parts, named, strict=True))
        if part != each
    }


def _meanings(where: Place) -> dict[str, object]:
    return {
        "schools/pk": where.school.pk,
        "consortia/pk": where.consortium.pk,
        "memberships/pk": where.membership.pk,
        "waivers/pk": where.waiver.pk,
        "unit/pk": where.consortium.pk,
        "board/kind": "consortium",
        "kind/pk": where.consortium.pk,
        "pk/clause": "REG-10",
        "clauses/clause": "REG-10",
        "file/kind": "csv",
        "roster/kind": "csv",
        "/number": where.line,
        "/code": "roster",
    }
