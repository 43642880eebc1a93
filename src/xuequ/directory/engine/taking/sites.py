"""Which school a row means: by its code, else by a name it bears or has borne."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xuequ.kernel.sheet import Row

from ..identity import clean
from .marks import Marks, Unclear


@dataclass(frozen=True, slots=True)
class Site:
    """A school as registered; `name` is its official name, `names` every one it has had."""

    id: int
    name: str
    since: date
    until: date | None = None
    code: str | None = None
    names: frozenset[str] = frozenset()


class Sites:
    """The schools of an authority, to be found by code or name."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self.all = tuple(sites)
        self.by_id = {each.id: each for each in self.all}
        self.by_code = {each.code: each for each in self.all if each.code}
        self._official: dict[str, list[Site]] = defaultdict(list)
        self._other: dict[str, list[Site]] = defaultdict(list)
        for each in self.all:
            self._official[each.name].append(each)
            for name in each.names - {each.name}:
                self._other[name].append(each)

    def named(self, name: str) -> list[Site]:
        """Who goes by a name: as the official one, else as any other; who still exists first."""
        for found in (self._official.get(name, []), self._other.get(name, [])):
            if found:
                return [each for each in found if each.until is None] or found
        return []

    def find(self, code: str, name: str) -> Site:
        """The school meant.

        Raises:
            Unclear: none is registered, several are, or code and name are of two.
        """
        if code:
            return self._coded(code, name)
        found = self.named(name)
        if not found:
            raise Unclear(
                "school",
                f"没有登记名为“{name}”的学校。请核对校名，或先用“学校信息表”登记。",
                f"there is no school {name}; check the name, or register the school first.",
            )
        if len(found) > 1:
            codes = "、".join(each.code or "—" for each in found)
            raise Unclear(
                "school",
                f"有{len(found)}所学校名为“{name}”（{codes}）。请填写学校标识码以区分。",
                f"{len(found)} schools are called {name} ({codes}); give the school code.",
            )
        return found[0]

    def _coded(self, code: str, name: str) -> Site:
        site = self.by_code.get(code)
        if site is None:
            raise Unclear(
                "school_code",
                f"没有登记标识码为“{code}”的学校。请核对，或先用“学校信息表”登记。",
                f"no school is registered with the code {code}; check it, or register it first.",
            )
        if name and name != site.name and name not in site.names:
            raise Unclear(
                "school_code",
                f"“{code}”是“{site.name}”的标识码，不是“{name}”。请核对。",
                f"{code} is the code of {site.name}, not of {name}; check both.",
            )
        return site


def site_of(row: Row, sites: Sites, marks: Marks) -> Site | None:
    """The school a row of another sheet means by «school_code» and «school», or a fault told."""
    code, name = clean(row.text("school_code")), row.text("school")
    if not code and not name:
        marks.fault(
            row.line,
            "school",
            "请填写学校名称或学校标识码。",
            "give the name of the school, or its code.",
        )
        return None
    try:
        return sites.find(code, name)
    except Unclear as unclear:
        marks.unclear(row.line, unclear)
        return None


def check_life(
    marks: Marks, line: int, site: Site, since: date, until: date | None, *, column: str = "since"
) -> None:
    """Nothing of a school begins before it or goes on after it."""
    if since < site.since:
        marks.fault(
            line,
            column,
            f"“{site.name}”自{site.since}起才有登记。请改为该日或更晚。",
            f"{site.name} is registered only from {site.since}. Give that day or a later one.",
        )
    elif site.until is not None and (since >= site.until or until is None or until > site.until):
        marks.fault(
            line,
            "until" if since < site.until else column,
            f"“{site.name}”于{site.until}终止。请改为该日以前（终止日期不晚于该日）。",
            f"{site.name} ends on {site.until}. Let it begin before that day and end by it.",
        )
