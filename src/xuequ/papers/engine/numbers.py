"""Numbers of papers (发文字号) such as 兴教发〔2026〕3号: written, read, checked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xuequ.kernel.text import Text

LONGEST_WORD = 12
WORD = re.compile(r"[\u3400-\u9fff]{1,12}")
BRACKETS = "〔［[【（(", "〕］]】）)"
NUMBER = re.compile(
    rf"([\u3400-\u9fff]{{1,12}}) *[{re.escape(BRACKETS[0])}] *(\d{{4}}) *[{re.escape(BRACKETS[1])}]"
    r" *第? *0*([1-9]\d{0,5}) *号?"
)


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """Code word, year and ordinal of a paper."""

    word: str
    year: int
    ordinal: int

    def __str__(self) -> str:
        """As the standard wants it: six-cornered brackets, no leading noughts, no 第."""
        return f"{self.word}〔{self.year}〕{self.ordinal}号"


def read_number(text: str) -> PaperNumber | None:
    """The number somebody typed, with whatever brackets; none if it is no number."""
    found = NUMBER.fullmatch(text.strip())
    return PaperNumber(found[1], int(found[2]), int(found[3])) if found else None


def fault_of_word(word: str) -> Text | None:
    """What is wrong with the code word of a series (发文机关代字); none if it is good."""
    if WORD.fullmatch(word):
        return None
    if not word.strip():
        return Text("请填写代字，如“兴教发”", "give the code word, such as 兴教发")
    if len(word) > LONGEST_WORD:
        return Text(f"最多{LONGEST_WORD}个字", f"at most {LONGEST_WORD} characters")
    return Text(
        "只写汉字，年份、括号和序号由系统加上，如“兴教发”",
        "Chinese characters only, such as 兴教发; the rest of the number is added by itself",
    )


DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese."""
    if not 1 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")
