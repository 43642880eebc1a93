"""What the pages of clauses and policies show, as tables in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from xuequ.kernel.rulebook import WORDS
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text
from xuequ.profiles.comparison import Cell
from xuequ.profiles.entries import Entry, Profile
from xuequ.web.templatetags.words import cited, listed, say

from ..coverage import STATES
from ..engine.reports import BINDINGS
from ..names import CHAPTERS, KINDS, SECTIONS, WHO
from ..names.standings import COMMON, STANDINGS, UNCONFIRMED
from ..names.values import named, run_by_what, setting_name, worded, worded_value
from ..queries.register import Line

SETTINGS = (
    Column("section", "章节", "Section"),
    Column("setting", "设定", "Setting"),
    Column("key", "键", "Key"),
    Column("clause", "条款", "Clause"),
    Column("binding", "约束力", "Binding"),
    Column("from", "生效日期", "From"),
    Column("value", "值", "Value"),
    Column("unit", "单位", "Unit"),
    Column("confirmed", "核实情况", "Confirmed"),
    Column("note", "说明", "Note"),
)


def said(entry: Entry, on: date) -> str:
    """One setting in a line: name, value, and what must be known beside it."""
    known = {COMMON: entry.is_common, UNCONFIRMED: not entry.confirmed}
    marks = [mark for mark, is_so in known.items() if is_so]
    text = _("%(name)s: %(value)s") % {"name": setting_name(entry), "value": worded(entry, on)}
    return f"{text} ({listed(say(each) for each in marks)})" if marks else text


def register_table(document: Text, lines: Iterable[Line], on: date, *, with_state: bool) -> Table:
    """The clauses of a document, in the order given."""
    rows = [
        (
            line.it.clause.id,
            named(CHAPTERS, line.it.clause.chapter),
            named(KINDS, line.it.clause.kind),
            cited(line.place),
            listed(named(WHO, who) for who in line.it.clause.who),
            line.it.clause.text,
            "\n".join(said(each, on) for each in line.entries),
            line.it.why or run_by_what(line.it.runs),
            _standing(line) if with_state else STATES[line.it.state],
        )
        for line in lines
    ]
    return Table(
        title=Text(f"{document.zh}条款登记（{on}）", f"{document.en}: clauses on {on}"),
        columns=(
            Column("id", "条款", "Clause"),
            Column("chapter", "章节", "Chapter"),
            Column("kind", "类别", "Kind"),
            Column("source", "出处", "Source"),
            Column("who", "责任主体", "Who"),
            Column("asks", "要求内容", "What it asks"),
            Column("settings", "设定值", "Settings"),
            Column("runs", "由什么落实", "Run by"),
            Column("state", "状态", "State"),
        ),
        rows=rows,
    )


def _standing(line: Line) -> object:
    counted = [f"{say(WORDS[state])} {count}" for state, count in line.counts]
    if counted:
        return listed(counted)
    return WORDS[line.state] if line.state else ""


def settings_table(profile: Profile) -> Table:
    """Every dated value of a policy."""
    rows = [
        (
            named(SECTIONS, entry.section),
            setting_name(entry),
            entry.name,
            entry.clause,
            BINDINGS[entry.binding],
            dated.since,
            worded_value(entry, dated.value),
            entry.unit,
            "" if entry.confirmed else UNCONFIRMED,
            entry.note or "",
        )
        for entry in profile.entries.values()
        for dated in entry.values
    ]
    title = Text(f"{profile.document.zh}政策设定", f"{profile.document.en}: settings")
    return Table(title, SETTINGS, rows)


Compared = Iterable[tuple[tuple[object, ...], Sequence[Cell]]]


def comparison_table(
    heads: Sequence[Column], rows: Compared, profiles: Sequence[Profile], on: date
) -> Table:
    """What each locality says to each row, one column per locality."""
    columns = [Column(each.code, each.name.zh, each.name.en) for each in profiles]
    return Table(
        title=Text(f"各地政策比较（{on}）", f"Localities compared on {on}"),
        columns=(*heads, *columns),
        rows=[(*head, *(cell_text(each, on) for each in cells)) for head, cells in rows],
        notes=tuple(
            Text(f"{each.name.zh}：征求意见稿", f"{each.name.en}: a draft")
            for each in profiles
            if each.status == "draft"
        ),
    )


def cell_text(cell: Cell, on: date) -> str:
    """What one locality says, in words, with its clauses."""
    lines = [said(each, on) for each in cell.settings]
    if not cell.entries:
        lines.insert(0, say(STANDINGS[cell.standing]))
    if cell.clauses:
        lines.append(listed(each.id for each in cell.clauses))
    return "\n".join(lines)
