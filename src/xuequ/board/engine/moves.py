"""What a changed policy changes on the board: which clause goes from which state to which."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from xuequ.kernel.rulebook import Fact, State
from xuequ.profiles.clauses import Clause

from .types import Board, Cell

Side = State | None  # none: the clause is not asked there


@dataclass(frozen=True, slots=True)
class Move:
    """One clause on one subject that would be judged otherwise."""

    clause: Clause
    subject: Fact
    before: Side
    after: Side


def moves(before: Board, after: Board) -> list[Move]:
    """Every clause on every subject whose state differs, in the order of the register."""
    old, new = _cells(before), _cells(after)
    found = []
    for key in dict.fromkeys((*old, *new)):
        cell = new.get(key) or old[key]
        sides = (_state(old.get(key)), _state(new.get(key)))
        if sides[0] is not sides[1]:
            found.append(Move(cell.clause, cell.subject, *sides))
    return sorted(found, key=lambda each: (each.clause.id, each.subject.kind, each.subject.id))


Tally = list[tuple[Fact, list[tuple[Side, Side, int]]]]


def tally(found: list[Move]) -> Tally:
    """For each subject, the authority first, how many clauses go from which state to which."""
    subjects: dict[tuple[bool, int], Fact] = {}
    counts: dict[tuple[bool, int], Counter[tuple[Side, Side]]] = defaultdict(Counter)
    for each in found:
        key = (each.subject.kind != "county", each.subject.id)
        subjects[key] = each.subject
        counts[key][each.before, each.after] += 1
    return [
        (subjects[key], [(*sides, n) for sides, n in counts[key].items()])
        for key in sorted(subjects)
    ]


def _cells(board: Board) -> dict[tuple[str, str, int], Cell]:
    return {(each.clause.id, each.subject.kind, each.subject.id): each for each in board.cells}


def _state(cell: Cell | None) -> Side:
    """Its state; a clause that does not apply is as good as not asked."""
    if cell is None or cell.state is State.NOT_APPLICABLE:
        return None
    return cell.state
