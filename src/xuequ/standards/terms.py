"""School years and terms as people say them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xuequ.kernel.sheet import Unfit
from xuequ.kernel.text import Text

from .typed import plain

FIRST, SECOND = 1, 2
SAID = {
    "一": FIRST, "1": FIRST, "上": FIRST, "秋": FIRST,
    "二": SECOND, "2": SECOND, "下": SECOND, "春": SECOND,
}  # fmt: skip
YEARS = r"(\d{4})\s*(?:[-—–~/至]+\s*(\d{4}))?"
TERM = r"(?:第?\s*([一二12])\s*学期|([上下])学期)"
WHOLE = re.compile(rf"{YEARS}\s*学年度?\s*[,(]?\s*(?:{TERM})?\s*[)]?")
SEASON = re.compile(r"(\d{4})\s*年?\s*(秋|春)季?(?:学期)?")
SHORT = re.compile(r"(\d{4})\s*[-/]\s*(\d{4})\s*[-/]\s*([12])")


@dataclass(frozen=True, slots=True, order=True)
class SchoolTerm:
    """A school year by the calendar year it begins in, and one of its terms; 0 for the whole."""

    year: int
    term: int = 0

    def text(self) -> Text:
        """The usual name."""
        zh = {0: "", FIRST: "第一学期", SECOND: "第二学期"}[self.term]
        en = {0: "", FIRST: ", first term", SECOND: ", second term"}[self.term]
        years = f"{self.year}-{self.year + 1}"
        return Text(f"{years}学年{zh}", f"School year {years}{en}")


def read_term(text: str) -> SchoolTerm:
    """What somebody calls a school year or term.

    «2025学年» begins in 2025; autumn is the first term, spring the second of the year before.

    Raises:
        Unfit: it names none, or its two years do not follow one another.
    """
    typed = plain(text)
    if found := SEASON.fullmatch(typed):
        term = SAID[found[2]]
        return SchoolTerm(int(found[1]) - (term == SECOND), term)
    if found := SHORT.fullmatch(typed):
        return _of_years(found[1], found[2], SAID[found[3]], typed)
    if found := WHOLE.fullmatch(typed):
        return _of_years(found[1], found[2], SAID.get(found[3] or found[4] or "", 0), typed)
    raise Unfit(
        f"“{typed[:40]}”不是学年或学期，请写成 2025-2026学年第一学期。",
        f"«{typed[:40]}» is no school year or term; write 2025-2026学年第一学期.",
    )


def _of_years(first: str, second: str | None, term: int, typed: str) -> SchoolTerm:
    if second is not None and int(second) != int(first) + 1:
        raise Unfit(
            f"“{typed}”的两个年份不相连，请核对，如 {first}-{int(first) + 1}学年。",
            f"The years of «{typed}» do not follow one another; check them, as in "
            f"{first}-{int(first) + 1}学年.",
        )
    return SchoolTerm(int(first), term)
