"""Trials of a policy that were started for a round, and what they found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from xuequ.kernel.actors import Actor
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text
from xuequ.runs.models import Run

from ..models import Round
from .access import CHANGE

KIND = "enrolment.trial"
NOBODY = Text("未安排", "no place")
COLUMNS = (
    Column("way", "换用办法", "Under"),
    Column("before", "按本地办法", "By the policy's own"),
    Column("after", "改为", "Would be at"),
    Column("children", "人数", "Children", number=True),
)


@dataclass(frozen=True, slots=True)
class Tried:
    """A trial in the list of a round."""

    run: Run
    children: int
    text: str


def page_of(values: Mapping[str, Any]) -> str:
    """Where a trial belongs: the list of its round."""
    return reverse("enrolment:trial_list", args=[values["round"]])


def trials(*, seen_by: Actor) -> QuerySet[Run]:
    """The trials of the reader's authority, the latest first: whoever prepares sees them all."""
    found = Run.objects.filter(kind=KIND)
    if seen_by.everywhere:
        return found
    if not seen_by.may(CHANGE) or seen_by.school or seen_by.consortium:
        return found.none()
    return found.filter(authority=seen_by.authority)


def trials_of(found: Round, *, seen_by: Actor) -> list[Tried]:
    """Those of a round."""
    known = ((run, run.opened("inputs")) for run in trials(seen_by=seen_by)[:MOST])
    return [
        Tried(run, values["children"], values["text"])
        for run, values in known
        if values["round"] == found.pk
    ]


MOST = 200  # latest trials of an authority that are looked through


def moved(kept: Mapping[str, Any]) -> Table:
    """Who would be elsewhere, a line for each way and pair of schools."""
    return Table(
        Text("去向变化", "Who would be elsewhere"),
        COLUMNS,
        list(_rows(kept)),
        (
            Text(
                "第一次抽签的结果，只计学校改变的儿童。",
                "In the first draw; children whose school changes are counted.",
            ),
        ),
    )


def on_map(kept: Mapping[str, Any], way: str) -> dict[str, object]:
    """Schools with a place, and the lines between them, for one way."""
    names: list[str] = kept["schools"]
    places: Mapping[str, list[float]] = kept["places"]
    lines = [
        {"from": places[names[a]], "to": places[names[b]], "children": count,
         "names": [names[a], names[b]]}
        for a, b, count in kept["moves"].get(way, ())
        if a >= 0 and b >= 0 and names[a] in places and names[b] in places
    ]  # fmt: skip
    change = dict.fromkeys(names, 0)
    for a, b, count in kept["moves"].get(way, ()):
        if a >= 0:
            change[names[a]] -= count
        if b >= 0:
            change[names[b]] += count
    schools = [
        {"name": name, "at": places[name], "change": change[name]}
        for name in names
        if name in places
    ]
    return {"schools": schools, "lines": lines}


def _rows(kept: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    names: list[str] = kept["schools"]
    for code, pairs in kept["moves"].items():
        way = Text(*kept["ways"][code])
        for before, after, count in pairs:
            yield way, _school(names, before), _school(names, after), count


def _school(names: list[str], number: int) -> Text | str:
    return NOBODY if number < 0 else names[number]
