"""Acts on access tokens."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Account, Token
from ..queries.tokens import actor_with, digest_of

PREFIX = "xq_"
LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class NewToken:
    """What a token is for and until when."""

    name: str
    expires: date
    permissions: Collection[str]


@transaction.atomic
def issue_token(account: Account, new: NewToken, *, actor: Actor) -> tuple[Token, str]:
    """Issue a token for the identity the actor acts in; its text is given this once.

    Raises:
        Refused("token-too-long"): it would outlive a year, or expire at once.
        Refused("beyond-own-permissions"): the identity may not do that itself.
        Refused("no-identity"): the actor is no person in an identity.
    """
    today = timezone.localdate()
    if not actor.identity or actor.account != account.username:
        raise Refused("no-identity")
    if not today < new.expires <= today + LONGEST:
        raise Refused("token-too-long", latest=today + LONGEST)
    beyond = sorted(set(new.permissions) - actor.permissions)
    if beyond:
        raise Refused("beyond-own-permissions", permissions=beyond)
    text = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        account=account,
        identity=actor.identity,
        identity_name=actor.post,
        name=new.name,
        digest=digest_of(text),
        permissions=sorted({"api.use", *new.permissions}),
        issued=today,
        expires=new.expires,
    )
    note = {"until": str(new.expires), "permissions": token.permissions}
    write("issue-token", token, actor=actor, note=note)
    return token, text


@transaction.atomic
def revoke_token(token: Token, *, actor: Actor) -> Token:
    """End a token at once.

    Raises:
        Refused("already-revoked"): it is ended already.
    """
    token = Token.objects.select_for_update().get(pk=token.pk)
    if token.revoked:
        raise Refused("already-revoked", until=token.revoked)
    before = fingerprint(token)
    token.revoked = timezone.localdate()
    token.save(update_fields=["revoked"])
    write("revoke-token", token, actor=actor, before=before)
    return token


def admit(text: str) -> Actor | None:
    """The actor a token stands for, or none; the first use of a day is recorded."""
    today = timezone.localdate()
    found = actor_with(text, on=today)
    if found is None:
        return None
    token, actor = found
    if token.last_used != today:
        _note_use(token, today, actor)
    return actor


@transaction.atomic
def _note_use(token: Token, today: date, actor: Actor) -> None:
    noted = Token.objects.select_for_update().get(pk=token.pk)
    if noted.last_used == today:
        return
    before = fingerprint(noted)
    noted.last_used = today
    noted.save(update_fields=["last_used"])
    write("use-token", noted, actor=actor, before=before)
