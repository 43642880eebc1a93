"""What is told of eligible children without a place: to everybody in counts, inside as a list."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from xuequ.directory.models import Authority
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ...engine.following.retention import shown_count
from ...models import Application, Move, Watch
from .placed import Known, known_children

KEPT = 32  # authorities, years and stages whose figures are held in memory


def public_figure(
    authority: Authority, year: int, stage: str, now: datetime
) -> list[tuple[Text, str]]:
    """What everybody may read: counts and the percentage; small gaps are hidden.

    Counted once a minute, or when something has changed, however many families look.
    """
    rows = Application.objects.filter(round__authority=authority, year=year, stage=stage)
    watches = Watch.objects.filter(authority=authority, year=year, stage=stage)
    moves = Move.objects.filter(application__in=rows)
    settled = watches.exclude(settled_at=None)
    changed = (rows.count(), moves.count(), watches.count(), settled.count())
    minute = now.replace(second=0, microsecond=0)
    eligible, share, gap = _figures(authority.pk, year, stage, minute, changed)
    return [
        (Text("已掌握的适龄儿童少年", "eligible children known"), str(eligible)),
        (Text("已有去向", "have a place"), share),
        (Text("还没有学位，正在安排", "no place yet, looked after"), shown_count(gap)),
    ]


@lru_cache(KEPT)
def _figures(
    authority: int, year: int, stage: str, minute: datetime, _: tuple[int, ...]
) -> tuple[int, str, int]:
    found = known_children(Authority.objects.get(pk=authority), year, stage, minute)
    return found.eligible, found.share, len(found.without)


def without_table(authority: Authority, found: Known, code: str) -> Table:
    """The list as a file: numbers and masked names, every line with the mark of the export."""
    title = Text(
        f"{authority.name}{found.year}年尚无学位的适龄儿童少年（内部使用）",
        f"Eligible children without a place, {authority.name} {found.year} (for internal use)",
    )
    lines = [
        (e.number, e.name, e.reason, e.step, e.who, e.since.isoformat() if e.since else "", code)
        for e in found.without
    ]
    told_of = Text(
        f"已掌握{found.eligible}人，有学位{found.placed}人，有其他去向{found.declared}人，{found.share}；"
        f"标记 {code}",
        f"{found.eligible} known, {found.placed} with a place, {found.declared} settled otherwise, "
        f"{found.share}; mark {code}",
    )
    return Table(title, COLUMNS, lines, (told_of,))


COLUMNS = (
    Column("number", "编号", "Number"),
    Column("name", "姓名（已隐去部分）", "Name, masked"),
    Column("reason", "原因", "Reason so far"),
    Column("next", "下一步", "What may be done"),
    Column("who", "负责", "Who is responsible"),
    Column("since", "起始日", "Since"),
    Column("mark", "导出标记", "Mark of the export"),
)
