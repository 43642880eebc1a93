"""What the board shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xuequ.kernel.rulebook import RANKS, Fact, Judgement, Rule, State, Verdict, worst
from xuequ.profiles.clauses import Clause


@dataclass(frozen=True, slots=True)
class Leave:
    """A waiver that lies over a verdict."""

    id: int  # of its row
    decision: str
    reason: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One clause on one subject: the verdicts of its rules, and a waiver if there is one."""

    clause: Clause
    subject: Fact
    binding: str  # "must" or "should"
    judgements: tuple[Judgement, ...]
    leave: Leave | None = None

    @property
    def state(self) -> State:
        return worst(each.verdict.state for each in self.judgements)

    @property
    def is_waived(self) -> bool:
        return self.leave is not None and self.state in {State.BROKEN, State.BEHIND}

    @property
    def verdict(self) -> Verdict:
        """The verdict that most needs attention."""
        return min((each.verdict for each in self.judgements), key=lambda each: RANKS[each.state])


@dataclass(frozen=True, slots=True)
class Board:
    """All cells of an authority on one day."""

    authority: int
    on: date
    cells: tuple[Cell, ...]

    @property
    def columns(self) -> tuple[tuple[Clause, Rule], ...]:
        """The clauses judged per consortium with their rule, in the order of the register."""
        found = {c.clause.id: c for c in self.cells if c.subject.kind == "consortium"}
        return tuple((found[id].clause, found[id].judgements[0].rule) for id in sorted(found))

    def of(self, kind: str, id: int | None = None) -> tuple[Cell, ...]:
        """The cells of one kind of subject, or of one subject."""
        return tuple(
            c for c in self.cells if c.subject.kind == kind and (id is None or c.subject.id == id)
        )

    def rows(self) -> list[tuple[Fact, list[Cell | None]]]:
        """One row per consortium, one cell per clause of `columns`."""
        order = {clause.id: n for n, (clause, _) in enumerate(self.columns)}
        rows: dict[int, tuple[Fact, list[Cell | None]]] = {}
        for cell in self.of("consortium"):
            row = rows.setdefault(cell.subject.id, (cell.subject, [None] * len(order)))
            row[1][order[cell.clause.id]] = cell
        return list(rows.values())
