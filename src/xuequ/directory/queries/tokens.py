"""Tokens and the actors they stand for."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet

from xuequ.kernel.actors import Actor

from ..models import Token
from .identities import actor_in, identities


def digest_of(text: str) -> str:
    """How a token is kept: it is random and long, so one round of SHA-256 is enough."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def tokens(*, seen_by: Actor) -> QuerySet[Token]:
    """The reader's own tokens, newest first."""
    return Token.objects.filter(account__username=seen_by.account)


def in_use(on: date) -> QuerySet[Token]:
    """The tokens that are neither revoked nor expired that day."""
    return Token.objects.filter(Q(revoked=None), issued__lte=on, expires__gt=on)


def actor_with(text: str, *, on: date) -> tuple[Token, Actor] | None:
    """The token and its actor, if account and identity are in force that day.

    The actor may do what the token names and its identity may still do.
    """
    found = in_use(on).select_related("account").filter(digest=digest_of(text)).first()
    if found is None or not found.account.is_active:
        return None
    held = next((i for i in identities(found.account, on) if i.code == found.identity), None)
    if held is None:
        return None
    actor = actor_in(found.account, held)
    return found, replace(actor, permissions=actor.permissions & frozenset(found.permissions))
