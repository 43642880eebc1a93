"""Section `duties`: what is owed beside the duties in other sections, and on which forms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.settings import Duty, Named
from xuequ.kernel.text import Text

Stage = Literal["primary", "junior", "senior"]


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank of a form beside title, day, place and text."""

    code: str
    zh: str
    en: str
    kind: Literal["text", "long", "integer", "day", "choice", "yes"] = "text"
    required: bool = False
    choices: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Artefact:
    """A kind of thing that is handed in (成果形式) and the blanks its form has."""

    code: str
    zh: str
    en: str
    blanks: tuple[Blank, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject (学科) and the stages it is taught at; `same_as` are other names in use."""

    code: str
    zh: str
    en: str
    stages: tuple[Stage, ...]
    same_as: tuple[str, ...] = ()

    def is_called(self, words: str) -> bool:
        """Does the code or a name of the subject, as somebody wrote it, mean this one?"""
        said = words.strip().casefold()
        return said in {each.casefold() for each in (self.code, self.zh, self.en, *self.same_as)}


def subject_of(words: str, subjects: Iterable[Subject]) -> Subject | None:
    """The subject that a code or a name means, such as `Teacher.subject` may hold either."""
    return next((each for each in subjects if each.is_called(words)), None)


@dataclass(frozen=True, slots=True)
class Duties:
    """Section `duties`: the ledger's own settings, and duties no other section holds."""

    artefacts: tuple[Artefact, ...] = ()  # those all localities share
    own_artefacts: tuple[Artefact, ...] = ()  # those of the locality beside them
    subjects: tuple[Subject, ...] = ()
    grace_days: int = 7  # after its last day, in which something may still be handed in
    items: tuple[Duty, ...] = ()


NAMES: dict[str, Text] = {
    "duties": Text("应交应办事项", "Duties"),
    "duties.artefacts": Text("成果形式", "forms to hand in on"),
    "duties.own_artefacts": Text("本地成果形式", "forms of the locality"),
    "duties.subjects": Text("学科", "subjects"),
    "duties.grace_days": Text("补交期限", "days of grace"),
    "duties.items": Text("应交应办事项清单", "list of duties"),
}
FIELDS: dict[str, Text] = {
    "blanks": Text("填写项", "blanks"),
    "required": Text("必填", "required"),
    "choices": Text("选项", "choices"),
    "stages": Text("学段", "stages"),
}
WORDS: dict[str, Text] = {
    "kind.text": Text("文字", "text"),
    "kind.long": Text("长文字", "long text"),
    "kind.integer": Text("整数", "whole number"),
    "kind.day": Text("日期", "day"),
    "kind.choice": Text("选择", "choice"),
    "kind.yes": Text("是或否", "yes or no"),
    "subjects.chinese": Text("语文", "Chinese"),
    "subjects.maths": Text("数学", "maths"),
    "subjects.english": Text("英语", "English"),
    "subjects.morality": Text("道德与法治", "morality and law"),
    "subjects.science": Text("科学", "science"),
    "subjects.sport": Text("体育与健康", "sport and health"),
    "subjects.music": Text("音乐", "music"),
    "subjects.art": Text("美术", "art"),
    "subjects.it": Text("信息科技", "IT"),
    "subjects.labour": Text("劳动", "labour"),
    "subjects.practice": Text("综合实践活动", "integrated practice"),
    "subjects.physics": Text("物理", "physics"),
    "subjects.chemistry": Text("化学", "chemistry"),
    "subjects.biology": Text("生物学", "biology"),
    "subjects.history": Text("历史", "history"),
    "subjects.geography": Text("地理", "geography"),
}
