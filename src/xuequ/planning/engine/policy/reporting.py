"""Section `reporting`: who reports what to whom, and how often (报送)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.named import Named
from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Report:
    """A report or plan owed: `min` in each `period`, to the body `to`.

    What is left out, the document does not say: how many, how often, or to whom.  If `assumed`,
    it says «regularly» and the period is a starting value.
    """

    code: str
    zh: str
    en: str
    to: Literal["consortium", "authority", "city_authority", "party_and_government"] | None = None
    period: (
        Literal["month", "quarter", "half_year", "term", "calendar_year", "school_year"] | None
    ) = None
    min: int | None = None
    parts: tuple[Named, ...] = ()  # what it must contain
    assumed: bool = False
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Reporting:
    """Section `reporting`: reports, meetings, archives and publicity (PLN-17 to PLN-28).

    Quarters and half-years are those of the calendar.
    """

    from_school: tuple[Report, ...] = ()
    from_consortium: tuple[Report, ...] = ()
    from_authority: tuple[Report, ...] = ()
    summary_meetings: int | None = None  # per calendar year, held by the authority
    ledger: bool = False  # a systematic work ledger is formed (工作台账)
    archives: bool = False  # work is filed (档案)
    displays: tuple[Report, ...] = ()  # meetings that exchange and show results
    models: bool = False  # advanced models (典型) are found and set up
    media: tuple[Named, ...] = ()  # channels of publicity


NAMES: dict[str, Text] = {
    "reporting": Text("报送", "Reports"),
    "reporting.from_school": Text("学校报送", "reports of the schools"),
    "reporting.from_consortium": Text("学区报送", "reports of the districts"),
    "reporting.from_authority": Text("教育局报送", "reports of the authority"),
    "reporting.summary_meetings": Text("年度总结会", "summary meetings"),
    "reporting.ledger": Text("工作台账", "work ledger"),
    "reporting.archives": Text("工作档案", "work archives"),
    "reporting.displays": Text("交流展示活动", "exchange and display of results"),
    "reporting.models": Text("树立先进典型", "advanced models set up"),
    "reporting.media": Text("宣传渠道", "channels of publicity"),
}

FIELDS: dict[str, Text] = {
    "parts": Text("内容", "contents"),
}

WORDS: dict[str, Text] = {
    "party_and_government": Text("区委、区政府", "district Party committee and government"),
}
