"""Whom a row of a sheet means: by ID number, else by name and school."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Someone:
    """A person who is registered, and the schools where the person works."""

    id: int
    name: str
    schools: frozenset[str] = frozenset()
    has_number: bool = False
    mask: str = ""  # what is shown of the number, where a sheet names people by that


@dataclass(frozen=True, slots=True)
class Known:
    """What is registered of the people and schools that a sheet may name."""

    schools: frozenset[str] = frozenset()
    people: Mapping[str, tuple[Someone, ...]] = field(default_factory=dict)  # by name
    carriers: Mapping[str, Someone] = field(default_factory=dict)  # by ID number
    by_id: Mapping[int, Someone] = field(default_factory=dict)


class Unclear(Exception):
    """A row does not say whom it means; `column` is "name" or "id_number"."""

    def __init__(self, column: str, zh: str, en: str) -> None:
        self.column, self.text = column, Text(zh, en)


HIDDEN = "*"  # stands for a digit in a number that is shown in part


def find(name: str, school: str, number: str, known: Known) -> Someone | None:
    """Who of those registered is meant; None for somebody new.

    Raises:
        Unclear: the number is somebody else's, or several of that name work there.
    """
    if HIDDEN in number:
        return _find_masked(name, school, number, known)
    if number and (bearer := known.carriers.get(number)) is not None:
        if bearer.name != name:
            raise Unclear(
                "id_number",
                f"该证件号码登记在别人名下，不是“{name}”。请核对号码和姓名。",
                f"that number is registered for somebody not called {name}; check both.",
            )
        return bearer
    there = [each for each in known.people.get(name, ()) if school in each.schools]
    if number:  # whose number is known already is somebody else
        there = [each for each in there if not each.has_number]
    if len(there) > 1:
        raise Unclear(
            "name",
            f"“{school}”有{len(there)}位“{name}”。请填写证件号码以区分。",
            f"{school} has {len(there)} people called {name}; "
            "give the ID number to tell them apart.",
        )
    return there[0] if there else None


def _find_masked(name: str, school: str, mask: str, known: Known) -> Someone:
    """Who is meant by a number of which only a part is shown, as in a file exported from here.

    Raises:
        Unclear: nobody of that name at the school carries such a number, or several do.
    """
    there = [
        each for each in known.people.get(name, ()) if school in each.schools and each.mask == mask
    ]
    if len(there) == 1:
        return there[0]
    raise Unclear(
        "id_number",
        f"号码被遮盖，且与“{school}”的“{name}”登记的不符。请填写完整号码，或留空。",
        f"the number is hidden in part and is not that of a {name} at {school}; give the whole "
        "number, or none.",
    )


def find_known(name: str, school: str, number: str, known: Known) -> Someone:
    """Who of those registered is meant.

    Raises:
        Unclear: see `find`; or nobody of that name or number is registered.
    """
    if number and HIDDEN not in number and number not in known.carriers:
        raise Unclear(
            "id_number",
            "没有登记该证件号码的人员。请核对，或先用“教师信息表”登记。",
            "nobody is registered with that number; check it, or register the teacher first.",
        )
    found = find(name, school, number, known)
    if found is None:
        raise Unclear(
            "name",
            f"“{school}”没有“{name}”。请核对姓名和学校，或先用“教师信息表”登记。",
            f"{school} has nobody called {name}; check both, or register the teacher first.",
        )
    return found
