"""Find the authority a command is about, and how it stands."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from .failure import Unanswerable

if TYPE_CHECKING:
    from xuequ.board.engine.types import Board
    from xuequ.directory.models import Authority
    from xuequ.profiles.entries import Profile


def day(text: str) -> date:
    """A day as the command line gives it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text}: write a day as 2018-09-01") from None


def words(longest: int) -> Callable[[str], str]:
    """How the command line reads a name of at most so many characters."""

    def read(text: str) -> str:
        plain = text.strip()
        if not plain or len(plain) > longest or not plain.isprintable():
            raise ArgumentTypeError(f"write 1 to {longest} characters on one line")
        return plain

    return read


def authority(name: str) -> Authority:
    """The authority of that name, short name or profile.

    Raises:
        Unanswerable: there is none, or more than one.
    """
    from xuequ.directory.models import Authority

    for field in ("name", "short_name", "profile"):
        found = list(Authority.objects.filter(**{field: name})[:2])
        if len(found) == 1:
            return found[0]
    every = [f"{each.profile} {each.name}" for each in Authority.objects.all()] or ["–"]
    raise Unanswerable(
        f"没有名为“{name}”的教育局。现有：{'、'.join(every)}",
        f"there is no authority {name}. There are: {', '.join(every)}",
    )


def board(name: str, on: date | None, profile: Profile | None = None) -> Board:
    """Every verdict on the authority of that name, today unless a day is given.

    Raises:
        Unanswerable: there is no such authority, its document was not yet in force, or the
            profile follows no document.
    """
    from django.utils import timezone

    from xuequ.board.queries import board
    from xuequ.directory.queries.settings import profile_of

    whose, looked_at = authority(name), on or timezone.localdate()
    try:
        found = board(whose, looked_at, profile)
    except LookupError as error:
        first = (profile or profile_of(whose, looked_at)).since
        raise Unanswerable(
            f"{looked_at}没有可检查的：本地文件自{first}起才有规定。",
            f"there is nothing to check on {looked_at}: the locality's document begins on {first}.",
        ) from error
    if not found.cells:
        raise Unanswerable(
            "这份配置没有用 sources 写明依据的文件，没有可检查的条款。",
            "the profile names no document under «sources», so there is nothing to check.",
        )
    return found
