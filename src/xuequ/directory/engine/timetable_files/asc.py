"""XML that aSc Timetables exports (the form of 2012, and the one of 2008 before it).

A lesson says who and what, a card when and where.  Cards without a class are meetings or duties
of teachers and no lessons of ours; lessons without a card were never placed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.sheet import Row
from xuequ.kernel.text import Text

from .names import school_of, weekday_of
from .tree import Node, refuse, small, tree_of

MOST = 200  # mistakes told at once
LONGEST = 8  # periods of one card
PARITIES = {"": "every", "10": "odd", "01": "even"}


def read_asc(name: str, data: bytes) -> list[Row]:
    """The lessons of the file, as rows of the sheet of timetables.

    Raises:
        Problems: it is no such file, or one of its cards names what it does not hold.
    """
    root = tree_of(name, data)
    if root.tag == "Activities_Timetable":
        raise refuse(
            name,
            root.line,
            "这是 FET 的排课结果，没有教师和班级。请与 .fet 文件一起压缩为 .zip 上传。",
            "these are placements of FET without teachers and classes; pack them with the .fet "
            "into a .zip.",
        )
    if root.tag != "timetable" or not root.first("lessons") or not root.first("cards"):
        version = root.attributes.get("displayname") or f"<{root.tag[:40]}>"
        raise refuse(
            name,
            root.line,
            f"不认识的格式或版本：{version}。请导出为 aSc Timetables 2012 XML。",
            f"an unknown form or version: {version}. Export it as «aSc Timetables 2012 XML».",
        )
    return _Reader(name, root).rows()


class _Reader:
    def __init__(self, name: str, root: Node) -> None:
        self.name, self.root = name, root
        self.problems: list[Problem] = []
        self.called = {
            kind: {each.attributes.get("id", ""): _name(each) for each in root.within(kind)}
            for kind in ("subjects", "teachers", "classes", "classrooms")
        }
        self.groups = {
            each.attributes.get("id", ""): each.attributes.get("name", "")
            for each in root.within("groups")
            if each.attributes.get("entireclass") != "1"
        }
        self.lessons = {each.attributes.get("id", ""): each for each in root.within("lessons")}
        self.weeks = {
            each.attributes.get("id", ""): each.attributes.get("weeks", "")
            for each in root.within("weeksdefs")
        }
        self.days = self._days()
        self.placed: dict[str, float] = defaultdict(float)  # periods a week if a card is one each
        for card in root.within("cards"):
            self.placed[card.attributes.get("lessonid", "")] += _weight(card)

    def rows(self) -> list[Row]:
        """Every lesson that is placed, once."""
        found: dict[tuple[object, ...], Row] = {}
        for card in self.root.within("cards"):
            for row in self.of_card(card):
                values = {key: row.values[key] for key in sorted(row.values)}
                found.setdefault(tuple(values.values()), row)
            if len(self.problems) >= MOST:
                break
        if self.problems:
            raise Problems(self.problems)
        return list(found.values())

    def of_card(self, card: Node) -> list[Row]:
        """The rows of one card: one for each of its days and periods."""
        lesson = self.lessons.get(card.attributes.get("lessonid", ""))
        if lesson is None:
            self.tell(
                card,
                "lessonid",
                f"没有编号为“{card.attributes.get('lessonid', '')}”的 lesson。请重新导出全部数据。",
                f"there is no lesson {card.attributes.get('lessonid', '')}; export everything "
                "again.",
            )
            return []
        told = len(self.problems)
        values = self.of_lesson(lesson, card)
        days, periods = self.when(card, lesson)
        values["weeks"] = self.parity(card, lesson)
        if len(self.problems) != told or not values["class"]:
            return []
        return [
            Row(card.line, {**values, "weekday": str(day), "period": period})
            for day in days
            for period in periods
        ]

    def of_lesson(self, lesson: Node, card: Node) -> dict[str, object]:
        subject = lesson.attributes.get("subjectid", "")
        rooms = self.names(card, "classrooms", card, "classroomid") or self.names(
            lesson, "classrooms", card, "classroomid"
        )
        parts = [self.groups[each] for each in _ids(lesson, "groupid") if each in self.groups]
        return {
            "school": school_of(self.name),
            "class": "、".join(self.names(lesson, "classes", card, "classid")),
            "subject": self.called["subjects"].get(subject, ""),
            "teacher": "、".join(self.names(lesson, "teachers", card, "teacherid")),
            "room": rooms[0] if len(rooms) == 1 else "",
            "part": "+".join(dict.fromkeys(parts))[:20],
        }

    def names(self, node: Node, kind: str, card: Node, attribute: str) -> list[str]:
        """What the things are called that an element names by their numbers."""
        found = []
        for each in _ids(node, attribute):
            if each in self.called[kind]:
                found.append(self.called[kind][each])
            else:
                self.tell(
                    card,
                    attribute,
                    f"<{kind}> 里没有编号“{each}”。请重新导出全部数据。",
                    f"<{kind}> has no {each}; export everything again.",
                )
        return found

    def when(self, card: Node, lesson: Node) -> tuple[list[int], list[int]]:
        """The weekdays and periods of a card."""
        mask, day = card.attributes.get("days", ""), small(card.attributes.get("day", ""))
        days = [self.days.get(n, n + 1) for n, bit in enumerate(mask) if bit == "1"]
        if not mask and day is not None:
            days = [self.days.get(day, day + 1)]
        period = small(card.attributes.get("period", ""))
        length = small(lesson.attributes.get("periodspercard") or "1")
        if not days or max(days) > 7 or period is None or length is None:
            self.tell(
                card,
                "period" if period is None else "days",
                "星期或节次无法识别。请按 aSc Timetables 2012 XML 重新导出。",
                "day or period is not understood; export it as «aSc Timetables 2012 XML».",
            )
            return [], []
        if self.is_told_singly(lesson, length):
            length = 1
        return days, [period + n for n in range(min(length, LONGEST))]

    def is_told_singly(self, lesson: Node, length: int) -> bool:
        """Has a double lesson a card for each of its periods, not one for both?"""
        try:
            wanted = float(lesson.attributes.get("periodsperweek", ""))
        except ValueError:
            return False
        return self.placed[lesson.attributes.get("id", "")] * length > wanted + 0.01

    def parity(self, card: Node, lesson: Node) -> str:
        """In which weeks; a cycle longer than two weeks is nothing we can keep."""
        weeks = card.attributes.get("weeks", "")
        weeks = weeks or self.weeks.get(lesson.attributes.get("weeksdefid", ""), "")
        mask = weeks.split(",")[0]
        if "," in weeks or set(mask) <= {"1"}:
            mask = ""
        if "0" in card.attributes.get("terms", "").split(",")[0]:
            self.tell(
                card,
                "terms",
                "文件里有几个学期的课表。请每个学期单独导出。",
                "it holds timetables of several terms; export one term at a time.",
            )
        if mask not in PARITIES:
            self.tell(
                card,
                "weeks",
                f"周次“{mask}”不是每周、单周或双周。请在排课软件中改为两周一循环。",
                f"weeks «{mask}» are neither every, odd nor even; use a cycle of two weeks.",
            )
        return PARITIES.get(mask, "every")

    def tell(self, node: Node, attribute: str, zh: str, en: str) -> None:
        field = f"<{node.tag} {attribute}>"
        self.problems.append(Problem(self.name, node.line, field, Text(zh, en)))

    def _days(self) -> Mapping[int, int]:
        """The weekday of each position in a mask of days."""
        found = {}
        for each in self.root.within("daysdefs"):
            mask = each.attributes.get("days", "")
            if mask.count("1") == 1 and "," not in mask:
                at = mask.index("1")
                found[at] = weekday_of(each.attributes.get("name", ""), at + 1)
        for each in self.root.within("days"):
            day = small(each.attributes.get("day", ""))
            if day is not None:
                found[day] = weekday_of(each.attributes.get("name", ""), day + 1)
        return found


def _ids(node: Node, attribute: str) -> list[str]:
    """The numbers in `classids`, or in `classid` as older files have it."""
    said = node.attributes.get(f"{attribute}s") or node.attributes.get(attribute) or ""
    return [each.strip() for each in said.split(",") if each.strip()]


def _weight(card: Node) -> float:
    """How often a week a card comes round."""
    weeks = card.attributes.get("weeks", "").split(",")[0] or "1"
    return card.attributes.get("days", "1").count("1") * weeks.count("1") / len(weeks)


def _name(node: Node) -> str:
    name = node.attributes.get("name", "").strip()
    parts = (node.attributes.get("lastname", ""), node.attributes.get("firstname", ""))
    return name or "".join(parts).strip() or node.attributes.get("short", "").strip()
