"""Lists for officers and schools: who is to come, and who waits; names masked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from xuequ.directory.engine.masks import mask_name
from xuequ.directory.models import School
from xuequ.directory.queries.scope import authorities, own_schools, standing
from xuequ.kernel.actors import Actor
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ...engine.telling.figures import way_of
from ...models import Answer, Application, Move, Round
from ..placing import Told, queued, released
from .lists import Standing, standings
from .seats import beside, is_entered, seated


@dataclass(frozen=True, slots=True)
class Entry:
    """A child who has a seat.

    Args:
        answer: "accepted" by the family, "entered" as a pupil, or "" for nothing said yet.
        way: how it came to the seat.
    """

    application: Application
    number: str
    name: str
    school: str
    way: Text
    answer: str


def schools_in(found: Round, *, seen_by: Actor, now: datetime) -> QuerySet[School]:
    """The schools of a round whose children somebody may see."""
    mine = School.objects.filter(enrolment_plans__round=found)
    match standing(seen_by):
        case "authority" if seen_by.may("placement.view"):
            return mine.filter(authority__in=authorities(seen_by=seen_by))
        case "consortium" | "school":
            on = timezone.localdate(now)
            return mine.filter(pk__in=own_schools(seen_by=seen_by, on=on).values("pk"))
    return mine if seen_by.everywhere else mine.none()


def admitted(found: Round, *, seen_by: Actor, now: datetime, school: int | None = None) -> Any:
    """The children who have a seat at those schools now; none before the release."""
    mine = schools_in(found, seen_by=seen_by, now=now)
    if school is not None:
        mine = mine.filter(pk=school)
    rows = seated(now).filter(outcome__round=found, seat__in=mine.values("pk"))
    rows = rows.select_related("application__child__pupil__school_class")
    return rows.order_by("seat", "application__child__number")


def seen_application(pk: int, *, seen_by: Actor, now: datetime) -> Application | None:
    """The application of a child who has a seat at a school whose children somebody may see."""
    row = seated(now).filter(application=pk).first()
    if row is None:
        came = Move.objects.filter(application=pk, is_current=True).select_related("outcome__round")
        for each in came.filter(after__isnull=False):
            mine = schools_in(each.outcome.round, seen_by=seen_by, now=now)
            if beside(each.outcome, now).filter(pk=each.pk, after__in=mine.values("pk")).exists():
                return each.application
        return None
    rows = admitted(row.outcome.round, seen_by=seen_by, now=now)
    return row.application if rows.filter(pk=row.pk).exists() else None


def came_beside(found: Round, *, seen_by: Actor, now: datetime) -> list[Entry]:
    """Lines of children who came by exception and have no place of the result."""
    mine = schools_in(found, seen_by=seen_by, now=now).values("pk")
    way = Text(*WAYS[Move.Cause.EXCEPTION])
    return [
        Entry(
            each.application,
            each.application.child.number,
            mask_name(each.application.child.name.open()),
            each.after.name if each.after else "",
            way,
            "entered" if is_entered(each.application) else "",
        )
        for outcome in released(now).filter(round=found)
        for each in beside(outcome, now).filter(after__in=mine)
    ]


def entries(rows: Sequence[Any]) -> list[Entry]:
    """Lines of children who have a seat."""
    keys = [each.application_id for each in rows]
    moves = {
        each.application_id: each
        for each in Move.objects.filter(application__in=keys, is_current=True)
    }
    answers = dict(
        Answer.objects.filter(placement__in=[each.pk for each in rows]).values_list(
            "placement__application", "said"
        )
    )
    names = dict(
        School.objects.filter(pk__in={each.seat for each in rows}).values_list("pk", "name")
    )
    return [
        _entry(
            each, names, moves.get(each.application_id), answers.get(each.application_id, ""), by
        )
        for each in rows
        for by in (each.outcome.summary["methods"],)
    ]


def _entry(
    row: Any, names: dict[int, str], move: Move | None, said: str, methods: Sequence[str]
) -> Entry:
    child = row.application.child
    if is_entered(row.application):
        said = "entered"
    elif move is not None:
        said = "accepted" if move.cause == Move.Cause.MOVED_UP else ""
    way = Text(*WAYS[move.cause]) if move else _way(row, methods)
    seat: int = row.seat
    return Entry(
        row.application, child.number, mask_name(child.name.open()), names[seat], way, said
    )


def _way(row: Told, methods: Sequence[str]) -> Text:
    """By which step and choice, in the words of the figures that everybody reads."""
    return way_of(row.stage, row.choice, methods[row.stage - 1], len(methods) > 1)


def admitted_table(found: Round, rows: Sequence[Entry], code: str, by: Text) -> Table:
    """The list as a file: every line carries the mark of this export."""
    title = Text(
        f"{found.year}年{found.name}录取名单（内部使用）",
        f"Children admitted, {found.name} {found.year} (for internal use)",
    )
    lines = [
        (at, each.school, each.number, each.name, each.way, ANSWERS[each.answer], code)
        for at, each in enumerate(rows, 1)
    ]
    note = Text(f"导出：{by.zh}，标记 {code}", f"Exported by {by.en}, mark {code}")
    return Table(title, COLUMNS, lines, (note, KEEP))


def waiting_at(
    found: Round, *, seen_by: Actor, now: datetime
) -> list[tuple[School, list[Standing]]]:
    """The waiting list of each school somebody may see, in the sealed order."""
    rows = queued(now).filter(outcome__round=found)
    return [
        (school, standings(list(rows.filter(school=school).order_by("place", "pk")), now))
        for school in schools_in(found, seen_by=seen_by, now=now).order_by("sort_key", "pk")
    ]


WAYS = {
    "moved_up": ("候补递补", "moved up from the waiting list"),
    "exception": ("特殊安排", "exceptional placement"),
    "settled": ("统筹安排", "placed by the authority"),
    "declined": ("", ""),
    "silent": ("", ""),
}
ANSWERS = {
    "": Text("未答复", "no answer yet"),
    "accepted": Text("已确认", "accepted"),
    "declined": Text("已放弃", "given up"),
    "entered": Text("已入学籍", "entered as a pupil"),
}
KEEP = Text(
    "含未成年人信息，仅供办理入学使用，用后销毁。",
    "Holds data of minors: for enrolment alone, to be destroyed after use.",
)
COLUMNS = (
    Column("row", "序号", "No.", number=True),
    Column("school", "学校", "School"),
    Column("number", "编号", "Number"),
    Column("name", "姓名（已隐去部分）", "Name, masked"),
    Column("way", "录取方式", "Way"),
    Column("answer", "家长答复", "Answer"),
    Column("mark", "导出标记", "Mark of the export"),
)
