"""What becomes of those who look after classes (班主任)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .types import Succession, Target


@dataclass(frozen=True, slots=True)
class Post:
    """A person who looks after a class on the last day of the year."""

    id: int
    room: int
    person: int
    teaches: bool  # still at that school on the first day of the new year
    since: date


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided: "stays", "goes", or "" for what is usual; who comes instead."""

    teacher: str = ""
    successor: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A post ends; `person` looks after the class `target` from the first day, if anybody does.

    Of a class nobody looked after, `post` is None.
    """

    room: int
    post: int | None
    person: int | None
    target: Target | None
    stays: bool = False  # it is the same person


def changes(
    posts: Iterable[Post],
    classes: Iterable[Succession],
    decisions: Mapping[int, Decision],
    held: frozenset[Target] = frozenset(),
) -> list[Change]:
    """Every post ends with the year; whoever rises with the class begins anew with it.

    A class teacher stays where the class rises within the school and the teacher still works
    there, unless somebody decided otherwise.  Of several classes that become one, the first
    brings its teacher along, unless somebody was named.

    Args:
        held: classes of the new year that somebody looks after already.
    """
    by_room = {each.room: each for each in posts}
    found: list[Change] = []
    taken: set[Target] = set(held)
    order = sorted(classes, key=lambda each: decisions.get(each.room, Decision()).successor is None)
    for each in order:
        post, decided = by_room.get(each.room), decisions.get(each.room, Decision())
        person = _person(post, each, decided)
        target = each.target if person is not None else None
        if target is None or target in taken:
            person = target = None
        else:
            taken.add(target)
        if post is not None or person is not None:
            stays = post is not None and person == post.person
            found.append(Change(each.room, post.id if post else None, person, target, stays))
    return sorted(found, key=lambda each: each.room)


def _person(post: Post | None, each: Succession, decided: Decision) -> int | None:
    """Who looks after the class in the new year."""
    if each.kind != "up":
        return None
    if decided.successor is not None:
        return decided.successor
    if post is None or decided.teacher == "goes":
        return None
    return post.person if post.teaches or decided.teacher == "stays" else None
