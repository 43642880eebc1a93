"""The policy on enrolment that a round stands under."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from xuequ.directory.models import Authority
from xuequ.directory.queries.settings import profile_of
from xuequ.kernel.text import Text
from xuequ.profiles import loader

from ..engine.policy import Enrolment, Regime
from ..engine.regimes import regimes_of
from ..models import Round


def policy_of(authority: Authority, on: date) -> Enrolment:
    """The policy of an authority on a day, or what its profile first said if that is later."""
    profile = profile_of(authority, on)
    return loader.policy(Enrolment, profile, "enrolment", max(on, profile.since))


def day_of(found: Round) -> date:
    """The day a round opens, whose policy and register hold for it."""
    return timezone.localdate(found.opens)


def policy_for(found: Round) -> Enrolment:
    """The policy a round stands under: that of the day it opens."""
    return policy_of(found.authority, day_of(found))


def way_of(found: Round) -> Regime | None:
    """The way of enrolment of a round; none if the policy no longer has it."""
    return next((e for e in regimes_of(policy_for(found)) if e.code == found.regime), None)


def way_named(found: Round) -> Text:
    """What the way of enrolment of a round is called."""
    way = way_of(found)
    return Text(way.zh, way.en) if way else Text(found.regime, found.regime)


def responsible_for(found: Round) -> list[Text]:
    """Who answers for enrolment by the policy of a round, and for what."""
    return [Text(each.zh, each.en) for each in policy_for(found).responsible]


def kinds_of(found: Round) -> dict[str, Text]:
    """The kinds of children for whom seats are kept, by code, in their order."""
    reserves = policy_for(found).reserves
    return {e.code: Text(e.zh, e.en) for e in reserves if e.regime == found.regime}


def names_of(policy: Enrolment) -> dict[str, Text]:
    """What kinds, and what decides between equals, are called, by code."""
    ties = {each.code: Text(each.zh, each.en) for each in policy.ties}
    return ties | {each.code: Text(each.zh, each.en) for each in policy.reserves}
