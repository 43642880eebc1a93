"""The policy is signed with the rules: no text adopted after publication changes a round."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from support_plugin import Cast
from xuequ.directory.queries.settings import adopted
from xuequ.directory.services.adoptions import NewPolicy, adopt_policy
from xuequ.enrolment.models import Application, RuleSet
from xuequ.enrolment.queries.applying.terms import terms_of
from xuequ.enrolment.queries.checking.items import standard_for
from xuequ.enrolment.queries.preparing import how_far
from xuequ.enrolment.queries.published import sealed
from xuequ.enrolment.queries.settings import policy_for, policy_now
from xuequ.enrolment.services.checking.settings import settled as settled_checks
from xuequ.enrolment.services.rules import make_rules, publish_rules, sign_rules
from xuequ.enrolment.tests.checking import accepts, decides, settled, waits
from xuequ.enrolment.tests.world import NOW, published, ruled, second
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
SINCE = date(2026, 9, 1)
PROVED = {"type": "1", "home": 150}


def adopts(cast: Cast, points: int) -> None:
    """A text by which an owner begins with so many points."""
    text = f"""
extends = "xingning"
name = {{ zh = "测试", en = "Test" }}

[enrolment.points]
clause = "ENR-09"
unit = {{ zh = "积分标准", en = "a points standard" }}
binding = "must"
values = [{{ from = 2026-01-01, value = {{ types = [
  {{ code = "1", zh = "房主", en = "owner", base_points = {points} }},
  {{ code = "2", zh = "租户", en = "tenant", base_points = 60 }},
], additions = [
  {{ code = "home", zh = "居住", en = "residence", points = 0.1, per = "month", cap = 10 }},
] }} }}]
"""
    held = adopted(cast.authority, SINCE)
    new = NewPolicy(text, SINCE, "2026年1号")
    adopt_policy(cast.authority, new, seen=held.pk if held else None, actor=cast.bureau)


def owner(found: Any) -> int:
    """The points an owner begins with by a policy or a standard."""
    table = getattr(found, "points", None) or found.table
    return int(table.types[0].base_points)


@pytest.mark.clause("ENR-09")
def test_a_text_adopted_after_publication_changes_nothing_and_stops_no_check(cast: Cast) -> None:
    adopts(cast, 80)
    rule_set = settled(cast)
    waits(rule_set, 1)
    waits(rule_set, 2)
    decides(cast.bureau, rule_set, accepts(items=PROVED))
    adopts(cast, 99)
    found = rule_set.round
    assert (owner(policy_now(found)), owner(policy_for(found))) == (99, 80)
    assert (owner(terms_of(rule_set)), owner(standard_for(found))) == (80, 80)
    assert settled_checks(found).round_id == found.pk
    decides(cast.bureau, rule_set, accepts(items=PROVED))
    assert {*Application.objects.values_list("points", flat=True)} == {"90"}


@pytest.mark.clause("ENR-09")
def test_a_text_adopted_before_they_are_signed_makes_the_rules_stale(cast: Cast) -> None:
    adopts(cast, 80)
    rule_set = ruled(cast)
    sign_rules(rule_set, actor=cast.bureau, now=NOW)
    adopts(cast, 99)
    assert how_far(rule_set.round, NOW).is_stale
    other = second(cast)
    with pytest.raises(Refused, match="rules-are-stale"):
        sign_rules(rule_set, actor=other, now=NOW)
    again = make_rules(rule_set.round, actor=cast.bureau, now=NOW)
    assert (again.version, again.policy_digest != rule_set.policy_digest) == (2, True)
    for actor in (cast.bureau, other):
        sign_rules(again, actor=actor, now=NOW)
    publish_rules(again, actor=cast.bureau, now=NOW + timedelta(hours=1))
    assert Line.objects.latest("number").note["policy_digest"] == again.policy_digest
    assert owner(policy_for(again.round)) == 99


def test_everybody_reads_the_points_that_were_signed_and_gets_their_file(
    cast: Cast, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(hours=2))
    cast.authority.is_public = True
    cast.authority.save()
    adopts(cast, 80)
    rule_set = published(cast)
    client.cookies["language"] = "en"
    page = client.get(reverse("enrolment:public_round", args=[rule_set.round_id])).content.decode()
    assert "Type «owner»: 80." in page and rule_set.policy_digest in page
    assert "Added for «residence»: 0.1 for each full month, at most 10." in page
    file = client.get(reverse("enrolment:public_round_file", args=[rule_set.round_id, "policy"]))
    assert sha256(file.content).hexdigest() == rule_set.policy_digest
    assert 'filename="policy.json"' in file["Content-Disposition"]


def test_a_policy_that_was_tampered_with_is_told(cast: Cast) -> None:
    rule_set = published(cast)
    assert sealed(rule_set).is_whole
    other = bytes(rule_set.policy).replace(b'"uniform_points":false', b'"uniform_points":true')
    RuleSet.objects.filter(pk=rule_set.pk).update(policy=other)
    assert not sealed(RuleSet.objects.get(pk=rule_set.pk)).is_whole
