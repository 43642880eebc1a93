"""A roll-over as tables to give out: every pupil, and who is not moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xuequ.directory.models import Pupil, School, SchoolClass
from xuequ.directory.queries.people import name_of
from xuequ.kernel.actors import Actor
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ...engine.rollover import Outcome
from ...engine.rollover.types import UNDIVIDED
from ...engine.rollover.words import KINDS, WHYS
from ...models import Rollover
from ..written import pieces
from .shown import in_full_for, unmoved, unmoved_lines
from .worked import worked

WHO = (
    Column("school", "学校", "School"),
    Column("grade", "年级", "Grade", number=True),
    Column("class", "班号", "Class", number=True),
    Column("reference", "系统序号", "Reference", number=True),
    Column("name", "姓名", "Name"),
)
UNDIVIDED_SAID = Text("待分班", "not divided yet")


def proposal_table(one: Rollover, *, seen_by: Actor) -> Table:
    """Every pupil with what becomes of it; names masked for whoever is not of the school."""
    columns = (
        *WHO,
        Column("outcome", "去向", "Outcome"),
        Column("to_school", "新学校", "New school"),
        Column("to_grade", "新年级", "New grade", number=True),
        Column("to_class", "新班号", "New class", number=True),
        Column("why", "原因", "Reason"),
    )
    title = Text(f"升年级方案 {one}", f"Year roll-over {one}")
    return Table(title, columns, list(_rows(one, seen_by)))


def _rows(one: Rollover, seen_by: Actor) -> Iterator[tuple[object, ...]]:
    found = worked(one)
    rooms = SchoolClass.objects.in_bulk(list(found.world.rooms))
    names = dict(School.objects.filter(authority=one.authority_id).values_list("pk", "name"))
    for some in pieces(found.plan.outcomes, 500):
        pupils = Pupil.objects.in_bulk([each.pupil for each in some])
        for each in some:
            room = rooms[each.room]
            in_full = in_full_for(seen_by, room.school_id)
            name = name_of(pupils[each.pupil], in_full=in_full)
            who = (names[room.school_id], room.grade, room.number, each.pupil, name)
            yield (*who, KINDS[each.kind], *_to(each, names), WHYS.get(each.why, ""))


def _to(each: Outcome, names: Mapping[int, str]) -> tuple[object, object, object]:
    if each.target is None:
        return "", None, None
    number = each.target.number
    said: object = UNDIVIDED_SAID if number == UNDIVIDED else number
    return names.get(each.target.school, ""), each.target.grade, said


def unmoved_table(one: Rollover, *, seen_by: Actor) -> Table:
    """Who is not moved, why, and the reason somebody gave for leaving it so."""
    columns = (
        *WHO,
        Column("why", "未处理原因", "Why not moved"),
        Column("decided", "已作决定", "Decided"),
        Column("reason", "说明", "Reason given"),
    )
    rows = []
    for line in unmoved_lines(unmoved(one), seen_by=seen_by):
        row, room = line["row"], line["room"]
        who = (room.school.name, room.grade, room.number, row.pupil_id, line["name"])
        rows.append((*who, line["why"], str(row.get_wish_display()), line["reason"]))
    return Table(Text(f"未升级学生 {one}", f"Pupils not moved {one}"), columns, rows)
