"""Postings: what they need, what they refuse, what the policy offers for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casting import MAKER, OPENING, staff
from support_plugin import Cast
from working import teacher
from xuequ.directory.models import Pairing, Person, Posting
from xuequ.directory.queries.offered import directions, subject_said, tiers
from xuequ.directory.services.pairings import withdraw_pairing
from xuequ.directory.services.postings import end_posting, withdraw_posting
from xuequ.directory.tests.belonging import DAY, EVE, LATER, named
from xuequ.directory.tests.moving import AWAY, HOME, bind, follow, post
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.models import Line
from xuequ.web.refusals import explain

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=9)


@pytest.fixture
def goes(cast: Cast) -> Person:
    """A teacher of 东二小, in a county whose policy knows directions and tiers."""
    follow(cast, "mingzhu")
    return teacher(named(HOME), "走演示")


def test_somebody_is_posted_in_a_direction_by_a_decision(cast: Cast, goes: Person) -> None:
    until = DAY + timedelta(days=300)
    made = post(goes, direction="乡镇教师到城里交流", subject="数学", decision="文1号", until=until)
    assert (made.direction, made.subject, made.until) == ("town_to_city", "数学", until)
    assert made.is_synthetic and made.authority == cast.authority
    line = Line.objects.latest("number")
    assert (line.verb, line.name) == ("post-teacher", "走演示 → 孤小")
    assert line.note == {
        "since": DAY.isoformat(),
        "from_school": HOME,
        "direction": "town_to_city",
        "decision": "文1号",
    }


def test_a_posting_ends_with_either_school(cast: Cast, goes: Person) -> None:
    cast.loose.until = LATER
    cast.loose.save()
    assert post(goes, until=LATER + timedelta(days=9)).until == LATER


def test_a_leader_needs_a_post_and_no_lessons(cast: Cast) -> None:
    dean = staff(named(HOME), "dean", "教演示").person
    with pytest.raises(Refused, match="does-not-teach-there"):
        post(dean)
    assert post(dean, kind="leader").kind == "leader"


POSTED: dict[str, tuple[str, Callable[[Person], Any]]] = {
    "to the own school": ("same-school", lambda p: post(p, to_school=named(HOME))),
    "to another authority": ("place-elsewhere", lambda p: post(p, to_school=named("邻一小"))),
    "from another authority": ("place-elsewhere", lambda p: post(p, from_school=named("邻一小"))),
    "from where nothing is taught": (
        "does-not-teach-there",
        lambda p: post(p, from_school=named("东三小")),
    ),
    "before anything was taught": (
        "not-yet-begun",
        lambda p: post(p, OPENING - timedelta(days=1)),
    ),
    "a leader without work there": (
        "does-not-work-there",
        lambda p: post(p, from_school=named("东三小"), kind="leader"),
    ),
    "in an unknown direction": ("unknown-direction", lambda p: post(p, direction="up_the_hill")),
    "ending on the first day": ("ends-before-it-begins", lambda p: post(p, until=DAY)),
    "withdrawing what is in force": (
        "already-in-force",
        lambda p: withdraw_posting(post(p), today=DAY, actor=MAKER),
    ),
    "ending before it begins": (
        "ends-before-it-begins",
        lambda p: end_posting(post(p), until=EVE, actor=MAKER),
    ),
}


@pytest.mark.parametrize("what", POSTED)
def test_a_posting_that_cannot_be_is_refused_in_words(goes: Person, what: str) -> None:
    code, act = POSTED[what]
    with pytest.raises(Refused, match=code) as refused, transaction.atomic():
        act(goes)
    assert explain(refused.value)
    assert not Posting.objects.exists()


def test_a_locality_without_packages_takes_no_direction(cast: Cast, goes: Person) -> None:
    follow(cast, "xingning")
    with pytest.raises(Refused, match="no-directions"):
        post(goes, direction="town_to_city")
    assert post(goes).direction == ""


@pytest.mark.parametrize(
    ("since", "until"),
    [(DAY, None), (EVE, LATER), (LATER, None), (EVE, None)],
    ids=["from the same day", "over its beginning", "later on", "around it"],
)
def test_nobody_is_posted_twice_on_one_day(goes: Person, since: date, until: date | None) -> None:
    post(goes, until=LATER + timedelta(days=1))
    with pytest.raises(Refused, match="posted-then"):
        post(goes, since, to_school=named("东三小"), until=until)


def test_the_next_posting_may_begin_on_the_day_the_last_has_ended(goes: Person) -> None:
    post(goes, until=LATER)
    post(goes, LATER, to_school=named("东三小"))
    assert [each.to_school.name for each in Posting.objects.on(LATER)] == ["东三小"]


def test_the_database_keeps_one_open_posting_of_a_person_and_one_open_mentor_of_a_tier(
    goes: Person,
) -> None:
    first, pairing = post(goes), bind(teacher(named(HOME), "导演示"), goes)
    for row in (first, pairing):
        row.pk, row._state.adding = None, True
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_a_posting_to_come_is_withdrawn_but_not_under_a_pairing(goes: Person) -> None:
    made = post(goes, SOON)
    bound = bind(teacher(named(AWAY), "导演示"), goes, SOON, school=named(AWAY))
    with pytest.raises(Refused, match="work-to-come"):
        withdraw_posting(made, today=TODAY, actor=MAKER)
    assert withdraw_pairing(bound, today=TODAY, actor=MAKER) == goes
    assert withdraw_posting(made, today=TODAY, actor=MAKER) == goes
    assert not Posting.objects.exists() and not Pairing.objects.exists()
    assert [each.verb for each in Line.objects.order_by("-number")[:2]] == [
        "withdraw-posting",
        "withdraw-pairing",
    ]


def test_what_the_policy_offers_is_read_from_it(cast: Cast, goes: Person) -> None:
    assert [*directions(cast.authority, DAY)] == ["town_to_city", "city_to_town"]
    assert [*tiers(cast.authority, DAY)] == [1, 2, 3]


def test_a_subject_is_kept_by_its_chinese_name_where_the_policy_knows_it() -> None:
    known = {"maths": Text("数学", "Mathematics")}
    said = [subject_said(each, known) for each in ("maths", "mathematics", "数 学", "劳动", "")]
    assert said == ["数学", "数学", "数学", "劳动", ""]
