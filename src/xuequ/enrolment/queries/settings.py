"""The policy on enrolment that a round stands under."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.utils import timezone

from xuequ.directory.models import Authority
from xuequ.directory.queries.settings import profile_of
from xuequ.kernel.text import Text
from xuequ.profiles import loader

from ..engine.policy import Enrolment, Regime
from ..engine.preparing.policy_file import policy_in
from ..engine.regimes import regimes_of
from ..models import Round, RuleSet

HEAVY = ("rules", "seats", "policy", "called", "words")  # columns of a rule set few pages read


def policy_of(authority: Authority, on: date) -> Enrolment:
    """The policy of an authority on a day, or what its profile first said if that is later."""
    profile = profile_of(authority, on)
    return loader.policy(Enrolment, profile, "enrolment", max(on, profile.since))


def day_of(found: Round) -> date:
    """The day a round opens, whose policy and register hold for it."""
    return timezone.localdate(found.opens)


def policy_now(found: Round) -> Enrolment:
    """The policy of the day a round opens as texts adopted so far have it."""
    return policy_of(found.authority, day_of(found))


def policy_for(found: Round) -> Enrolment:
    """The policy a round stands under: what was published with its rules, before that the text."""
    rows = RuleSet.objects.filter(round=found, ended_at=None).exclude(published_at=None)
    signed = rows.values_list("pk", "policy_digest").first()
    return policy_now(found) if signed is None else _signed(*signed)


@lru_cache(maxsize=64)
def _signed(pk: int, _: str) -> Enrolment:
    """The policy signed with a version of rules, read once for each row and digest."""
    return policy_in(bytes(RuleSet.objects.values_list("policy", flat=True).get(pk=pk)))


def way_of(found: Round, policy: Enrolment | None = None) -> Regime | None:
    """The way of enrolment of a round by a policy, else its own; none if that has it no longer."""
    ways = regimes_of(policy or policy_for(found))
    return next((each for each in ways if each.code == found.regime), None)


def way_named(found: Round, policy: Enrolment | None = None) -> Text:
    """What the way of enrolment of a round is called."""
    way = way_of(found, policy)
    return Text(way.zh, way.en) if way else Text(found.regime, found.regime)


def responsible_for(found: Round) -> list[Text]:
    """Who answers for enrolment by the policy of a round, and for what."""
    return [Text(each.zh, each.en) for each in policy_for(found).responsible]


def kinds_of(found: Round, policy: Enrolment | None = None) -> dict[str, Text]:
    """The kinds of children for whom seats are kept, by code, by a policy, else by its own."""
    reserves = (policy or policy_for(found)).reserves
    return {e.code: Text(e.zh, e.en) for e in reserves if e.regime == found.regime}


def names_of(policy: Enrolment) -> dict[str, Text]:
    """What kinds, and what decides between equals, are called, by code."""
    ties = {each.code: Text(each.zh, each.en) for each in policy.ties}
    return ties | {each.code: Text(each.zh, each.en) for each in policy.reserves}
