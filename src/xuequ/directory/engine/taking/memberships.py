"""A sheet of memberships: who joins, leaves, or plays another role from which day on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xuequ.kernel.refusal import Refused
from xuequ.kernel.sheet import Row

from ..belonging import GUEST, LEAD, Party, Wanted, check_place
from ..policy import Membership
from .consortia import Union
from .marks import Marks, Spell, Unclear, at, check_order, day
from .sites import Site, check_life, site_of
from .ties import Tie, Ties

COLUMN = {  # where a refusal is told
    "already-a-member": "since",
    "guests-are-not-counted": "primary",
    "lead-is-taken": "role",
    "not-yet-begun": "since",
    "private-not-allowed": "school",
    "several-not-allowed": "consortium",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is registered beside the memberships, and what the locality allows on a day."""

    ties: Ties
    rules: Callable[[date], Membership]
    standings: Mapping[int, Sequence[Spell]] = field(default_factory=dict)
    sections: Mapping[int, Sequence[Spell]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """A row whose school and consortium are known."""

    row: Row
    site: Site
    union: Union
    role: str
    start: date


def read_memberships(
    rows: Sequence[Row], *, marks: Marks, since: date, known: Known
) -> list[tuple[int, str, Refused]]:
    """Put the rows into `known.ties`; mistakes go to `marks`.

    Args:
        since: the day new places begin and changes hold, where a row says none.

    Returns:
        What the rules of membership refuse: line, column, refusal.
    """
    reader = _Reader(marks, since, known)
    found = [said for row in rows if (said := reader.said(row)) is not None]
    # Who steps down makes room for who takes over on the same day.
    for said in sorted(found, key=lambda each: (each.start, each.role == LEAD)):
        reader.take(said)
    known.ties.arrange({(each.site.id, each.union.id): n for n, each in enumerate(found)})
    return reader.refused


class _Reader:
    def __init__(self, marks: Marks, since: date, known: Known) -> None:
        self.marks, self.since, self.known, self.ties = marks, since, known, known.ties
        self.refused: list[tuple[int, str, Refused]] = []
        self.seen: dict[tuple[int, int, date], int] = {}

    def said(self, row: Row) -> Said | None:
        site = site_of(row, self.ties.sites, self.marks)
        try:
            union = self.ties.unions.find(row.text("consortium"))
        except Unclear as unclear:
            self.marks.unclear(row.line, unclear)
            return None
        if site is None or not row.text("role"):
            return None
        start = day(row, "since") or max(self.since, site.since, union.since)
        line = self.seen.setdefault((site.id, union.id, start), row.line)
        if line != row.line:
            self.marks.twice(row.line, "school", line)
            return None
        return Said(row, site, union, row.text("role"), start)

    def take(self, said: Said) -> None:
        """Put one row in; with a mistake in it nothing of it is kept."""
        told = len(self.marks.problems)
        until = day(said.row, "until")
        tie = self.there(said, until)
        check_order(self.marks, said.row, tie.since if tie else said.start)
        self.check_section(said)
        if tie is None:
            check_life(self.marks, said.row.line, said.site, said.start, said.site.until)
        if until is not None:
            self.check_end(said, until)
        if len(self.marks.problems) > told:
            return
        try:
            tie = self.join(said, until) if tie is None else self.change(said, tie)
            self.count(said, tie)
            self.end(said, tie, until)
        except Refused as refused:
            self.refused.append((said.row.line, COLUMN[refused.code], refused))

    def there(self, said: Said, until: date | None) -> Tie | None:
        """The place the row repeats or changes."""
        begins = day(said.row, "since")
        for each in self.ties.of(said.site.id, said.union.id):
            over = begins is None and until is not None and each.until == until
            if each.since == begins or each.holds(said.start) or over:
                return each
        return None

    def check_section(self, said: Said) -> None:
        stage = said.row.text("section")
        spells = self.known.sections.get(said.site.id, ())
        if stage and not any(
            each.holds(said.start) and each.values["stage"] == stage for each in spells
        ):
            self.marks.fault(
                said.row.line,
                "section",
                f"“{said.site.name}”在{said.start}没有登记这个学段。请核对，或先更新学校的学段。",
                f"{said.site.name} does not teach that stage on {said.start}. Check it, or change "
                "the stages of the school first.",
            )

    def check_end(self, said: Said, until: date) -> None:
        """A membership does not outlast the school or the consortium."""
        ends = [each for each in (said.site.until, said.union.until) if each is not None]
        if ends and until > min(ends):
            self.marks.fault(
                said.row.line,
                "until",
                f"学校或学区（集团）于{min(ends)}终止。请改为该日或更早。",
                f"the school, or the district or group, ends on {min(ends)}. Give that day or an "
                "earlier one.",
            )

    def join(self, said: Said, until: date | None) -> Tie:
        ends = [each for each in (until, said.site.until, said.union.until) if each is not None]
        until = min(ends, default=None)
        self.check(said, until)
        first = not self.ties.has_primary(said.site.id, said.start, until)
        tie = Tie(None, said.site.id, said.union.id, said.role, said.start, until)
        tie.is_primary = first and said.role != GUEST
        tie.section, tie.line = said.row.text("section"), said.row.line
        return self.ties.add(tie)

    def change(self, said: Said, tie: Tie) -> Tie:
        """Another role or section from the day on; what is before stays."""
        section = said.row.text("section") or tie.section
        if (tie.role, tie.section) == (said.role, section):
            return tie
        start = max(said.start, tie.since)
        self.check(said, tie.until, but=tie)
        tie = self.ties.split(tie, start, said.row.line)
        tie.role, tie.section = said.role, section
        if said.role == GUEST and tie.is_primary:
            tie.is_primary = False
            self.ties.pass_on(said.site.id, start, said.row.line)
        elif said.role != GUEST and not self.ties.has_primary(said.site.id, start, tie.until):
            tie.is_primary = True
        return tie

    def check(self, said: Said, until: date | None, but: Tie | None = None) -> None:
        """Does the locality allow it?

        Raises:
            Refused: see `check_place`.
        """
        now = at(self.known.standings.get(said.site.id, ()), said.start)
        private = now is not None and now.values.get("ownership") == "private"
        school, union = said.site, said.union
        start = max(said.start, but.since) if but else said.start
        check_place(
            Wanted(
                Party(school.id, school.name, 0, school.since, private),
                Party(union.id, union.label, 0, union.since),
                said.role,
                start,
            ),
            self.known.rules(start),
            others=self.ties.others(school.id, start, until, but),
            leads=self.ties.leads(union.id, start, until, but),
        )

    def count(self, said: Said, tie: Tie) -> None:
        """Is it the primary one, where the row says so?

        Raises:
            Refused("guests-are-not-counted"): the school is only a guest there.
        """
        wanted = said.row.values.get("primary")
        start, line = max(said.start, tie.since), said.row.line
        if wanted is True and tie.role == GUEST:
            facts = {"school": said.site.name, "consortium": said.union.label}
            raise Refused("guests-are-not-counted", **facts)
        if wanted is True and not tie.is_primary:
            self.ties.make_primary(tie, start, line)
        elif wanted is False and tie.is_primary:
            tie = self.ties.split(tie, start, line)
            tie.is_primary = False
            self.ties.pass_on(said.site.id, start, line)
            if tie.is_primary:
                self.marks.fault(
                    line,
                    "primary",
                    f"“{said.site.name}”只属于“{said.union.label}”，它就是主属。请改为“是”或留空。",
                    f"{said.site.name} belongs to {said.union.label} alone, which is the primary "
                    "one. Write yes, or leave it empty.",
                )

    def end(self, said: Said, tie: Tie, until: date | None) -> None:
        last = max(self.ties.of(said.site.id, said.union.id), key=lambda each: each.since)
        if until is None or until in {tie.until, last.until}:
            return
        last.until, last.line = until, last.line or said.row.line
        if last.is_primary:
            self.ties.pass_on(said.site.id, until, said.row.line)
