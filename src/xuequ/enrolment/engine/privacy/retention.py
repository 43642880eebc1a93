"""When personal data are due to be deleted, and what holds them back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from xuequ.kernel.text import Text

KINDS: dict[str, Text] = {
    "draft": Text("从未提交的申请草稿", "drafts never handed in"),
    "papers": Text("材料的照片或扫描件（按申请计）", "pictures of papers, by application"),
    "unplaced": Text("未被录取儿童的申请", "applications of children without a seat"),
    "placed": Text("被录取儿童的申请", "applications of children with a seat"),
    "child": Text("登记后没有申请的孩子", "children registered who never applied"),
    "guardian": Text("没有孩子在本系统的家长", "parents without a child here"),
}
HELD_BY: dict[str, Text] = {
    "hold": Text("依决定暂缓删除", "a decision stays the deletion"),
    "appeal": Text("家长发起的事项或异议尚未办结", "a case or objection of the family is open"),
    "watch": Text("控辍保学跟踪尚未办结", "the child is still looked after until it is in school"),
    "lock": Text("房屋学位仍在锁定年限内", "the dwelling is locked for some years"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """What holds a thing back, and until when; `until` none: until it is decided."""

    why: str  # a key of HELD_BY
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A thing that is due on a day, by its kind and primary key."""

    kind: str
    row: int
    on: date
    held: Held | None = None


def due_on(ended: datetime | date, days: int | None) -> date | None:
    """The day something may be deleted on; none without a period."""
    if days is None:
        return None
    first = ended.date() if isinstance(ended, datetime) else ended
    return first + timedelta(days=days)


def lock_ends(year: int, years: int) -> date:
    """The last day of a lock of so many school years; the first begins in autumn of `year`."""
    return date(year + years, 8, 31)


@dataclass(frozen=True, slots=True)
class HeldBack:
    """How many things a reason holds back, and until when the last of them."""

    why: str
    count: int
    until: date | None

    def plain(self) -> dict[str, object]:
        """As it is kept with a batch."""
        until = self.until.isoformat() if self.until else None
        return {"why": self.why, "count": self.count, "until": until}


def held_back(found: Iterable[Due]) -> list[HeldBack]:
    """The things held back, by reason."""
    groups: dict[str, list[Held]] = {}
    for each in found:
        if each.held is not None:
            groups.setdefault(each.held.why, []).append(each.held)
    return [
        HeldBack(why, len(rows), max((e.until for e in rows if e.until), default=None))
        for why, rows in sorted(groups.items())
    ]


def counted(found: Iterable[Due]) -> dict[str, int]:
    """How many things are due and not held back, by kind, in the order of `KINDS`."""
    rows = [each.kind for each in found if each.held is None]
    return {kind: rows.count(kind) for kind in KINDS if kind in rows}
