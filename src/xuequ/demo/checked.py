"""Checks of the demonstration: some applications accepted, one returned, some waiting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from xuequ.directory.models import Account, Holding
from xuequ.directory.queries.identities import actor_in
from xuequ.enrolment.engine.claim_cells import Value
from xuequ.enrolment.models import Application, Round, RuleSet
from xuequ.enrolment.queries.checking.items import Item, items_of
from xuequ.enrolment.queries.checking.ruled import asks, rules_in_force
from xuequ.enrolment.services.checking.judging import Decision, decide
from xuequ.enrolment.services.checking.settings import NewSettings, set_checks
from xuequ.enrolment.services.checking.taking import take_next
from xuequ.kernel.actors import Actor

YEARS = 6  # of a seat lock
SHARE = {"xingning": 20}  # percent read twice; elsewhere none
READ = {"xingning": 3, "guilin": 1, "shuangtaizi": 1}  # applications of a round


def fill_checks() -> None:
    """Fix how every open round is checked, and check what was handed in, all but a few."""
    published = RuleSet.objects.filter(ended_at=None).exclude(published_at=None)
    rounds = Round.objects.filter(rule_sets__in=published, closes__gt=timezone.now())
    for found in rounds.order_by("pk"):
        readers = _readers(found)
        profile = found.authority.profile
        settings = NewSettings(SHARE.get(profile, 0), YEARS)
        before = min(timezone.now(), found.opens - timedelta(days=1))
        set_checks(found, settings, actor=readers[0], now=before)
        count = READ.get(profile, 0)
        for n in range(count):
            _read(found, readers[n % len(readers)], is_returned=count > 1 and n == 0)


def _read(found: Round, actor: Actor, *, is_returned: bool) -> None:
    """Take the next and decide."""
    now = timezone.now()
    row = take_next(found, actor=actor, now=now)
    words = (("evidence", "看不清，请重新拍照上传"),)
    new = Decision("return", row.version, said=words) if is_returned else accepted(row)
    decide(row, new, actor=actor, now=now)


def accepted(row: Application, otherwise: Mapping[str, Value] | None = None) -> Decision:
    """What the family says, found true but for what is found `otherwise`."""
    rules = rules_in_force(row.round)
    by_feed = rules is not None and rules.belongs == "primary"
    home = row.home_id
    if home is None and not by_feed:
        home = row.round.plans.filter(part="home").values_list("school", flat=True).first()
    return Decision(
        "accept",
        row.version,
        {each.head.code: _value(each) for each in items_of(row)} | dict(otherwise or {}),
        claim_class=1 + row.pk % 3 if asks(row.round, "class") else None,
        home=home,
        primary=row.primary_id,
        kinds=tuple(row.kinds),
    )


def _value(item: Item) -> Value:
    """What an item is worth as claimed; nothing where something has to be said of it."""
    if item.worth is None and item.head.needed:
        return 0 if item.head.kind == "months" else False
    return item.worth


def _readers(found: Round) -> list[Actor]:
    """Two of the bureau who check."""
    roles = ("bureau_office", "bureau_basic")
    held = [
        Holding.objects.filter(post__authority=found.authority, post__role=role).earliest("pk")
        for role in roles
    ]
    return [actor_in(Account(username="demo", person=each.person), each) for each in held]
