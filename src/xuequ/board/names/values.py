"""Values of settings as a person reads them, in the language being read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from xuequ.kernel.text import Text
from xuequ.profiles.entries import Entry
from xuequ.web.templatetags.words import listed

from . import FIELDS, SETTINGS, VALUES

SHARES = {"share", "low", "high", "work_relation_share"}  # settings that are parts of a whole
REFERS = {"when", "only", "inside"}  # settings that name other records of the same value
HIDDEN = {"code", "same_as", "slots", "artefact", "role"}


def named(names: Mapping[str, Any], code: str) -> str:
    """The name of a code in the reader's language; the code itself if it has none."""
    name = names.get(code, code)
    return name.say(get_language() or "zh-hans") if isinstance(name, Text) else str(name)


def run_by_what(runs: Iterable[str]) -> str:
    """What runs a clause, in a word: rules, facts held, commitments reported on, duties."""
    words = {
        "rule": _("rule"),
        "entity": _("facts held"),
        "case": pgettext("what runs a clause", "cases"),
        "commitment": _("commitment"),
        "duty": pgettext("what runs a clause", "duties of the ledger"),
    }
    sorts = {run.partition(" ")[0] for run in runs}
    return listed(words.get(sort, sort) for sort in sorted(sorts, reverse=True))


def setting(value: Any, key: str = "", names: Mapping[str, str] | None = None) -> str:
    """The value of a setting, lists and tables flattened to one line each.

    Args:
        names: what the records of the whole value are called, by code, where one names another.
    """
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return _listed([setting(each, key, names) for each in value])
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return _flat(value, names or {})
    if key in REFERS and names and value in names:
        return names[value]
    if isinstance(value, Decimal) and key in SHARES:
        return f"{(value * 100).normalize():f}%"
    if key == "like":
        return named(SETTINGS, ".".join(str(value).split(".")[:2]))
    code = f"{key}.{value}"
    return named(VALUES, code if code in VALUES else str(value))


def lines(value: Any, key: str = "") -> list[str]:
    """The value of a setting; records that say more than a name stand on a line each."""
    if not _is_records(value):
        return [setting(value, key)]
    found = [line for each in value for line in _lines_of(each)]
    return found if any(mark in each for each in found for mark in "（(，,") else [setting(value)]


def _lines_of(record: Any) -> list[str]:
    """A record on one line; one that only holds other records, a line for each of those."""
    held = [getattr(record, f.name) for f in fields(record) if f.name not in {*HIDDEN, "zh", "en"}]
    if len(held) != 1 or not _is_records(held[0]):
        return [setting(record)]
    head = f"{record.en}: " if _english() else f"{record.zh}："
    return [f"{head}{setting(each)}" for each in held[0]]


def _is_records(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(is_dataclass(each) for each in value)


def setting_name(entry: Entry) -> str:
    """What a setting is called."""
    return named(SETTINGS, entry.name)


def worded(entry: Entry, on: date) -> str:
    """The value of a setting on a day, a bare number with its unit."""
    return worded_value(entry, entry.shown(on).value)


def worded_value(entry: Entry, value: Any) -> str:
    """A value of a setting, a bare number with its unit; said before, it is not said anew."""
    said = (value, entry.key, entry.unit, _english())
    try:
        return _worded(*said)
    except TypeError:  # a value that cannot be kept
        return _worded.__wrapped__(*said)


def dated_values(entry: Entry) -> str:
    """Every value of a setting, each with the day it holds from if there are several."""
    words = [(each.since, worded_value(entry, each.value)) for each in entry.values]
    if len(words) == 1:
        return words[0][1]
    return _listed([f"{since} {word}" for since, word in words])


@lru_cache(maxsize=8192, typed=True)
def _worded(value: Any, key: str, unit: Text, english: bool) -> str:
    text = setting(value, key)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return text
    return f"{text} {unit.en}" if english else f"{text} {unit.zh}"


def _listed(texts: list[str]) -> str:
    """Texts in a row, with the marks of the reader's language."""
    if _english():
        return "; ".join(texts)
    return ("；" if any("，" in each for each in texts) else "、").join(texts)


def _english() -> bool:
    return (get_language() or "").startswith("en")


def _codes(held: Mapping[str, Any]) -> dict[str, str]:
    """What the records inside a record are called, by code."""
    records = [each for part in held.values() if _is_records(part) for each in part]
    coded = [each for each in records if hasattr(each, "code") and hasattr(each, "zh")]
    return {each.code: each.en if _english() else each.zh for each in coded}


def _flat(value: Any, above: Mapping[str, str]) -> str:
    """A small record: its name in the reader's language, then what else it says."""
    english = _english()
    held = {f.name: getattr(value, f.name) for f in fields(value)}
    names = {**above, **_codes(held)}
    name = held.pop("name", None)
    zh, en = held.pop("zh", ""), held.pop("en", "")
    if held.get("like") and not held.get("assumed"):
        held.pop("min", None)  # the number stands in the setting that is named
    first = setting(name) if name else (en if english else zh)
    mark = " " if english else "："
    said = {k: v for k, v in held.items() if k not in HIDDEN and v not in (None, "", (), False)}
    rest = [
        named(FIELDS, k) + ("" if v is True else f"{mark}{setting(v, k, names)}")
        for k, v in said.items()
    ]
    more = (", " if english else "，").join(rest)
    if not rest or not first:
        return first or more
    return f"{first} ({more})" if english else f"{first}（{more}）"
