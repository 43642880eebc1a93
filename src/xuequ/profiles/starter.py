"""Begin a profile for a person who has a document and has never written one."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from xuequ.kernel.discovery import declared
from xuequ.kernel.text import Text

from . import loader
from .entries import Entry

HEAD = """\
# {code}：一地的政策配置 / the policy profile of a locality.
# 以 # 开头的行是说明，不起作用；要启用一项设定，删去该项各行开头的“# ”，再改成本地文件的规定。
# Lines that begin with # are notes. To use a setting, remove "# " from its lines and write what
# your document says. Check with:  xuequ profile check FILE
#
# 文件没有提到的，不要写；没有写的，就是“文件未提及”。
# Leave out what the document does not say: what is left out counts as not mentioned.
#
# 每项设定 / each setting:
#   clause   条款编号，见条款登记册 / id of the clause in the register, e.g. "REG-12"
#   unit     单位，中英文 / what is counted, in both languages
#   binding  "must" 必须 / required; "should" 提倡 / recommended
#   values   自某日起的值 / the value from a day on: [{{ from = 2026-09-01, value = 10 }}]
#   note     可选：对原文的理解 / optional: how an unclear text was read
#   confirmed = false  可选：数字待核实 / optional: the number is still to be confirmed

extends = "{parent}"
name = {{ zh = "{code}", en = "{code}" }}
document = {{ zh = "（文件全称）", en = "(full title of the document)" }}
status = "draft"  # "in_force" 施行 / "draft" 征求意见稿
# 条款出自哪些文件，检查的就是这些文件的条款 / the documents whose clauses are to be checked:
{documents}
sources = {sources}
"""
EXAMPLE_DAY, CLAUSE = "2026-09-01", "REG-01"
SHARED = {("duties", "artefacts"), ("duties", "subjects")}  # lists no locality replaces


def started(code: str, *, base: str = loader.COMMON, empty: bool = False) -> str:
    """The text of a new profile `code`, laid over the profile `base`.

    Every setting stands in it as a note to be filled in: from `base` if that is a locality, else
    with an example of its kind.  When `empty`, only what each section is about.
    """
    sources = loader.load(base).sources if base != loader.COMMON else ()
    documents = [
        f"#   {each.sources[0]:<6}{each.document.zh} / {each.document.en}"
        for each in map(loader.load, loader.localities())
        if each.sources
    ]
    head = HEAD.format(
        code=code,
        parent=base,
        documents="\n".join(documents),
        sources=toml(sources),
    )
    names = _names()
    parts = [head]
    for section, kind in sorted(loader.sections().items()):
        title = names.get(section, Text(section, section))
        parts.append(f"\n# {'-' * 20} [{section}] {title.zh} / {title.en}\n")
        if not empty:
            hints = get_type_hints(kind)
            keys = (f.name for f in fields(kind) if (section, f.name) not in SHARED)
            parts += [_setting(section, key, hints[key], base, names) for key in keys]
    return "".join(parts)


def _setting(section: str, key: str, hint: Any, base: str, names: dict[str, Text]) -> str:
    """One setting as notes: what it is called, and how it is written."""
    path = f"{section}.{key}"
    title = names.get(path, Text(key, key))
    known = _held(section, key, base)
    unit = known.unit if known else title
    value = _first(known.values[-1].value) if known else _example(hint)
    since = known.values[-1].since.isoformat() if known else EXAMPLE_DAY
    lines = [
        f"[{path}]",
        f"clause = {toml(known.clause if known else CLAUSE)}",
        f"unit = {toml(unit)}",
        f"binding = {toml(known.binding if known else 'must')}",
        f"values = [{{ from = {since}, value = {toml(value)} }}]",
    ]
    return f"\n# {title.zh} / {title.en}\n" + "".join(f"# {line}\n" for line in lines)


def _names() -> dict[str, Text]:
    return {
        key: name for _, module in declared("engine.policy") for key, name in module.NAMES.items()
    }


def _held(section: str, key: str, base: str) -> Entry | None:
    """How a locality writes the setting: `base` itself, else the first that has it."""
    codes = [base] if base in loader.localities() else []
    for code in (*codes, *loader.localities()):
        entry = loader.load(code).entries.get((section, key))
        if entry and not entry.is_common:
            return entry
    return None


def _first(value: Any) -> Any:
    """An example is enough: of a list its first item."""
    return value[:1] if isinstance(value, tuple) else value


def _example(hint: Any) -> Any:
    """A value of a kind that no locality has set yet."""
    kind, inner = get_origin(hint), get_args(hint)
    if kind in (Union, types.UnionType):
        return _example(next(each for each in inner if each is not type(None)))
    if kind is tuple:
        return (_example(inner[0]),)
    if kind is Literal:
        return inner[0]
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        needed = [f for f in fields(hint) if f.default is f.default_factory is MISSING]
        held = {each.name: _example(hints[each.name]) for each in needed}
        return held | {"clause": CLAUSE} if "clause" in held else held
    plain: dict[Any, Any] = {bool: True, int: 1, Decimal: Decimal("0.5"), date: date(2026, 9, 1)}
    return plain.get(hint, "…")


def toml(value: Any) -> str:
    """A value as TOML on one line; of a record only what differs from its defaults."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple | list):
        return f"[{', '.join(toml(each) for each in value)}]"
    if isinstance(value, dict):
        return _table(iter(value.items()))
    if is_dataclass(value):
        told = ((f.name, getattr(value, f.name)) for f in fields(value) if _differs(f, value))
        return _table(told)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int | Decimal) else json.dumps(value, ensure_ascii=False)


def _differs(field: Any, value: Any) -> bool:
    return field.default is MISSING or getattr(value, field.name) != field.default


def _table(pairs: Iterator[tuple[str, Any]]) -> str:
    held = ", ".join(f"{key} = {toml(each)}" for key, each in pairs)
    return f"{{ {held} }}" if held else "{}"
