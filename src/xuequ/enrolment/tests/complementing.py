"""A concluded round of the small cast, and the complementary round that follows it."""

from __future__ import annotations

from datetime import timedelta

from support_plugin import Cast
from xuequ.enrolment.models import Application, Outcome, Round, RuleSet
from xuequ.enrolment.queries.telling.terms import terms_of
from xuequ.enrolment.services.complement import open_complement
from xuequ.enrolment.services.rounds import Settings
from xuequ.enrolment.services.rules import make_rules, publish_rules, sign_rules
from xuequ.enrolment.services.telling.concluding import conclude
from xuequ.enrolment.tests.telling import TOLD, told
from xuequ.enrolment.tests.world import second

OVER = TOLD + timedelta(days=40)  # nobody has to answer any more
OPENS, CLOSES = OVER + timedelta(days=7), OVER + timedelta(days=10)
OPEN = OPENS + timedelta(hours=1)
AGAIN = Settings("一年级补录", OPENS, CLOSES, 45)


def concluded(cast: Cast, count: int = 5, seats: int = 2) -> Outcome:
    """A released result whose round is concluded."""
    outcome = told(cast, count, seats)
    assert terms_of(outcome).reply_until < OVER
    conclude(outcome.round, actor=cast.bureau, now=OVER)
    outcome.round.refresh_from_db()
    return outcome


def complement(cast: Cast, found: Round) -> RuleSet:
    """The complementary round with its rules signed by two and published."""
    made = open_complement(found, AGAIN, actor=cast.bureau, now=OVER)
    rule_set = make_rules(made, actor=cast.bureau, now=OVER)
    for actor in (cast.bureau, second(cast)):
        sign_rules(rule_set, actor=actor, now=OVER)
    return publish_rules(rule_set, actor=cast.bureau, now=OVER + timedelta(hours=1))


def unplaced(outcome: Outcome) -> Application:
    """An application that ended without a place."""
    rows = Application.objects.filter(round=outcome.round)
    return rows.exclude(unplaced_at=None).earliest("pk")
