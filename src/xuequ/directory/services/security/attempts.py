"""Acts around an attempt to log in: check, note, lock, unlock."""

from __future__ import annotations

from axes.models import AccessAttempt
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...models import Account
from ...queries.sign_in import key_of, minutes_locked, rules

STRANGER = Actor(account="—", post="", permissions=frozenset())  # nobody knows who it was


def check_password(name: str, password: str) -> Account:
    """The account behind a name and its password.

    Whatever is wrong, the answer is the same, and so is the lock-out of a name nobody has.

    Raises:
        Refused("locked-out"): too many attempts on that name failed.
        Refused("log-in-failed"): no such name, wrong password, closed, or no post today.
    """
    check_lock(name)
    found = authenticate(_nothing_known(), username=name, password=password)
    if isinstance(found, Account):
        return found
    _note_failure(name, "password")
    check_lock(name)
    raise Refused("log-in-failed")


def check_lock(name: str) -> None:
    """Go on unless too many attempts on that name failed.

    Raises:
        Refused("locked-out"): they did.
    """
    if minutes := minutes_locked(name):
        raise Refused("locked-out", minutes=minutes)


def note_wrong_proof(account: Account, way: str) -> None:
    """Count and record a wrong code or passkey like a wrong password."""
    user_login_failed.send(
        sender=__name__,
        credentials={"username": account.username},
        request=_nothing_known(),
    )
    _note_failure(account.username, way)


def count_try(name: str) -> None:
    """Count a try at something that can be guessed or flooded; `check_lock` stops after some.

    Args:
        name: what is tried, such as "register:" and a number; kept as a keyed digest only.
    """
    user_login_failed.send(
        sender=__name__, credentials={"username": name}, request=_nothing_known()
    )


@transaction.atomic
def unlock_account(account: Account, *, actor: Actor) -> None:
    """Lift the lock-out of an account.

    Raises:
        Refused("not-locked"): it is not locked.
    """
    if not minutes_locked(account.username):
        raise Refused("not-locked", name=account.username)
    forget_failures(account)
    write("unlock-account", account, actor=actor)


def forget_failures(account: Account) -> None:
    """Start counting anew, after somebody got in or the lock was lifted."""
    AccessAttempt.objects.filter(username=key_of(account.username)).delete()


@transaction.atomic
def _note_failure(name: str, way: str) -> None:
    """Record a failed attempt on an account, and every lock-out; never what was typed."""
    account = Account.objects.filter(username=name).first()
    if account is not None:
        write("log-in-failed", account, actor=STRANGER, note={"way": way})
    if minutes := minutes_locked(name):
        note = {"minutes": minutes, "is_account": account is not None}
        write("lock-out", account or rules(), actor=STRANGER, note=note)


def _nothing_known() -> HttpRequest:
    """What the table of attempts is told of a request: no address, no browser, nothing typed."""
    return HttpRequest()
