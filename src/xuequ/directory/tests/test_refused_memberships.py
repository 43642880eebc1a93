"""What the rules of belonging refuse; a refusal leaves everything as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from casting import MAKER, OPENING, consortium
from support_plugin import Cast
from xuequ.directory.models import Membership
from xuequ.directory.services.memberships import (
    join_consortium,
    make_primary,
    withdraw_membership,
)
from xuequ.directory.services.schools import change_school
from xuequ.directory.tests.belonging import (
    DAY,
    LATER,
    join,
    leave,
    move,
    named,
    of,
    places,
    private,
)
from xuequ.kernel.refusal import Refused
from xuequ.profiles import loader
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db

YES_OR_NO = 'unit = { zh = "是否", en = "yes or no" }\nbinding = "must"'
STRICT = f"""\
name = {{ zh = "严县", en = "Strict" }}
[membership.allow_private]
clause = "REG-27"
{YES_OR_NO}
values = [{{ from = 2018-04-09, value = false }}]
[membership.allow_multiple]
clause = "REG-35"
{YES_OR_NO}
values = [{{ from = 2018-04-09, value = false }}]
"""
Act = Callable[[Cast], Any]
REFUSALS: dict[str, tuple[str, Act]] = {
    "joining twice": ("already-a-member", lambda c: join(named("东二小"), c.east)),
    "a second lead": ("lead-is-taken", lambda c: join(c.loose, c.east, "lead")),
    "a member made second lead": ("lead-is-taken", lambda c: move(of("东二小"), c.east, "lead")),
    "another authority's school": ("other-authority", lambda c: join(named("邻一小"), c.east)),
    "moving over the border": ("other-authority", lambda c: move(of("邻一小"), c.east)),
    "joining before the school began": (
        "not-yet-begun",
        lambda c: join(c.loose, c.east, since=OPENING - timedelta(days=1)),
    ),
    "ending on the first day": ("ends-before-it-begins", lambda c: leave(of("东二小"), OPENING)),
    "moving before it belongs": (
        "not-yet-begun",
        lambda c: move(of("东二小"), c.group, since=OPENING - timedelta(days=1)),
    ),
    "withdrawing what is in force": (
        "already-in-force",
        lambda c: withdraw_membership(of("东二小"), today=DAY, actor=MAKER),
    ),
    "moving to where it is": ("nothing-changed", lambda c: move(of("东二小"), c.east)),
    "primary already": (
        "nothing-changed",
        lambda c: make_primary(of("东二小"), since=DAY, actor=MAKER),
    ),
}


@pytest.mark.parametrize("what", REFUSALS)
def test_what_is_refused_leaves_everything_as_it_was(cast: Cast, what: str) -> None:
    code, act = REFUSALS[what]
    before = list(Membership.objects.order_by("pk").values())
    lines = Line.objects.count()
    with pytest.raises(Refused, match=code):
        act(cast)
    assert list(Membership.objects.order_by("pk").values()) == before
    assert Line.objects.count() == lines


def test_a_second_lead_is_refused_while_another_is_to_come(cast: Cast) -> None:
    fresh = consortium(cast.authority, "新学区", "district", None)
    join(cast.loose, fresh, "lead", since=LATER)
    with pytest.raises(Refused, match="lead-is-taken"):
        join(named("东二小"), fresh, "lead", since=DAY)


def test_a_guest_cannot_be_made_the_primary_member(cast: Cast) -> None:
    guest = join(named("西二小"), cast.east, "guest")
    with pytest.raises(Refused, match="guests-are-not-counted"):
        make_primary(guest, since=DAY, actor=MAKER)
    assert of_group(cast).is_primary


def of_group(cast: Cast) -> Membership:
    return Membership.objects.get(school__name="西二小", consortium=cast.group)


@pytest.mark.parametrize("day", [DAY, LATER], ids=["on its first day", "later"])
def test_a_section_that_belongs_somewhere_cannot_be_closed(cast: Cast, day: date) -> None:
    stages = ["primary", "junior"]
    change_school(cast.loose, since=DAY, values={}, stages=stages, actor=MAKER)
    junior = cast.loose.sections.get(stage="junior")
    party = join_consortium(
        cast.loose, cast.east, role="member", since=DAY, section=junior, actor=MAKER
    )
    with pytest.raises(Refused, match="section-belongs"):
        change_school(cast.loose, since=day, values={}, stages=["primary"], actor=MAKER)
    assert {each.stage for each in cast.loose.sections.on(day)} == set(stages)
    leave(party, until=LATER)
    change_school(cast.loose, since=LATER, values={}, stages=["primary"], actor=MAKER)


@pytest.mark.parametrize("day", [DAY, LATER], ids=["on that day", "later"])
@pytest.mark.parametrize("again", ["end", "move"])
def test_what_has_ended_neither_ends_again_nor_moves(cast: Cast, again: str, day: date) -> None:
    ended = leave(of("东二小"))
    with pytest.raises(Refused, match="already-ended"):
        leave(ended, day) if again == "end" else move(ended, cast.group, since=day)
    assert places(named("东二小"), day) == {}


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every authority follows a profile that takes no private schools and no second places."""
    profile = loader.read("strict", STRICT)
    monkeypatch.setattr(loader, "load", lambda code: profile)


def test_a_private_school_is_refused_where_the_locality_takes_none(
    cast: Cast, strict: None
) -> None:
    with pytest.raises(Refused, match="private-not-allowed"):
        join(private(cast.loose), cast.east)


def test_where_one_membership_is_all_a_school_moves_but_does_not_join_twice(
    cast: Cast, strict: None
) -> None:
    with pytest.raises(Refused, match="several-not-allowed"):
        join(named("西二小"), cast.east)
    move(of("西二小"), cast.east)
    assert places(named("西二小"), DAY) == {"东学区": "member"}
