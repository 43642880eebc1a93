"""A cohort that entered a stage: how many stayed, and where they are now; no names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xuequ.directory.models import Authority, School
from xuequ.directory.queries.settings import profile_of
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ...engine.following.retention import Counts, Course, End, Formula, counts_of, shown_count
from .roll import LAST, Seat, chains, known_ends, of_authority, seats

FIRST = {"primary": 1, "junior": 7}
FORMULAS: dict[Formula, Text] = {
    "entered": Text(
        "（毕业或在读－转入＋转出）÷（入学－死亡）",
        "(finished or on the roll − came in + moved away) ÷ (entered − died)",
    ),
    "changed": Text(
        "（毕业或在读）÷（入学＋转入－死亡－转出）",
        "(finished or on the roll) ÷ (entered + came in − died − moved away)",
    ),
}


@dataclass(frozen=True, slots=True)
class Cohort:
    """Those who entered a stage in a year, and the flows out of their first schools.

    Args:
        flows: first school, where they are now, and how many; small numbers hidden.
        nameless: pupils without any number, whose seats cannot be joined from year to year.
    """

    year: int
    stage: str
    counts: Counts
    flows: list[tuple[str, Text, str]]
    nameless: int

    def rate(self, formula: Formula) -> str:
        """The rate in percent, "—" where nothing can be said."""
        rate = self.counts.rate(formula)
        return "—" if rate is None else f"{float(rate) * 100:.1f} %"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The rate a norm wants at least, and where it stands."""

    share: Fraction
    note: Text

    @property
    def percent(self) -> str:
        """The rate in percent."""
        return f"{float(self.share) * 100:g} %"


def wanted(authority: Authority, stage: str, on: date) -> Wanted | None:
    """The retention rate that is wanted by the profile; it speaks of junior schools alone."""
    entry = profile_of(authority, on).entries.get(("norms", "retention"))
    if stage != "junior" or entry is None or entry.values[0].since > on:
        return None
    return Wanted(Fraction(str(entry.value(on))), entry.note or entry.unit)


def standing(found: Cohort, formula: Formula, least: Wanted | None) -> str:
    """Is it "met" or "behind", once a cohort has finished; "" where nothing is wanted or known."""
    rate = found.counts.rate(formula)
    if least is None or rate is None or not found.counts.is_over:
        return ""
    return "met" if rate >= least.share else "behind"


def years(authority: Authority, stage: str) -> list[int]:
    """The years in which pupils entered the stage, the latest first."""
    rows = of_authority(authority).filter(school_class__stage=stage)
    first = rows.filter(school_class__grade=FIRST[stage]).order_by()
    found = first.values_list("school_class__year", flat=True).distinct()
    return sorted(found, reverse=True)


def cohort(authority: Authority, year: int, stage: str, on: date) -> Cohort:
    """Follow the cohort that entered the first grade of a stage in a year up to a day."""
    rows = chains(seats(of_authority(authority)))
    mine = {token: each for token, each in rows.items() if _at(each, year, stage)}
    ends = known_ends([each[-1].pk for each in mine.values()])
    over = on >= date(year + LAST[stage] - FIRST[stage] + 1, 7, 1)
    courses = [_course(each, year, stage, on, ends) for each in mine.values()]
    return Cohort(
        year,
        stage,
        counts_of(courses, is_over=over),
        _flows(mine, year, stage, on, ends),
        sum(token.startswith("#") for token in mine),
    )


def _at(chain: list[Seat], year: int, stage: str) -> list[Seat]:
    """The seats of a child in the grades that the cohort goes through year by year."""
    return [
        each for each in chain
        if each.stage == stage and each.year - year == each.grade - FIRST[stage]
        and 0 <= each.year - year <= LAST[stage] - FIRST[stage]
    ]  # fmt: skip


def _course(chain: list[Seat], year: int, stage: str, on: date, ends: dict[int, str]) -> Course:
    entered = any(e.stage == stage and (e.year, e.grade) == (year, FIRST[stage]) for e in chain)
    return Course(entered, _end(chain, stage, on, ends))


def _end(chain: list[Seat], stage: str, on: date, ends: dict[int, str]) -> End:
    last = chain[-1]
    if last.until is None or last.until > on:
        return "on_roll" if last.stage == stage else "finished"
    if ends.get(last.pk) == "died":
        return "died"
    if last.stage != stage or (last.grade == LAST[stage] and last.ends_in_summer):
        return "finished"
    return "transferred" if ends.get(last.pk) == "transferred" else "gone"


def _flows(
    mine: dict[str, list[Seat]], year: int, stage: str, on: date, ends: dict[int, str]
) -> list[tuple[str, Text, str]]:
    found: Counter[tuple[int, int, str]] = Counter()
    for chain in mine.values():
        first = _at(chain, year, stage)[0]
        end, last = _end(chain, stage, on, ends), chain[-1]
        is_here = last.until is None or last.until > on
        found[first.school, last.school if is_here else 0, end] += 1
    keys = {key for first, last, _ in found for key in (first, last)}
    names = dict(School.objects.filter(pk__in=keys).values_list("pk", "name"))
    order = sorted(found.items(), key=lambda each: (names[each[0][0]], -each[1], each[0][2]))
    return [
        (names[first], _where(names.get(last, ""), end), shown_count(count))
        for (first, last, end), count in order
    ]


def _where(school: str, end: str) -> Text:
    return Text(school, school) if school else WHERE[end]


def flows_table(authority: Authority, found: Cohort) -> Table:
    """The flows as a file, with how the rates come about."""
    counts = found.counts
    title = Text(
        f"{authority.name}{found.year}年入学学生去向",
        f"Where those are who entered in {found.year}, {authority.name}",
    )
    told = Text(
        f"入学{counts.entered}，转入{counts.came}，毕业或在读{counts.kept}，转出{counts.moved}，"
        f"死亡{counts.died}，去向不明{counts.gone}；巩固率{found.rate('entered')}",
        f"entered {counts.entered}, came in {counts.came}, finished or on the roll {counts.kept}, "
        f"moved away {counts.moved}, died {counts.died}, gone {counts.gone}; retention "
        f"{found.rate('entered')}",
    )
    return Table(title, COLUMNS, found.flows, (told, FORMULAS["entered"], HIDDEN))


WHERE = {
    "finished": Text("已完成学业", "finished the stage"),
    "transferred": Text("转往外地或民办学校", "moved to a school elsewhere"),
    "died": Text("死亡", "died"),
    "gone": Text("去向不明，跟踪中", "gone, nobody knows where to; looked for"),
    "on_roll": Text("在读", "on the roll"),
}
HIDDEN = Text("1至4人不显示具体数。", "Counts of one to four are not shown.")
COLUMNS = (
    Column("first", "入学学校", "School entered"),
    Column("now", "现在去向", "Where they are now"),
    Column("count", "人数", "Children"),
)
