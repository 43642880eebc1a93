"""The memberships of an authority as they will be, while the rows of a sheet are put in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ..belonging import GUEST, LEAD, Held
from .consortia import Unions
from .sites import Sites


@dataclass(slots=True)
class Tie:
    """A school's place in a consortium for a span of days; `id` None for a new one."""

    id: int | None
    site: int
    union: int
    role: str
    since: date
    until: date | None
    is_primary: bool = True
    section: str = ""
    order: int = 0
    line: int = 0  # of the row that changes it; 0 if none does

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)

    def meets(self, since: date, until: date | None) -> bool:
        return (self.until is None or since < self.until) and (until is None or self.since < until)


class Ties:
    """All of them, by school and by consortium."""

    def __init__(self, ties: Iterable[Tie], sites: Sites, unions: Unions) -> None:
        self.sites, self.unions = sites, unions
        self.by_site: dict[int, list[Tie]] = defaultdict(list)
        self.by_union: dict[int, list[Tie]] = defaultdict(list)
        for each in ties:
            self._put(each)

    def _put(self, tie: Tie) -> None:
        self.by_site[tie.site].append(tie)
        self.by_union[tie.union].append(tie)

    def changed(self) -> list[Tie]:
        """What is to be written, in the order of the rows."""
        every = (each for ties in self.by_site.values() for each in ties if each.line)
        return sorted(every, key=lambda each: (each.line, each.since))

    def of(self, site: int, union: int) -> list[Tie]:
        found = [each for each in self.by_site[site] if each.union == union]
        return sorted(found, key=lambda each: each.since)

    def others(
        self, site: int, since: date, until: date | None, but: Tie | None = None
    ) -> Iterator[Held]:
        """The school's places in those days."""
        for each in self.by_site[site]:
            if each is not but and each.meets(since, until):
                yield self._held(each)

    def leads(
        self, union: int, since: date, until: date | None, but: Tie | None = None
    ) -> Iterator[Held]:
        """Who leads the consortium in those days."""
        for each in self.by_union[union]:
            if each is not but and each.role == LEAD and each.meets(since, until):
                yield self._held(each)

    def _held(self, tie: Tie) -> Held:
        site, label = self.sites.by_id[tie.site].name, self.unions.by_id[tie.union].label
        return Held(site, tie.union, label, tie.since)

    def add(self, tie: Tie) -> Tie:
        """A new place; the school's first is its primary one."""
        tie.order = len(self.by_union[tie.union])
        self._put(tie)
        return tie

    def arrange(self, places: Mapping[tuple[int, int], int]) -> None:
        """New members stand in the order of the rows, not in the one in which they were put in.

        Args:
            places: by school and consortium, the place of the row.
        """
        for union, ties in self.by_union.items():
            before = {each.site for each in ties if each.id is not None}
            new = [each for each in ties if each.site not in before]
            orders = sorted(each.order for each in new)
            new.sort(key=lambda each: places.get((each.site, union), -1))
            for each, order in zip(new, orders, strict=True):
                each.order = order

    def has_primary(self, site: int, since: date, until: date | None) -> bool:
        return any(each.is_primary and each.meets(since, until) for each in self.by_site[site])

    def split(self, tie: Tie, since: date, line: int) -> Tie:
        """The part of a place from a day on, to be changed; what is before stays."""
        tie.line = tie.line or line
        if tie.since >= since:
            return tie
        rest = replace(tie, id=None, since=since, line=line)
        tie.until = since
        self._put(rest)
        return rest

    def make_primary(self, tie: Tie, since: date, line: int) -> None:
        """From a day on the school counts here and nowhere else."""
        for each in list(self.by_site[tie.site]):
            if each is not tie and each.is_primary and each.meets(since, tie.until):
                self.split(each, since, line).is_primary = False
        if not tie.is_primary:
            self.split(tie, since, line).is_primary = True

    def pass_on(self, site: int, since: date, line: int) -> None:
        """Where the primary place has ended, the oldest of those that go on becomes it."""
        going_on = [each for each in self.by_site[site] if each.holds(since)]
        heirs = [each for each in going_on if each.role != GUEST]
        if heirs and not any(each.is_primary for each in going_on):
            heir = min(heirs, key=lambda each: each.since)
            self.split(heir, since, line).is_primary = True
