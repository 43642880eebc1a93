"""Posts and bodies: where they may be, who may fill them, what ends with them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from casting import MAKER, OPENING, staff
from support_plugin import Cast
from xuequ.directory.models import Holding, Membership, Person, Post
from xuequ.directory.queries.appointments import consortia_headed_by, headed_by
from xuequ.directory.services import people
from xuequ.directory.services.administrators import give_administration
from xuequ.directory.services.memberships import leave_consortium
from xuequ.directory.tests.belonging import DAY, EVE, LATER, named
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)


def somebody(cast: Cast, name: str = "甲演示") -> Person:
    return people.register_person(cast.authority, name, actor=MAKER)


def principal(cast: Cast, where: Any, name: str = "长演示") -> tuple[Person, Post]:
    """A principal of a school since the beginning."""
    person = somebody(cast, name)
    post = people.create_post(
        cast.authority, "principal", "校长", since=OPENING, actor=MAKER, place=where
    )
    people.appoint(person, post, since=OPENING, actor=MAKER)
    return person, post


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("principal", None), ("principal", "east"), ("district_head", None),
        ("district_head", "loose"), ("bureau_office", "loose"), ("security_admin", "east"),
        ("guardian", None), ("king", None), ("", "loose"),
    ],
)  # fmt: skip
def test_a_post_sits_only_where_the_catalogue_of_roles_says(
    cast: Cast, role: str, place: str | None
) -> None:
    where = getattr(cast, place) if place else None
    with pytest.raises(Refused, match="not-a-post-of"):
        people.create_post(cast.authority, role, "职", since=DAY, actor=MAKER, place=where)


def test_a_body_has_members_but_no_administrators(cast: Cast) -> None:
    here, there = (
        people.create_body(place, "office", "办公室", since=DAY, actor=MAKER)
        for place in (cast.authority, cast.east)
    )
    for body, role in ((here, "body_member"), (here, "bureau_basic"), (there, "district_office")):
        people.create_post(cast.authority, role, "成员", since=DAY, actor=MAKER, place=body)
    for body, role in ((here, "audit_admin"), (there, "bureau_basic"), (here, "district_head")):
        with pytest.raises(Refused, match="not-a-post-of"):
            people.create_post(cast.authority, role, "成员", since=DAY, actor=MAKER, place=body)


def test_a_body_is_named_once_in_a_place_and_takes_its_posts_with_it(cast: Cast) -> None:
    body = people.create_body(cast.east, "centre", "教研中心", since=DAY, actor=MAKER)
    people.create_body(cast.group, "centre", "教研中心", since=DAY, actor=MAKER)
    with pytest.raises(Refused, match="name-is-taken"):
        people.create_body(cast.east, "office", "教研中心", since=LATER, actor=MAKER)
    post = people.create_post(
        cast.authority, "body_member", "主任", since=DAY, actor=MAKER, place=body
    )
    holding = people.appoint(somebody(cast), post, since=DAY, actor=MAKER)
    people.end_body(body, until=LATER, actor=MAKER)
    holding.refresh_from_db()
    post.refresh_from_db()
    assert (post.until, holding.until) == (LATER, LATER)
    line = Line.objects.latest("number")
    assert (line.verb, line.note["posts"], line.note["holdings"]) == ("end-body", 1, 1)
    assert line.authority == cast.authority.pk


def test_a_post_is_not_created_in_a_place_of_another_authority_or_another_time(cast: Cast) -> None:
    with pytest.raises(Refused, match="place-elsewhere"):
        people.create_post(
            cast.other, "principal", "校长", since=DAY, actor=MAKER, place=cast.loose
        )
    with pytest.raises(Refused, match="not-yet-begun"):
        people.create_post(
            cast.authority,
            "deputy_head",
            "副",
            since=date(2019, 1, 1),
            actor=MAKER,
            place=cast.east,
        )


def test_a_school_has_one_principals_post_at_a_time(cast: Cast) -> None:
    _, post = principal(cast, cast.loose)
    with pytest.raises(Refused, match="post-is-there"):
        people.create_post(
            cast.authority, "principal", "校长", since=DAY, actor=MAKER, place=cast.loose
        )
    people.end_post(post, until=DAY, actor=MAKER)
    people.create_post(
        cast.authority, "principal", "校长", since=DAY, actor=MAKER, place=cast.loose
    )


def test_a_post_does_not_end_while_somebody_is_still_to_take_it_up(cast: Cast) -> None:
    _, post = principal(cast, cast.loose)
    people.appoint(somebody(cast), post, since=LATER, actor=MAKER)
    with pytest.raises(Refused, match="somebody-follows"):
        people.end_post(post, until=DAY, actor=MAKER)
    people.end_post(post, until=LATER + timedelta(days=1), actor=MAKER)
    assert not post.holdings.filter(until=None).exists()
    with pytest.raises(Refused, match="already-ended"):
        people.appoint(somebody(cast), post, since=LATER + timedelta(days=9), actor=MAKER)


@pytest.mark.clause("GOV-01")
def test_the_leads_principal_is_head_in_the_same_act_and_for_as_long_as_principal(
    cast: Cast,
) -> None:
    lead = named("东一小")
    _, post = principal(cast, lead, "旧演示")
    new = somebody(cast)
    assert consortia_headed_by(post, DAY) == [cast.east]
    people.appoint_principal(new, post, since=DAY, actor=MAKER)
    assert headed_by(new.pk, DAY) == [cast.east] and headed_by(new.pk, EVE) == []
    head = Holding.objects.get(person=new, ex_officio=True)
    assert (head.post.role, head.since, head.until) == ("district_head", DAY, None)
    people.appoint(somebody(cast, "乙演示"), post, since=LATER, actor=MAKER)
    assert headed_by(new.pk, LATER) == []  # the head's post went with the principal's


def test_no_other_principal_becomes_head_ex_officio(cast: Cast) -> None:
    _, post = principal(cast, named("东三小"))
    assert consortia_headed_by(post, DAY) == []
    with pytest.raises(Refused, match="not-ex-officio"):
        people.follow_ex_officio(post.holdings.get(), cast.east, since=DAY, actor=MAKER)
    lead = Membership.objects.get(school__name="东一小")
    leave_consortium(lead, until=DAY, actor=MAKER)
    _, former = principal(cast, named("东一小"), "前演示")
    assert (
        consortia_headed_by(former, EVE) == [cast.east] and consortia_headed_by(former, DAY) == []
    )


def test_nobody_appoints_or_removes_themselves(cast: Cast) -> None:
    bureau: Actor = cast.actors["bureau"]
    own = Holding.objects.get(person=bureau.person)
    _, post = principal(cast, cast.loose)
    with pytest.raises(Refused, match="gives-himself-a-post"):
        people.appoint(own.person, post, since=DAY, actor=bureau)
    with pytest.raises(Refused, match="not-on-yourself"):
        people.end_holding(own, until=DAY, actor=bureau)


def test_the_office_gives_no_administrators_post_and_the_security_administrator_no_other(
    cast: Cast,
) -> None:
    office, security = cast.actors["bureau"], cast.actors["security"]
    administrator = Post.objects.get(authority=cast.authority, role="audit_admin")
    _, post = principal(cast, cast.loose)
    for actor, wanted in ((office, administrator), (security, post)):
        with pytest.raises(Refused, match="not-in-these-hands"):
            people.appoint(somebody(cast), wanted, since=DAY, actor=actor)
        with pytest.raises(Refused, match="not-in-these-hands"):
            people.end_holding(wanted.holdings.get(), until=LATER, actor=actor)


def test_an_appointment_to_come_is_withdrawn_and_the_former_holder_goes_on(cast: Cast) -> None:
    old, post = principal(cast, cast.loose)
    today = timezone.localdate()
    coming = people.appoint(somebody(cast), post, since=today + timedelta(days=30), actor=MAKER)
    people.withdraw_appointment(coming, today=today, actor=MAKER)
    [left] = post.holdings.all()
    assert (left.person, left.until) == (old, None)
    with pytest.raises(Refused, match="already-in-force"):
        people.withdraw_appointment(left, today=today, actor=MAKER)


def test_the_page_offers_the_heads_post_and_warns_of_several(cast: Cast, client_of: Any) -> None:
    holding = staff(named("东一小"), "principal", "长演示")
    browser, new = client_of("bureau"), somebody(cast)
    west = people.create_post(
        cast.authority, "district_head", "集团长", since=OPENING, actor=MAKER, place=cast.group
    )
    people.appoint(new, west, since=OPENING, actor=MAKER)
    where = f"/posts/{holding.post_id}/appoint/"
    assert 'name="heads"' in browser.get(where).content.decode()
    sent = {"person": new.pk, "since": DAY.isoformat(), "heads": "on"}
    page = browser.post(where, sent, follow=True).content.decode()
    assert "alert alert-warning" in page and "东学区" in page and "西集团" in page
    assert sorted(each.label for each in headed_by(new.pk, DAY)) == ["东学区", "西集团"]


def test_a_person_or_post_of_another_authority_is_not_there(cast: Cast, client_of: Any) -> None:
    browser = client_of("bureau")
    foreign = Post.objects.get(authority=cast.other, role="bureau_office")
    holding = foreign.holdings.get()
    for path in (f"posts/{foreign.pk}/", f"posts/{foreign.pk}/end/", f"posts/{foreign.pk}/appoint/",
                 f"holdings/{holding.pk}/end/"):  # fmt: skip
        assert browser.get(f"/{path}").status_code == 404
    assert browser.post(f"/holdings/{holding.pk}/withdraw/").status_code == 404
    own = staff(cast.loose, "principal", "长演示").post
    sent = {"person": holding.person_id, "since": DAY.isoformat()}
    assert browser.post(f"/posts/{own.pk}/appoint/", sent).status_code == 422
    administrator = Post.objects.get(authority=cast.authority, role="audit_admin")
    assert browser.get(f"/posts/{administrator.pk}/").status_code == 404


def test_who_became_an_administrator_does_not_go_on_in_a_former_post(cast: Cast) -> None:
    former, post = principal(cast, cast.loose)
    to_come = people.appoint(somebody(cast), post, since=TOMORROW, actor=MAKER)
    give_administration(former, cast.authority, "audit_admin", since=TOMORROW, actor=MAKER)
    with pytest.raises(Refused, match="posts-kept-apart"):
        people.withdraw_appointment(to_come, today=TODAY, actor=MAKER)
    assert Holding.objects.get(person=former, post=post).until == TOMORROW


def test_who_was_taken_out_of_a_post_does_not_come_back_with_a_withdrawal(cast: Cast) -> None:
    former, post = principal(cast, cast.loose)
    held = Holding.objects.get(person=former)
    people.end_holding(held, until=TODAY, actor=MAKER)
    next_one = people.appoint(somebody(cast), post, since=TODAY, actor=MAKER)
    people.withdraw_appointment(next_one, today=TODAY, actor=MAKER)
    held.refresh_from_db()
    assert held.until == TODAY
