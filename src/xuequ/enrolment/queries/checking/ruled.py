"""The published rules of a round, by which its applications are checked."""

from __future__ import annotations

from ...engine.places.rules import Rules
from ...engine.places.rules_file import rules_of
from ...models import Round


def rules_in_force(found: Round) -> Rules | None:
    """The rules signed by two people and published; read from the bytes they signed."""
    rule_set = found.rule_sets.filter(ended_at=None).exclude(published_at=None).first()
    return None if rule_set is None else rules_of(bytes(rule_set.rules))


def asks(found: Round, claim: str) -> bool:
    """Do the rules in force place children by "points", by "class", by "draw"?"""
    rules = rules_in_force(found)
    return rules is not None and any(each.by == claim for each in rules.stages)
