"""Who looks at the town in tests, and what they are shown."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.test import Client

from xuequ.directory.models import Account, Person
from xuequ.directory.queries.identities import actor_in, identities_of
from xuequ.directory.services.people import open_account
from xuequ.kernel.actors import Actor
from xuequ.ledger.models import Counter
from xuequ.ledger.tests.township import MAKER, Town

FRIDAY = date(2026, 9, 18)
LOG, BOOK = "exchange.town_to_city.log", "training.book"
WEEK, YEAR = date(2026, 9, 7), date(2026, 1, 1)


def count(where: Town, key: str, since: date, owner: tuple[str, int], **numbers: int) -> None:
    """Something handed in or confirmed, as the counters have it."""
    Counter.objects.create(
        authority=where.authority,
        duty=key,
        since=since,
        owner_kind=owner[0],
        owner_id=owner[1],
        school=where.city,
        **numbers,
    )


def browser(person: Person, language: str = "en") -> Client:
    """Somebody with an account, logged in, who looks at that Friday."""
    account = Account.objects.filter(person=person).first() or open_account(
        f"p{person.pk}", "Correct horse battery 1", person=person, actor=MAKER
    )
    client = Client()
    client.force_login(account)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    session = client.session
    session["on"] = FRIDAY.isoformat()
    session.save()
    return client


def looking(person: Person) -> Actor:
    """Somebody in the one post they hold, as they are after logging in."""
    [identity] = identities_of(person, FRIDAY)
    return actor_in(Account(username="nobody", person=person), identity)
