"""The table of points that Futian's document leaves out, taken over as an example."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

from xuequ.directory.models import Account, Authority, Holding
from xuequ.directory.queries.identities import actor_in
from xuequ.directory.services.adoptions import NewPolicy, adopt_policy

EXAMPLE, SINCE = "futian-2021", date(2026, 1, 1)
WHY = "演示：原文没有积分标准，暂用示例积分表，不是现行政策"


def fill_adoption(authority: Authority) -> None:
    """Futian follows the shipped example from the year of the demonstration on."""
    held = Holding.objects.filter(post__authority=authority, post__role="bureau_office")
    office = held.select_related("person").earliest("pk")
    actor = actor_in(Account(username="demo", person=office.person), office)
    table = files("xuequ.profiles").joinpath("examples", f"{EXAMPLE}.toml").read_text("utf-8")
    adopt_policy(authority, NewPolicy(table, SINCE, WHY), actor=actor)
