"""What becomes of pupils, and why somebody is not moved, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from xuequ.kernel.text import Text

KINDS: Mapping[str, Text] = {
    "up": Text("升级", "moves up"),
    "next": Text("升入下一所学校", "goes on to the next school"),
    "finishes": Text("毕业离校", "finishes school"),
    "repeats": Text("留级", "repeats the grade"),
    "leaves": Text("离校", "leaves"),
    "unplaced": Text("毕业未安置", "finishes and is not placed"),
    "stays": Text("未处理", "is not moved"),
}
WHYS: Mapping[str, Text] = {
    "no-feeder": Text(
        "本校没有下一年级，也没有登记升入学校。请登记升入学校，或更正本校最高年级。",
        "the school teaches no further grade, and no next school is registered: set the next "
        "school, or put right which grades the school teaches.",
    ),
    "next-lacks-grade": Text(
        "升入的学校没有这个年级。请改选学校，或更正该校年级。",
        "the school it would go on to does not teach that grade: choose another one, or put "
        "right which grades that school teaches.",
    ),
    "outside-grades": Text(
        "所在班级的年级不在本校年级范围内。请更正本校年级。",
        "the class is of a grade its school does not teach: put right the grades of the school.",
    ),
    "next-closed": Text(
        "升入的学校届时已停办。请改选学校。",
        "the school it would go on to is closed by then: choose another one.",
    ),
    "twice": Text(
        "同一学生在两处有学籍记录（号码相同）。请将其中一处办理“离校”。",
        "the same child is entered in two classes (same number): let it leave one of them.",
    ),
    "ahead": Text(
        "该生已在新学年班级中。请将原班级的记录办理“离校”。",
        "the child sits in a class of the new year already: let it leave the old class.",
    ),
    "old-class": Text(
        "仍留在更早学年的班级，往年未升级。请办理“离校”，或用“学生信息表”转入现班级后重新核对。",
        "it still sits in a class of an earlier year, left behind then: let it leave, or enter it "
        "in its present class with the sheet of pupils and work the proposal out anew.",
    ),
    "begins-later": Text(
        "9月1日或以后才进入旧学年的班级。请用“学生信息表”改到新学年班级。",
        "it enters a class of the old year only on 1 September or later: enter it in a class of "
        "the new year with the sheet of pupils.",
    ),
}
FAULTS: Mapping[str, Text] = {
    "itself": Text("升入学校是本校", "the next school is the school itself"),
    "unknown": Text("升入学校不存在或已停办", "the next school is not there or closed"),
    "no-grades": Text("升入学校没有年级数据", "of the next school no grades are known"),
    "lacks-grade": Text("升入学校没有所需年级", "the next school lacks the grade"),
    "circle": Text("升入关系形成循环", "the next schools form a circle"),
}
