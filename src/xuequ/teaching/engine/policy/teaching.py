"""Section `teaching`: what is taught in common, and what each school adds of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.named import Named
from xuequ.kernel.text import Text

Stage = Literal["kindergarten", "primary", "junior", "senior"]


@dataclass(frozen=True, slots=True)
class Course:
    """Courses or a plan of courses that each `per` makes beside those the state prescribes."""

    code: str
    zh: str
    en: str
    per: Literal["school", "consortium", "authority"]
    min: int | None = None  # none: the document gives no number
    stages: tuple[Stage, ...] = ()  # none: not limited to a stage
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Teaching:
    """Section `teaching`: what is taught in common (TCU-01 to TCU-25)."""

    unify: tuple[Named, ...] = ()
    shared_course_min: int | None = None  # feature courses built jointly, per consortium
    courses: tuple[Course, ...] = ()
    strands: tuple[Named, ...] = ()  # what a subject's course system joins
    transitions: tuple[Named, ...] = ()  # stages whose courses are linked
    course_levels: tuple[Named, ...] = ()  # levels that manage courses
    course_process: tuple[Named, ...] = ()  # what they manage, from development to monitoring
    results_spread: tuple[Named, ...] = ()  # national teaching results taken over
    homework_regulated: bool = False  # homework is designed, its excess lowered
    materials_regulated: bool = False  # pupils' supplementary materials are regulated
    credits: bool = False  # senior highs manage and recognise credits


NAMES: dict[str, Text] = {
    "teaching": Text("统一教学与课程", "Unified teaching and curriculum"),
    "teaching.unify": Text("统一教学事项", "unified teaching"),
    "teaching.shared_course_min": Text("共建特色课程", "jointly built feature courses"),
    "teaching.courses": Text("校本和特色课程", "school-based and feature courses"),
    "teaching.strands": Text("学科课程体系构成", "strands of a subject's courses"),
    "teaching.transitions": Text("学段衔接", "stages linked"),
    "teaching.course_levels": Text("课程管理层级", "levels of course management"),
    "teaching.course_process": Text("课程全过程管理环节", "steps of course management"),
    "teaching.results_spread": Text("推广应用的教学成果", "teaching results taken over"),
    "teaching.homework_regulated": Text("作业与课业负担管理", "homework and burden regulated"),
    "teaching.materials_regulated": Text("教辅材料管理", "supplementary materials regulated"),
    "teaching.credits": Text("高中学分管理和认定", "senior-high credits"),
}

WORDS: dict[str, Text] = {
    "kindergarten": Text("幼儿园", "kindergarten"),
    "per.authority": Text("全区", "authority"),
    "per.group": Text("各教研组", "subject research group"),
    "per.teacher": Text("每名教师", "teacher"),
}
