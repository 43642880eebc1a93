"""What is wrong in a file somebody gave us, said so that they can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .text import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where it stands, in which field, what it is and how to mend it."""

    file: str
    line: int  # row of a sheet or line of a text, from 1; 0 for the file as a whole
    field: str  # column heading or key as its author wrote it; "" if none
    text: Text

    def say(self, language: str) -> str:
        """One sentence that names file, line, field and cure."""
        if language.startswith("en"):
            place = f", line {self.line}" if self.line else ""
            field = f", {self.field}" if self.field else ""
            return f"{self.file}{place}{field}: {self.text.en}"
        place = f" 第{self.line}行" if self.line else ""
        field = f"“{self.field}”" if self.field else ""
        return f"{self.file}{place}{field}：{self.text.zh}"


class Problems(Exception):
    """The file is refused as a whole; nothing of it was taken."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(each.say("en") for each in self.problems[:20]))

    def say(self, language: str) -> list[str]:
        """Every mistake as a sentence."""
        return [each.say(language) for each in self.problems]
