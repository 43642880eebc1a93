"""How accounts get in: rules, factors, locks, sessions, what was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db.models import Exists, Max, QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from xuequ.record.models import Line
from xuequ.web.kept import Kept

from ..engine.roles import ROLES
from ..models import Account, Factor, SignInRules, SignOnLink, Visit

VERBS = ("log-in", "log-in-failed", "lock-out", "log-out")


def rules() -> SignInRules:
    """The installation's rules, or the defaults."""
    return SignInRules.objects.first() or SignInRules()


def rules_and_factor(account: Account) -> tuple[SignInRules, bool]:
    """The rules, and whether the account has a second factor, in one query."""
    found: Any = RULES.first(account.pk)
    return (found, found.has_factor) if found else (SignInRules(), has_factor(account))


def _rules(account: int) -> QuerySet[SignInRules]:
    own = Exists(Factor.objects.filter(account=account))
    return SignInRules.objects.annotate(has_factor=own).order_by("pk")[:1]


RULES: Kept[SignInRules] = Kept(_rules, int)


def has_factor(account: Account) -> bool:
    return Factor.objects.filter(account=account).exists()


def password_is_too_old(account: Account, held: SignInRules) -> bool:
    """Has the password reached the age at which it must change?  0 days: it never does."""
    limit = timedelta(days=held.max_age_days)
    return bool(held.max_age_days) and timezone.now() - account.password_since >= limit


def needs_factor(role: str, held: SignInRules) -> bool:
    """Does nobody act in a role without a second factor?"""
    required = held.second_factor == SignInRules.SecondFactor.REQUIRED
    return required and role in ROLES and ROLES[role].second_factor


def attempts_key(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """What the table of failed attempts keeps instead of the name somebody typed."""
    return key_of(str((credentials or {}).get("username", "")))


def key_of(name: str) -> str:
    """A name as a keyed digest: equal names are equal, and nobody can read it back."""
    return salted_hmac("xuequ.attempts", name, algorithm="sha256").hexdigest()


def failure_limit(request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
    """Failed attempts before a lock-out, for the table of attempts."""
    return rules().failures


def lock_span(request: HttpRequest | None = None) -> timedelta:
    """How long a lock-out lasts, for the table of attempts."""
    return timedelta(minutes=rules().lock_minutes)


def no_address(request: HttpRequest) -> None:
    """The table of attempts keeps no address."""


def minutes_locked(name: str) -> int:
    """Minutes until a name is no longer locked, rounded up; 0 when it is not."""
    held, now = rules(), timezone.now()
    span = timedelta(minutes=held.lock_minutes)
    recent = AccessAttempt.objects.filter(username=key_of(name), attempt_time__gte=now - span)
    found = recent.aggregate(count=Sum("failures_since_start"), last=Max("attempt_time"))
    if (found["count"] or 0) < held.failures:
        return 0
    left: timedelta = found["last"] + span - now
    return max(1, -int(-left.total_seconds() // 60))


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session of an account that still holds."""

    visit: Visit
    seen: datetime
    is_this: bool


def open_sessions(account: Account, this: str | None) -> list[OpenSession]:
    """The sessions in which somebody is logged in as the account, newest first."""
    visits = list(Visit.objects.filter(account=account))
    stored = Session.objects.filter(expire_date__gt=timezone.now()).in_bulk(
        [each.session_key for each in visits]
    )
    found = []
    for each in visits:
        if each.session_key in stored:
            data = stored[each.session_key].get_decoded()
            seen = datetime.fromtimestamp(int(data.get("seen", 0)), tz=each.since.tzinfo)
            if str(data.get("_auth_user_id")) == str(account.pk):
                found.append(OpenSession(each, seen, each.session_key == this))
    return found


def recent_lines(account: Account) -> QuerySet[Line]:
    """What the record says of the account's own comings and goings, newest first."""
    return Line.objects.filter(subject=f"directory.account:{account.pk}", verb__in=VERBS)[:10]


def factors(account: Account) -> QuerySet[Factor]:
    return Factor.objects.filter(account=account)


def codes_left(account: Account) -> int:
    """How many recovery codes are still unused."""
    return account.recovery_codes.filter(used_at=None).count()


def links(account: Account) -> QuerySet[SignOnLink]:
    return SignOnLink.objects.filter(account=account)
