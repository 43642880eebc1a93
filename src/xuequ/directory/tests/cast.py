"""Schools and consortia in a few words, for the tests of the formation rules.

`"lead primary quality city"` is a lead school of which nothing else is known.  `in:x` puts it
in township x, `also:member` says what it is in another consortium, `points:2` gives it
teaching points, `at:120.15,30.28` a place.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from xuequ.directory.engine.types import Consortium, Member, School

ROLES = ("lead", "demonstration", "member", "guest")
VALUES: dict[str, tuple[Any, ...]] = {
    "stages": ("primary", "junior", "senior"),
    "strength": ("quality", "ordinary", "weak"),
    "locality": ("city", "town", "village"),
    "ownership": ("public", "private"),
    "newly_built": ("new", "old"),
}
FIELD_OF = {word: field for field, words in VALUES.items() for word in words}


def school(id: int, words: str) -> School:
    """The school `id` as the words describe it; what they leave out is not known."""
    facts: dict[str, Any] = {}
    for word in words.split():
        key, _, value = word.partition(":")
        if word in VALUES["stages"]:
            facts["stages"] = facts.get("stages", frozenset()) | {word}
        elif word in VALUES["newly_built"]:
            facts["newly_built"] = word == "new"
        elif word in FIELD_OF:
            facts[FIELD_OF[word]] = word
        elif key == "in":
            facts["township"] = value
        elif key == "points":
            facts["teaching_points"] = int(value)
        elif key == "at":
            east, north = value.split(",")
            facts["point"] = (float(east), float(north))
        elif word not in ROLES and key not in {"also", "second"}:
            raise ValueError(f"no such word: {word}")
    return School(id, f"第{id}小学", **facts)


def member(id: int, words: str) -> Member:
    """A school in its role; `second` says that its primary membership is elsewhere."""
    [role] = [word for word in words.split() if word in ROLES]
    also = frozenset(word[5:] for word in words.split() if word.startswith("also:"))
    return Member(school(id, words), role, "second" not in words.split(), also)


def consortium(words: Collection[str], *, first: int = 1, **facts: Any) -> Consortium:
    """A consortium of the members described, numbered from `first`."""
    members = tuple(member(id, each) for id, each in enumerate(words, start=first))
    given: dict[str, Any] = {"kind": "district", **facts}
    return Consortium(1000 + first, f"第{first}学区", members=members, **given)
