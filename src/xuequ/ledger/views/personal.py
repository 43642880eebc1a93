"""What one person owes and did, and how fair it is."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from xuequ.directory.models import Consortium, Person, School
from xuequ.web.outputs import OUTPUTS
from xuequ.web.requests import PageRequest

from ..engine.duties import Owed
from ..engine.looking import steps
from ..engine.reckoning import Standing
from ..engine.relations import relation
from ..queries.fairness import ALL, Measure, Share, home_of, schools_around, share
from ..queries.overview import book_on
from ..queries.personal import courses, person_table
from ..queries.places import person_in_scope
from .files import give
from .ledgers import where_of


def person_ledger(request: PageRequest, pk: int) -> HttpResponse:
    """One person's duties over the school year, for those who may see the person."""
    return _page(request, _seen(request, pk), is_mine=False)


def person_ledger_file(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """The same as a file."""
    return _file(request, _seen(request, pk), kind)


def mine_ledger(request: PageRequest) -> HttpResponse:
    """The reader's own duties over the school year."""
    return _page(request, _self(request), is_mine=True)


def mine_ledger_file(request: PageRequest, kind: str) -> HttpResponse:
    """The same as a file."""
    return _file(request, _self(request), kind)


def fairness_mine(request: PageRequest) -> HttpResponse:
    """The reader's own load, among those of others in the same relation."""
    person = _self(request)
    book = book_on(person.authority, request.on)
    context: dict[str, Any] = {"book": book, "person": person}
    if book is not None:
        school, consortium = home_of(book, person.pk)
        found = share(book, schools_around(book, school, consortium))
        context |= {
            "share": found,
            "school": School.objects.filter(pk=school or 0).first(),
            "consortium": Consortium.objects.filter(pk=consortium or 0).first(),
            "periods": [
                (name, *_parted(_rows(found, name, person.pk, school))) for name in ("term", "year")
            ],
            "why": [
                (each, relation(each.owed, each.owner)) for each in found.held.get(person.pk, ())
            ],
        }
    return render(request, "ledger/fairness.html", context)


def fairness_district(request: PageRequest, pk: int) -> HttpResponse:
    """How the loads are spread in a consortium; nobody is named."""
    where = where_of(request, "consortium", pk)
    book = book_on(where.authority, request.on)
    context: dict[str, Any] = {"book": book, "where": where}
    if book is not None:
        found = share(book, schools_around(book, None, where.id))
        context |= {
            "share": found,
            "periods": [
                (name, *_parted(_rows(found, name, None, None))) for name in ("term", "year")
            ],
        }
    return render(request, "ledger/fairness_district.html", context)


Shown = tuple[str, Owed | None, Measure, Measure | None]


def _rows(found: Share, period: str, own: int | None, school: int | None) -> list[Shown]:
    """Everything, each relation and each duty: what it is, and how it lies among others."""
    spread = found.spreads.get(period)
    if spread is None:
        return []
    around = found.at(school) if school is not None else None
    asked: list[tuple[str, Owed | None]] = [(ALL, None)]
    asked += [(party, None) for party in found.relations]
    asked += [(owed.key, owed) for owed in found.duties]
    rows = []
    for what, owed in asked:
        wide = spread.measure(what, None, own)
        if own is not None and wide.mine is None:
            continue
        near = spread.measure(what, around, own) if around is not None else None
        rows.append((what, owed, wide, near))
    return rows


def _parted(rows: list[Shown]) -> tuple[list[Shown], list[Shown]]:
    """What can be compared, and what too few people have; everything together stays first."""
    enough = [each for each in rows if each[0] == ALL or each[2].wanted is not None]
    return enough, [each for each in rows if each not in enough]


def _seen(request: PageRequest, pk: int) -> Person:
    found = person_in_scope(pk, seen_by=request.eyes, on=request.on)
    if found is None:
        raise Http404
    return found


def _self(request: PageRequest) -> Person:
    people = Person.objects.select_related("authority")
    return get_object_or_404(people, pk=request.eyes.person or 0)


def _page(request: PageRequest, person: Person, *, is_mine: bool) -> HttpResponse:
    book = book_on(person.authority, request.on)
    found = courses(book, person) if book else []
    context = {
        "person": person,
        "book": book,
        "courses": [(each, relation(each.owed, each.owner)) for each in found],
        "is_mine": is_mine,
        "kinds": list(OUTPUTS),
        "steps": steps(book.calendar, timezone.localdate()) if book else [],
        "standings": list(Standing),
    }
    return render(request, "ledger/person.html", context)


def _file(request: PageRequest, person: Person, kind: str) -> HttpResponse:
    book = book_on(person.authority, request.on)
    found = courses(book, person) if book else []
    return give(request, person_table(person, found, request.on), kind, person)
