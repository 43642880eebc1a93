"""Accounts, and how they stand; never a password, never what a power allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from axes.models import AccessAttempt
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from xuequ.kernel.actors import Actor

from ..models import Account, Delegation, Factor, Holding, Person, Registrant, Token
from ..models.dated import in_force
from .scope import authorities, guardianships
from .sign_in import key_of, rules


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account in the list of the system administrator."""

    account: Account
    has_factor: bool
    identities: int
    is_locked: bool


def accounts(*, seen_by: Actor) -> QuerySet[Account]:
    """The accounts of the people of the reader's authority, by log-in name."""
    mine = Account.objects.filter(person__authority__in=authorities(seen_by=seen_by))
    return mine.select_related("person").order_by("username")


def search_accounts(found: QuerySet[Account], words: str, state: str) -> QuerySet[Account]:
    """Those whose log-in name or person contains `words`, in one of the states of `STATES`."""
    if words:
        found = found.filter(Q(username__icontains=words) | Q(person__name__icontains=words))
    conditions = {
        "open": Q(is_active=True),
        "closed": Q(is_active=False),
        "must-change": Q(must_change_password=True),
        "never": Q(last_login=None),
    }
    return found.filter(conditions.get(state, Q()))


def account_rows(shown: Collection[Account], on: date) -> list[AccountRow]:
    """How each of the accounts stands on a day, in a fixed number of queries."""
    keys = [each.pk for each in shown]
    factors = set(Factor.objects.filter(account__in=keys).values_list("account", flat=True))
    people = [each.person_id for each in shown]
    posts = in_force(on) & in_force(on, "post__")
    held = Counter(
        [
            *Holding.objects.filter(posts, person__in=people).values_list("person", flat=True),
            *Delegation.objects.in_effect(on)
            .filter(person__in=people)
            .values_list("person", flat=True),
            *_parents(people, on),
        ]
    )
    locked = locked_names({each.username for each in shown})
    return [
        AccountRow(each, each.pk in factors, held[each.person_id or 0], each.username in locked)
        for each in shown
    ]


def _parents(people: Collection[int | None], on: date) -> set[int]:
    """Who of them is a parent: of a pupil, or registered to apply for a child."""
    of_pupils = guardianships().filter(in_force(on), person__in=people)
    registered = Registrant.objects.on(on).filter(person__in=people)
    return {*of_pupils.values_list("person", flat=True),
            *registered.values_list("person", flat=True)}  # fmt: skip


def locked_names(names: Collection[str]) -> set[str]:
    """Which of the log-in names are locked out just now."""
    held, now = rules(), timezone.now()
    of_key = {key_of(each): each for each in names}
    recent = AccessAttempt.objects.filter(
        username__in=of_key, attempt_time__gte=now - timedelta(minutes=held.lock_minutes)
    )
    counted = recent.values("username").annotate(count=Sum("failures_since_start"))
    return {of_key[row["username"]] for row in counted if row["count"] >= held.failures}


def people_without_account(*, seen_by: Actor, on: date) -> QuerySet[Person]:
    """The people of the reader's authority who hold a post and have no account."""
    posts = in_force(on) & in_force(on, "post__")
    holds = Exists(Holding.objects.filter(posts, person=OuterRef("pk")))
    mine = Person.objects.filter(authority__in=authorities(seen_by=seen_by), account=None)
    return mine.filter(holds)


def open_tokens(*, seen_by: Actor, today: date) -> QuerySet[Token]:
    """The access tokens of the authority's people that still work."""
    mine = Token.objects.filter(account__in=accounts(seen_by=seen_by), revoked=None)
    return mine.filter(expires__gt=today).select_related("account__person")


def secured_days(authority: int, on: date) -> set[date]:
    """The days from `on`, and each later one on which something changes, with one of these."""
    held = Holding.objects.filter(post__role="security_admin", post__authority=authority)
    spans = held.values_list("since", "until", "post__until")
    later = {day for span in spans for day in span if day is not None and day > on}
    return {day for day in {on, *later} if security_administrators(authority, day).exists()}


def security_administrators(authority: int, on: date) -> QuerySet[Account]:
    """The open accounts that may manage the permissions of an authority that day."""
    return Account.objects.filter(
        in_force(on, "person__holdings__"),
        in_force(on, "person__holdings__post__"),
        is_active=True,
        person__holdings__post__role="security_admin",
        person__holdings__post__authority=authority,
    ).distinct()
