"""Find the authority a command is about."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from typing import TYPE_CHECKING

from .failure import Unanswerable

if TYPE_CHECKING:
    from xuequ.directory.models import Authority


def day(text: str) -> date:
    """A day as the command line gives it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text}: write a day as 2018-09-01") from None


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
