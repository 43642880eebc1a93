"""A roll-over worked out as things are now: nothing of it is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from xuequ.directory.models import ClassTeacher
from xuequ.kernel.seal import digest

from ...engine.rollover import Outcome, Plan, Target, World, check, plan
from ...engine.rollover.posts import Change, changes
from ...engine.rollover.types import UNMOVED
from ...models import Rollover
from .posts import decisions_of, posts_of, timetables_of
from .world import world_of


class WrongPlan(Exception):
    """The checker found fault with a plan; it is neither shown nor carried out."""


@dataclass(frozen=True, slots=True)
class Worked:
    """What a roll-over would do, and what it was made from."""

    world: World
    plan: Plan
    posts: list[Change]
    timetables: dict[int, int]  # which end, by school

    def by_school(self) -> dict[int, list[Outcome]]:
        """What becomes of the pupils of each school."""
        found: dict[int, list[Outcome]] = defaultdict(list)
        for each in self.plan.outcomes:
            found[self.world.rooms[each.room].school].append(each)
        return found

    def digests(self) -> dict[int, str]:
        """Of each school, what tells whether anything it was made from has changed."""
        said: dict[int, list[object]] = defaultdict(list)
        rooms = self.world.rooms
        for succession in self.plan.classes:
            room = rooms[succession.room]
            said[room.school].append(repr((room, succession)))
        for change in self.posts:
            said[rooms[change.room].school].append(repr(change))
        for timetable, school in self.timetables.items():
            said[school].append(f"timetable {timetable}")
        for seat, outcome in zip(self.world.seats, self.plan.outcomes, strict=True):
            told = (seat[:2], str(seat.since), str(seat.until), seat[4:], outcome.kind,
                    outcome.target, outcome.why, outcome.is_waived)  # fmt: skip
            said[rooms[seat.room].school].append(repr(told))
        return {school: digest(each) for school, each in said.items()}


def worked(one: Rollover, only: Collection[int] | None = None) -> Worked:
    """Work a roll-over out; of only some of its schools, where these are named.

    Raises:
        WrongPlan: the checker finds fault with the plan.
    """
    world = world_of(one, only)
    found = plan(world)
    if faults := check(world, found):
        raise WrongPlan("; ".join(faults[:5]))
    rooms = [each.room for each in found.classes]
    schools = {each.school for each in world.rooms.values()}
    posts = changes(posts_of(one, rooms), found.classes, decisions_of(one), _held(one))
    return Worked(world, found, posts, timetables_of(one, sorted(schools)))


def _held(one: Rollover) -> frozenset[Target]:
    """The classes of the new year that somebody looks after already."""
    rows = ClassTeacher.objects.filter(
        school_class__year=one.year + 1, school_class__school__authority=one.authority_id
    )
    path = "school_class__"
    names = [f"{path}{each}" for each in ("school", "stage", "grade", "number")]
    return frozenset(Target(*each) for each in rows.values_list(*names))


def counted(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """Pupils by what becomes of them."""
    return dict(Counter(each.kind for each in outcomes))


def open_in(outcomes: Iterable[Outcome]) -> int:
    """How many are not moved and not waived."""
    return sum(each.kind in UNMOVED and not each.is_waived for each in outcomes)
