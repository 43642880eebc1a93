"""What a released package says of the plan: asked, entered, who came in last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ..package.tables import Line, read
from ..places.rules import Rules
from ..places.rules_file import rules_of
from ..places.schools import schools_of
from ..places.tables import RESULT, SCHOOLS, WAITING

NO_CLAIM = Text("", "")
Row = tuple[object, ...]  # of as many cells as there are COLUMNS


@dataclass(frozen=True, slots=True)
class Plan:
    """A school: seats, who came in, who waits."""

    school: str
    seats: int
    entered: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of a result; nothing in it says who has which place."""

    children: int
    placed: int
    plans: list[Plan]
    table: Table

    @property
    def unplaced(self) -> int:
        return self.children - self.placed


def figures_of(files: Mapping[str, bytes], names: Mapping[str, Text]) -> Figures:
    """The figures of an unpacked package.

    Args:
        names: what kinds of children are called, by code.
    """
    rules = rules_of(files["rules.json"])
    schools = schools_of(files["seats.csv"], rules)
    result = read("result.csv", files["result.csv"], RESULT)
    placed = [line.fields[4] for line in result]
    entered = Counter(each for each in placed if each)
    units = {
        (line.fields[0], line.fields[1])
        for line in read("waiting.csv", files["waiting.csv"], WAITING)
    }
    queue = Counter(school for school, _ in units)
    plans = [
        Plan(each.name, each.seats, entered[each.name], queue[each.name]) for each in schools.all
    ]
    applied = read("applications.csv", files["applications.csv"], rules.columns)
    lines = read("schools.csv", files["schools.csv"], SCHOOLS)
    rows = _rows(lines, _claims(applied), rules, names)
    rows += _by_authority(result, rules, {each.name: each.seats for each in schools.all})
    table = _table(rows)
    return Figures(len(placed), sum(entered.values()), plans, table)


def _claims(applied: list[Line]) -> dict[str, tuple[str, str]]:
    """Class and points of each unit."""
    return {
        id: (line.fields[5], line.fields[6])
        for line in applied
        for id in {line.fields[0], line.fields[1]} - {""}
    }


def _rows(
    lines: list[Line],
    claims: Mapping[str, tuple[str, str]],
    rules: Rules,
    names: Mapping[str, Text],
) -> list[Row]:
    rows: list[Row] = []
    for line in lines:
        stage, choice, school, kept, seats, asked, entered, last = line.fields
        step = rules.stages[int(stage) - 1]
        kind = names.get(kept, Text(kept, kept)) if kept else ""
        claim = _claim(claims.get(last, ("", "")), step.by)
        way = way_of(int(stage), int(choice), step.method, len(rules.stages) > 1)
        rows.append((way, school, kind, int(seats), int(asked), int(entered), last, claim))
    return rows


def _table(rows: list[Row]) -> Table:
    """The lines, without columns that none of them uses."""
    used = {"kept": any(row[2] for row in rows), "claim": any(row[7] != NO_CLAIM for row in rows)}
    columns = [each for each in COLUMNS if used.get(each.code, True)]
    at = [COLUMNS.index(each) for each in columns]
    title = Text("逐步骤、逐志愿录取情况", "By step and choice")
    return Table(title, tuple(columns), [tuple(row[n] for n in at) for row in rows])


def _by_authority(result: list[Line], rules: Rules, seats: Mapping[str, int]) -> list[Row]:
    """Lines of the steps in which the authority finds a school for who was not admitted."""
    found: list[Row] = []
    for stage, step in enumerate(rules.stages, 1):
        if step.method not in PLACED:
            continue
        stood = [(int(line.fields[2] or 0), line.fields[4]) for line in result]
        before = Counter(school for at, school in stood if 0 < at < stage)
        asked = sum(at == 0 or at >= stage for at, _ in stood)
        here = Counter(school for at, school in stood if at == stage)
        way = way_of(stage, 0, step.method, len(rules.stages) > 1)
        for school in (each for each in seats if here[each]):
            left = seats[school] - before[school]
            found.append((way, school, "", left, asked, here[school], "", NO_CLAIM))
    return found


def _claim(claim: tuple[str, str], by: str) -> Text:
    order, points = claim
    if by == "points" and points:
        return Text(f"{points}分", f"{points} points")
    if by == "class" and order:
        return Text(f"第{order}顺位", f"class {order}")
    return NO_CLAIM


def way_of(stage: int, choice: int, method: str, several: bool) -> Text:
    """What a step and choice of a result is called."""
    zh, en = (f"第{stage}步 ", f"step {stage}, ") if several else ("", "")
    if method == "pool":
        return Text(f"{zh}入围", f"{en}pool")
    if method == "catchment":
        if choice == 1:
            return Text(f"{zh}本地段学校", f"{en}own school")
        return Text(f"{zh}第{choice - 1}所调剂学校", f"{en}overflow school {choice - 1}")
    if method == "rounds":
        return Text(f"{zh}第{choice}志愿", f"{en}choice {choice}")
    if method in PLACED:
        name = PLACED[method]
        return Text(f"{zh}{name.zh}", f"{en}{name.en}")
    return Text(f"{zh}全部志愿", f"{en}all choices")


PLACED = {
    "nearest": Text("统筹安排", "placed by the authority"),
    "zone_seat": Text("片区内有空余学位的学校", "a school of the zone with seats left"),
}


COLUMNS = (
    Column("way", "步骤和志愿", "Step and choice"),
    Column("school", "学校", "School"),
    Column("kept", "预留", "Kept for"),
    Column("seats", "学位", "Seats", number=True),
    Column("asked", "报名", "Asked", number=True),
    Column("entered", "录取", "Entered", number=True),
    Column("last", "末位编号", "Last to enter"),
    Column("claim", "末位条件", "Claim of the last"),
)
