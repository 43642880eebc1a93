"""Acts on passwords."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ...models import Account
from .attempts import check_lock, check_password
from .sessions import end_sessions

COLUMNS = ["password", "password_since", "must_change_password"]


def set_password(account: Account, password: str, *, initial: bool) -> None:
    """Put a password on an account that is saved after this.

    Args:
        initial: somebody else chose it, so the person must choose another at once.

    Raises:
        Refused("weak-password"): it does not keep the installation's rules.
    """
    try:
        validate_password(password, user=account)
    except ValidationError as error:
        raise Refused("weak-password", reason=" ".join(error.messages)) from error
    account.set_password(password)
    account.password_since = timezone.now()
    account.must_change_password = initial


def change_password(
    account: Account, old: str, new: str, *, actor: Actor, session: str | None
) -> None:
    """Give oneself a new password and end one's other sessions.

    Raises:
        Refused("wrong-password"): the old one is not right; it counts as a failed attempt.
        Refused("locked-out"): too many attempts failed.
        Refused("same-password"): the new one is the old one.
        Refused("weak-password"): the new one does not keep the rules.
    """
    confirm_password(account, old)
    if account.check_password(new):
        raise Refused("same-password")
    with transaction.atomic():
        before = fingerprint(account)
        set_password(account, new, initial=False)
        account.save(update_fields=COLUMNS)
        end_sessions(account, but=session)
        write("change-password", account, actor=actor, before=before)


def confirm_password(account: Account, password: str) -> None:
    """Make sure that whoever sits there knows the password.

    Raises:
        Refused("wrong-password"): does not; it counts as a failed attempt.
        Refused("locked-out"): too many attempts failed.
    """
    check_lock(account.username)
    try:
        check_password(account.username, password)
    except Refused as refused:
        if refused.code == "log-in-failed":
            raise Refused("wrong-password") from refused
        raise
