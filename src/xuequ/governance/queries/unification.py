"""How far the items of the catalogues have come, consortium by consortium."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from xuequ.directory.models import Consortium

from ..engine.policy import Catalogue, Item, Unification
from ..models import UnificationStatus


@dataclass(frozen=True, slots=True)
class Entry:
    """One item with its status on the day, and the spans before."""

    key: str
    item: Item
    now: UnificationStatus | None
    past: tuple[UnificationStatus, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Consortia against items: the status on the day."""

    columns: tuple[tuple[str, Item], ...]
    rows: tuple[tuple[Consortium, tuple[UnificationStatus | None, ...], int], ...]
    totals: tuple[int, ...]  # how many consortia have reached each item


def entries(
    consortium: Consortium, policy: Unification, on: date
) -> list[tuple[Catalogue, list[Entry]]]:
    """The catalogues of a locality with what is on record in one consortium."""
    rows: dict[str, list[UnificationStatus]] = {}
    for each in UnificationStatus.objects.filter(consortium=consortium).order_by("-since"):
        rows.setdefault(each.item, []).append(each)
    found = []
    for catalogue in policy.sets:
        mine = []
        for key, item in zip(catalogue.keys(), catalogue.items, strict=True):
            spans = rows.get(key, [])
            now = next((each for each in spans if each.is_in_force(on)), None)
            mine.append(Entry(key, item, now, tuple(each for each in spans if each is not now)))
        found.append((catalogue, mine))
    return found


def matrix(units: list[Consortium], catalogue: Catalogue, on: date) -> Matrix:
    """One catalogue over all consortia given."""
    columns = tuple(zip(catalogue.keys(), catalogue.items, strict=True))
    held = {
        (each.consortium_id, each.item): each
        for each in UnificationStatus.objects.on(on).filter(consortium__in=units)
    }
    rows, totals = [], Counter[str]()
    for unit in units:
        cells = tuple(held.get((unit.pk, key)) for key, _ in columns)
        reached = [each.item for each in cells if each is not None and each.status == "reached"]
        totals += Counter(reached)
        rows.append((unit, cells, len(reached)))
    return Matrix(columns, tuple(rows), tuple(totals[key] for key, _ in columns))
