"""What is registered of districts and groups, and of who belongs to them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import lru_cache
from typing import Any

from ...engine.policy import Membership as Rules
from ...engine.taking import consortia, memberships
from ...engine.taking.consortia import Union, Unions
from ...engine.taking.marks import Spell
from ...engine.taking.ties import Tie, Ties
from ...models import (
    Authority,
    Consortium,
    ConsortiumStanding,
    Membership,
    SchoolStanding,
    Section,
)
from ..settings import policy_of
from .sites import sites_of

FACTS = ("form", *consortia.FACTS)


def unions_of(authority: Authority) -> Unions:
    """Every consortium an authority has or had."""
    fields = ("id", "label", "kind", "since", "until", "name")
    rows = Consortium.objects.filter(authority=authority).order_by("since", "id")
    return Unions([Union(*each) for each in rows.values_list(*fields)])


def known_consortia(authority: Authority, on: date) -> consortia.Known:
    """What a sheet of consortia is compared with."""
    rows = ConsortiumStanding.objects.filter(consortium__authority=authority)
    standings = _spells(rows, "consortium", FACTS)
    return consortia.Known(
        unions_of(authority), standings, policy_of(authority, on).formation.forms
    )


def known_memberships(authority: Authority) -> memberships.Known:
    """What a sheet of memberships is compared with."""
    fields = (
        "id", "school", "consortium", "role", "since", "until", "is_primary", "section__stage",
        "order",
    )  # fmt: skip
    rows = Membership.objects.filter(consortium__authority=authority).order_by("since", "id")
    ties = [
        Tie(pk, site, union, role, since, until, primary, stage or "", order)
        for pk, site, union, role, since, until, primary, stage, order in rows.values_list(*fields)
    ]
    mine = {"school__authority": authority}
    return memberships.Known(
        ties=Ties(ties, sites_of(authority), unions_of(authority)),
        rules=_rules(authority),
        standings=_spells(SchoolStanding.objects.filter(**mine), "school", ("ownership",)),
        sections=_spells(Section.objects.filter(**mine), "school", ("stage",)),
    )


def _rules(authority: Authority) -> Any:
    @lru_cache(maxsize=64)
    def rules(on: date) -> Rules:
        return policy_of(authority, on).membership

    return rules


def _spells(rows: Any, owner: str, fields: tuple[str, ...]) -> dict[int, list[Spell]]:
    found: dict[int, list[Spell]] = defaultdict(list)
    for pk, since, until, *values in rows.order_by("since").values_list(
        owner, "since", "until", *fields
    ):
        found[pk].append(Spell(since, until, dict(zip(fields, values, strict=True))))
    return found
