"""The first page of whoever has logged in: what needs attention where they stand."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xuequ.directory.models import Consortium, Holding, Membership, School
from xuequ.directory.queries.access import first_screen
from xuequ.directory.queries.scope import own_schools
from xuequ.directory.queries.settings import profile_of
from xuequ.kernel.actors import Actor
from xuequ.kernel.rulebook import RANKS, State, worst
from xuequ.ledger.queries.confirming import waiting_for
from xuequ.ledger.queries.mine import bunched, todo
from xuequ.profiles.clauses import Clause
from xuequ.record.queries import lines
from xuequ.web.requests import PageRequest

from ..coverage import coverage
from ..engine.types import Board, Cell
from .standing import authority_of, board_of

ASKED = {"teacher": {"teacher"}, "principal": {"school", "leader"}, "district_head": {"leader"}}
OF_PLACE = {"school": {"school"}, "consortium": {"consortium"}, "authority": {"authority"}}
NEXT = 5  # things to hand in
FEW = 12  # rows of a card; the rest is a click away


def workbench(request: PageRequest) -> HttpResponse:
    """The first page of an identity; identities without a workbench go to their own first page."""
    if not request.eyes.may("board.view"):
        return redirect(first_screen(request.eyes))
    place = place_of(request.eyes)
    whole = board_of(request)
    cells = _mine(whole, request) if whole else []
    states = Counter(each.state for each in cells)
    broken = [each for each in cells if each.state is State.BROKEN and not each.is_waived]
    broken.sort(key=lambda each: each.binding)
    lacking = _lacking(cells, request.eyes.school)
    may_see = request.eyes.may("record.view")
    context = {
        "authority": authority_of(request),
        "place": place,
        "board": whole,
        "broken": broken[:FEW],
        "broken_more": max(0, len(broken) - FEW),
        "counts": {state.value: states[state] for state in State},
        "lacking": sorted(lacking.items(), key=lambda pair: -len(pair[1]))[:10],
        "lacking_count": len(lacking),
        "lines": lines(seen_by=request.eyes)[:8] if may_see else [],
        **_work(request),
        **({} if place == "authority" else _standing(request, cells)),
    }
    return render(request, "board/workbench.html", context)


def _work(request: PageRequest) -> dict[str, Any]:
    """The next things to hand in, and how many wait for the reader's confirmation."""
    try:
        mine = todo(seen_by=request.eyes, on=request.on)
        open_ones = bunched(each for each in mine if each.is_open)
        waiting = len(waiting_for(seen_by=request.eyes, on=request.on))
    except LookupError:
        return {"work": [], "work_more": 0, "waiting": 0}
    return {
        "work": open_ones[:NEXT],
        "work_more": max(0, len(open_ones) - NEXT),
        "waiting": waiting,
        "is_today": request.on == timezone.localdate(),
    }


def place_of(actor: Actor) -> str:
    """Where an identity stands: in a school, a consortium or the authority."""
    if actor.school is not None:
        return "school"
    return "authority" if actor.consortium is None else "consortium"


def _mine(board: Board, request: PageRequest) -> list[Cell]:
    """The cells of the reader's own place: a school's own and those of its consortia."""
    if place_of(request.eyes) == "authority":
        return list(board.cells)
    own = own_schools(seen_by=request.eyes, on=request.on)
    inside = set(own.values_list("pk", flat=True))
    return [
        each
        for each in board.cells
        if each.subject.kind == "consortium"
        or (each.subject.kind == "school" and each.subject.id in inside)
    ]


def _lacking(cells: list[Cell], school: int | None) -> dict[tuple[str, int, str], set[str]]:
    """For every subject the fields without which rules cannot decide; a school sees its own."""
    found: dict[tuple[str, int, str], set[str]] = {}
    for each in cells:
        for judgement in each.judgements:
            for fact in judgement.verdict.missing:
                if school is not None and (fact.kind, fact.id) != ("school", school):
                    continue
                found.setdefault((fact.kind, fact.id, fact.name), set()).add(fact.field)
    return found


def _standing(request: PageRequest, cells: list[Cell]) -> dict[str, Any]:
    """What a school or a consortium sees of itself, and what the document asks of the reader."""
    eyes, on = request.eyes, request.on
    held = Holding.objects.on(on).filter(post__consortium=eyes.consortium, post__school=eyes.school)
    found = Membership.objects.on(on).select_related("consortium", "school")
    if eyes.school is not None:
        found = found.filter(school=eyes.school)
    else:
        found = found.filter(consortium=eyes.consortium)
    asked = _asked(request, cells)
    return {
        "school": School.objects.filter(pk=eyes.school or 0).first(),
        "consortium": Consortium.objects.filter(pk=eyes.consortium or 0).first(),
        "memberships": found.order_by("order", "id"),
        "holdings": held.select_related("post", "person").order_by("post_id"),
        "asked": asked[:FEW],
        "asked_count": len(asked),
        "who": min(_who(eyes)),
    }


def _who(actor: Actor) -> set[str]:
    return ASKED.get(actor.role, OF_PLACE[place_of(actor)])


def _asked(request: PageRequest, cells: list[Cell]) -> list[tuple[Clause, State | None]]:
    """The clauses of the locality's document that name the reader's kind, worst state first."""
    profile = profile_of(authority_of(request), request.on)
    states: dict[str, list[State]] = {}
    for cell in cells:
        states.setdefault(cell.clause.id, []).append(cell.state)
    who = _who(request.eyes)
    rows = [
        (each.clause, worst(states[each.clause.id]) if each.clause.id in states else None)
        for each in coverage()
        if each.clause.is_in(profile.sources) and who & set(each.clause.who)
    ]
    rows.sort(key=lambda row: len(RANKS) if row[1] is None else RANKS[row[1]])
    return rows
