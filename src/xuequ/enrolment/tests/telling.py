"""Released results of the small cast with fewer seats than children, and families who read them."""

from __future__ import annotations

from datetime import timedelta

from casting import MAKER, OPENING
from support_plugin import PASSWORD, Cast
from xuequ.directory.engine.roles import permissions
from xuequ.directory.models import Account, Person
from xuequ.directory.services.families import NewPupil, link_guardian, register_pupil
from xuequ.directory.services.people import open_account
from xuequ.enrolment.engine.telling.terms import usual
from xuequ.enrolment.models import (
    Application,
    Move,
    Offer,
    Outcome,
    Roster,
    RuleSet,
    Telling,
    WaitingPlace,
)
from xuequ.enrolment.services.applying.codes import drawn as drawn_code
from xuequ.enrolment.services.approving import approve, publish
from xuequ.enrolment.services.placing import carry_out
from xuequ.enrolment.services.plans import NewPlan, set_plans
from xuequ.enrolment.services.rules import make_rules, publish_rules, sign_rules
from xuequ.enrolment.tests.applying import accepted
from xuequ.enrolment.tests.deciding import (
    DRAWN,
    RELEASES,
    announced,
    frozen,
    leaders,
    schools,
    somebody,
    thrown,
)
from xuequ.enrolment.tests.world import NOW, planned, second
from xuequ.kernel.actors import Actor

TOLD = RELEASES + timedelta(hours=1)


def scarce(cast: Cast, seats: int = 2) -> RuleSet:
    """Published rules: so many seats at each school, the first overflows into the second."""
    found = planned(cast)
    one, other = schools()
    rows = [
        NewPlan(one.pk, "home", seats, 1, overflow=(other.pk,)),
        NewPlan(other.pk, "home", seats, 1),
    ]
    set_plans(found, rows, actor=cast.bureau, now=NOW)
    rule_set = make_rules(found, actor=cast.bureau, now=NOW)
    for actor in (cast.bureau, second(cast)):
        sign_rules(rule_set, actor=actor, now=NOW)
    return publish_rules(rule_set, actor=cast.bureau, now=NOW + timedelta(hours=1))


def drawn(cast: Cast, count: int = 5, seats: int = 2) -> Outcome:
    """A result nobody has approved: all children live in the catchment of the first school."""
    rule_set = scarce(cast, seats)
    for at in range(1, count + 1):
        accepted(rule_set, at, home=schools()[0], claim_class=1, points="80")
    announced(rule_set, cast.bureau)
    roster = frozen(rule_set, cast.bureau)
    thrown(roster, cast.bureau, somebody(cast.authority, "公演示", "notary"))
    return carry_out(roster, actor=cast.bureau, now=DRAWN)


def let_out(cast: Cast, outcome: Outcome) -> Outcome:
    """The same, approved by two and published."""
    one, other = leaders(cast)
    for each in (one, other):
        approve(outcome, actor=each, now=DRAWN + timedelta(hours=2))
    return publish(outcome, actor=one, now=DRAWN + timedelta(hours=3))


def told(cast: Cast, count: int = 5, seats: int = 2) -> Outcome:
    """A released result with a waiting list at the first school."""
    return let_out(cast, drawn(cast, count, seats))


def parent(application: Application) -> Actor:
    """Who speaks for the child, as an actor."""
    return parent_of(application.person, application.round.authority_id)


def parent_of(person: Person, authority: int) -> Actor:
    """A parent as an actor."""
    return Actor("parent", "家长", permissions("guardian"), authority=authority,
                 person=person.pk, role="guardian")  # fmt: skip


def account_of(application: Application, name: str = "parent") -> Account:
    """An account of the parent, who has an elder child in a school."""
    room = schools()[0].classes.filter(grade=2).first()
    if room is None:
        from xuequ.directory.services.classes import ClassSize, report_classes

        report_classes(schools()[0], 2026, [ClassSize("primary", 2, 1, 1)], actor=MAKER)
        room = schools()[0].classes.get(grade=2)
    elder = register_pupil(room, NewPupil("姐演示"), since=OPENING, actor=MAKER)
    link_guardian(application.person, elder, "mother", since=OPENING, actor=MAKER)
    return open_account(name, PASSWORD, person=application.person, actor=MAKER)


def coded(application: Application) -> str:
    """A change code for an application that a test has put into the tables."""
    code = drawn_code(application)
    application.save(update_fields=["change_code"])
    return code


def first_waiting(outcome: Outcome) -> list[WaitingPlace]:
    """The waiting list of the first school, in its order."""
    rows = WaitingPlace.objects.filter(outcome=outcome, school=schools()[0])
    return list(rows.order_by("place", "pk"))


def moved(made: Application) -> Move:
    """A move of a child in the tables, below a result that is made if there is none."""
    found, digest = made.round, "0" * 64
    outcome = Outcome.objects.first()
    if outcome is None:
        assert made.rule_set is not None
        roster = Roster.objects.create(
            round=found, rule_set=made.rule_set, version=1, applications=b"", travel=b"",
            digest=digest, engine=digest, children=1, frozen_at=NOW, releases_at=NOW,
        )  # fmt: skip
        outcome = Outcome.objects.create(
            round=found, roster=roster, package=b"", digest=digest, engine=digest, summary={},
            made_at=NOW, releases_at=NOW + timedelta(hours=1),
        )  # fmt: skip
    terms = usual(outcome.releases_at)
    Telling.objects.create(
        outcome=outcome, names=terms.names, listed_until=terms.listed_until,
        reply_until=terms.reply_until, object_until=terms.object_until, silence=terms.silence,
        offer_days=terms.offer_days, set_at=NOW,
    )  # fmt: skip
    school = schools()[0]
    move = Move.objects.create(
        outcome=outcome, application=made, before=school, cause="declined", at=NOW
    )
    row = WaitingPlace.objects.filter(outcome=outcome).first() or WaitingPlace.objects.create(
        outcome=outcome, application=made, school=school, place=1
    )
    Offer.objects.create(waiting=row, because=move, offered_at=NOW, until=NOW + timedelta(days=1))
    return move
