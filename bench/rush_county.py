"""A county whose families are about to apply, written in bulk past the services.

The round itself is made by the services: schools, plan, rules signed by two and published.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

NAME, PROFILE, REGIME = "抢报县教育局", "xingning", "catchment"
SCHOOLS, PLACES, CHUNK = 20, 40, 2_000  # schools, estates of each catchment, rows written at once
SINCE, HERE = date(2018, 9, 1), ZoneInfo("Asia/Shanghai")
PASSWORD = "Correct horse battery 1"  # noqa: S105 - of people who do not exist


def build(families: int, now: datetime, rest: int = 30) -> list[dict[str, Any]]:
    """The county with so many families, each signed in; what the browser of each knows.

    Args:
        rest: minutes that a session may rest.
    """
    from xuequ.directory.services.authorities import NewAuthority, register_authority
    from xuequ.directory.services.security.rules import set_sign_in_rules
    from xuequ.kernel.actors import program

    actor = program("bench")
    set_sign_in_rules({"second_factor": "offered", "idle_minutes": rest}, actor=actor)
    authority = register_authority(NewAuthority(NAME, short_name="抢报", profile=PROFILE),
                                   actor=actor)  # fmt: skip
    schools = _schools(authority, actor)
    rule_set = _round(authority, schools, now)
    found: list[dict[str, Any]] = []
    for first in range(0, families, CHUNK):
        found += _families(rule_set, range(first, min(first + CHUNK, families)), now)
    return found


def estate(school: int, at: int) -> str:
    """The name of an estate; none is part of another's."""
    return f"第{school:02d}片{at:02d}苑小区"


def _schools(authority: Any, actor: Any) -> list[Any]:
    from xuequ.directory.models import Catchment, CatchmentLine
    from xuequ.directory.services.schools import change_school, register_school

    made = []
    for n in range(SCHOOLS):
        school = register_school(authority, f"抢报第{n}小学", since=SINCE, actor=actor)
        said = {"ownership": "public"}
        change_school(school, since=SINCE, values=said, stages=["primary"], actor=actor)
        area = Catchment.objects.create(school=school, stage="primary", since=SINCE)
        CatchmentLine.objects.bulk_create(
            [CatchmentLine(catchment=area, order=at, place=estate(n, at), first=1, last=99)
             for at in range(PLACES)]
        )  # fmt: skip
        made.append(school)
    return made


def _round(authority: Any, schools: list[Any], now: datetime) -> Any:
    """A round that opened this morning, published two weeks ago."""
    from xuequ.enrolment.services.plans import NewPlan, choose_schools, set_plans
    from xuequ.enrolment.services.rounds import NewRound, Settings, open_round
    from xuequ.enrolment.services.rules import make_rules, publish_rules, sign_rules

    here = now.astimezone(HERE)
    opens = datetime.combine(here.date(), time(0), tzinfo=HERE)
    before, year = opens - timedelta(days=14), here.year + (here.month >= 9)
    one, other = _signers(authority)
    settings = Settings("小学一年级", opens, opens + timedelta(days=12), class_size=45)
    found = open_round(authority, NewRound(year, "primary", REGIME, settings), actor=one)
    choose_schools(found, [each.pk for each in schools], actor=one, now=before)
    plans = [NewPlan(each.pk, "home", 1_800, 40) for each in schools]
    set_plans(found, plans, actor=one, now=before)
    rule_set = make_rules(found, actor=one, now=before)
    for each in (one, other):
        sign_rules(rule_set, actor=each, now=before)
    return publish_rules(rule_set, actor=one, now=before)


def _signers(authority: Any) -> list[Any]:
    from xuequ.directory.models import Account
    from xuequ.directory.queries.identities import actor_in
    from xuequ.directory.services.people import appoint, create_post, register_person
    from xuequ.kernel.actors import program

    actor, found = program("bench"), []
    for name in ("甲演示", "乙演示"):
        person = register_person(authority, name, actor=actor, is_synthetic=True)
        post = create_post(authority, "bureau_basic", "基教股", since=SINCE, actor=actor)
        holding = appoint(person, post, since=SINCE, actor=actor)
        account = Account.objects.create(username=f"bench-{person.pk}", person=person)
        found.append(actor_in(account, holding))
    return found


def _families(rule_set: Any, numbers: range, now: datetime) -> list[dict[str, Any]]:
    """Families with an account, a child, and an application that is begun and empty."""
    from xuequ.directory.models import Registrant
    from xuequ.enrolment.models import Application, Child, Custody

    found, day = rule_set.round, now.astimezone(HERE).date()
    people, accounts = _accounts(found.authority, numbers, now)
    Registrant.objects.bulk_create(
        Registrant(person=each, id_kind="other", id_number=f"SYN-P-{n}", informed_at=now, since=day)
        for n, each in zip(numbers, people, strict=True)
    )
    children = Child.objects.bulk_create(
        Child(authority=found.authority, number=f"{10_000_000 + n * 7}", name=f"童演示{n}",
              id_kind="other", id_number=f"SYN-C-{n}", sex=("male", "female")[n % 2],
              born=f"{day.year - 6}-{1 + n % 12:02d}-{1 + n % 28:02d}", is_synthetic=True)
        for n in numbers
    )  # fmt: skip
    pairs = list(zip(children, people, strict=True))
    Custody.objects.bulk_create(Custody(child=c, person=p, kind="mother") for c, p in pairs)
    rows = Application.objects.bulk_create(
        Application(round=found, child=c, person=p, year=found.year, stage=found.stage,
                    begun_at=now)
        for c, p in pairs
    )  # fmt: skip
    keys = _sessions(accounts, now)
    return [
        {"application": row.pk, "session": key, "account": account.username,
         "address": f"{estate(n % SCHOOLS, n // SCHOOLS % PLACES)}{1 + n % 99}号{n}室"}
        for n, row, key, account in zip(numbers, rows, keys, accounts, strict=True)
    ]  # fmt: skip


def _accounts(authority: Any, numbers: range, now: datetime) -> tuple[list[Any], list[Any]]:
    """People with a log-in each; the hash of the one password is a real one."""
    from django.contrib.auth.hashers import make_password

    from xuequ.directory.models import Account, Person

    people = Person.objects.bulk_create(
        Person(authority=authority, name=f"长演示{n}", sort_key=f"zhangyanshi{n}",
               is_synthetic=True)
        for n in numbers
    )  # fmt: skip
    kept = make_password(PASSWORD)
    accounts = Account.objects.bulk_create(
        Account(username=f"jiating{n}", person=each, password=kept, password_since=now)
        for n, each in zip(numbers, people, strict=True)
    )
    return people, accounts


def _sessions(accounts: list[Any], now: datetime) -> list[str]:
    """A session of each account, as logging in leaves it."""
    from django.conf import settings
    from django.contrib.sessions.backends.base import VALID_KEY_CHARS
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils.crypto import get_random_string

    from xuequ.directory.models import Visit

    at, store = int(now.timestamp()), SessionStore()
    keys = [get_random_string(32, VALID_KEY_CHARS) for _ in accounts]
    rows = [_said(settings.AUTHENTICATION_BACKENDS[-1], each, key, at)
            for each, key in zip(accounts, keys, strict=True)]  # fmt: skip
    ends = now + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    Session.objects.bulk_create(
        Session(session_key=key, session_data=store.encode(said), expire_date=ends)
        for key, said in zip(keys, rows, strict=True)
    )
    Visit.objects.bulk_create(
        Visit(account=each, session_key=key, since=now, way="password", device="Android")
        for each, key in zip(accounts, keys, strict=True)
    )
    return keys


def _said(backend: str, account: Any, key: str, at: int) -> dict[str, object]:
    return {
        "_auth_user_id": str(account.pk),
        "_auth_user_backend": backend,
        "_auth_user_hash": account.get_session_auth_hash(),
        "began": at, "seen": at, "second": False, "confirmed": at, "visit": key,
    }  # fmt: skip


def logged_in_now() -> None:
    """No session has rested yet."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    store, now = SessionStore(), int(datetime.now(HERE).timestamp())
    rows = list(Session.objects.all())
    for each in rows:
        each.session_data = store.encode({**store.decode(each.session_data), "seen": now})
    Session.objects.bulk_update(rows, ["session_data"], batch_size=CHUNK)
