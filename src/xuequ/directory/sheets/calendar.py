"""The sheet of single days of the school calendar (校历)."""

from __future__ import annotations

from xuequ.kernel.sheet import Sheet, SheetColumn
from xuequ.kernel.text import Text

CALENDAR = Sheet(
    code="calendar",
    title=Text("校历教学日表", "Days of the school calendar"),
    version=1,
    needs="intake.import",
    take="xuequ.directory.services.taking.calendar.take_calendar",
    writes=("directory.SchoolDay",),
    give="xuequ.directory.queries.giving.days.give_days",
    stands_alone=True,
    shown_at="directory:calendar_page",
    notes=(
        Text(
            "先在“校历”页设置学期；每天一行，只需列出与草稿不同的日期。",
            "Set the terms on the page «School calendar» first; one row per day, and only the "
            "days that differ from the draft are needed.",
        ),
        Text(
            "表中的日期视为人工录入，以后重新起草不会覆盖。",
            "These days count as entered by hand: a new draft leaves them as they are.",
        ),
    ),
    columns=(
        SheetColumn("day", Text("日期", "Date"), "date", required=True, also=("日子",),
                    example="2026-09-20"),
        SheetColumn("teaching", Text("是否教学日", "Teaching"), "yes", required=True,
                    also=("是否上课", "上课", "教学日"), example="是",
                    note=Text("是或否", "yes or no")),
        SheetColumn("reason", Text("原因", "Reason"), longest=60, also=("说明", "备注", "事由"),
                    example="国庆节",
                    note=Text("工作日不上课、周末上课的必须填写",
                              "required for a weekday off and for a weekend that teaches")),
    ),
)  # fmt: skip
