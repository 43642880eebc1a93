"""A sheet of schools: which school each row means, and what of it is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xuequ.kernel.sheet import Row

from ..identity import clean
from .codes import school_code_told
from .marks import Marks, at, day, differing, parts, said
from .places import campus_of
from .registered import FACTS, TEACHES, Known, school_meant
from .sites import Site


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: what of it is not registered yet, from `since` on; rows of one school share `key`.

    `names` are pairs of kind and name; `stages` None for no change.
    """

    line: int
    site: int | None
    key: str
    name: str
    since: date
    code: str | None = None  # none for the one it has
    facts: Mapping[str, object] = field(default_factory=dict)
    stages: tuple[str, ...] | None = None
    names: tuple[tuple[str, str], ...] = ()
    campus: str = ""
    place: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_change(self) -> bool:
        told = self.code or self.facts or self.stages is not None or self.names or self.campus
        return bool(told)


def read_schools(rows: Sequence[Row], *, marks: Marks, since: date, known: Known) -> list[Entry]:
    """What the rows register, in order; mistakes go to `marks`.

    Args:
        since: the day from which new schools are there and changes hold, where a row says none.
    """
    reader = _Reader(marks, since, known, rows)
    return [entry for row in rows if (entry := reader.take(row)) is not None]


class _Reader:
    def __init__(self, marks: Marks, since: date, known: Known, rows: Sequence[Row]) -> None:
        self.marks, self.since, self.known = marks, since, known
        self.codes = {code for row in rows if (code := clean(row.text("code")))}
        self.first: dict[str, Row] = {}  # of each school
        self.facts: dict[str, dict[str, object]] = {}  # said of each school so far
        self.told: set[tuple[str, ...]] = set()
        self.called: dict[str, tuple[str, int]] = {}  # of each name without a code: key, line

    def take(self, row: Row) -> Entry | None:
        """Read one row; with a mistake in it nothing of it is kept."""
        told = len(self.marks.problems)
        code, name = clean(row.text("code")), row.text("name")
        stages = TEACHES.get(row.text("stages"))
        if code and (text := school_code_told(code, stages)):
            self.marks.say(row.line, "code", text)
            return None
        site = school_meant(row, self.codes, self.known, self.marks)
        if len(self.marks.problems) > told:
            return None
        key = f"#{site.id}" if site else code or name
        self.check_agreement(row, key, code, name)
        entry = self.entry(row, site, key)
        return entry if len(self.marks.problems) == told else None

    def check_agreement(self, row: Row, key: str, code: str, name: str) -> None:
        """Rows of one school name different campuses and do not contradict one another."""
        first = self.first.setdefault(key, row)
        if first is row:
            other, line = self.called.setdefault(name, (key, row.line))
            if other != key and (not code or not clean(self.first[other].text("code"))):
                self.marks.fault(
                    row.line,
                    "code",
                    f"第{line}行也叫“{name}”。同名学校请都填写学校标识码。",
                    f"line {line} is called {name} too; give the codes of both schools.",
                )
        elif first.text("name") != name:
            self.marks.fault(
                row.line,
                "name",
                f"第{first.line}行是同一所学校，名称却是“{first.text('name')}”。请改为一致。",
                f"line {first.line} is the same school, called {first.text('name')}. "
                "Let both agree.",
            )
        elif not row.text("campus"):
            self.marks.twice(row.line, "name", first.line)
        self.check_facts(row, key, first)

    def check_facts(self, row: Row, key: str, first: Row) -> None:
        """What an earlier row has said of the school may be said again, but not otherwise."""
        facts = self.facts.setdefault(key, {})
        for column, value in said(row, (*FACTS, "stages", "opened", "since")).items():
            if facts.setdefault(column, value) != value:
                self.marks.fault(
                    row.line,
                    column,
                    f"与第{first.line}行同一所学校的这一栏不一致。请改为一致，或只填一行。",
                    f"line {first.line} says otherwise of the same school. Let both agree, or "
                    "fill it in once.",
                )

    def entry(self, row: Row, site: Site | None, key: str) -> Entry:
        since = self.day(row, site, key)
        mine, code = site.id if site else 0, clean(row.text("code"))
        campus, place = self.place(row, mine, key, since)
        standing = at(self.known.standings.get(mine, ()), since)
        facts = differing(standing, said(row, FACTS))
        return Entry(
            line=row.line,
            site=site.id if site else None,
            key=key,
            name=row.text("name"),
            since=since,
            code=code if code and (site is None or site.code is None) else None,
            facts={name: value for name, value in facts.items() if self.is_news(key, name)},
            stages=self.stages(row, mine, since) if self.is_news(key, "stages") else None,
            names=self.names(row, site, key, since),
            campus=campus,
            place=place,
        )

    def is_news(self, *what: str) -> bool:
        """Is it said for the first time in this sheet?"""
        known = what in self.told
        self.told.add(what)
        return not known

    def place(self, row: Row, site: int, key: str, since: date) -> tuple[str, Mapping[str, object]]:
        """The campus of the row and what of it is new; "" if it is registered just so."""
        place = campus_of(row, self.marks)
        held = [each for each in self.known.campuses.get(site, ()) if each.holds(since)]
        alone = str(held[0].values["name"]) if len(held) == 1 else row.text("name")
        campus = row.text("campus") or (alone if place else "")
        if campus and not self.is_news(key, "campus", campus):
            first = self.first[key].line
            self.marks.fault(
                row.line,
                "campus",
                f"同一所学校（第{first}行）的校区“{campus}”列了两次。请删去一行或改名。",
                f"the school of line {first} has the campus {campus} twice; drop or rename one.",
            )
        now = next((each for each in held if each.values["name"] == campus), None)
        changes = differing(now, place)
        return (campus, changes) if campus and (changes or now is None) else ("", {})

    def day(self, row: Row, site: Site | None, key: str) -> date:
        """From when the row holds."""
        opened, since = day(row, "opened"), day(row, "since")
        if site is None:
            whole = self.facts[key].get("opened") or self.facts[key].get("since")
            return opened or since or (whole if isinstance(whole, date) else self.since)
        if opened is not None and opened != site.since:
            self.marks.fault(
                row.line,
                "opened",
                f"“{site.name}”登记的设立日期是{site.since}。请改为该日或留空。",
                f"{site.name} is registered from {site.since}. Give that day, or leave it empty.",
            )
        if since is not None and since < site.since:
            self.marks.fault(
                row.line,
                "since",
                f"“{site.name}”自{site.since}起才有登记。请改为该日或更晚。",
                f"{site.name} is registered only from {site.since}. Give that day or a later one.",
            )
        day_ = since or max(self.since, site.since)
        if site.until is not None and day_ >= site.until:
            self.marks.fault(
                row.line,
                "name",
                f"“{site.name}”已于{site.until}终止，不能再变更。请删去此行，或填写更早的变更日期。",
                f"{site.name} ended on {site.until}. Drop the row, or give an earlier day.",
            )
        return day_

    def stages(self, row: Row, site: int, since: date) -> tuple[str, ...] | None:
        wanted = TEACHES.get(row.text("stages"))
        held = {str(each.values["stage"]) for each in self.known.sections.get(site, ())
                if each.holds(since)}  # fmt: skip
        if wanted is None or held == set(wanted):
            return None
        for stage in sorted(held - set(wanted)):
            if union := self.known.bound.get((site, stage)):
                self.marks.fault(
                    row.line,
                    "stages",
                    f"该校要停办的学段是“{union}”的成员。请先在学校页结束其成员关系。",
                    f"a stage that would end is a member of {union}. End that membership first, "
                    "on the page of the school.",
                )
        return wanted

    def names(
        self, row: Row, site: Site | None, key: str, since: date
    ) -> tuple[tuple[str, str], ...]:
        """Names that are new; one the school has had does not rename it back."""
        mine, name = site.id if site else 0, row.text("name")
        renames = site is not None and name not in site.names | {site.name}
        new = [("official", name)] if renames and self.is_news(key, "name") else []
        for kind in ("plaque", "alias"):
            for each in parts(row.text(kind)):
                held = at(self.known.names.get((mine, kind, each), ()), since)
                if held is None and self.is_news(key, kind, each):
                    new.append((kind, each))
        return tuple(new)
