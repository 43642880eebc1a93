"""A county with directions and tiers, and short words for posting and pairing."""

from __future__ import annotations

from datetime import date
from typing import Any

from casting import MAKER
from xuequ.directory.models import Pairing, Person, Posting
from xuequ.directory.services.pairings import NewPairing, pair
from xuequ.directory.services.postings import NewPosting, post_teacher
from xuequ.directory.tests.belonging import DAY, named

HOME, AWAY = "东二小", "孤小"


def follow(cast: Any, profile: str) -> None:
    """Let the authority of the cast follow another shipped policy."""
    cast.authority.profile = profile
    cast.authority.save(update_fields=["profile"])


def post(person: Person, since: date = DAY, **values: Any) -> Posting:
    """Post somebody of 东二小 to 孤小, unless the values say otherwise."""
    given = {"from_school": named(HOME), "to_school": named(AWAY), **values}
    return post_teacher(person, NewPosting(**given), since=since, actor=MAKER)


def bind(mentor: Person, learns: Person, since: date = DAY, **values: Any) -> Pairing:
    """Pair two at 东二小, unless the values say otherwise."""
    given = {"school": named(HOME), **values}
    return pair(mentor, learns, NewPairing(**given), since=since, actor=MAKER)
