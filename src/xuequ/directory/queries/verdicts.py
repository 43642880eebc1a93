"""What the rules of formation say about an authority."""

from __future__ import annotations

from datetime import date

from xuequ.kernel.rulebook import Judgement, rules_in
from xuequ.profiles.clauses import clauses
from xuequ.profiles.entries import Profile

from ..engine import rules
from ..models import Authority
from .settings import policy
from .snapshot import county


def verdicts(authority: Authority, on: date, profile: Profile) -> list[Judgement]:
    """Every rule of the profile's documents on the authority and on each of its consortia."""
    known = clauses()
    mine = [each for each in rules_in(rules) if known[each.clause].is_in(profile.sources)]
    here, in_force = county(authority, on), policy(profile, on)
    found = []
    for rule in mine:
        subjects = (here,) if rule.of == "county" else here.consortia
        found += [Judgement(rule, each.fact(), rule(each, in_force)) for each in subjects]
    return found
