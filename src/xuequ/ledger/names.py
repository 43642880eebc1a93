"""What duties and subjects are called, in the reader's language."""

from __future__ import annotations

from functools import cache
from typing import Any

from xuequ.kernel.text import Text
from xuequ.profiles import loader
from xuequ.web.templatetags.words import say

from .engine.tally import Line


def subject_name(owner: Any) -> str:
    """The subject of an owner or a claim, in the reader's language."""
    subject = subjects().get(owner.subject)
    return say(subject) if subject else str(owner.subject)


@cache
def subjects() -> dict[str, Text]:
    """The subjects of the common profile by code."""
    found = {}
    for code in loader.localities():
        entry = loader.load(code).entries.get(("duties", "subjects"))
        for each in entry.values[-1].value if entry else ():
            found[each.code] = Text(each.zh, each.en)
    return found


def duty_name(line: Line) -> str:
    """A duty with its subject or pair, for a list to choose from."""
    owner = line.owner
    pair = owner.name if owner.kind == "pairing" else ""
    parts = (say(line.owed.name), subject_name(owner), pair)
    return " · ".join(each for each in parts if each)
