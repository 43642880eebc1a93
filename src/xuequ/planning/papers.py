"""The papers of planning: summaries that are owed upward (工作小结、阶段总结、年度总结)."""

from __future__ import annotations

from xuequ.kernel.paper import PaperKind
from xuequ.kernel.text import Text

WORK_SUMMARY = PaperKind(
    code="planning.work_summary",
    title=Text("季度工作小结", "Quarterly work summary"),
    layout="form",
    numbered_if_any=True,
    of=("consortium",),
    compile="xuequ.planning.queries.summaries.work_summary",
    period="quarter",
    duty="duties.work_summary",
    heads=(
        Text("基本情况", "Outline"),
        Text("应办事项完成情况", "Duties"),
        Text("存在的问题", "Problems"),
    ),
    note=Text(
        "由工作台账、会议和办理事项汇编，可修改后印发，印发即计为报送（PLN-17）",
        "Compiled from ledger, meetings and cases, edited, issued, and so reported (PLN-17)",
    ),
)
STAGE_SUMMARY = PaperKind(
    code="planning.stage_summary",
    title=Text("半年阶段工作总结", "Half-yearly stage summary"),
    layout="form",
    numbered_if_any=True,
    of=("authority",),
    compile="xuequ.planning.queries.summaries.stage_summary",
    period="half_year",
    duty="duties.stage_summary",
    heads=(Text("基本情况", "Outline"), Text("各学区报送情况", "Reports from the districts")),
    note=Text(
        "汇总各学区已印发的小结，不再另要数据（PLN-18）",
        "Sums up what the districts issued; no figure is asked for again (PLN-18)",
    ),
)
ANNUAL_SUMMARY = PaperKind(
    code="planning.annual_summary",
    title=Text("学年工作总结", "Annual summary"),
    layout="form",
    numbered_if_any=True,
    of=("consortium",),
    compile="xuequ.planning.queries.summaries.annual_summary",
    period="school_year",
    duty="duties.pilot_summary",
    heads=(
        Text("组织机构", "Organisation"),
        Text("工作推进情况", "Progress"),
        Text("问题与困难", "Problems"),
        Text("下一步工作打算和建议", "Next steps and suggestions"),
    ),
    note=Text("按四个部分汇编（PLN-21）", "Compiled in its four parts (PLN-21)"),
)
