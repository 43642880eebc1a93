"""Acts on accounts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ...engine.names import is_log_in_name, log_in_name
from ...models import Account, Person
from ..security.passwords import COLUMNS, set_password
from ..security.sessions import end_sessions
from .checks import check_not_oneself, keeping_security
from .passwords import one_time


@transaction.atomic
def open_account(
    username: str, password: str, *, person: Person, actor: Actor, must_change: bool = False
) -> Account:
    """Give a person a log-in, whose password must perhaps change when it is first used.

    Raises:
        Refused("not-a-log-in-name"): it has blanks, odd signs or letters that only look alike.
        Refused("name-is-taken"): there is such a log-in name, in whatever capitals.
        Refused("has-an-account"): the person has one.
        Refused("weak-password"): the password can be guessed.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    if not is_log_in_name(username):
        raise Refused("not-a-log-in-name", name=username)
    if Account.objects.filter(username__iexact=username).exists():
        raise Refused("name-is-taken", name=username)
    if (known := Account.objects.filter(person=person).first()) is not None:
        raise Refused("has-an-account", person=person.name, name=known.username)
    account = Account(username=username, person=person)
    set_password(account, password, initial=must_change)
    account.save()
    write("open-account", account, actor=actor)
    return account


def open_with_password(username: str, *, person: Person, actor: Actor) -> tuple[Account, str]:
    """Give a person a log-in with a password to be used once; nobody can read it again.

    Raises:
        Refused: see `open_account`.
    """
    password = one_time()
    account = open_account(username, password, person=person, actor=actor, must_change=True)
    return account, password


@transaction.atomic
def open_for_all(people: Iterable[Person], *, actor: Actor) -> list[tuple[Account, str]]:
    """Give everybody a log-in named after them, with a password to be used once.

    Raises:
        Refused("has-an-account"): one of them has one; none is opened.
    """
    return [
        open_with_password(_free_name(person.name), person=person, actor=actor) for person in people
    ]


@transaction.atomic
def reset_password(
    account: Account, password: str, *, actor: Actor, must_change: bool = False
) -> Account:
    """Give an account a new password, which must perhaps change when it is first used.

    Wherever somebody is logged in with the old one, the session ends.

    Raises:
        Refused("weak-password"): the password can be guessed.
    """
    before = fingerprint(account)
    set_password(account, password, initial=must_change)
    account.save(update_fields=COLUMNS)
    end_sessions(account)
    write("reset-password", account, actor=actor, before=before)
    return account


def issue_password(account: Account, *, actor: Actor) -> str:
    """Give somebody else's account a new password to be used once; nobody can read it again.

    Raises:
        Refused("not-on-yourself"): it is the actor's own account.
    """
    check_not_oneself(account.person, actor)
    password = one_time()
    reset_password(account, password, actor=actor, must_change=True)
    return password


@transaction.atomic
def close_account(account: Account, *, actor: Actor) -> Account:
    """Let nobody log in with an account any more; it stays, for the record names it.

    Its sessions end.

    Raises:
        Refused("nothing-changed"): it is closed already.
        Refused("not-on-yourself"): it is the actor's own account.
        Refused("last-security-administrator"): nobody would be left to manage permissions.
    """
    check_not_oneself(account.person, actor)
    authority = account.person.authority_id if account.person else 0
    with keeping_security(authority, timezone.localdate()):
        account, before = _set_active(account, False)
        end_sessions(account)
    write("close-account", account, actor=actor, before=before)
    return account


@transaction.atomic
def reopen_account(account: Account, *, actor: Actor) -> Account:
    """Let somebody log in again with an account that was closed.

    Raises:
        Refused("nothing-changed"): it is open.
        Refused("not-on-yourself"): it is the actor's own account.
    """
    check_not_oneself(account.person, actor)
    account, before = _set_active(account, True)
    write("reopen-account", account, actor=actor, before=before)
    return account


def _free_name(name: str) -> str:
    """A log-in name like `zhangsan`, `zhangsan2`, … that nobody has."""
    base = log_in_name(name)
    known = Account.objects.filter(username__istartswith=base).values_list("username", flat=True)
    taken = {each.casefold() for each in known}
    tries = (f"{base}{n}" if n > 1 else base for n in count(1))
    return next(each for each in tries if each not in taken)


def _set_active(account: Account, active: bool) -> tuple[Account, str]:
    account = Account.objects.select_for_update().get(pk=account.pk)
    if account.is_active == active:
        raise Refused("nothing-changed")
    before = fingerprint(account)
    account.is_active = active
    account.save(update_fields=["is_active"])
    return account, before
