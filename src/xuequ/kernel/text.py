"""Words in both languages of the product."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The same statement in Chinese and in English."""

    zh: str
    en: str

    def say(self, language: str) -> str:
        """The statement in `language`, a code such as "zh-hans" or "en"."""
        return self.en if language.startswith("en") else self.zh
