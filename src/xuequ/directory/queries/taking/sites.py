"""The schools a sheet may name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from ...engine.taking.sites import Site, Sites
from ...models import Authority, School, SchoolName


def sites_of(authority: Authority, *, only: Collection[int] | None = None) -> Sites:
    """Every school an authority has or had, with all its names; `only` some of them."""
    names: dict[int, set[str]] = defaultdict(set)
    for school, name in SchoolName.objects.filter(school__authority=authority).values_list(
        "school", "name"
    ):
        names[school].add(name)
    rows = School.objects.filter(authority=authority).order_by("id")
    return Sites(
        Site(pk, name, since, until, code, frozenset(names[pk]))
        for pk, name, since, until, code in rows.values_list("id", "name", "since", "until", "code")
        if only is None or pk in only
    )


def borne_elsewhere(authority: Authority, codes: Collection[str]) -> dict[str, str]:
    """Which of the codes schools of other authorities bear, and which schools."""
    wanted = set(codes) - {""}
    rows = School.objects.exclude(authority=authority).exclude(code=None)
    found = rows.values_list("code", "authority__name", "name")
    return {str(code): f"{whose} {name}" for code, whose, name in found if code in wanted}
