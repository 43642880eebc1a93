"""The commitments of a place, with how each of them stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xuequ.directory.models import Authority, Consortium, ConsortiumStanding, School
from xuequ.directory.queries.scope import authorities, consortia, own_schools
from xuequ.directory.queries.settings import profile_of
from xuequ.kernel.actors import Actor
from xuequ.profiles import loader
from xuequ.profiles.clauses import Clause, clauses
from xuequ.profiles.entries import Profile

from ..engine.policy import Commitment, Commitments
from ..engine.standing import KINDS, Report, applicable, applies_in
from ..models import CommitmentReport

Key = tuple[str, str, int]  # clause, kind of place, its id


@dataclass(frozen=True, slots=True)
class Place:
    """Whose commitment it is: an authority's own, a consortium's, or a school's."""

    authority: Authority
    consortium: Consortium | None = None
    school: School | None = None

    @property
    def kind(self) -> str:
        if self.school is not None:
            return "school"
        return "county" if self.consortium is None else "consortium"

    @property
    def id(self) -> int:
        return int((self.school or self.consortium or self.authority).pk)

    @property
    def name(self) -> str:
        return str(self.school or self.consortium or self.authority)


@dataclass(frozen=True, slots=True)
class Row:
    """One commitment of one place, and the report that counts."""

    commitment: Commitment
    clause: Clause
    place: Place
    report: CommitmentReport | None
    on: date
    may_report: bool

    @property
    def state(self) -> str:
        """reported, overdue or none."""
        if self.report is None:
            return "none"
        return "reported" if self.report.review_on > self.on else "overdue"


def commitments(profile: Profile, on: date) -> tuple[Commitment, ...]:
    """The commitments of a locality on a day, in the order of the register.

    Raises:
        LookupError: the locality's profile says nothing yet on that day.
    """
    policy = loader.policy(Commitments, profile, "commitments", on)
    known = clauses()
    order = {id: n for n, id in enumerate(known)}
    found = applicable(policy, profile.sources, known)
    return tuple(sorted(found, key=lambda each: order[each.clause]))


def rows(*, seen_by: Actor, on: date) -> list[Row]:
    """Every commitment in the actor's scope; what is overdue first, then what nobody reported."""
    found = []
    for authority in authorities(seen_by=seen_by):
        try:
            mine = commitments(profile_of(authority, on), on)
        except LookupError:
            continue
        places = _places(authority, {each.owner for each in mine}, seen_by, on)
        modes = _modes(authority, on)
        latest = reports(authority, on)
        for each in mine:
            for place in places[KINDS[each.owner]]:
                if place.kind != "consortium" or applies_in(each, modes.get(place.id)):
                    report = latest.get((each.clause, place.kind, place.id))
                    may = may_report(seen_by, place)
                    found.append(Row(each, clauses()[each.clause], place, report, on, may))
    rank = {"overdue": 0, "none": 1, "reported": 2}
    return sorted(
        found,
        key=lambda row: (rank[row.state], row.report.review_on if row.report else on),
    )


def place_of(
    clause: str, kind: str, id: int, *, seen_by: Actor, on: date
) -> tuple[Commitment, Place] | None:
    """A commitment and the place that owes it, if the actor may see it."""
    if kind == "county":
        authority = authorities(seen_by=seen_by).filter(pk=id).first()
        place = Place(authority) if authority else None
    elif kind == "consortium":
        unit = consortia(seen_by=seen_by, on=on).filter(pk=id).first()
        place = Place(unit.authority, consortium=unit) if unit else None
    else:
        school = own_schools(seen_by=seen_by, on=on).filter(pk=id).first()
        place = Place(school.authority, school=school) if school and kind == "school" else None
    if place is None:
        return None
    found = owed(clause, place, on)
    return (found, place) if found else None


def owed(clause: str, place: Place, on: date) -> Commitment | None:
    """The commitment of that clause which such a place owes on a day, or none."""
    try:
        mine = commitments(profile_of(place.authority, on), on)
    except LookupError:
        return None
    return next(
        (each for each in mine if each.clause == clause and KINDS[each.owner] == place.kind), None
    )


def may_report(actor: Actor, place: Place) -> bool:
    """A bureau reports for every place of its own authority, the others only for themselves."""
    if actor.everywhere:
        return True
    if not actor.may("commitment.report"):
        return False
    if actor.school is not None:
        return place.school is not None and place.school.pk == actor.school
    if actor.consortium is not None:
        return place.consortium is not None and place.consortium.pk == actor.consortium
    return actor.is_at_home(place.authority.pk)


def reports(authority: Authority, on: date) -> dict[Key, CommitmentReport]:
    """The report that counts on a day, for every commitment and place that has one."""
    made = CommitmentReport.objects.filter(authority=authority, reported_on__lte=on)
    found: dict[Key, CommitmentReport] = {}
    for each in made.order_by("reported_on", "id"):
        if each.withdrawn_on is None or each.withdrawn_on > on:
            found[each.clause, *_where(each)] = each
    return found


def plain(report: CommitmentReport | None) -> Report | None:
    """A report as the engine sees it."""
    if report is None:
        return None
    return Report(report.pk, report.status, report.reported_on, report.review_on)


def _where(report: CommitmentReport) -> tuple[str, int]:
    if report.school_id is not None:
        return "school", report.school_id
    if report.consortium_id is not None:
        return "consortium", report.consortium_id
    return "county", report.authority_id


def _modes(authority: Authority, on: date) -> dict[int, str | None]:
    standings = ConsortiumStanding.objects.on(on).filter(consortium__authority=authority)
    return dict(standings.values_list("consortium_id", "mode"))


def _places(
    authority: Authority, owners: Iterable[str], seen_by: Actor, on: date
) -> dict[str, list[Place]]:
    wanted = {KINDS[each] for each in owners}
    found: dict[str, list[Place]] = {"county": [], "consortium": [], "school": []}
    if "county" in wanted and seen_by.school is None:
        found["county"] = [Place(authority)]
    if "consortium" in wanted:
        units = consortia(seen_by=seen_by, on=on).filter(authority=authority)
        found["consortium"] = [Place(authority, consortium=each) for each in units]
    if "school" in wanted:
        schools = own_schools(seen_by=seen_by, on=on).filter(authority=authority)
        found["school"] = [Place(authority, school=each) for each in schools.order_by("id")]
    return found
