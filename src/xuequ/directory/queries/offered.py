"""What the policy of a day offers to choose from: directions, tiers of mentors, subjects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from xuequ.kernel.text import Text

from ..models import Authority
from .settings import setting


def directions(authority: Authority, on: date) -> dict[str, Text]:
    """The directions of exchange (交流方向) by code; none where the policy tells none apart."""
    packages = setting(authority, "exchange", "duties", on) or ()
    return {each.code: Text(each.zh, each.en) for each in packages}


def directions_within(authorities: Iterable[Authority], on: date) -> dict[str, Text]:
    """The directions of several authorities by code, as lists of theirs call them."""
    found: dict[str, Text] = {}
    for each in sorted(set(authorities), key=lambda each: each.pk):
        found |= directions(each, on)
    return found


def tiers(authority: Authority, on: date) -> dict[int, Text]:
    """The tiers of mentors (三层捆绑) by number; none where the policy has none."""
    found = setting(authority, "mentoring", "tiers", on) or ()
    return {each.tier: Text(each.zh, each.en) for each in found}


def subjects(authority: Authority, on: date) -> dict[str, Text]:
    """The subjects (学科) by code; none where the policy lists none."""
    found = setting(authority, "duties", "subjects", on) or ()
    return {each.code: Text(each.zh, each.en) for each in found}


def named(text: str, known: Mapping[str, Text]) -> str | None:
    """The code of what people call by its code or by its name in either language."""
    said = "".join(text.split()).casefold()
    for code, name in known.items():
        if said in {"".join(each.split()).casefold() for each in (code, name.zh, name.en)}:
            return code
    return None


def subject_said(text: str, known: Mapping[str, Text]) -> str:
    """A subject as it is kept: by its Chinese name, or as written where the policy has none."""
    code = named(text, known) if text else None
    return known[code].zh if code is not None else text.strip()
