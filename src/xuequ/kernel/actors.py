"""Who acts or looks: an account in one of its posts, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, replace

# What a permission ends with when it stays at home: changing, and opening identity data.
CHANGES = frozenset(
    {"change", "waive", "import", "adopt", "report", "confirm", "chase", "manage", "reveal"}
)


@dataclass(frozen=True, slots=True)
class Actor:
    """One account in one identity (身份).  Powers of several identities are never merged.

    `seen_by=` parameters take an actor for whose eyes they read, `actor=` for whose hands act.
    What rows it sees follows from the place of the post: a whole authority and those below it,
    or one consortium, or one school; a guardian sees what concerns the children of `person`.
    """

    account: str  # log-in name, or the name of the program for unattended work
    post: str  # title of the post held, for the record; "…（代 …）" when held by delegation
    permissions: frozenset[str]
    authority: int | None = None  # primary key of the authority the post belongs to
    consortium: int | None = None  # of the consortium, for posts in a consortium or its bodies
    school: int | None = None  # of the school, for posts in a school
    person: int | None = None  # of the person who holds the post
    identity: str = ""  # which identity: "holding:7", "delegation:3", "guardian:12"
    role: str = ""  # a key of the catalogue of roles
    everywhere: bool = False  # the installation's own programs, never a person
    reaches_down: bool = True  # sees the authorities below its own, too

    def may(self, permission: str) -> bool:
        return permission in self.permissions or self.everywhere

    def using(self, permission: str) -> Actor:
        """The actor with the reach a permission has: seeing goes down, changing stays at home.

        What an authority answers for is changed by that authority alone; the one above it sees
        it and says what it thinks, but does not put its hand to it.
        """
        changes = permission.rpartition(".")[2] in CHANGES
        return replace(self, reaches_down=False) if changes else self

    def is_at_home(self, authority: int) -> bool:
        """Is it the actor's own authority, and not one that it only sees?"""
        return self.everywhere or self.authority == authority


def program(name: str) -> Actor:
    """The actor for a command run by whoever owns the installation."""
    return Actor(account=name, post="", permissions=frozenset(), everywhere=True)
