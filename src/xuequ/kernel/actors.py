"""Who acts or looks: an account in one of its posts, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """One account in one post.  Powers of several posts are never merged.

    `seen_by=` parameters take an actor for whose eyes they read, `actor=` for whose hands act.
    """

    account: str  # log-in name, or the name of the program for unattended work
    post: str  # title of the post held, for the record
    permissions: frozenset[str]
    authority: int | None = None  # primary key of the authority the post belongs to
    school: int | None = None  # of the school, for posts in a school
    everywhere: bool = False  # the installation's own programs, never a person

    def may(self, permission: str) -> bool:
        return permission in self.permissions or self.everywhere


def program(name: str) -> Actor:
    """The actor for a command run by whoever owns the installation."""
    return Actor(account=name, post="", permissions=frozenset(), everywhere=True)
