"""Every field of a child or guardian that is held: what for, who sees it, how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xuequ.directory.models import Authority
from xuequ.kernel.held import BASES, Held, holdings
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ...engine.policy import Privacy
from .settings import privacy_of

OPEN = Text("（期限由当地规定，尚未设定）", "(a period the locality has not set yet)")
OPTIONAL = Text("可不填", "optional")


@dataclass(frozen=True, slots=True)
class Said:
    """One group of fields as a family reads it."""

    held: Held
    basis: Text
    kept: Text
    fields: list[Text]


def said(authority: Authority, on: date) -> list[Said]:
    """Everything that is held, group by group, with the periods of the authority."""
    policy = privacy_of(authority, on)
    return [
        Said(each, BASES[each.basis], _kept(each.kept, policy), list(each.fields.values()))
        for each in holdings()
    ]


def fields_table(authority: Authority, on: date) -> Table:
    """The same field by field, to be taken along."""
    rows = [
        (each.held.title, label, path, each.held.purpose, each.basis, each.held.seen_by, each.kept)
        for each in said(authority, on)
        for path, label in each.held.fields.items()
    ]
    return Table(
        Text("个人信息处理清单", "Personal data that are held"),
        (
            Column("group", "类别", "Group"),
            Column("field", "字段", "Field"),
            Column("code", "代码", "Code"),
            Column("purpose", "用途", "What for"),
            Column("basis", "依据", "By what right"),
            Column("seen_by", "谁能看到", "Who sees it"),
            Column("kept", "保存多久", "How long"),
        ),
        rows,
    )


def _kept(text: Text, policy: Privacy) -> Text:
    names = ("drafts", "papers", "unplaced", "placed", "guardians")
    days = {name: getattr(policy, name) for name in names}
    zh = {name: OPEN.zh if value is None else str(value) for name, value in days.items()}
    en = {name: OPEN.en if value is None else str(value) for name, value in days.items()}
    return Text(text.zh.format(**zh), text.en.format(**en))
