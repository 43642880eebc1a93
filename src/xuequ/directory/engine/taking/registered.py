"""What is registered of schools, and which of them a row of their own sheet means."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from xuequ.kernel.sheet import Row

from ..identity import clean
from .marks import Marks, Spell, Unclear
from .sites import Site, Sites

FACTS = ("ownership", "strength", "locality", "township", "newly_built", "source")
TEACHES = {
    "primary": ("primary",),
    "junior": ("junior",),
    "senior": ("senior",),
    "nine_year": ("primary", "junior"),
    "complete": ("junior", "senior"),
    "twelve_year": ("primary", "junior", "senior"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is registered of schools, by school; codes that are borne elsewhere, and by whom."""

    sites: Sites
    abroad: Mapping[str, str] = field(default_factory=dict)
    standings: Mapping[int, Sequence[Spell]] = field(default_factory=dict)
    sections: Mapping[int, Sequence[Spell]] = field(default_factory=dict)  # values: stage
    campuses: Mapping[int, Sequence[Spell]] = field(default_factory=dict)  # values: name and place
    names: Mapping[tuple[int, str, str], Sequence[Spell]] = field(default_factory=dict)
    bound: Mapping[tuple[int, str], str] = field(default_factory=dict)  # of a section: to whom


def school_meant(row: Row, codes: Collection[str], known: Known, marks: Marks) -> Site | None:
    """The school registered that the row means; none for a new one, or a fault told.

    Args:
        codes: every code of the sheet; a school listed beside its namesake is another one.
    """
    code, name = clean(row.text("code")), row.text("name")
    if code in known.abroad:
        marks.fault(
            row.line,
            "code",
            f"“{code}”是“{known.abroad[code]}”的标识码。请核对。",
            f"{code} is the code of {known.abroad[code]}. Check it.",
        )
        return None
    if code and (site := known.sites.by_code.get(code)):
        return site
    found = known.sites.named(name)
    if not code:
        try:
            return known.sites.find("", name) if found else None
        except Unclear as unclear:
            marks.say(row.line, "name", unclear.text)
            return None
    bare = [each for each in found if each.code is None]
    if bare:
        return bare[0]
    other = next((each for each in found if each.code not in codes), None)
    if other is not None:
        marks.fault(
            row.line,
            "code",
            f"“{name}”登记的标识码是{other.code}。请核对；确是另一所同名学校的，两所都列入本表。",
            f"{name} is registered with the code {other.code}. Check it; if this is another "
            "school of that name, list both in the sheet.",
        )
    return None
