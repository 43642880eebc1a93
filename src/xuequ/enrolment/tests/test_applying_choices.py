"""Choices by rank, children placed together, crowding, and rules that were published anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.enrolment.models import Application, RuleSet
from xuequ.enrolment.queries.applying import pages
from xuequ.enrolment.queries.settings import policy_for
from xuequ.enrolment.services.applying.drafts import (
    begin_application,
    save_choices,
    save_companion,
)
from xuequ.enrolment.services.applying.handing import withdraw
from xuequ.enrolment.tests.families import OPEN, begun, child, eyes, filled, handed, parent
from xuequ.enrolment.tests.world import CLOSES, NAMES, published
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_choices(cast: Cast) -> tuple[RuleSet, Actor, list[School]]:
    """A round in which two juniors are chosen from, a parent, and the juniors."""
    cast.authority.profile = "guilin"
    cast.authority.save()
    rule_set = published(cast, regime="lottery", stage="junior")
    schools = [School.objects.get(name=each) for each in NAMES]
    return rule_set, eyes(parent(cast)), schools


def ranked(row: Application) -> list[tuple[int, str]]:
    return list(row.choices.values_list("rank", "school__name"))


@pytest.mark.clause("ENR-08", "ENR-27")
def test_schools_are_chosen_by_rank_none_twice_and_a_rank_may_stay_empty(
    by_choices: tuple[RuleSet, Actor, list[School]],
) -> None:
    rule_set, actor, (first, second) = by_choices
    row = filled(begun(actor, rule_set), actor)
    with pytest.raises(Refused, match="application-lacks"):
        handed(row, actor)
    wrong: list[tuple[list[int | None], str]] = [
        ([first.pk, first.pk], "chosen-twice"), ([999999], "choice-not-offered"),
        ([first.pk, second.pk, None], "nothing-to-choose"),
    ]  # fmt: skip
    row.refresh_from_db()
    for choices, code in wrong:
        with pytest.raises(Refused, match=code):
            save_choices(row, row.revision, choices, actor=actor, now=OPEN)
    save_choices(row, row.revision, [None, second.pk], actor=actor, now=OPEN)
    made = handed(row, actor)
    assert ranked(row) == [(2, second.name)]
    assert made.submission.content["choices"] == {"2": second.name}


def test_children_placed_together_have_one_list_of_choices_now_and_later(
    by_choices: tuple[RuleSet, Actor, list[School]],
) -> None:
    rule_set, actor, (first, second) = by_choices
    one = begun(actor, rule_set)
    other = begin_application(child(actor, "SYN-C-0002"), rule_set.round, actor=actor, now=OPEN)
    other = filled(other, actor)
    save_companion(other, other.revision, one.pk, actor=actor, now=OPEN)
    other.refresh_from_db()
    with pytest.raises(Refused, match="choices-are-accompanied"):
        save_choices(other, other.revision, [first.pk], actor=actor, now=OPEN)
    with pytest.raises(Refused, match="companion-not-handed-in"):
        handed(other, actor)
    code = handed(filled(one, actor, first, second), actor).code
    handed(other, actor)
    assert ranked(other) == [(1, first.name), (2, second.name)]
    with pytest.raises(Refused, match="companions-stay"):
        withdraw(one, code=code, actor=actor, now=OPEN)
    one.refresh_from_db()
    save_choices(one, one.revision, [second.pk, first.pk], actor=actor, now=OPEN)
    handed(one, actor, code=code)
    assert ranked(other) == ranked(one) == [(1, second.name), (2, first.name)]
    assert other.submissions.count() == 2


def test_crowding_is_shown_only_where_the_policy_says_so(
    by_choices: tuple[RuleSet, Actor, list[School]], monkeypatch: pytest.MonkeyPatch
) -> None:
    rule_set, actor, (first, second) = by_choices
    handed(filled(begun(actor, rule_set), actor, first, second), actor)
    assert pages.crowding(rule_set.round) == {}
    policy = replace(policy_for(rule_set.round), crowding_shown=True)
    monkeypatch.setattr(pages, "policy_for", lambda _: policy)
    assert pages.crowding(rule_set.round) == {first.pk: "1/90", second.pk: "0/90"}


def test_what_was_handed_in_under_other_rules_is_to_be_confirmed_again(
    by_choices: tuple[RuleSet, Actor, list[School]],
) -> None:
    rule_set, actor, (first, second) = by_choices
    row = filled(begun(actor, rule_set), actor, first, second)
    code = handed(row, actor).code
    row.refresh_from_db()
    assert not pages.view_of(row, OPEN).again
    RuleSet.objects.filter(pk=rule_set.pk).update(ended_at=OPEN)
    new: Any = RuleSet.objects.get(pk=rule_set.pk)
    new.pk, new.version, new.ended_at = None, 2, None
    new.save(force_insert=True)
    assert pages.view_of(row, OPEN).again
    handed(row, actor, code=code)
    row.refresh_from_db()
    assert row.rule_set == new and not pages.view_of(row, OPEN).again


def test_what_was_returned_is_corrected_after_the_closing_but_not_its_choices(
    by_choices: tuple[RuleSet, Actor, list[School]],
) -> None:
    rule_set, actor, (first, second) = by_choices
    row = filled(begun(actor, rule_set), actor, first, second)
    code = handed(row, actor).code
    Application.objects.update(state="returned")
    late: dict[str, Any] = {"code": code, "now": CLOSES + timedelta(days=1)}
    row.refresh_from_db()
    save_choices(row, row.revision, [second.pk], actor=actor, now=late["now"])
    with pytest.raises(Refused, match="choices-are-closed"):
        handed(row, actor, **late)
    row.refresh_from_db()
    save_choices(row, row.revision, [first.pk, second.pk], actor=actor, now=late["now"])
    handed(row, actor, **late)
    assert Application.objects.get().state == "submitted"
