"""Read a locality's profile, and say line by line what is wrong with one somebody wrote."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from xuequ.kernel.discovery import declared
from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text

from .entries import Dated, Entry, Profile
from .faults import Faults
from .shape import typed
from .texts import BYTES, text_of

P = TypeVar("P")
HEAD = {"extends", "name", "document", "sources", "status", "note"}
NEEDED = {"clause", "unit", "binding", "values"}
ENTRY = NEEDED | {"note", "confirmed"}
COMMON = "base"  # what all localities share; it does not tell when one of them begins
NOT_LOCALITIES = {COMMON, "clauses", "comparison"}


def localities() -> tuple[str, ...]:
    """Codes of the profiles that come with the product, in alphabetical order."""
    names = (each.name for each in files("xuequ.profiles").iterdir())
    codes = {name.removesuffix(".toml") for name in names if name.endswith(".toml")}
    return tuple(sorted(codes - NOT_LOCALITIES))


@cache
def sections() -> dict[str, type]:
    """The dataclass that types each section of a profile, as the packages declare them."""
    return {
        name: kind
        for _, module in declared("engine.policy")
        for name, kind in module.SECTIONS.items()
    }


@cache
def load(code: str) -> Profile:
    """The shipped profile `code`, laid over those it extends.

    Raises:
        Problems: the file has mistakes; each is named with its line.
    """
    if code not in localities():
        raise Problems([Problem(f"{code}.toml", 0, "", _no_profile(code))])
    return read(code, text(code))


def load_file(path: Path) -> Profile:
    """The profile in a file of the user's own.

    Raises:
        Problems: as `load`.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(BYTES + 1)
    return read(path.stem, text_of(path.name, data), file=path.name)


def text(code: str) -> str:
    """The text of a shipped profile."""
    return files("xuequ.profiles").joinpath(f"{code}.toml").read_text("utf-8")


def read(code: str, toml: str, *, file: str = "", below: tuple[str, ...] = ()) -> Profile:
    """Check the text `toml` and give its profile; `below` are the profiles that extend this one.

    Raises:
        Problems: it has mistakes; each is named with its line.
    """
    faults = Faults(file or f"{code}.toml", toml)
    try:
        table = tomllib.loads(toml, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        where = re.search(r"line (\d+)", str(error))
        faults.add((), "not-toml", line=int(where[1]) if where else 0, detail=str(error))
        raise Problems(faults.found) from error
    parent = _parent(table, faults, (*below, code))
    own: dict[tuple[str, str], Entry] = {}
    _check_head(table, faults)
    for section, rows in table.items():
        if section not in HEAD:
            own |= _read_section(section, rows, faults)
    if faults.found:
        raise Problems(faults.found)
    days = [each.values[0].since for each in own.values()]
    if parent and (parent.code != COMMON or not days):
        days.append(parent.since)
    profile = Profile(
        code=code,
        name=Text(**table["name"]),
        document=Text(**table.get("document", table["name"])),
        sources=tuple(table.get("sources", parent.sources if parent else ())),
        status=table.get("status", "in_force"),
        since=min(days, default=date.min),
        entries={**own, **(parent.entries if parent else {}), **own},  # the own ones first
        note=Text(**table["note"]) if "note" in table else None,
    )
    faults.check_together(profile)
    if faults.found:
        raise Problems(faults.found)
    return profile


def policy(kind: type[P], profile: Profile, section: str, on: date) -> P:
    """The dataclass `kind` from the values of a section in force `on` that day.

    A parameter the locality does not set, or not yet on that day, takes the default of its
    field, which stands for «the document is silent».

    Raises:
        LookupError: the locality says nothing yet on that day, or nothing of this section, or
            a required parameter is not set.
    """
    entries = profile.section(section)
    values = {each.key: each.value(on) for each in entries if each.values[0].since <= on}
    if on < profile.since or (entries and not values):
        raise LookupError(f"{profile.code}: {section} says nothing yet on {on}")
    needed = {f.name for f in fields(kind) if f.default is f.default_factory}  # type: ignore[arg-type]
    if lacking := needed - values.keys():
        raise LookupError(f"{profile.code}: {section} lacks {sorted(lacking)}")
    return kind(**values)


def _parent(table: Mapping[str, Any], faults: Faults, chain: tuple[str, ...]) -> Profile | None:
    """The profile this one is laid over: its entries hold, and its documents, unless replaced."""
    parent = table.get("extends")
    if parent is None:
        return None
    if parent in chain:
        faults.add(("extends",), "cycle", chain=" → ".join((*chain, parent)))
        return None
    if parent not in (COMMON, *localities()):
        faults.add(("extends",), "no-parent", parent=parent)
        return None
    return read(parent, text(parent), below=chain)


def _check_head(table: Mapping[str, Any], faults: Faults) -> None:
    for key in ("name", "document", "note"):
        words = table.get(key)
        if words is None and key != "name":
            continue
        if not _is_text(words):
            faults.add((key,), "two-languages")
    sources = table.get("sources", [])
    if not isinstance(sources, list) or not all(isinstance(each, str) for each in sources):
        faults.add(("sources",), "list-of-words")
    if table.get("status", "in_force") not in ("in_force", "draft"):
        faults.add(("status",), "one-of", choices="in_force, draft")


def _read_section(section: str, rows: Any, faults: Faults) -> dict[tuple[str, str], Entry]:
    kind = sections().get(section)
    if kind is None:
        faults.add((section,), "unknown-section", known=", ".join(sorted(sections())))
        return {}
    if not isinstance(rows, dict):
        faults.add((section,), "not-a-table")
        return {}
    hints = get_type_hints(kind)
    found = {}
    for key, row in rows.items():
        if key not in hints:
            faults.add((section, key), "unknown-key", known=", ".join(sorted(hints)))
        elif entry := _read_entry((section, key), row, hints[key], faults):
            found[section, key] = entry
    return found


def _read_entry(path: tuple[str, str], row: Any, hint: Any, faults: Faults) -> Entry | None:
    if not isinstance(row, dict):
        faults.add(path, "not-a-table")
        return None
    before = len(faults.found)
    for key in sorted(row.keys() - ENTRY):
        faults.add((*path, key), "unknown-key", known=", ".join(sorted(ENTRY)))
    for key in sorted(NEEDED - row.keys()):
        faults.add((*path, key), "missing-key", key=key)
    for key in ("unit", "note"):
        if key in row and not _is_text(row[key]):
            faults.add((*path, key), "two-languages")
    if row.get("binding", "must") not in ("must", "should"):
        faults.add((*path, "binding"), "one-of", choices="must, should")
    if not isinstance(row.get("confirmed", True), bool):
        faults.add((*path, "confirmed"), "true-or-false")
    faults.check_clause((*path, "clause"), row.get("clause"))
    values = _read_values(path, row["values"], hint, faults) if "values" in row else ()
    if len(faults.found) > before:
        return None
    return Entry(
        section=path[0],
        key=path[1],
        clause=row["clause"],
        unit=Text(**row["unit"]),
        binding=row["binding"],
        values=values,
        note=Text(**row["note"]) if "note" in row else None,
        confirmed=row.get("confirmed", True),
        file=faults.file,
        line=faults.line(path),
    )


def _read_values(path: tuple[str, str], rows: Any, hint: Any, faults: Faults) -> tuple[Dated, ...]:
    if not isinstance(rows, list) or not rows or not all(isinstance(each, dict) for each in rows):
        faults.add((*path, "values"), "no-values")
        return ()
    found = []
    for row in rows:
        since = row.get("from")
        if type(since) is not date:
            faults.add((*path, "values"), "no-date")
        elif row.keys() != {"from", "value"}:
            faults.add((*path, "values"), "from-and-value")
        else:
            found.append(Dated(since, typed(hint, row["value"], (*path, "values"), faults)))
    days = [each.since for each in found]
    if len(set(days)) != len(days):
        faults.add((*path, "values"), "same-date")
    return tuple(sorted(found, key=lambda each: each.since))


def _is_text(words: object) -> bool:
    """Is it a table of one Chinese and one English text?"""
    if not isinstance(words, dict) or set(words) != {"zh", "en"}:
        return False
    return all(isinstance(each, str) for each in words.values())


def _no_profile(code: str) -> Text:
    known = ", ".join(localities())
    return Text(
        f"没有名为“{code}”的地方配置；现有：{known}", f"no profile {code}; there are {known}"
    )
