"""Work summaries compiled from what is on record (工作小结、阶段总结、年度总结).

Every figure stands with where it comes from; what the record cannot know, such as what comes
next, is left to whoever issues the paper, who edits all of it before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from xuequ.kernel.paper import Block, Document, Grid, Heading, Listing, Paragraph
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .facts import Activity, Decided, DutyLine, Facts, Followed, Met

MOST = 40  # lines of a list; the rest is counted, and stands in the ledger
LINE = 20  # signs of a title that fit a line
QUARTERS = "一二三四"
FOREVER = 9999  # the year in which what has no end is due


def quarterly(facts: Facts) -> Document:
    """The quarterly work summary of a district (PLN-17)."""
    since = facts.span.since
    name = f"{since.year}年第{QUARTERS[(since.month - 1) // 3]}季度工作小结"
    blocks = (
        Heading("基本情况"), *_outline(facts),
        Heading("应办事项完成情况"), *_duties(facts),
        Heading("主要工作"), *_work(facts),
        Heading("会议、决定和办理事项"), *_decisions(facts),
        Heading("存在的问题"), *_problems(facts),
        Heading("下季度工作打算"), *_next(facts),
    )  # fmt: skip
    return Document(_title(facts.place, name), blocks, addressee=facts.addressee)


def half_yearly(facts: Facts) -> Document:
    """The half-yearly stage summary of the bureau (PLN-18)."""
    half = "上" if facts.span.since.month < 7 else "下"
    name = f"{facts.span.since.year}年{half}半年阶段工作总结"
    blocks = (
        Heading("基本情况"), *_outline(facts),
        Heading("各学区报送情况"), *_below(facts),
        Heading("应办事项完成情况"), *_duties(facts),
        Heading("会议、决定和办理事项"), *_decisions(facts),
        Heading("存在的问题"), *_problems(facts),
        Heading("下一阶段工作打算"), *_next(facts),
    )  # fmt: skip
    return Document(_title(f"{facts.place}学区制工作", name), blocks, addressee=facts.addressee)


def annual(facts: Facts) -> Document:
    """The annual summary with its four parts (PLN-21)."""
    first = facts.span.since.year
    bodies = facts.bodies or ("名册中尚未登记机构和负责人。",)
    blocks = (
        Heading("组织机构"), *_outline(facts), Listing(bodies),
        Heading("工作推进情况"), *_duties(facts), *_work(facts), *_decisions(facts),
        Heading("问题与困难"), *_problems(facts),
        Heading("下一步工作打算和建议"), *_next(facts),
    )  # fmt: skip
    title = _title(facts.place, f"{first}—{first + 1}学年学区制管理工作总结")
    return Document(title, blocks, addressee=facts.addressee)


def _title(whose: str, name: str) -> str:
    """A title on one line, or on two where it is longer than a line of the paper."""
    gap = "" if len(whose) + len(name) <= LINE else "\n"
    return f"{whose}{gap}{name}"


def _outline(facts: Facts) -> Iterator[Block]:
    about = f"{facts.place}现有学校{facts.schools}所"
    if facts.unions:
        about = f"{facts.place}现有学区（集团）{facts.unions}个、学校{facts.schools}所"
    confirmed = sum(each.is_confirmed for each in facts.activities)
    resolved = sum(len(each.resolved) for each in facts.meetings)
    of_whole = "教育局和各学区（集团）" if facts.unions else ""
    yield Paragraph(
        f"{about}。{_day(facts.span.since)}至{_day(facts.on)}，"
        f"台账登记本期活动和成果{len(facts.activities)}项（已确认{confirmed}项），"
        f"{of_whole}召开会议{len(facts.meetings)}次、形成议定事项{resolved}项，"
        f"办理事项{len(facts.cases)}件，督办事项{len(facts.tasks)}项。"
    )


def _duties(facts: Facts) -> Iterator[Block]:
    if not facts.duties:
        yield Paragraph("本期没有应办事项。")
        return
    now = [each for each in facts.duties if each.due is not None and each.due in facts.span]
    longer = [each for each in facts.duties if each not in now]
    said = [_share("期限在本期内的事项", now), _share("按学期、学年等跨期计的事项", longer)]
    yield Paragraph(
        f"截至{_day(facts.on)}，{'；'.join(each for each in said if each)}。"
        "各事项按所列期限计，情况见下表，均取自工作台账。"
    )
    yield Grid(_table(facts.duties))


def _share(name: str, duties: Sequence[DutyLine]) -> str:
    """How many were owed and done; nothing where nothing was owed."""
    done, of = sum(each.done for each in duties), sum(each.of for each in duties)
    return f"{name}应办{of}项次，已完成{done}项次，完成率{100 * done / of:.1f}%" if of else ""


def _table(duties: Sequence[DutyLine]) -> Table:
    return Table(
        Text("应办事项完成情况表", "Duties"),
        (
            Column("name", "事项", "Duty"),
            Column("clause", "依据", "Document"),
            Column("span", "期限", "Period"),
            Column("of", "应完成", "Owed", number=True),
            Column("done", "已完成", "Done", number=True),
            Column("waiting", "待确认", "Waiting", number=True),
            Column("late", "逾期", "Late", number=True),
        ),
        [(d.name, d.clause, _span(d), d.of, d.done, d.waiting, d.late) for d in duties],
    )


def _span(duty: DutyLine) -> str:
    """When it is owed, as a table says it."""
    if duty.due is None or duty.since is None:
        return "各自期限"
    if duty.due.year == FOREVER:
        return f"{duty.since}起"
    return f"{duty.since}至{duty.due}"


def _work(facts: Facts) -> Iterator[Block]:
    if not facts.activities:
        yield Paragraph("本期台账没有登记。")
        return
    counted = Counter(each.form for each in facts.activities)
    said = "、".join(f"{form}{n}项" for form, n in counted.most_common())
    yield Paragraph(f"按成果形式计：{said}。其中由学区（集团）或学校组织的主要有：")
    shown = [each for each in facts.activities if each.place][:MOST]
    yield Listing(tuple(_activity(each) for each in shown))
    left = len(facts.activities) - len(shown)
    if left:
        yield Paragraph(f"其余{left}项见工作台账。")


def _activity(each: Activity) -> str:
    about = "·".join(part for part in (each.form, each.subject) if part and part not in each.title)
    name = f"{about}：{each.title}" if about else each.title
    return f"{name}（{each.place}，{_day(each.day)}，台账第{each.number}号）"


def _decisions(facts: Facts) -> Iterator[Block]:
    if facts.meetings:
        yield Heading("会议", 2)
        yield Listing(tuple(line for each in facts.meetings[:MOST] for line in _met(each)))
    if facts.cases:
        yield Heading("办理事项", 2)
        yield Listing(tuple(_case(each) for each in facts.cases[:MOST]))
    if facts.tasks:
        yield Heading("督办事项", 2)
        yield Listing(tuple(_task(each) for each in facts.tasks[:MOST]))
    if not (facts.meetings or facts.cases or facts.tasks):
        yield Paragraph("本期没有登记会议、办理事项和督办事项。")


def _met(each: Met) -> Iterator[str]:
    title = f"{each.place}：{each.title}" if each.place else each.title
    yield f"{_day(each.day)}，{title}，应到{each.invited}人、实到{each.came}人"
    for n, words in enumerate(each.resolved, 1):
        yield f"议定{n}：{words}"


def _case(each: Decided) -> str:
    decided = f"，{_day(each.decided_on)}" if each.decided_on else ""
    return f"{each.kind}“{each.title}”（{each.number}）：{each.state}{decided}"


def _task(each: Followed) -> str:
    late = "，已逾期" if each.is_late else ""
    return f"{each.title}（{each.who}，{_day(each.due)}前）：{each.state}{late}"


def _below(facts: Facts) -> Iterator[Block]:
    for each in facts.below:
        count = len(each.issued) + len(each.by_hand)
        end = "：" if count else "。"
        yield Paragraph(f"{each.period}应报送工作小结的学区（集团）已报送{count}个{end}")
        lines = [f"{one.place}：{one.title}{one.number}（{_day(one.day)}）" for one in each.issued]
        lines += [f"{name}：已在台账报送" for name in each.by_hand]
        if lines:
            yield Listing(tuple(lines))
        if each.missing:
            word = "未报送" if each.is_over else "本季度尚未结束，待报送"
            yield Paragraph(f"{word}：{'、'.join(each.missing)}。")


def _problems(facts: Facts) -> Iterator[Block]:
    late = [each for each in facts.duties if each.late]
    lines = [f"{_named(each)}：逾期{each.late}项次" for each in late]
    lines += [f"督办事项“{each.title}”逾期未办结" for each in facts.tasks if each.is_late]
    if lines:
        yield Paragraph("台账反映的逾期事项有：")
        yield Listing(tuple(lines[:MOST]))
    else:
        yield Paragraph("台账没有逾期事项。")


def _named(duty: DutyLine) -> str:
    """A duty with where the document says so."""
    return f"{duty.name}（{duty.clause}）" if duty.clause else duty.name


def _next(facts: Facts) -> Iterator[Block]:
    going = [each for each in facts.tasks if each.state not in ("已办结", "已撤销")]
    if going:
        yield Paragraph("继续办理的督办事项：")
        yield Listing(tuple(f"{each.title}（{each.who}，{_day(each.due)}前）" for each in going))
    else:
        yield Paragraph("按年度计划和应办事项清单继续推进。")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
