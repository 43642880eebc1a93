"""Read what every package says about an authority, and lay waivers over it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from xuequ.directory.models import Authority, Waiver
from xuequ.directory.queries.settings import profile_of
from xuequ.kernel.discovery import declared
from xuequ.kernel.rulebook import Judgement
from xuequ.profiles.clauses import clauses
from xuequ.profiles.entries import Profile

from ..engine.types import Board, Cell, Leave

Key = tuple[str, str, int]  # clause, kind of subject, id of subject


def board(authority: Authority, on: date, profile: Profile | None = None) -> Board:
    """Every verdict on an authority and its consortia on a day, by its own or another profile.

    Raises:
        LookupError: the locality's profile says nothing yet on that day.
    """
    policy = profile or profile_of(authority, on)
    grouped: dict[Key, list[Judgement]] = defaultdict(list)
    for _, module in declared("queries"):
        if verdicts := getattr(module, "verdicts", None):
            for each in verdicts(authority, on, policy):
                grouped[each.rule.clause, each.subject.kind, each.subject.id].append(each)
    leaves = _leaves(authority, on)
    known = clauses()
    binding = {clause: policy.binding(clause) for clause in {key[0] for key in grouped}}
    cells = [
        Cell(known[key[0]], found[0].subject, binding[key[0]], tuple(found), leaves.get(key))
        for key, found in grouped.items()
    ]
    order = {id: n for n, id in enumerate(known)}
    cells.sort(key=lambda cell: order[cell.clause.id])
    return Board(authority.pk, on, tuple(cells))


def _leaves(authority: Authority, on: date) -> dict[Key, Leave]:
    found = {}
    for each in Waiver.objects.on(on).filter(authority=authority).order_by("id"):
        kind = "county" if each.consortium_id is None else "consortium"
        leave = Leave(each.pk, each.decision, each.reason, each.since, each.until)
        found[each.clause, kind, each.consortium_id or authority.pk] = leave
    return found
