"""The small cast: synthetic people with fixed rights that tests, demo and manual share."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Player:
    """One person of the cast: the log-in name, the post, and what it is good for."""

    log_in: str
    name: str
    role: str  # a key of the catalogue of roles
    place: str  # "authority", "other", "city", "consortium", "lead", "member" or "family"
    title: str
    may: Text
    may_not: Text


@cache
def players() -> dict[str, Player]:
    """The whole cast by log-in name, in the order of the table."""
    table = tomllib.loads(files("xuequ.demo").joinpath("data/cast.toml").read_text("utf-8"))
    return {
        log_in: Player(
            log_in,
            **{key: row[key] for key in ("name", "role", "place", "title")},
            may=Text(**row["may"]),
            may_not=Text(**row["may_not"]),
        )
        for log_in, row in table.items()
    }
