"""How far the preparation of a round has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xuequ.kernel.text import Text

from ..engine.preparing.files import LackingError, Made, made
from ..engine.preparing.policy_file import policy_in
from ..models import Round, RuleSet
from .gathering import preparation


@dataclass(frozen=True, slots=True)
class Standing:
    """What is there of a round, and what comes next.

    Args:
        lacks: what keeps the rules from being made.
        is_stale: the rules were made of something that has changed since.
        step: 1 plan, 2 rules, 3 signatures, 4 publication, 5 published, 6 open.
    """

    rule_set: RuleSet | None
    lacks: list[Text]
    is_stale: bool
    step: int


def current(found: Round) -> RuleSet | None:
    """The rules of a round that hold, or will when they are signed and published."""
    rows = RuleSet.objects.filter(round=found, ended_at=None).select_related("round__authority")
    return rows.prefetch_related("signatures__person").first()


def is_open(found: Round, now: datetime) -> bool:
    """Has the hour of opening come for published rules?  From then on nothing is changed."""
    published = RuleSet.objects.filter(round=found, ended_at=None).exclude(published_at=None)
    return now >= found.opens and published.exists()


def is_same(rule_set: RuleSet, files: Made) -> bool:
    """Would the rules, made now, be the same to the byte, and the policy say the same?

    A setting that a later version of the product has added, and the policy is silent about,
    makes no other policy.
    """
    kept = bytes(rule_set.rules), bytes(rule_set.seats)
    if kept != (files.rules_file, files.seats_file):
        return False
    return policy_in(bytes(rule_set.policy)) == policy_in(files.policy_file)


def how_far(found: Round, now: datetime) -> Standing:
    """How far a round has come."""
    rule_set = current(found)
    try:
        files, lacking = made(preparation(found)), []
    except LackingError as lack:
        files, lacking = None, lack.texts
    is_stale = rule_set is not None and (files is None or not is_same(rule_set, files))
    return Standing(rule_set, lacking, is_stale, _step(found, rule_set, lacking, now))


def _step(found: Round, rule_set: RuleSet | None, lacking: list[Text], now: datetime) -> int:
    if rule_set is None:
        return 1 if lacking else 2
    if rule_set.published_at is not None:
        return 6 if now >= found.opens else 5
    return 4 if rule_set.is_signed else 3
