"""Who holds which post, and what that lets them do."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import PermissionsMixin
from django.test import RequestFactory

from casting import MAKER, OPENING
from support_plugin import PASSWORD, Cast
from xuequ.directory.engine.roles import permissions
from xuequ.directory.models import Account, Person, Post, School
from xuequ.directory.queries.access import actor_of
from xuequ.directory.queries.scope import holdings
from xuequ.directory.services.people import (
    appoint,
    create_post,
    open_account,
    register_person,
    reset_password,
)
from xuequ.directory.tests.belonging import DAY, EVE, LATER
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(cast: Cast) -> list[Person]:
    """Three people without a post."""
    return [register_person(cast.authority, f"演示{n}", actor=MAKER) for n in "甲乙丙"]


@pytest.fixture
def post(cast: Cast) -> Post:
    """The principal's post of 孤小."""
    return principal(cast, cast.loose)


def principal(cast: Cast, place: Any, role: str = "principal") -> Post:
    return create_post(cast.authority, role, role, since=OPENING, actor=MAKER, place=place)


def holders(post: Post, on: date) -> list[str]:
    return [each.person.name for each in post.holdings.on(on)]


def test_whoever_is_appointed_follows_the_former_holder_on_that_day(
    people: list[Person], post: Post
) -> None:
    first = appoint(people[0], post, since=OPENING, actor=MAKER)
    was = fingerprint(first)
    appoint(people[1], post, since=DAY, actor=MAKER)
    assert [holders(post, day) for day in (EVE, DAY)] == [["演示甲"], ["演示乙"]]
    line = Line.objects.latest("number")
    assert (line.verb, line.before) == ("appoint", was)


def test_one_appointed_before_a_known_successor_stays_until_then(
    people: list[Person], post: Post
) -> None:
    appoint(people[0], post, since=OPENING, actor=MAKER)
    appoint(people[1], post, since=LATER, actor=MAKER)
    appoint(people[2], post, since=DAY, actor=MAKER)
    found = [holders(post, day) for day in (EVE, DAY, LATER)]
    assert found == [["演示甲"], ["演示丙"], ["演示乙"]]


def test_the_holder_is_not_appointed_again_and_nobody_on_the_same_day(
    people: list[Person], post: Post
) -> None:
    appoint(people[0], post, since=DAY, actor=MAKER)
    lines = Line.objects.count()
    with pytest.raises(Refused, match="nothing-changed"):
        appoint(people[0], post, since=LATER, actor=MAKER)
    with pytest.raises(Refused, match="ends-before-it-begins"):
        appoint(people[1], post, since=DAY, actor=MAKER)
    assert holders(post, LATER) == ["演示甲"]
    assert Line.objects.count() == lines


def test_a_person_holds_several_posts_one_of_them_ex_officio(
    cast: Cast, people: list[Person], post: Post
) -> None:
    appoint(people[0], post, since=OPENING, actor=MAKER)
    head = principal(cast, cast.east, "district_head")
    appoint(people[0], head, since=DAY, actor=MAKER, ex_officio=True)
    held = holdings(people[0].pk, DAY)
    assert [(each.post.role, each.ex_officio) for each in held] == [
        ("principal", False),
        ("district_head", True),
    ]
    assert [each.post.role for each in holdings(people[0].pk, EVE)] == ["principal"]


def asking(account: Account, **session: str) -> Actor | None:
    request = RequestFactory().get("/")
    request.user = account
    request.session = session  # type: ignore[assignment]
    return actor_of(request)


def test_powers_of_several_posts_are_never_merged(cast: Cast) -> None:
    account = cast.accounts["school"]
    first = holdings(account.person_id, DAY).get()
    office = principal(cast, None, "bureau_office")
    appoint(account.person, office, since=DAY, actor=MAKER)
    as_school, as_bureau = asking(account, identity=f"holding:{first.pk}"), asking(account)
    assert as_school and as_school.permissions == permissions("school_office")
    assert as_school.school == School.objects.get(name="东二小").pk
    assert as_bureau and as_bureau.permissions == permissions("bureau_office")
    assert as_bureau.school is None


def test_somebody_elses_post_cannot_be_chosen(cast: Cast) -> None:
    theirs = holdings(cast.accounts["bureau"].person_id, DAY).get()
    found = asking(cast.accounts["school"], identity=f"holding:{theirs.pk}")
    assert found and found.permissions == permissions("school_office")


def test_who_has_lost_the_post_may_do_nothing(cast: Cast, people: list[Person]) -> None:
    account = cast.accounts["bureau"]
    assert asking(account)
    office = holdings(account.person_id, DAY).get().post
    appoint(people[0], office, since=DAY, actor=MAKER)
    assert asking(account) is None


@pytest.mark.parametrize("guess", ["bureau-chief", "password123", "20180901201809", "short"])
def test_a_password_that_can_be_guessed_is_refused(people: list[Person], guess: str) -> None:
    with pytest.raises(Refused, match="weak-password"):
        open_account("bureau-chief", guess, person=people[0], actor=MAKER)
    assert not Account.objects.filter(username="bureau-chief").exists()
    account = open_account("bureau-chief", PASSWORD, person=people[0], actor=MAKER)
    with pytest.raises(Refused, match="weak-password"):
        reset_password(account, guess, actor=MAKER)
    assert Account.objects.get(pk=account.pk).check_password(PASSWORD)


def test_a_log_in_name_is_taken_once_and_no_password_reaches_the_record(
    people: list[Person],
) -> None:
    account = open_account("clerk", PASSWORD, person=people[0], actor=MAKER)
    with pytest.raises(Refused, match="name-is-taken"):
        open_account("clerk", PASSWORD, person=people[1], actor=MAKER)
    reset_password(account, PASSWORD + "!", actor=MAKER)
    last = list(Line.objects.order_by("-number")[:2])
    assert [each.verb for each in last] == ["reset-password", "open-account"]
    assert PASSWORD not in str([each.content() for each in last])
    assert last[0].before == last[1].after != last[0].after


def test_an_account_has_none_of_the_rights_django_would_give_it() -> None:
    rights = {field.name for field in PermissionsMixin._meta.get_fields()} | {"is_staff"}
    assert "is_superuser" in rights
    assert not rights & {field.name for field in Account._meta.get_fields()}
    assert not issubclass(Account, PermissionsMixin)
