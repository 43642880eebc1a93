"""What a child would break that comes in by exception, and how long it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from xuequ.kernel.text import Text

LEAST_DAYS, USUAL_DAYS, MOST_DAYS = 5, 7, 60
BREAKS: dict[str, Text] = {
    "catchment": Text("不在服务地段", "outside the catchment"),
    "plan": Text("超出招生计划", "over the plan"),
    "size": Text("超出班额", "beyond class size"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A school as it is before one more child comes.

    Args:
        held: children who have a seat, or are offered one.
        plan: the published plan with its spare seats.
        room: what its classes may hold; none where no size is set.
    """

    held: int
    plan: int
    room: int | None


def breaks(school: int, homes: frozenset[int], at: Standing) -> list[str]:
    """What one more child breaks at a school.

    Args:
        homes: the schools that are the child's own, those it chose included.
    """
    found = [] if school in homes else ["catchment"]
    if at.held >= at.plan:
        found.append("plan")
    if at.room is not None and at.held >= at.room:
        found.append("size")
    return found
