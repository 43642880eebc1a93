"""Change from one identity (身份) to another; what is refused stands in the record too."""

from __future__ import annotations

import re
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.record.services import write

from ..models import Account
from ..queries.identities import Identity, actor_in, identities

CODE = re.compile(r"(holding|delegation|guardian):\d{1,18}", re.ASCII)


@transaction.atomic
def switch_identity(account: Account, code: str, *, on: date, actor: Actor) -> Identity | None:
    """Let an account act in another of its identities.

    Returns:
        The identity; none if it is not the account's, or no longer.  That is recorded, so it
        is told by the answer and not by an exception, which would take the line back.
    """
    found = next((each for each in identities(account, on) if each.code == code), None)
    note: dict[str, object] = {"identity": code if CODE.fullmatch(code) else "?"}
    if found is None:
        write("refused-identity", account, actor=actor, note=note)
        return None
    write("switch-identity", account, actor=actor_in(account, found), note=note)
    return found
