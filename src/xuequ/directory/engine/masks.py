"""What is shown of a name or a number to somebody who need not know it."""

from __future__ import annotations

import unicodedata

BETWEEN = frozenset("·•・‧ -.")
STAR = "*"


def mask_name(name: str) -> str:
    """First and last character, stars between; of two characters the first; of one none.

    What joins the parts of a name (·) stays, so that a reader recognises their own.
    """
    parts = _characters(name.strip())
    said = [n for n, part in enumerate(parts) if part not in BETWEEN]
    if len(said) < 2:
        shown = set()
    elif len(said) == 2:
        shown = {said[0]}
    else:
        shown = {said[0], said[-1]}
    return "".join(part if n in shown or part in BETWEEN else STAR for n, part in enumerate(parts))


def mask_number(number: str) -> str:
    """First four and last four of a long number, less of a short one, never more than half."""
    size = len(number)
    front = back = 4
    if size == 19:  # a national pupil number: a letter before the same digits
        front = 5
    elif size < 16:
        front, back = (1, 2) if size > 6 else (0, size // 4)
    return number[:front] + STAR * (size - front - back) + number[size - back :]


def mask_phone(phone: str) -> str:
    """First three and last four of a mobile number; of any other the last two."""
    if len(phone) == 11 and phone.isdigit():
        return phone[:3] + STAR * 4 + phone[7:]
    keep = 2 if len(phone) > 4 else 0
    return STAR * (len(phone) - keep) + phone[len(phone) - keep :]


def _characters(text: str) -> list[str]:
    """The characters as a reader counts them: marks and variants belong to the one before."""
    found: list[str] = []
    for each in text:
        joins = unicodedata.combining(each) or unicodedata.category(each) in {"Mn", "Me", "Cf"}
        if found and joins:
            found[-1] += each
        else:
            found.append(each)
    return found
