"""How many children of each group every class gets, before anybody knows which.

A group is a sex with or without special needs.  Children of one birth who stay together have
their class already; the others fill up what these leave uneven.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .children import Child

Group = tuple[str, bool]  # sex, special needs
GROUPS: tuple[Group, ...] = (
    ("male", True), ("female", True), ("male", False), ("female", False),
)  # fmt: skip


@dataclass(slots=True)
class Count:
    """What a class holds so far."""

    male: int = 0
    female: int = 0
    special: int = 0

    @property
    def size(self) -> int:
        return self.male + self.female

    def of(self, sex: str) -> int:
        return self.male if sex == "male" else self.female

    def add(self, group: Group, by: int = 1) -> None:
        """A child of the group comes, or goes (-1)."""
        sex, special = group
        if sex == "male":
            self.male += by
        else:
            self.female += by
        self.special += by * special


def group_of(child: Child) -> Group:
    """The group a child belongs to."""
    return child.sex, child.special


def counted(children: Sequence[Child], seat: Sequence[int], classes: int) -> list[Count]:
    """What each class holds of those who have a seat (0 and above)."""
    found = [Count() for _ in range(classes)]
    for child, at in zip(children, seat, strict=True):
        if at >= 0:
            found[at].add(group_of(child))
    return found


def quotas(held: Sequence[Count], waiting: dict[Group, int]) -> dict[Group, list[int]]:
    """How many of each group come to every class beside those it holds.

    One place after the other goes to the class with the fewest with special needs (for such a
    child), then of the sex, then in all, then to the one that comes first.

    Args:
        held: changed on the way: it then holds everybody.
        waiting: how many children of each group have no class yet.
    """
    found = {group: [0] * len(held) for group in GROUPS}
    for group in GROUPS:
        sex, special = group
        for _ in range(waiting.get(group, 0)):
            at = min(
                range(len(held)),
                key=lambda c: (
                    held[c].special if special else 0,
                    held[c].of(sex),
                    held[c].size,
                    c,
                ),
            )
            held[at].add(group)
            found[group][at] += 1
    return found
