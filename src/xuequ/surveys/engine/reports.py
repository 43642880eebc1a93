"""Results as a table: every figure that the page draws, with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text
from xuequ.methods.intervals import Estimate

from .results import Found, Group, Row
from .types import Design

COLUMNS = (
    Column("question", "题目", "Question"),
    Column("item", "选项", "Choice"),
    Column("count", "人数", "Count", number=True),
    Column("share", "比例", "Share", "%", number=True),
    Column("mean", "平均", "Mean", number=True),
    Column("low", "95%区间下限", "95 % from", number=True),
    Column("high", "95%区间上限", "95 % to", number=True),
)
SCHOOL = Column("school", "学校", "School")


@dataclass(frozen=True, slots=True)
class Report:
    """What a table of results is made of."""

    title: str
    design: Design
    invited: int
    answered: int
    whole: Sequence[Found]
    groups: Sequence[tuple[str, Group]] = field(default_factory=tuple)


def results_table(report: Report) -> Table:
    """The results of all who answered."""
    rows = [row for number, found in enumerate(report.whole, 1) for row in _rows(number, found)]
    return Table(_title(report), COLUMNS, rows, notes(report))


def schools_table(report: Report) -> Table:
    """The results school by school, as far as they may be shown."""
    rows = [
        (name, *row)
        for name, group in report.groups
        for number, whole in enumerate(report.whole, 1)
        if whole.question.id in group.found
        for row in _rows(number, group.found[whole.question.id])
    ]
    return Table(_title(report), (SCHOOL, *COLUMNS), rows, notes(report))


def notes(report: Report) -> tuple[Text, ...]:
    """How the figures are to be read: model, interval, missing answers, what is hidden."""
    least = report.design.least
    found = [
        Text(
            f"发出{report.invited}份，收回{report.answered}份。" if report.invited
            else f"收回{report.answered}份；公开链接，不知道有多少人看到。",
            f"{report.invited} were asked, {report.answered} answered." if report.invited
            else f"{report.answered} answered; by a public link, nobody knows out of how many.",
        ),
        MODELS["public" if report.design.is_open else report.design.sampling],
    ]  # fmt: skip
    if not report.design.is_open:
        found.append(INTERVALS)
    found += [
        Text(
            "漏答的题不计入该题的分母；只有符合条件的人才看到的题，只在这些人中计算。",
            "An answer left blank is left out of its question; a question that only some were "
            "asked is reckoned among those.",
        ),
        Text(
            f"不足{least}人作答的题目、学校不显示；如能由合计减出，另隐去一所学校。",
            f"Questions and schools with fewer than {least} answers are not shown; where they "
            "could be found by subtraction, one more school is hidden.",
        ),
    ]
    return tuple(found)


MODELS: Mapping[str, Text] = {
    "all": Text(
        "向全体名单发放。区间把作答的人看作从名单中随机而来，未作答的人视为与作答的人看法相近；"
        "若二者看法不同，误差可大于区间。",
        "Everybody on the roster was asked. The intervals take those who answered for a random "
        "part of the roster, and those who did not for people who think alike; if they do not, "
        "the error can be larger than the interval.",
    ),
    "simple": Text(
        "按简单随机抽样发放。抽中而未作答的人视为与作答的人看法相近；若二者看法不同，"
        "误差可大于区间。",
        "A simple random sample was asked. Those drawn who did not answer are taken to think like "
        "those who did; if they do not, the error can be larger than the interval.",
    ),
    "stratified": Text(
        "按学校分层随机抽样。各校按名单人数加权；抽中而未作答的人视为与同校作答的人看法相近，"
        "无人作答的学校由其他学校代表。",
        "A random sample of each school was asked. Schools weigh by the people on their roster; "
        "those drawn who did not answer are taken to think like those of their school who did, "
        "and a school where nobody answered is spoken for by the others.",
    ),
    "public": Text(
        "谁来作答由各人自己决定，所以不是随机样本，不计算误差区间，也不能代表全体；"
        "未使用填写码时不能排除重复作答。",
        "Everybody chose for themselves whether to answer: this is no random sample, so no "
        "interval is given and the figures do not speak for everybody. Without codes, double "
        "answers cannot be ruled out.",
    ),
}
INTERVALS = Text(
    "比例为Wilson区间（按名单人数作有限总体校正，分层时用有效样本量），平均为t区间，置信水平95%；"
    "平均只在同一题、同一量表内比较。",
    "Shares: Wilson's interval, with finite population correction by the roster and, where "
    "stratified, the effective sample size; means: Student's t; 95 %.",
)


def _title(report: Report) -> Text:
    return Text(f"{report.title}：调查结果", f"{report.title}: results")


def _rows(number: int, found: Found) -> Iterator[tuple[object, ...]]:
    words = f"{number}. {found.question.words}"
    if found.is_hidden:
        yield (words, Text("作答人数太少，不显示", "too few answers to be shown"), *[None] * 5)
        return
    yield (words, Text("作答", "answers"), found.count, *[None] * 4)
    for row in found.rows:
        yield (words, row.label, *_figures(row))
    if found.mean is not None:
        mean = found.mean
        yield (words, Text("平均", "mean"), found.count, None, *_ends(mean, 1, 2))


def _figures(row: Row) -> tuple[object, ...]:
    if row.share is not None:
        value, low, high = _ends(row.share, 100, 1)
        return (row.count, value, None, low, high)
    if row.mean is not None:
        return (row.count, None, *_ends(row.mean, 1, 2))
    return (row.count, None, None, None, None)


def _ends(estimate: Estimate, by: int, places: int) -> tuple[object, object, object]:
    """Value and ends; no ends where there is no interval."""
    if estimate.is_bare:
        return (round(estimate.value * by, places), None, None)
    values = (estimate.value, estimate.low, estimate.high)
    return tuple(round(each * by, places) for each in values)  # type: ignore[return-value]
