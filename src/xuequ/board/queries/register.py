"""The clause register: of one locality's documents, or of all, filtered and in an order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xuequ.kernel.rulebook import State, worst
from xuequ.profiles.entries import Entry, Profile

from ..coverage import Coverage, coverage
from ..engine.places import order
from ..engine.types import Board, Cell

EVERY = "all"  # in place of a locality: the register as a whole


@dataclass(frozen=True, slots=True)
class Asked:
    """Which clauses, and in which order."""

    chapter: str = ""
    state: str = ""  # a state of a verdict, or of coverage
    who: str = ""
    kind: str = ""
    words: str = ""
    by_document: bool = False

    def fits(self, line: Line) -> bool:
        """Is it one of those asked for?"""
        clause = line.it.clause
        if self.chapter not in ("", clause.chapter) or self.kind not in ("", clause.kind):
            return False
        if self.who and self.who not in clause.who:
            return False
        if self.state and self.state != line.standing:
            return False
        said = f"{clause.id} {clause.text.zh} {clause.text.en} {line.place}"
        return self.words.casefold() in said.casefold()


@dataclass(frozen=True, slots=True)
class Line:
    """One clause of a register: where it stands, what settles and runs it, and how it stands."""

    it: Coverage
    place: str
    entries: tuple[Entry, ...]
    counts: tuple[tuple[State, int], ...] = ()
    state: State | None = None

    @property
    def standing(self) -> str:
        """Its worst state where it is measured, else what coverage says of it."""
        return self.state.value if self.state else self.it.state


def register(
    profile: Profile | None, cells: Iterable[Cell] = (), asked: Asked | None = None
) -> list[Line]:
    """The clauses asked for of a locality's documents; without a profile those of all.

    `cells` are what is measured, and only the reader's own authority's may be given.
    """
    wanted = asked or Asked()
    sources = profile.sources if profile else ()
    settled, measured = _settled(profile), _measured(cells)
    found = []
    for each in coverage():
        clause = each.clause
        if profile and not clause.is_in(sources):
            continue
        place = clause.place_in(sources) if profile else clause.source
        line = _line(each, place, settled.get(clause.id, ()), measured.get(clause.id, ()))
        if wanted.fits(line):
            found.append(line)
    if wanted.by_document:
        found.sort(key=lambda line: order(line.it.clause, sources))
    return found


def _line(it: Coverage, place: str, entries: tuple[Entry, ...], cells: Iterable[Cell]) -> Line:
    states = [cell.state for cell in cells]
    counts = Counter(state for state in states if state is not State.NOT_APPLICABLE)
    state = worst(states) if states else None
    return Line(it, place, entries, tuple(sorted(counts.items())), state)


def _settled(profile: Profile | None) -> Mapping[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in profile.entries.values() if profile else ():
        found[entry.clause].append(entry)
    return {clause: tuple(entries) for clause, entries in found.items()}


def _measured(cells: Iterable[Cell]) -> Mapping[str, list[Cell]]:
    found: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        found[cell.clause.id].append(cell)
    return found


def cells_of(board: Board | None) -> tuple[Cell, ...]:
    """What a board measures; nothing before the policy is in force."""
    return board.cells if board else ()
