"""Files of FET: data with the timetable in it, or data and placements packed together."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.sheet import Row
from xuequ.kernel.text import Text

from .names import is_class, periods_of, school_of, weekday_of
from .tree import Node, refuse, small, tree_of

SWELL, MOST_PARTS, MOST = 60 * 1024 * 1024, 200, 200  # bytes unpacked, members, mistakes told
DEFAULT = "Default institution"  # what FET calls a school nobody has named


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an activity was put."""

    day: str
    hour: str
    room: str


def read_fet(name: str, data: bytes) -> list[Row]:
    """The lessons of a .fet that holds its timetable, as rows of the sheet of timetables.

    Raises:
        Problems: it is no such file, has no timetable, or names what it does not hold.
    """
    root = _fet(name, data)
    return _Reader(name, root, _placed_in(root)).rows()


def read_zip(name: str, data: bytes) -> list[Row]:
    """The lessons of a .fet and its activities.xml packed together.

    Raises:
        Problems: the archive holds other files, or see `read_fet`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
            if len(members) > MOST_PARTS or sum(each.file_size for each in members) > SWELL:
                raise refuse(name, 0, "压缩包过大。", "the archive is far too large.")
            plans = [each for each in members if each.filename.lower().endswith(".fet")]
            found = [each for each in members if each.filename.lower().endswith("activities.xml")]
            if len(plans) != 1 or len(found) != 1:
                raise refuse(
                    name,
                    0,
                    "压缩包里须正好有一个 .fet 和一个 activities.xml。",
                    "the archive must hold one .fet and one activities.xml.",
                )
            plan, placements = packed.read(plans[0]), packed.read(found[0])
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError,
            EOFError, ValueError) as error:  # fmt: skip
        raise refuse(name, 0, "不是可读的 .zip 文件。", "not a readable .zip archive.") from error
    root = _fet(plans[0].filename, plan)
    return _Reader(name, root, _placed_in(tree_of(found[0].filename, placements))).rows()


def _fet(name: str, data: bytes) -> Node:
    root = tree_of(name, data)
    if root.tag.casefold() != "fet" or not root.first("Activities_List"):
        version = root.attributes.get("version", "")
        raise refuse(
            name,
            root.line,
            f"不是 FET 的数据文件：<{root.tag[:40]}> {version}。请上传 FET 5 以后的 .fet。",
            f"no data file of FET: <{root.tag[:40]}> {version}. Give the .fet of FET 5 or later.",
        )
    return root


def _placed_in(root: Node) -> dict[str, Placed]:
    """Where activities were put: by the timetable itself, else by what is locked for certain."""
    tables = [each for each in _every(root) if each.tag == "Activities_Timetable"]
    if tables:
        return {
            each.said("Id"): Placed(each.said("Day"), each.said("Hour"), each.said("Room"))
            for table in tables
            for each in table.all("Activity")
            if each.said("Day") and each.said("Hour")
        }
    rooms = {
        each.said("Activity_Id"): each.said("Room")
        for each in root.within("Space_Constraints_List")
        if each.tag == "ConstraintActivityPreferredRoom" and _holds(each)
    }
    return {
        each.said("Activity_Id"): Placed(
            each.said("Preferred_Day", "Day"),
            each.said("Preferred_Hour", "Hour"),
            rooms.get(each.said("Activity_Id"), ""),
        )
        for each in root.within("Time_Constraints_List")
        if each.tag == "ConstraintActivityPreferredStartingTime" and _holds(each)
    }


def _holds(node: Node) -> bool:
    weight = node.said("Weight_Percentage") or "100"
    return weight.startswith("100") and node.said("Active") != "false"


def _every(root: Node) -> Iterator[Node]:
    yield root
    for each in root.children:
        if each.tag in {"Timetable", "Activities_Timetable"}:
            yield from _every(each)


class _Reader:
    def __init__(self, name: str, root: Node, placed: dict[str, Placed]) -> None:
        self.name, self.root, self.placed = name, root, placed
        self.problems: list[Problem] = []
        days = [each.said("Name") for each in root.within("Days_List") if each.tag == "Day"]
        self.days = {each: weekday_of(each, n) for n, each in enumerate(days, start=1)}
        self.hours = [each.said("Name") for each in root.within("Hours_List") if each.tag == "Hour"]
        self.numbers = periods_of(self.hours)
        self.students: dict[str, tuple[list[str], str]] = {}
        for year in root.within("Students_List"):
            self.learn(year, ())
        institution = root.said("Institution_Name")
        self.school = institution if institution not in {"", DEFAULT} else school_of(name)

    def learn(self, node: Node, above: tuple[str, ...]) -> list[str]:
        """Which classes, and which part of one, each set of pupils is; the classes within."""
        own = node.said("Name")
        if not own:
            return []
        below = [
            found
            for each in (*node.all("Group"), *node.all("Subgroup"))
            for found in self.learn(each, (*above, own))
        ]
        of = next((each for each in reversed(above) if is_class(each)), "")
        if is_class(own):
            self.students[own] = ([own], "")
            return [own]
        if of:
            part = own.removeprefix(of).strip(" -_") or own
            self.students.setdefault(own, ([of], part[:20]))
            return []
        self.students.setdefault(own, (below or [own], ""))
        return below

    def rows(self) -> list[Row]:
        """Every activity that is placed, a row for each of its periods."""
        active = [
            each
            for each in self.root.within("Activities_List")
            if each.tag == "Activity" and each.said("Active") != "false"
        ]
        open_still = sum(each.said("Id") not in self.placed for each in active)
        if open_still or not active:
            raise refuse(
                self.name,
                0,
                f"{len(active)}个活动中有{open_still}个没有排定时间。"
                "请上传 FET 排课后生成的 _data_and_timetable.fet。",
                f"{open_still} of {len(active)} activities have no time. Give the "
                "_data_and_timetable.fet that FET writes once it has found a timetable.",
            )
        rows = [row for each in active for row in self.of_activity(each)]
        if self.problems:
            raise Problems(self.problems[:MOST])
        return rows

    def of_activity(self, activity: Node) -> list[Row]:
        placed = self.placed[activity.said("Id")]
        sets = [each.text.strip() for each in activity.all("Students") if each.text.strip()]
        if not sets:
            return []  # a meeting of teachers
        if placed.day not in self.days or placed.hour not in self.hours:
            self.tell(
                activity,
                f"活动{activity.said('Id')}的“{placed.day} {placed.hour}”不在天数和课时列表里。",
                f"{placed.day} {placed.hour} of activity {activity.said('Id')} is in no list of "
                "days and hours.",
            )
            return []
        known = [self.students.get(each, ([each], "")) for each in sets]
        values = {
            "school": self.school,
            "weekday": str(self.days[placed.day]),
            "class": "、".join(dict.fromkeys(name for names, _ in known for name in names)),
            "subject": activity.said("Subject"),
            "teacher": "、".join(each.text.strip() for each in activity.all("Teacher")),
            "room": placed.room,
            "weeks": "every",
            "part": "+".join(dict.fromkeys(part for _, part in known if part))[:20],
        }
        return [
            Row(activity.line, {**values, "period": number})
            for number in self.periods(activity, placed)
        ]

    def periods(self, activity: Node, placed: Placed) -> list[int]:
        length = small(activity.said("Duration"))
        first = self.hours.index(placed.hour)
        last = first + (length or 1)
        numbers = [each for each in self.numbers[first:last] if each is not None]
        if last > len(self.hours) or len(numbers) != last - first:
            self.tell(
                activity,
                f"活动{activity.said('Id')}占用了没有节次的课时，或超出当天。",
                f"activity {activity.said('Id')} takes an hour without a number, or runs past "
                "the day.",
            )
            return []
        return numbers

    def tell(self, node: Node, zh: str, en: str) -> None:
        cure = Text(f"{zh}请在 FET 中改正后重新导出。", f"{en} Mend it in FET and export again.")
        self.problems.append(Problem(self.name, node.line, "<Activity>", cure))
