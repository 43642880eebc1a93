"""What a bundle is asked of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from xuequ.directory.engine.roles import ROLES
from xuequ.directory.models import Authority
from xuequ.kernel.actors import Actor

from .sourced import Ids

T = TypeVar("T")
EXCLUSIVE = tuple(role.code for role in ROLES.values() if role.exclusive)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose county on which day, in whose eyes, under which ids; with ID numbers?"""

    authority: Authority
    on: date
    actor: Actor
    ids: Ids
    in_full: bool = False


def by_owner(rows: Iterable[T], owner: str) -> dict[int, list[T]]:
    """The rows by the column that says whose they are."""
    found: dict[int, list[T]] = defaultdict(list)
    for each in rows:
        found[getattr(each, owner)].append(each)
    return found
