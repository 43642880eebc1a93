"""Which commitments come up for review, and who reports for their place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from xuequ.directory.engine.roles import ROLES
from xuequ.directory.models import Authority, Consortium, Delegation, Holding, Person, Post, School
from xuequ.directory.models.dated import in_force
from xuequ.directory.queries.identities import consortium_of
from xuequ.directory.queries.settings import profile_of

from ..engine.standing import KINDS, applies_in
from ..models import CommitmentReport
from .commitments import Place, _modes, commitments, reports

REPORT = "commitment.report"


@dataclass(frozen=True, slots=True)
class Review:
    """A report that counts, and the place it is of."""

    place: Place
    report: CommitmentReport


def reviews(authority: Authority, on: date) -> list[Review]:
    """The report that counts of each commitment that still binds a place still there."""
    try:
        mine = {each.clause: each for each in commitments(profile_of(authority, on), on)}
    except LookupError:
        return []
    modes = _modes(authority, on)
    places = _places(authority, on)
    found = []
    for (clause, kind, id), report in sorted(reports(authority, on).items()):
        each, place = mine.get(clause), places.get((kind, id))
        if each is None or place is None or KINDS[each.owner] != kind:
            continue
        if kind != "consortium" or applies_in(each, modes.get(id)):
            found.append(Review(place, report))
    return found


def reporters(authority: Authority, on: date) -> dict[tuple[str, int], list[Person]]:
    """For each place, the holders of its own posts that report, and their deputies."""
    roles = [role.code for role in ROLES.values() if REPORT in role.permissions]
    posts = Q(post__authority=authority, post__role__in=roles)
    held = Holding.objects.on(on).filter(posts, in_force(on, "post__"))
    held = held.select_related("person", "post__body")
    lent = Delegation.objects.in_effect(on).filter(holding__in=held)
    found: dict[tuple[str, int], dict[int, Person]] = defaultdict(dict)
    for holding in held:
        found[_place_of(holding.post)][holding.person_id] = holding.person
    for each in lent.select_related("person", "holding__post__body"):
        found[_place_of(each.holding.post)][each.person_id] = each.person
    return {place: list(people.values()) for place, people in found.items()}


def _place_of(post: Post) -> tuple[str, int]:
    if post.school_id is not None:
        return "school", post.school_id
    consortium = consortium_of(post)
    return ("county", post.authority_id) if consortium is None else ("consortium", consortium)


def _places(authority: Authority, on: date) -> dict[tuple[str, int], Place]:
    units = Consortium.objects.filter(in_force(on), authority=authority)
    schools = School.objects.filter(in_force(on), authority=authority)
    places = [Place(authority)]
    places += [Place(authority, consortium=each) for each in units]
    places += [Place(authority, school=each) for each in schools]
    return {(each.kind, each.id): each for each in places}
