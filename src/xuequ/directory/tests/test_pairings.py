"""Pairings of mentor and apprentice: what they need, refuse, and belong to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from casting import MAKER, OPENING
from support_plugin import Cast
from working import teacher
from xuequ.directory.models import Pairing, Person
from xuequ.directory.services.pairings import end_pairing, withdraw_pairing
from xuequ.directory.services.postings import end_posting
from xuequ.directory.tests.belonging import DAY, LATER, named
from xuequ.directory.tests.moving import AWAY, HOME, bind, follow, post
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line
from xuequ.web.refusals import explain

pytestmark = pytest.mark.django_db


@pytest.fixture
def goes(cast: Cast) -> Person:
    """A teacher of 东二小, in a county whose policy knows directions and tiers."""
    follow(cast, "mingzhu")
    return teacher(named(HOME), "走演示")


def test_a_pairing_where_somebody_is_posted_belongs_to_the_posting_and_ends_with_it(
    goes: Person,
) -> None:
    made = post(goes, until=LATER + timedelta(days=9))
    host = teacher(named(AWAY), "导演示")
    learns, teaches = (
        bind(host, goes, school=named(AWAY), subject="数学"),
        bind(goes, host, school=named(AWAY)),
    )
    assert [each.posting for each in (learns, teaches)] == [made, made]
    assert learns.until == made.until
    end_posting(made, until=LATER, actor=MAKER)
    learns.refresh_from_db()
    assert learns.until == LATER
    assert Line.objects.latest("number").note["pairings"] == 2
    with pytest.raises(Refused, match="already-ended"):
        end_posting(made, until=LATER, actor=MAKER)


def test_a_pairing_at_the_own_school_belongs_to_no_posting(goes: Person) -> None:
    post(goes)
    assert bind(teacher(named(HOME), "导演示"), goes).posting is None


def test_an_apprentice_has_a_mentor_of_each_tier_and_of_each_sort(goes: Person) -> None:
    mentor = teacher(named(HOME), "导演示")
    for values in ({"tier": 1}, {"tier": 2}, {"tier": 1, "kind": "class_teacher"}):
        bind(mentor, goes, **values)
    with pytest.raises(Refused, match="tier-is-taken"):
        bind(teacher(named(HOME), "另演示"), goes, LATER, tier=2)
    first = goes.mentors.get(tier=2)
    end_pairing(first, until=LATER, actor=MAKER)
    bind(teacher(named(HOME), "后演示"), goes, LATER, tier=2)
    assert Line.objects.latest("number").verb == "pair"
    with pytest.raises(Refused, match="ends-before-it-begins"):
        end_pairing(goes.mentors.get(tier=1, kind="teaching"), until=DAY, actor=MAKER)


PAIRED: dict[str, tuple[str, Callable[[Person, Person], Any]]] = {
    "with oneself": ("mentor-is-apprentice", lambda m, p: bind(p, p)),
    "at a school of another authority": (
        "place-elsewhere",
        lambda m, p: bind(m, p, school=named("邻一小")),
    ),
    "with a mentor of another authority": (
        "place-elsewhere",
        lambda m, p: bind(teacher(named("邻一小"), "邻师"), p),
    ),
    "at a tier the policy has not": ("unknown-tier", lambda m, p: bind(m, p, tier=4)),
    "where the apprentice does not work": (
        "does-not-work-there",
        lambda m, p: bind(m, p, school=named("东三小")),
    ),
    "before the school opened": (
        "does-not-work-there",
        lambda m, p: bind(m, p, OPENING - timedelta(days=1)),
    ),
    "ending on the first day": ("ends-before-it-begins", lambda m, p: bind(m, p, until=DAY)),
    "withdrawing what is in force": (
        "already-in-force",
        lambda m, p: withdraw_pairing(bind(m, p), today=DAY, actor=MAKER),
    ),
}


@pytest.mark.parametrize("what", PAIRED)
def test_a_pairing_that_cannot_be_is_refused_in_words(goes: Person, what: str) -> None:
    code, act = PAIRED[what]
    mentor = teacher(named(HOME), "导演示")
    with pytest.raises(Refused, match=code) as refused, transaction.atomic():
        act(mentor, goes)
    assert explain(refused.value)
    assert not Pairing.objects.exists()


def test_a_pairing_does_not_outlast_the_posting_it_belongs_to(goes: Person) -> None:
    post(goes, until=LATER)
    host = teacher(named(AWAY), "导演示")
    with pytest.raises(Refused, match="outlasts-posting"):
        bind(host, goes, school=named(AWAY), until=LATER + timedelta(days=1))


def test_where_the_policy_names_no_tiers_there_are_nine(cast: Cast, goes: Person) -> None:
    follow(cast, "xingning")
    mentor = teacher(named(HOME), "导演示")
    assert bind(mentor, goes, tier=9).tier == 9
    with pytest.raises(Refused, match="unknown-tier"):
        bind(mentor, goes, tier=10)
