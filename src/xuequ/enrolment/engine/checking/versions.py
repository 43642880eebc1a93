"""What changed between two versions of what a family handed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was; "" where it was not there."""

    name: str
    before: str
    after: str


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> list[Change]:
    """Every difference, in the order of the later version; what is gone stands last."""
    old, new = dict(_flat(before)), dict(_flat(after))
    names = [*new, *(each for each in old if each not in new)]
    return [
        Change(name, old.get(name, ""), new.get(name, ""))
        for name in names
        if old.get(name, "") != new.get(name, "")
    ]


def _flat(value: Mapping[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    for name, each in value.items():
        where = f"{above}.{name}" if above else str(name)
        if isinstance(each, Mapping):
            yield from _flat(each, where)
        elif isinstance(each, list | tuple):
            yield where, "、".join(str(one) for one in each)
        else:
            yield where, "" if each is None else str(each)
