"""Acts on second factors: code app, recovery codes, taking away, resetting."""

from __future__ import annotations

import secrets
from base64 import b32decode, b32encode

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...engine.one_time import step_of
from ...models import Account, Factor, RecoveryCode
from .attempts import check_lock, note_wrong_proof
from .sessions import end_sessions

CODES = 10  # recovery codes in a set
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are mistaken for another


def new_key() -> str:
    """A key for a code app, as people type it."""
    return b32encode(secrets.token_bytes(20)).decode()


@transaction.atomic
def add_code_app(account: Account, key: str, code: str, *, actor: Actor) -> Factor:
    """Add a code app that has shown that it holds the key.

    Raises:
        Refused("wrong-code"): it has not.
        Refused("has-code-app"): the account has one.
    """
    Account.objects.select_for_update().get(pk=account.pk)
    if account.factors.filter(kind=Factor.Kind.CODE_APP).exists():
        raise Refused("has-code-app")
    step = step_of(b32decode(key), code, seconds=int(timezone.now().timestamp()), after=0)
    if step is None:
        raise Refused("wrong-code")
    factor = Factor.objects.create(
        account=account,
        kind=Factor.Kind.CODE_APP,
        secret=key,
        counter=step,
        since=timezone.now(),
    )
    write("add-factor", account, actor=actor, note={"factor": "code_app"})
    return factor


def prove_by_code(account: Account, typed: str) -> str:
    """Accept a code of the account's app, or a recovery code; which of them it was.

    Raises:
        Refused("locked-out"): too many attempts failed.
        Refused("wrong-code"): it is neither, or was used before; it counts as a failure.
    """
    check_lock(account.username)
    plain = "".join(typed.split()).replace("-", "").lower()
    if _is_of_app(account, plain):
        return "code_app"
    if _is_recovery_code(account, plain):
        return "recovery_code"
    note_wrong_proof(account, "code")
    check_lock(account.username)
    raise Refused("wrong-code")


@transaction.atomic
def make_recovery_codes(account: Account, *, actor: Actor) -> list[str]:
    """A new set of recovery codes, readable this once; an older set no longer works.

    Raises:
        Refused("no-factor"): the account has no factor they could stand in for.
    """
    if not account.factors.exists():
        raise Refused("no-factor")
    account.recovery_codes.all().delete()
    plain = {"".join(secrets.choice(LETTERS) for _ in range(10)) for _ in range(CODES)}
    codes = [RecoveryCode(account=account, digest=_digest(account, each)) for each in plain]
    RecoveryCode.objects.bulk_create(codes)
    write("make-recovery-codes", account, actor=actor, note={"codes": len(codes)})
    return sorted(f"{each[:5]}-{each[5:]}" for each in plain)


@transaction.atomic
def remove_factor(factor: Factor, *, actor: Actor, session: str | None) -> None:
    """Take away one of one's own factors; recovery codes go with the last one."""
    account, kind = factor.account, factor.kind
    factor.delete()
    if not account.factors.exists():
        account.recovery_codes.all().delete()
    end_sessions(account, but=session)
    write("remove-factor", account, actor=actor, note={"factor": kind})


@transaction.atomic
def reset_second_factor(account: Account, *, actor: Actor) -> None:
    """Take away every factor of somebody who lost them, and end all sessions of the account.

    Raises:
        Refused("no-factor"): there is none.
        Refused("not-on-yourself"): it is the actor's own account.
    """
    if actor.account == account.username and not actor.everywhere:
        raise Refused("not-on-yourself")
    gone = list(account.factors.values_list("kind", flat=True))
    if not gone:
        raise Refused("no-factor")
    account.factors.all().delete()
    account.recovery_codes.all().delete()
    end_sessions(account)
    write("reset-second-factor", account, actor=actor, note={"factor": gone})


@transaction.atomic
def _is_of_app(account: Account, code: str) -> bool:
    apps = account.factors.select_for_update().filter(kind=Factor.Kind.CODE_APP)
    factor = apps.first()
    if factor is None or not code.isascii():
        return False
    key = b32decode(factor.secret.open())
    step = step_of(key, code, seconds=int(timezone.now().timestamp()), after=factor.counter)
    if step is None:
        return False
    factor.counter, factor.used_at = step, timezone.now()
    factor.save(update_fields=["counter", "used_at"])
    return True


@transaction.atomic
def _is_recovery_code(account: Account, code: str) -> bool:
    unused = account.recovery_codes.filter(digest=_digest(account, code), used_at=None)
    return unused.update(used_at=timezone.now()) == 1


def _digest(account: Account, code: str) -> str:
    return salted_hmac(f"xuequ.recovery.{account.pk}", code, algorithm="sha256").hexdigest()
