"""What is registered of schools where a sheet names them: classes, rooms, bells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from xuequ.kernel.text import Text

Class = tuple[str, int, int]  # stage, grade, number
SEVERAL = re.compile(r"[、,，;；/|\n]+")
DIGITS = {each: n for n, each in enumerate("零一二三四五六七八九十")}
STAGES = {"小": "primary", "小学": "primary", "初": "junior", "初中": "junior",
          "高": "senior", "高中": "senior"}  # fmt: skip
NAME = re.compile(
    r"^(小学|初中|高中|小|初|高)?"  # the stage
    r"([一二三四五六七八九十]+|\d{1,2})"  # the grade
    r"((?:年级|年)?[\s.\-·（(]*)"
    r"([一二三四五六七八九十]+|\d{1,2})"  # the number
    r"[）)]?\s*班?$"
)
SHORT = re.compile(r"^([1-9])(\d{2})\s*班?$")  # 701 is class 1 of grade 7
FIRST = {"primary": 1, "junior": 7, "senior": 10}  # grade a stage begins with, counted through


@dataclass(frozen=True, slots=True)
class Ring:
    """A period of the bells in force: from when to when by the clock."""

    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class School:
    """A school a sheet may name, as registered."""

    id: int
    name: str
    since: date
    campuses: frozenset[str] = frozenset()
    posts: Mapping[str, int] = field(default_factory=dict)  # by title
    classes: Mapping[Class, int] = field(default_factory=dict)
    sizes: Mapping[int, int] = field(default_factory=dict)  # pupils by class
    rooms: Mapping[str, int] = field(default_factory=dict)
    holding_many: frozenset[int] = frozenset()  # rooms of several classes at once: grounds, halls
    bells: Mapping[str, Mapping[int, Ring]] = field(default_factory=dict)  # by stage; "": all

    def rings(self, stage: str) -> Mapping[int, Ring]:
        """The numbered periods of a stage."""
        return self.bells.get(stage) or self.bells.get("") or {}


def several(text: str) -> list[str]:
    """The names in a cell that may hold more than one."""
    return [each.strip() for each in SEVERAL.split(text) if each.strip()]


def class_said(text: str, known: Mapping[Class, int]) -> Class | None:
    """Which of the known classes somebody calls 七(1)班, 七年级1班, 初一(1)班, 7.1 or 701.

    A grade is counted through (七年级) or within its stage (初一); with neither fitting one class
    only, nobody is meant.
    """
    plain = "".join(text.split())
    short, long = SHORT.match(plain), NAME.match(plain)
    tries = []
    if short:
        tries.append(("", int(short[1]), int(short[2])))
    elif long and not (long[2].isdecimal() and long[4].isdecimal() and not long[3]):
        tries.append((STAGES.get(long[1] or "", ""), _number(long[2]), _number(long[4])))
    found = {each for one in tries for each in _fitting(*one, known)}
    return found.pop() if len(found) == 1 else None


def _fitting(stage: str, grade: int, number: int, known: Mapping[Class, int]) -> list[Class]:
    grades = {grade} if not stage else {grade, FIRST[stage] - 1 + grade}
    return [
        each for each in known if each[1] in grades and each[2] == number and stage in ("", each[0])
    ]


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return DIGITS[text[-1]] if len(text) == 1 else 0
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)


NUMERALS = "一二三四五六七八九十"


def class_name(stage: str, grade: int, number: int) -> Text:
    """What a class is called: 七(1)班; 初一(1)班 and 高一(1)班 where grades begin anew."""
    first, within = FIRST[stage], stage != "primary"
    lead = ""
    if within and (grade < first or stage == "senior"):
        lead = {"junior": "初", "senior": "高"}[stage]
    own = grade - first + 1 if lead and grade >= first else grade
    zh = NUMERALS[own - 1] if 1 <= own <= len(NUMERALS) else str(own)
    return Text(f"{lead}{zh}({number})班", f"{grade}({number})")
