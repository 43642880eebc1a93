"""Imports and roll-overs that wait for a second person, for the inbox."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text
from xuequ.kernel.waiting import Shelf, Waiting

from .models import Import, Rollover
from .queries.imports import NEEDS, asked_of
from .queries.rollover import scope as of_rollovers

SHOWN = 21  # the inbox shows twenty, and that there are more
WHAT = Text("导入待第二人确认", "import to confirm as the second person")
ROLL = Text("升年级待第二人确认", "year roll-over to confirm as the second person")


def waiting(actor: Actor, on: date) -> list[Waiting]:
    """What somebody is asked to confirm, the longest waiting first."""
    imports = [_import(each) for each in asked_of(actor)[:SHOWN]]
    rollovers = [_rollover(each) for each in of_rollovers.asked_of(actor)[:SHOWN]]
    return sorted(imports + rollovers, key=lambda each: str(each.since))[:SHOWN]


def _import(each: Import) -> Waiting:
    link = reverse("intake:import_detail", args=[each.pk])
    return Waiting(title=each.file, what=WHAT, link=link, since=each.asked_at)


def _rollover(each: Rollover) -> Waiting:
    link = reverse("intake:rollover_detail", args=[each.pk])
    return Waiting(title=str(each), what=ROLL, link=link, since=each.asked_at)


def count(actor: Actor, on: date) -> int:
    """How many imports and roll-overs wait."""
    return asked_of(actor).count() + of_rollovers.asked_of(actor).count()


def shelves(actor: Actor, on: date) -> list[Shelf]:
    """The lists of imports and of roll-overs."""
    found = []
    if actor.may(NEEDS):
        name, waits = Text("导入", "imports"), asked_of(actor).count()
        found.append(Shelf(name, reverse("intake:import_list"), waits, True))
    if actor.may(of_rollovers.NEEDS):
        name, waits = Text("升年级", "year roll-over"), of_rollovers.asked_of(actor).count()
        found.append(Shelf(name, reverse("intake:rollover_list"), waits, True))
    return found
