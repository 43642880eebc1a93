"""The code that a later change asks for: drawn for the family, asked, taken back by the bureau."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from xuequ.directory.models import Account
from xuequ.directory.services.security.attempts import check_lock, count_try
from xuequ.directory.services.security.factors import prove_by_code
from xuequ.directory.services.security.passwords import confirm_password
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ...engine.applying.codes import LENGTH, LETTERS, plain, spoken
from ...models import Application
from ...queries.applying.codes import has_standing_factor, way_to_code
from ...queries.applying.scope import applications
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
    if account is not None and has_standing_factor(row, account):
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
        Refused("has-a-code"): there is one; see `replace_code`.
        Refused("not-handed-in"): a code comes with the first handing in.
    """
    row = own(found, actor=actor)
    if not row.version:
        raise Refused("not-handed-in")
    if row.change_code:
        raise Refused("has-a-code")
    return _draw(row, "taken_back", actor=actor)


def replace_code(
    found: Application, typed: str, *, account: Account, is_fresh: bool, actor: Actor
) -> str:
    """A new code in place of one the family never saw or has lost; the old one ends at once.

    The password alone is enough only where this session handed in a moment ago: the answer that
    showed the code may have been lost on the way, and a thief of the password sits elsewhere.

    Args:
        typed: a code of the second factor that was there before the first handing in, else the
            password.
        is_fresh: this very session handed it in for the first time a moment ago.

    Raises:
        Refused("not-your-child"), Refused("not-handed-in"): as `draw_code`.
        Refused("code-at-the-desk"): there is nothing that could prove who asks.
        Refused("wrong-code"), Refused("wrong-password"): it is not right; wrong ones are counted.
        Refused("locked-out"): too many were wrong.
    """
    known = applications(seen_by=actor).filter(pk=found.pk).first()
    if known is None:
        raise Refused("not-your-child")
    if not known.version:
        raise Refused("not-handed-in")
    way = way_to_code(known, account, is_fresh=is_fresh)
    if way == "taken_back":
        return draw_code(found, actor=actor)
    if way == "desk":
        raise Refused("code-at-the-desk")
    if way == "factor":
        prove_by_code(account, typed)
    else:
        confirm_password(account, typed)
    with transaction.atomic():
        return _draw(own(found, actor=actor), way, actor=actor)


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


def _draw(row: Application, way: str, *, actor: Actor) -> str:
    """Draw, note by what proof, and tell everybody who speaks for the child."""
    before = fingerprint(row)
    code = drawn(row)
    row.save(update_fields=["change_code"])
    write("draw-change-code", row, actor=actor, before=before, note={"proof": way})
    text = Text(
        f"编号{row.child.number}的入学申请领取了新的修改码，原修改码作废。如非本人操作，请立即联系教育局。",
        f"A new change code was drawn for the application of number {row.child.number}; the one "
        "before no longer works. If it was not you, tell the education bureau at once.",
    )
    tell_family(row, text, actor=actor)
    return code


def _digest(row: Application, code: str) -> str:
    return salted_hmac(f"xuequ.change-code.{row.pk}", code, algorithm="sha256").hexdigest()
