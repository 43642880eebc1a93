"""What is registered of schools: facts, stages, campuses, names, memberships of their sections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from ...engine.taking.marks import Spell
from ...engine.taking.registered import FACTS, Known
from ...models import Authority, Campus, Membership, SchoolName, SchoolStanding, Section
from ...models.dated import overlapping
from .sites import borne_elsewhere, sites_of

PLACE = ("name", "address", "phone", "longitude", "latitude", "datum")


def known_schools(authority: Authority, on: date, codes: Collection[str]) -> Known:
    """Everything a sheet of schools is compared with."""
    mine = {"school__authority": authority}
    named: dict[tuple[int, str, str], list[Spell]] = defaultdict(list)
    for school, kind, name, since, until in SchoolName.objects.filter(**mine).values_list(
        "school", "kind", "name", "since", "until"
    ):
        named[school, kind, name].append(Spell(since, until))
    bound = Membership.objects.filter(overlapping(on, None), **mine).exclude(section=None)
    return Known(
        sites=sites_of(authority),
        abroad=borne_elsewhere(authority, codes),
        standings=_spells(SchoolStanding.objects.filter(**mine), FACTS),
        sections=_spells(Section.objects.filter(**mine), ("stage",)),
        campuses=_spells(Campus.objects.filter(**mine), PLACE),
        names=named,
        bound={
            (school, stage): label
            for school, stage, label in bound.values_list(
                "school", "section__stage", "consortium__label"
            )
        },
    )


def _spells(rows: Any, fields: tuple[str, ...]) -> dict[int, list[Spell]]:
    """The rows by school."""
    found: dict[int, list[Spell]] = defaultdict(list)
    for school, since, until, *values in rows.order_by("id").values_list(
        "school", "since", "until", *fields
    ):
        found[school].append(Spell(since, until, dict(zip(fields, values, strict=True))))
    return found
