"""Regular meetings a document names, and how meetings are run.

`Meeting` is the type of an item wherever a policy lists meetings, as `governance.meetings` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.text import Text

Every = Literal["month", "term", "school_year"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A regular meeting.  `every` is none where the document says no more than «regularly»."""

    code: str
    kind: Literal["joint", "office", "administrative", "consultation", "study"]
    zh: str
    en: str
    clause: str
    of: Literal["consortium", "authority"] = "consortium"
    every: Every | None = None

    @property
    def period(self) -> str:
        """How often; to start with once a term, where the document does not say."""
        return self.every or "term"


@dataclass(frozen=True, slots=True)
class Meetings:
    """Section `meetings`: how meetings decide and how long their minutes go round."""

    quorum: Literal["none", "half", "two_thirds", "all"] = "half"
    threshold: Literal["simple", "two_thirds", "absolute", "unanimous"] = "simple"
    remark_days: int = 3  # working days in which those who took part may remark on the minutes


NAMES: dict[str, Text] = {
    "meetings": Text("会议", "Meetings"),
    "meetings.quorum": Text("表决的法定人数", "quorum of a vote"),
    "meetings.threshold": Text("通过所需票数", "votes needed"),
    "meetings.remark_days": Text("纪要征求意见期限", "days for remarks on minutes"),
}
FIELDS: dict[str, Text] = {"meetings": Text("会议", "meetings")}
WORDS: dict[str, Text] = {
    "quorum.none": Text("不设", "none"),
    "quorum.half": Text("过半数", "more than half"),
    "quorum.two_thirds": Text("三分之二以上", "two thirds or more"),
    "quorum.all": Text("全体", "everybody"),
    "threshold.simple": Text("赞成多于反对", "more in favour than against"),
    "threshold.two_thirds": Text("所投票三分之二以上", "two thirds of the votes cast"),
    "threshold.absolute": Text("全体成员过半数", "more than half of all members"),
    "threshold.unanimous": Text("全体一致同意", "unanimous"),
}
