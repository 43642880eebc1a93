"""What of a roster cannot stand beside what is registered already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xuequ.kernel.text import Text

from .types import GUEST, LEAD, Entry, Known, Unit

Mistake = tuple[int, str, str, str]  # line, field, what is wrong and its cure in both languages

ROLES = {
    "lead": Text("龙头学校", "lead school"),
    "demonstration": Text("示范成员校", "demonstration member"),
    "member": Text("成员校", "member school"),
    "guest": Text("列席校", "guest"),
}


def conflicts(unit: Unit, known: Known) -> Iterator[Mistake]:
    """Every school of the unit that is registered otherwise."""
    for each in unit.schools:
        yield from _code(each, known)
        yield from _place(each, unit.label, known)
        if each.role == LEAD:
            yield from _lead(each, unit.label, known)


def _code(entry: Entry, known: Known) -> Iterator[Mistake]:
    bearer = known.codes.get(entry.code or "", entry.name)
    if bearer != entry.name:
        yield (
            entry.line,
            "学校标识码",
            f"“{entry.code}”是“{bearer}”的标识码。请核对。",
            f"{entry.code} is the code of {bearer}. Check it.",
        )


def _lead(entry: Entry, label: str, known: Known) -> Iterator[Mistake]:
    for school, places in known.places.items():
        if school != entry.name and any(
            (each.label, each.role) == (label, LEAD) and each.meets(entry.since, entry.until)
            for each in places
        ):
            yield (
                entry.line,
                "角色",
                f"“{label}”已有龙头学校“{school}”。更换龙头学校请到学校页办理。",
                f"{label} already has the lead school {school}. Change it on the school's page.",
            )


def _place(entry: Entry, label: str, known: Known) -> Iterator[Mistake]:
    held = [
        each for each in known.places.get(entry.name, ()) if each.meets(entry.since, entry.until)
    ]
    here = [each for each in held if each.label == label]
    for each in held:
        if each.label != label and each.is_primary and entry.role != GUEST:
            yield (
                entry.line,
                "学校",
                f"“{entry.name}”已属于“{each.label}”。调整所属请到学校页办理。",
                f"{entry.name} already belongs to {each.label}. Move it on the school's page.",
            )
    for each in here:
        if each.role != entry.role:
            now = ROLES[each.role]
            yield (
                entry.line,
                "角色",
                f"“{entry.name}”已登记为{now.zh}。更换角色请到学校页办理。",
                f"{entry.name} is registered as {now.en}. Change its role on the school's page.",
            )
        elif each.until != entry.until:
            until = each.until or Text("无终止日期", "without an end")
            yield (
                entry.line,
                "终止日期",
                f"“{entry.name}”已登记为{_say(until, 'zh')}。更改请到学校页办理。",
                f"{entry.name} is registered {_say(until, 'en')}. Change it on the school's page.",
            )
    if not here:
        yield from _begun(entry, label, known)


def _say(until: date | Text, language: str) -> str:
    if isinstance(until, Text):
        return until.say(language)
    return f"until {until}" if language == "en" else f"{until}终止"


def _begun(entry: Entry, label: str, known: Known) -> Iterator[Mistake]:
    """A new place may not begin before its school or its consortium does."""
    for name, first in ((entry.name, known.schools.get(entry.name)),
                        (label, known.consortia.get(label))):  # fmt: skip
        if first is not None and entry.since < first:
            yield (
                entry.line,
                "起始日期",
                f"“{name}”自{first}起才有登记。请改为该日或更晚。",
                f"{name} is registered only from {first}. Give that day or a later one.",
            )
