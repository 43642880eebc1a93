"""What the board is told of meetings held."""

from __future__ import annotations

from datetime import date

from xuequ.directory.models import Authority
from xuequ.kernel.rulebook import Judgement, rules_in
from xuequ.profiles.clauses import clauses
from xuequ.profiles.entries import Profile

from ..engine import rules
from .meeting_kinds import rhythms, units_of


def verdicts(authority: Authority, on: date, profile: Profile) -> list[Judgement]:
    """The clauses of the profile's documents that ask for a meeting, place by place."""
    known = clauses()
    mine = [each for each in rules_in(rules) if known[each.clause].is_in(profile.sources)]
    if not mine:
        return []
    units = units_of(authority, on)
    found = rhythms(authority, on, profile, units)
    county = rules.Place("county", authority.pk, authority.name, on, tuple(found[None]))
    places = [
        rules.Place("consortium", each.pk, each.label, on, tuple(found[each.pk])) for each in units
    ]
    return [
        Judgement(rule, place.fact(), rule(place))
        for rule in mine
        for place in ([county] if rule.of == "county" else places)
    ]
