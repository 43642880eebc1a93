"""Every address of the product, its parameters filled with real things of the cast.

A new parameter is explained twice: `MEANINGS` says which thing stands for it, and `REACH`,
where not everybody may see that thing, which scope decides about it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

from casework import REACH as OF_CASES
from casework import cases_of
from casting import MAKER, OPENING, lone_actor, pupil, staff
from catching import REACH as OF_DRAFTS
from catching import draft_of
from checking_things import REACH as OF_CHECKS
from checking_things import checks_of
from classing import REACH as OF_MAKINGS
from classing import makings_of
from enrolling import REACH as OF_ROUNDS
from enrolling import rounds_of
from governing import (
    entry_of,
    feedback_to,
    file_of,
    notice_of,
    post_of_the_team,
    report_of,
)
from importing import REACH as OF_IMPORTS
from importing import import_of
from issuing import REACH as OF_PAPERS
from issuing import papers_of
from keeping import grown
from ledgers import excuse_of, sheet_of
from meeting_things import REACH as OF_MEETINGS
from meeting_things import things_of as things_of_meetings
from privacy_things import REACH as OF_PRIVACY
from privacy_things import privacy_of
from rolling_over import REACH as OF_ROLLOVERS
from rolling_over import rollover_of
from stopping import REACH as OF_STOPS
from stopping import stops_of
from support_plugin import PASSWORD
from surveying import REACH as OF_SURVEYS
from surveying import surveys_of
from working import REACH as OF_WORK
from working import things_of
from xuequ.board.queries.measuring import asked
from xuequ.demo.cast import players
from xuequ.directory.engine.roles import permissions
from xuequ.directory.models import (
    Account,
    Consortium,
    Delegation,
    Guardianship,
    Holding,
    Membership,
    Person,
    School,
    Token,
    Waiver,
)
from xuequ.directory.queries.identities import actor_in
from xuequ.directory.services.authorities import Leave, waive_clause
from xuequ.directory.services.delegations import Loan, delegate
from xuequ.directory.services.families import NewGuardian, add_guardian
from xuequ.directory.services.identity import Identity
from xuequ.directory.services.people import open_account
from xuequ.directory.services.tokens import NewToken, issue_token
from xuequ.record.models import Line
from xuequ.runs.models import Run
from xuequ.runs.services.starting import start
from xuequ.web.context import routes
from xuequ.web.pages import PUBLIC, Page

Routes = dict[str, URLPattern]
Family = Callable[["Place"], dict[str, object]]
ROUTES: Routes = {
    name: route
    for name, route in routes(get_resolver().url_patterns)
    if hasattr(route.callback, "page")  # the interface for programs has tests of its own
}
REACH = (
    OF_CASES
    | OF_WORK
    | OF_MEETINGS
    | OF_PAPERS
    | OF_SURVEYS
    | OF_IMPORTS
    | OF_ROLLOVERS
    | OF_ROUNDS
    | OF_DRAFTS
    | OF_MAKINGS
    | OF_CHECKS
    | OF_PRIVACY
    | OF_STOPS
    | {
        "schools/pk": "entry",  # what stands in the directory about schools and consortia in scope
        "consortia/pk": "entry",
        "memberships/pk": "entry",
        "unit/pk": "entry",
        "kind/pk": "entry",
        "waivers/pk": "entry",
        "team/pk": "entry",
        "kind/owner": "owes",  # only who owes a commitment
        "reports/pk": "owes",
        "people/pk": "inside",  # people, classes and pupils: only of the own schools
        "posts/pk": "inside",
        "holdings/pk": "inside",
        "classes/pk": "inside",
        "pupils/pk": "inside",
        "schooling/pk": "inside",
        "guardianships/pk": "inside",
        "entries/pk": "handed",  # entries handed in: whoever reads that place's ledger
        "drafts/pk": "self",  # to change or withdraw: only whose entry it is
        "public/pk": "public",  # only of authorities that show themselves; none of the cast does
        "district/pk": "public",
        "school/pk": "public",
        "accounts/pk": "accounts",  # only the consoles of the authority
        "held/pk": "accounts",
        "deputies/pk": "accounts",
        "programs/pk": "accounts",
        "tokens/pk": "self",
        "notices/pk": "self",
        "feedback/pk": "self",
        "calendar/token": "public",  # nobody's, if it is not the one that was shown once
        "delegations/pk": "self",  # only whom it concerns in person
        "districts/pk": "union",  # ledgers of a consortium: itself and those above it
        "months/pk": "union",
        "runs/pk": "started",  # whoever started it, and the system administrator
        "members/pk": "inside",  # ledgers of a school: the school, its consortium, those above
        "county/pk": "whole",  # only offices of an authority
        "excuses/pk": "whole",
        "issues/pk": "entry",  # sheets published for the members of a consortium
        "/number": "record",  # only the authority itself
    }
)


def page_of(name: str) -> Page:
    """Title, permission and methods of a route."""
    found: Page = ROUTES[name].callback.page  # type: ignore[attr-defined]
    return found


def those(*, space: str = "", method: str = "") -> list[str]:
    """The names of the routes of a package (all, if none is named) that answer a method."""
    return [
        name
        for name in ROUTES
        if name.startswith(space) and (not method or method in page_of(name).methods)
    ]


def visitor(name: str) -> str:
    """Who of the cast may open a page: the bureau if it may, else the first who may."""
    needs = page_of(name).needs
    able = [each.log_in for each in players().values() if needs in permissions(each.role)]
    return "bureau" if needs == PUBLIC or "bureau" in able else able[0]


@dataclass(frozen=True, slots=True)
class Place:
    """A consortium, a school of it with membership and people, a waiver, a line of the record."""

    consortium: Consortium
    school: School
    membership: Membership
    waiver: Waiver
    line: int
    person: Person  # the executive principal of the school, who has lent the post
    delegation: Delegation
    account: Account  # of that person, with a token
    token: Token
    guardianship: Guardianship  # of a pupil of the school
    known_by: dict[str, Family] = field(default_factory=dict)  # the things' makers, once made


def place(consortium: Any, school: str = "") -> Place:
    """The things of one consortium of the cast, and of its lead school if no other is named."""
    return grown(lambda: _place(consortium, school), f"place {consortium.pk} {school}")


def _place(consortium: Any, school: str) -> Place:
    chosen = {"school__name": school} if school else {"role": "lead"}
    membership = consortium.memberships.get(**chosen)
    line = Line.objects.filter(subject=f"directory.consortium:{consortium.pk}").earliest("number")
    leave = Leave("REG-10", consortium, decision="文1号", reason="试点", since=date(2026, 1, 1))
    waiver = Waiver.objects.filter(consortium=consortium).first() or waive_clause(
        consortium.authority, leave, actor=MAKER
    )
    lent = _lent(membership.school)
    account = _account(lent.holding)
    return Place(
        consortium=consortium,
        school=membership.school,
        membership=membership,
        waiver=waiver,
        line=line.number,
        person=lent.holding.person,
        delegation=lent,
        account=account,
        token=account.tokens.get(),
        guardianship=_parent(membership.school),
    )


def run_of(account: Account) -> int:
    """A long computation that was started from an account."""
    known = Run.objects.filter(account=account.username).first()
    if known is not None:
        return known.pk
    actor = actor_in(account, Holding.objects.filter(person=account.person).earliest("pk"))
    run = start("board.measure", asked(actor, date.today()).values, actor=actor)
    return int(run.pk)


def _parent(school: School) -> Guardianship:
    """A parent of a pupil of the school, who can be called."""
    new = NewGuardian("家长演示", "mother", Identity(phone="13900000000"))
    return add_guardian(pupil(school), new, since=OPENING, actor=MAKER)


def _account(holding: Holding) -> Account:
    """The account of whoever holds a post, with a token for programs."""
    known = Account.objects.filter(person=holding.person).first()
    if known is not None:
        return known
    name = f"holder{holding.pk}"
    account = open_account(name, PASSWORD, person=holding.person, actor=MAKER)
    new = NewToken("报表", date.today() + timedelta(days=9), ["directory.view"])
    issue_token(account, new, actor=actor_in(account, holding))
    return account


def _lent(school: School) -> Delegation:
    """A post of the school that its holder has lent to somebody else there."""
    holder = staff(school, "executive_principal", f"执演示{school.pk}")
    deputy = staff(school, "dean", f"教演示{school.pk}")
    today = date.today()
    loan = Loan(deputy.person, since=today, until=today + timedelta(days=9), reason="外出")
    return delegate(loan, actor=lone_actor(holder), today=today)


def address(name: str, where: Place) -> str:
    """The address of a route for the things of `where`.

    The first time all the things are made, so that lists could show those of somebody else;
    afterwards only what the address names is looked up, and made again if an act ended it.

    Raises:
        LookupError: nobody has said yet what one of its parameters stands for.
    """
    keys = _keys(name)
    _make_all(where)
    if unknown := set(keys.values()) - MEANINGS.keys() - where.known_by.keys():
        raise LookupError(f"say in {__file__} what {sorted(unknown)} of {name} stands for")
    return reverse(name, kwargs={each: _meaning(key, where) for each, key in keys.items()})


def is_of_a_thing(name: str) -> bool:
    """Does the address name a row that not everybody may see?"""
    return bool(reaches(name))


def reaches(name: str) -> set[str]:
    """Which scopes decide whether the rows that the address names are there."""
    return {REACH[key] for key in _keys(name).values() if key in REACH}


@cache
def _keys(name: str) -> dict[str, str]:
    """For each parameter of a route, the part of the address before it with its own name."""
    parts = str(ROUTES[name].pattern).split("/")
    named = [re.sub(r"^<\w+:(\w+)>(\.\w+)?$", r"\1", part) for part in parts]
    return {
        each: f"{named[at - 1] if at else ''}/{each}"
        for at, (part, each) in enumerate(zip(parts, named, strict=True))
        if part != each
    }


def _make_all(where: Place) -> None:
    """Make every thing of a place, and note which of the families below knows which."""
    if not where.known_by:
        name = f"things of {where.consortium.pk} {where.school.pk}"
        where.known_by.update(grown(lambda: _all_made(where), name))


def _all_made(where: Place) -> dict[str, Family]:
    known = {key: family for family in FAMILIES for key in family(where)}
    for meaning in MEANINGS.values():
        meaning(where)
    return known


def _meaning(key: str, where: Place) -> object:
    if key in MEANINGS:
        return MEANINGS[key](where)
    return where.known_by[key](where)[key]


FAMILIES: tuple[Family, ...] = (
    lambda where: things_of(where.school),
    lambda where: cases_of(where.school, where.person),
    lambda where: things_of_meetings(where.school),
    lambda where: papers_of(where.school),
    lambda where: surveys_of(where.consortium, where.person),
    lambda where: rounds_of(where.school),
    lambda where: makings_of(where.school),
    lambda where: checks_of(where.school),
    lambda where: privacy_of(where.school),
    lambda where: stops_of(where.school),
)
MEANINGS: dict[str, Callable[[Place], object]] = {
    "schools/pk": lambda where: where.school.pk,
    "consortia/pk": lambda where: where.consortium.pk,
    "memberships/pk": lambda where: where.membership.pk,
    "waivers/pk": lambda where: where.waiver.pk,
    "unit/pk": lambda where: where.consortium.pk,
    "people/pk": lambda where: where.person.pk,
    "runs/pk": lambda where: run_of(where.account),
    "jobs/job": lambda _: "runs.tidy",
    "delegations/pk": lambda where: where.delegation.pk,
    "posts/pk": lambda where: where.delegation.holding.post_id,
    "holdings/pk": lambda where: where.delegation.holding_id,
    "held/pk": lambda where: where.delegation.holding_id,
    "deputies/pk": lambda where: where.delegation.pk,
    "guardianships/pk": lambda where: where.guardianship.pk,
    "pupils/pk": lambda where: where.guardianship.pupil_id,
    "schooling/pk": lambda where: where.guardianship.pupil_id,
    "classes/pk": lambda where: where.guardianship.pupil.school_class_id,
    "public/pk": lambda where: where.consortium.authority_id,
    "district/pk": lambda where: where.consortium.pk,
    "school/pk": lambda where: where.school.pk,
    "accounts/pk": lambda where: where.account.pk,
    "programs/pk": lambda where: where.token.pk,
    "tokens/pk": lambda where: where.token.pk,
    "in/kind": lambda _: "consortium",
    "pk/kind": lambda _: "csv",
    "permissions/kind": lambda _: "csv",
    "standards/kind": lambda _: "csv",
    "roles/kind": lambda _: "csv",
    "audit/kind": lambda _: "csv",
    "board/kind": lambda _: "consortium",
    "kind/pk": lambda where: where.consortium.pk,
    "kind/owner": lambda where: where.consortium.pk,
    "/clause": lambda _: "GOV-29",
    "clause/kind": lambda _: "consortium",
    "entries/pk": lambda where: entry_of(where.school).pk,
    "drafts/pk": lambda where: entry_of(where.school).pk,
    "files/file": lambda where: file_of(where.school),
    "reports/pk": lambda where: report_of(where.consortium),
    "notices/pk": lambda where: notice_of(where.person),
    "feedback/pk": lambda where: feedback_to(where.person),
    "address/token": lambda _: "unknown",
    "calendar/token": lambda _: "unknown",
    "districts/pk": lambda where: where.consortium.pk,
    "months/pk": lambda where: where.consortium.pk,
    "pk/year": lambda _: 2026,
    "year/month": lambda _: 9,
    "members/pk": lambda where: where.school.pk,
    "county/pk": lambda where: where.consortium.authority_id,
    "pk/duty": lambda _: "duties.collective_prep",
    "excuses/pk": lambda where: excuse_of(where.school),
    "issues/pk": lambda where: sheet_of(where.consortium),
    "team/pk": lambda where: post_of_the_team(where.consortium),
    "unification/catalogue": lambda _: "six",
    "catalogue/item": lambda _: "enrolment",
    "pk/clause": lambda _: "REG-10",
    "clauses/clause": lambda _: "REG-10",
    "file/kind": lambda _: "csv",
    "file/what": lambda _: "rows",
    "what/kind": lambda _: "csv",
    "rows/row": lambda _: 1,
    "roster/kind": lambda _: "csv",
    "/number": lambda where: where.line,
    "/code": lambda _: "roster",
    "template/kind": lambda _: "csv",
    "export/kind": lambda _: "csv",
    "imports/pk": lambda where: import_of(where.consortium.authority),
    "rollovers/pk": lambda where: rollover_of(where.consortium.authority),
    "drafted/pk": lambda where: draft_of(where.consortium.authority),
    "outlines/stage": lambda _: "primary",
    "loads/stage": lambda _: "primary",
    "schools/school": lambda where: where.school.pk,
    "classes/room": lambda where: where.guardianship.pupil.school_class_id,
    "pupils/pupil": lambda where: where.guardianship.pupil_id,
    "files/what": lambda _: "proposal",
}
