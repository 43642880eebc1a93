"""A few words to draft catchments of the cast, ask, and publish them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction

from casting import MAKER, OPENING
from keeping import grown
from support_plugin import Cast
from xuequ.directory.engine.catchments.lists import lines_of
from xuequ.directory.models import Authority, Catchment, CatchmentDraft, DraftedCatchment
from xuequ.directory.queries import catchments
from xuequ.directory.services.catchments import (
    Drawn,
    ask_opinions,
    draft_catchment,
    open_draft,
    publish_catchments,
)
from xuequ.directory.services.schools import change_school
from xuequ.directory.tests.belonging import DAY, named
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

NOW = datetime(2026, 8, 1, 9, tzinfo=UTC)
NAMES = ("东一小", "东二小", "东三小")
LISTS = {
    "东一小": "益田村 40人\n福强路 1-99号 单号 20人",
    "东二小": "翠竹里 1-9栋 30人\n福强路 2-98号 双号 10人",
}


def taught(*names: str, stage: str = "primary") -> None:
    """Let schools teach a stage."""
    for name in names:
        change_school(named(name), since=OPENING, values={}, stages=[stage], actor=MAKER)


def drawn(text: str, area: str = "", outline: Any = None, datum: str = "wgs84") -> Drawn:
    """A list as typed, without faults."""
    lines, faults = lines_of(text)
    assert not faults
    return Drawn(lines, area, outline, datum)


def drafted(cast: Cast, since: date = DAY, /, **lists: str) -> CatchmentDraft:
    """A draft of the primary schools with these lists."""
    draft = open_draft(cast.authority, "primary", since=since, actor=cast.bureau)
    for name, text in lists.items():
        draft_catchment(draft, named(name), drawn(text), actor=cast.bureau)
    return draft


def put_in_force(draft: CatchmentDraft, actor: Actor) -> CatchmentDraft:
    """Ask, and publish at once."""
    if draft.asked_at is None:
        draft = ask_opinions(draft, actor=actor, now=NOW)
    return publish_catchments(draft, actor=actor, now=NOW)


def published(cast: Cast) -> None:
    """The lists of two schools in force from the day on; the third teaches and has none."""

    def make() -> None:
        taught(*NAMES)
        put_in_force(drafted(cast, **LISTS), cast.bureau)

    grown(make, "catchments of two schools")


def found(authority: Authority, address: str, on: date = DAY) -> list[tuple[str, str, str]]:
    """School, place and doors of every match."""
    rows = catchments.found(authority, "primary", address, on)
    return [(each.school.name, each.place, each.doors) for each in rows]


def held(name: str) -> list[tuple[date, date | None, int]]:
    """When catchments of a school hold, and how many lines each has."""
    rows = Catchment.objects.filter(school__name=name).order_by("since")
    return [(each.since, each.until, each.lines.count()) for each in rows]


def refused(code: str, do: Any) -> dict[str, object]:
    """The facts of a refusal, after which nothing is written."""
    before = Line.objects.count(), list(DraftedCatchment.objects.values())
    with pytest.raises(Refused) as why, transaction.atomic():
        do()
    assert why.value.code == code
    assert (Line.objects.count(), list(DraftedCatchment.objects.values())) == before
    return dict(why.value.facts)
