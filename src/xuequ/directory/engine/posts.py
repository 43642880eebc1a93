"""Which posts there may be where."""

from __future__ import annotations

from typing import Literal

from .roles import ROLES, Role

Kind = Literal["authority", "consortium", "school", "body", "authority_body"]
MEMBER = "body_member"


def sits_in(role: str, kind: Kind) -> bool:
    """May there be such a post in an authority, a consortium, a school, or a body of either?"""
    return role in {each.code for each in roles_in(kind)}


def roles_in(kind: Kind) -> tuple[Role, ...]:
    """The roles a post in such a place may have; administrators (三员) sit in no body."""
    if kind == "authority_body":
        own = (each for each in ROLES.values() if each.place == "authority" and not each.exclusive)
        return (ROLES[MEMBER], *own)
    place = "consortium" if kind == "body" else kind
    return tuple(each for each in ROLES.values() if each.place == place)
