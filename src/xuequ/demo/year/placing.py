"""A draw that was held: announced, frozen, rehearsed, thrown before a notary, approved, told."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from xuequ.enrolment.engine.telling.terms import Terms
from xuequ.enrolment.models import Application, Outcome, Roster, Round, RuleSet
from xuequ.enrolment.queries.preparing import current
from xuequ.enrolment.queries.rosters import draft
from xuequ.enrolment.services.announcing import announce_parts, confirm_value, enter_value
from xuequ.enrolment.services.approving import approve, publish
from xuequ.enrolment.services.freezing import Freezing, freeze
from xuequ.enrolment.services.placing import carry_out
from xuequ.enrolment.services.telling.terms import settle_telling
from xuequ.enrolment.services.trying import dry_run, rehearse
from xuequ.methods.lottery.seeds import Part, commitment

from .days import Days
from .officers import Officers
from .told import Held

BALLS, SEALED = "摇号球", "公证处"
INVENTED = 40  # children of a rehearsal
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OFFER_DAYS = 3


def place_all(said: Held, found: Round, days: Days, by: Officers) -> Outcome:
    """The released result of a round whose applications are decided."""
    rule_set = current(found)
    if rule_set is None:
        raise LookupError(f"{found} has no rules")
    secret = sha256(f"demo {said.profile} {said.name} {days.year}".encode()).digest()
    parts = (
        Part("digits", BALLS, length=8, faces=10),
        Part("sealed", SEALED, commitment=commitment("sha256", SEALED, secret), length=32),
    )
    announce_parts(found, parts, actor=by.office, now=days.frozen - 3 * DAY)
    dry_run(found, actor=by.office, now=days.frozen - 2 * DAY)
    roster = _frozen(said, found, rule_set, days, by)
    rehearse(found, INVENTED, actor=by.office, now=days.frozen + DAY)
    balls = f"{int.from_bytes(secret[:4]) % 10**8:08d}"
    _thrown(roster, {BALLS: balls, SEALED: secret.hex()}, days, by)
    outcome = carry_out(roster, actor=by.office, now=days.drawn + HOUR / 2)
    _told(found, days, by)
    for at, actor in enumerate((by.leader, by.section)):
        approve(outcome, actor=actor, now=days.drawn + (2 + at) * HOUR)
    return publish(outcome, actor=by.leader, now=days.drawn + 5 * HOUR)


def _frozen(said: Held, found: Round, rule_set: RuleSet, days: Days, by: Officers) -> Roster:
    """The roster with the report read, and with the ways where children go by them."""
    ways = _ways(said, found) if draft(found, rule_set, partial=True).wants_ways else None
    seen = draft(found, rule_set, ways).seal
    asked = Freezing(seen, days.releases, ways)
    return freeze(found, asked, actor=by.office, now=days.frozen)


def _ways(said: Held, found: Round) -> tuple[str, bytes]:
    """Metres from every estate of the roster to every school; made up."""
    rows = Application.objects.filter(round=found).order_by("place")
    places = rows.values_list("place", flat=True).distinct()
    lines = ["居住地,学校,路程"]
    for at, place in enumerate(places):
        lines += [
            f"{place},{school},{400 + 350 * ((at + 2 * n) % 7)}"
            for n, school in enumerate(said.plans)
        ]
    return "路程表.csv", "\n".join(lines).encode()


def _thrown(roster: Roster, values: dict[str, str], days: Days, by: Officers) -> None:
    """The office enters, the notary reads over."""
    for at, each in enumerate(roster.parts):
        name, now = str(each["name"]), days.drawn + timedelta(minutes=5 * at)
        enter_value(roster, name, values[name], actor=by.office, now=now)
        confirm_value(roster, name, values[name], actor=by.notary, now=now)


def _told(found: Round, days: Days, by: Officers) -> None:
    terms = Terms("masked", days.listed, days.replies, days.replies, "keeps", OFFER_DAYS)
    settle_telling(found, terms, actor=by.office, now=days.drawn + HOUR)
