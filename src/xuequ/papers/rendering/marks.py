"""What a paper gets beside its text when it is printed: body, number, day, proof."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

import segno

from xuequ.kernel.text import Text

from ..engine.standard import WORDS


@dataclass(frozen=True, slots=True)
class Marks:
    """Who issues a paper, its number and day, and where it is proved genuine."""

    issuer: str  # full name of the place
    day: date
    number: str = ""
    code: str = ""  # to be typed where the paper is proved; none on a draft
    url: str = ""  # of the page that proves it; none where the installation has no address
    is_draft: bool = False


def say(word: str, language: str, **facts: object) -> str:
    """A fixed word of a paper in its language."""
    text: Text = WORDS[word]
    return text.say(language).format(**facts)


def said_day(day: date, language: str) -> str:
    """A day as papers write it: 2026年11月28日, without noughts."""
    if language.startswith("en"):
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def code_png(url: str) -> io.BytesIO:
    """The QR code of an address as a picture."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="png", scale=8, border=2)
    out.seek(0)
    return out


def code_svg(url: str) -> str:
    """The QR code of an address as a drawing."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", scale=8, border=2)
    return out.getvalue().decode()
