"""A comparison as a table: regimes side by side for people, a line a figure for programs."""

from __future__ import annotations

from collections.abc import Iterator

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .compared import Compared, Row, Spread
from .figures import ENVY, MEAN, NINE_TENTHS, UNKNOWN, UNPLACED, WASTE, name_of
from .lists import EVERYBODY, Group
from .misreports import MOST_RUNS

TITLE = Text("录取办法比较", "Regimes compared")
NO_RESULT = Text("仅供比较，不是录取结果", "for comparison only: no admission results")
GAINS = "could_gain"
COULD_GAIN = Text("换一种填法可以得益的家庭", "families that could gain by another list")
IN_METRES = {MEAN, NINE_TENTHS}
IN_CHILDREN = {UNKNOWN, ENVY, WASTE}  # told to people as numbers, not as shares
FIGURES = (
    Column("regime", "办法", "Regime"),
    Column("group", "群体", "Group"),
    Column("figure", "指标", "Figure"),
    Column("unit", "单位", "Unit"),
    Column("mean", "平均", "Mean", number=True),
    Column("low", "最小", "Least", number=True),
    Column("high", "最大", "Greatest", number=True),
    Column("of", "总数", "Of", number=True),
    Column("why", "未运行的原因", "Why it did not run"),
    Column("status", "性质", "Status"),
)


def by_regime(found: Compared) -> Table:
    """For people: a line for each figure and group, a column for each regime that ran."""
    ran = [each for each in found.rows if each.why is None]
    columns = [Column("figure", "指标", "Figure")]
    columns += [Column(each.way.code, each.way.name.zh, each.way.name.en) for each in ran]
    rows: list[tuple[object, ...]] = []
    for group in found.groups:
        if len(found.groups) > 1:
            rows.append((_headed(found, group), *[""] * len(ran)))
        rows += _lines(found, group, ran)
    return Table(TITLE, tuple(columns), rows, tuple(_notes(found)))


def by_figure(found: Compared) -> Table:
    """For programs: a line for each regime, group and figure, numbers as they are."""
    rows: list[tuple[object, ...]] = []
    for row in found.rows:
        code = row.way.code
        if row.why is not None:
            rows.append((code, "", "", "", None, None, None, None, row.why, NO_RESULT))
        for (group, figure), each in row.figures.items():
            unit = "metres" if figure in IN_METRES else "children"
            told = (each.mean, each.low, each.high, found.children[group])
            rows.append((code, group, figure, unit, *told, "", NO_RESULT))
        if row.gains is not None:
            share, families = row.gains.share, row.gains.of
            told = (share.value * families, share.low * families, share.high * families, families)
            rows.append((code, EVERYBODY, GAINS, "families", *told, "", NO_RESULT))
    return Table(TITLE, FIGURES, rows, tuple(_notes(found)))


def _headed(found: Compared, group: Group) -> Text:
    count = found.children[group.code]
    zh, en = f"【{group.name.zh}】{count}人", f"[{group.name.en}] {count}"
    return Text(zh, en)


def _lines(found: Compared, group: Group, ran: list[Row]) -> Iterator[tuple[object, ...]]:
    keys = {key: None for row in ran for key in row.figures if key[0] == group.code}
    for key in keys:
        figure, of = key[1], found.children[group.code]
        name = name_of(figure)
        if figure in IN_METRES | IN_CHILDREN:
            yield name, *[_number(row.figures.get(key)) for row in ran]
            continue
        yield name, *[_share(row.figures.get(key), of) for row in ran]
        if figure == UNPLACED and group.code == EVERYBODY:
            yield (
                Text("未安排人数", "unplaced, children"),
                *[_number(row.figures.get(key)) for row in ran],
            )
    if group.code == EVERYBODY and any(row.gains for row in ran):
        yield COULD_GAIN, *[_gains(row) for row in ran]


def _share(each: Spread | None, of: int) -> str:
    if each is None or not of:
        return "–"
    mean, low, high = (f"{value / of:.1%}" for value in (each.mean, each.low, each.high))
    return mean if low == high else f"{mean} ({low[:-1]}–{high[:-1]})"


def _number(each: Spread | None) -> str:
    if each is None:
        return "–"
    if each.low == each.high:
        return f"{each.mean:.0f}"
    return f"{each.mean:.1f} ({each.low:.0f}–{each.high:.0f})"


def _gains(row: Row) -> str:
    if row.gains is None:
        return "–"
    share = row.gains.share
    told = f"{share.value:.1%}"
    if row.gains.families < row.gains.of:
        told += f" ({share.low * 100:.1f}–{share.high * 100:.1f})"
    return told


def _notes(found: Compared) -> Iterator[Text]:
    wanted = found.wanted
    yield Text(f"{NO_RESULT.zh}。", f"{NO_RESULT.en[0].upper()}{NO_RESULT.en[1:]}.")
    yield Text(
        f"{wanted.draws}次抽签的平均数（最小–最大）；抽签由文字“{wanted.text}”算出，可以重做。",
        f"Means of {wanted.draws} draws (least–greatest); the draws come of the text "
        f"«{wanted.text}» and can be made again.",
    )
    gains = next((row.gains for row in found.rows if row.gains), None)
    if gains is not None:
        yield _tried(found, gains.families, gains.of)
    idle: dict[Text, list[Text]] = {}
    for row in found.rows:
        if row.why is not None:
            idle.setdefault(row.why, []).append(row.way.name)
    for why, names in idle.items():
        zh, en = "、".join(each.zh for each in names), ", ".join(each.en for each in names)
        yield Text(f"{zh}：未运行，{why.zh}。", f"Not run: {en} – {why.en}.")
    if (EVERYBODY, UNKNOWN) in found.rows[0].figures:
        yield Text(
            "路程只算已知的；“路程不详”是已安排而路程表里没有的儿童。",
            "Ways count where they are known; «way unknown»: children placed whose way is not "
            "in the table.",
        )


def _tried(found: Compared, families: int, of: int) -> Text:
    draws = min(found.wanted.tried, found.wanted.draws)
    zh = f"{COULD_GAIN.zh}：前{draws}次抽签，"
    en = f"{COULD_GAIN.en[0].upper()}{COULD_GAIN.en[1:]}: the first {draws} draws, "
    if families < of:
        zh += f"每次抽查{families}户（共{of}户），括号内是95%区间，"
        en += f"{families} of {of} drawn in each, the interval of 95 % in brackets, "
    else:
        zh, en = f"{zh}全部{of}户，", f"{en}all {of}, "
    if found.every_list:
        return Text(f"{zh}试遍所有填法。", f"{en}every list tried.")
    return Text(
        f"{zh}试把每所已填学校提到第一，以及去掉第一（填法乘户数超过{MOST_RUNS:,}）。",
        f"{en}trying each school first, and the list without its first (lists times families "
        f"are more than {MOST_RUNS:,}).",
    )
