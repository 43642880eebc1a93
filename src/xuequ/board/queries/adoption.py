"""What adopting a policy would change for an authority: its settings, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from xuequ.directory.models import Authority
from xuequ.directory.queries.settings import adopted, profile_of
from xuequ.kernel.text import Text
from xuequ.profiles.changes import Change, changes, heads
from xuequ.profiles.entries import Profile

from ..engine.moves import Move, Tally, moves, tally
from ..engine.types import Board
from .standing import board


@dataclass(frozen=True, slots=True)
class Consequences:
    """The policy followed on a day beside one that might be, and what differs."""

    on: date
    before: Profile
    after: Profile
    seen: int | None  # the adoption that holds that day
    heads: list[tuple[Text, Any, Any]]
    changes: list[Change]
    moves: list[Move]
    tally: Tally

    @property
    def is_empty(self) -> bool:
        return not (self.heads or self.changes or self.moves)


def consequences(authority: Authority, after: Profile, on: date) -> Consequences:
    """What another policy would change on a day.  Nothing is written."""
    before, held = profile_of(authority, on), adopted(authority, on)
    found = moves(board_by(authority, on, before), board_by(authority, on, after))
    return Consequences(
        on=on,
        before=before,
        after=after,
        seen=held.pk if held else None,
        heads=heads(before, after),
        changes=changes(before, after),
        moves=found,
        tally=tally(found),
    )


def board_by(authority: Authority, on: date, profile: Profile) -> Board:
    """The board by a profile; an empty one where it says nothing yet."""
    try:
        return board(authority, on, profile)
    except LookupError:
        return Board(authority.pk, on, ())
