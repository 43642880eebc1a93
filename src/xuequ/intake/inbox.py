"""Imports that wait for a second person, for the inbox."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text
from xuequ.kernel.waiting import Shelf, Waiting

from .queries.imports import NEEDS, asked_of

SHOWN = 21  # the inbox shows twenty, and that there are more
WHAT = Text("导入待第二人确认", "import to confirm as the second person")


def waiting(actor: Actor, on: date) -> list[Waiting]:
    """The imports somebody is asked to confirm, the longest waiting first."""
    return [
        Waiting(
            title=each.file,
            what=WHAT,
            link=reverse("intake:import_detail", args=[each.pk]),
            since=each.asked_at,
        )
        for each in asked_of(actor)[:SHOWN]
    ]


def count(actor: Actor, on: date) -> int:
    """How many imports wait."""
    return asked_of(actor).count()


def shelves(actor: Actor, on: date) -> list[Shelf]:
    """The list of imports."""
    if not actor.may(NEEDS):
        return []
    name = Text("导入", "imports")
    return [Shelf(name, reverse("intake:import_list"), count(actor, on), True)]
