"""What the rules of governance say about an authority."""

from __future__ import annotations

from datetime import date

from xuequ.directory.models import Authority
from xuequ.directory.queries import settings as directory_settings
from xuequ.directory.queries.snapshot import county as registry
from xuequ.kernel.rulebook import Judgement, rules_in
from xuequ.profiles.clauses import clauses
from xuequ.profiles.entries import Profile

from ..engine import rules
from . import snapshot
from .settings import policy


def verdicts(authority: Authority, on: date, profile: Profile) -> list[Judgement]:
    """Every rule of the profile's documents on the authority and on each of its consortia."""
    known = clauses()
    mine = [each for each in rules_in(rules) if known[each.clause].is_in(profile.sources)]
    if not mine:
        return []
    formation = directory_settings.policy(profile, on).formation
    bases = registry(authority, on).consortia
    county, units = snapshot.governed(authority, on, bases, formation)
    in_force = policy(profile, on)
    found = []
    for rule in mine:
        for each in (county,) if rule.of == "county" else units:
            found.append(Judgement(rule, each.fact(), rule(each, in_force)))
    return found
