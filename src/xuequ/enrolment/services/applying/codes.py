"""The code that a later change asks for: drawn for the family, asked, taken back by the bureau."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from xuequ.directory.models import Account
from xuequ.directory.services.security.attempts import check_lock, count_try
from xuequ.directory.services.security.factors import prove_by_code
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ...engine.applying.codes import LENGTH, LETTERS, plain, spoken
from ...models import Application
from .holding import own, tell_family

SHORTEST = 5  # characters of a reason


def drawn(row: Application) -> str:
    """A new code for a row that is saved after this; only its digest is kept."""
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    row.change_code = _digest(row, code)
    return spoken(code)


def prove(row: Application, typed: str, account: Account | None) -> None:
    """Make sure that whoever changes something holds the family's code, or the second factor.

    Outside of any transaction that a refusal would take back, for a wrong one is counted.

    Raises:
        Refused("change-code-needed"): nothing was typed.
        Refused("change-code-wrong"): it is neither; after some it is locked for a while.
        Refused("locked-out"): too many were wrong.
    """
    tried = f"change-code:{row.pk}"
    check_lock(tried)
    if not typed.strip():
        raise Refused("change-code-needed")
    if row.change_code and constant_time_compare(_digest(row, plain(typed)), row.change_code):
        return
    if account is not None and account.factors.exists():
        try:
            prove_by_code(account, typed)
        except Refused as refused:
            if refused.code == "locked-out":
                raise
        else:
            return
    count_try(tried)
    check_lock(tried)
    raise Refused("change-code-wrong")


@transaction.atomic
def draw_code(found: Application, *, actor: Actor) -> str:
    """A new code for a family whose code the bureau has taken back; readable this once.

    Raises:
        Refused("not-your-child"): the actor does not speak for the child.
        Refused("has-a-code"): there is one; only the bureau takes it back.
        Refused("not-handed-in"): a code comes with the first handing in.
    """
    row = own(found, actor=actor)
    if not row.version:
        raise Refused("not-handed-in")
    if row.change_code:
        raise Refused("has-a-code")
    code = drawn(row)
    row.save(update_fields=["change_code"])
    write("draw-change-code", row, actor=actor)
    text = Text(
        f"编号{row.child.number}的入学申请领取了新的修改码。如非本人操作，请立即联系教育局。",
        f"A new change code was drawn for the application of number {row.child.number}. If it was "
        "not you, tell the education bureau at once.",
    )
    tell_family(row, text, actor=actor)
    return code


@transaction.atomic
def reset_code(found: Application, reason: str, *, actor: Actor) -> Application:
    """Take back a code that a family has lost; the family draws the next, no officer sees it.

    Raises:
        Refused("not-your-place"): the actor does not check applications of this authority.
        Refused("reason-too-short"): no reason that could be checked later.
        Refused("no-code"): there is none.
    """
    rows = Application.objects.select_for_update(of=("self",)).select_related("round__authority")
    row = rows.get(pk=found.pk)
    authority = row.round.authority
    if not (actor.may("application.confirm") and actor.is_at_home(authority.pk)):
        raise Refused("not-your-place", name=authority.name)
    if len("".join(reason.split())) < SHORTEST:
        raise Refused("reason-too-short")
    if not row.change_code:
        raise Refused("no-code")
    before = fingerprint(row)
    row.change_code = ""
    row.save(update_fields=["change_code"])
    write("reset-change-code", row, actor=actor, before=before, note={"reason": reason[:200]})
    text = Text(
        f"教育局已作废编号{row.child.number}的入学申请的修改码，请登录领取新的。如非本人申请，请立即联系教育局。",
        f"The education bureau has taken back the change code of number {row.child.number}; log "
        "in to draw a new one. If you did not ask for it, tell the bureau at once.",
    )
    tell_family(row, text, actor=actor)
    return row


def _digest(row: Application, code: str) -> str:
    return salted_hmac(f"xuequ.change-code.{row.pk}", code, algorithm="sha256").hexdigest()
