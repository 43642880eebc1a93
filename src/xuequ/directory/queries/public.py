"""What everybody may see without logging in: bodies and schools, never a person.

Only authorities that have decided to be public are shown, and of one only its own.  Every
statement stands with its source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from xuequ.methods.distance import from_gcj02
from xuequ.web.templatetags.words import comma

from ..models import Authority, Campus, Consortium, Membership, School, SchoolStanding
from ..models.dated import in_force
from .families import lead_of
from .overview import school_rows
from .settings import policy_of


def authorities() -> QuerySet[Authority]:
    """The authorities that show themselves to the public."""
    return Authority.objects.filter(is_public=True)


def consortia(on: date) -> QuerySet[Consortium]:
    """Their consortia in force on a day."""
    return Consortium.objects.filter(in_force(on), authority__is_public=True).select_related(
        "authority"
    )


def schools(on: date) -> QuerySet[School]:
    """Their schools open on a day."""
    return School.objects.filter(in_force(on), authority__is_public=True).select_related(
        "authority"
    )


@dataclass(frozen=True, slots=True)
class Locality:
    """One line of the list of localities."""

    authority: Authority
    consortia: int
    schools: int


def localities(on: date) -> list[Locality]:
    """The localities of this installation with what they have on a day."""
    found = []
    for each in authorities():
        open_schools = School.objects.filter(in_force(on), authority=each).count()
        formed = Consortium.objects.filter(in_force(on), authority=each).count()
        found.append(Locality(each, formed, open_schools))
    return found


@dataclass(frozen=True, slots=True)
class Group:
    """A consortium with its schools, the lead first."""

    consortium: Consortium
    members: list[Membership]


def groups(authority: Authority, on: date) -> list[Group]:
    """The consortia of an authority and the schools in them, in two queries."""
    rows = list(consortia(on).filter(authority=authority))
    members: dict[int, list[Membership]] = defaultdict(list)
    held = Membership.objects.on(on).filter(in_force(on, "school__"), consortium__in=rows)
    for each in held.select_related("school").order_by("order", "id"):
        members[each.consortium_id].append(each)
    for found in members.values():
        found.sort(key=lambda member: member.role != Membership.Role.LEAD)
    return [Group(each, members[each.pk]) for each in rows]


def places(authority: Authority, on: date) -> list[tuple[str, list[dict[str, Any]]]]:
    """Where the schools of each consortium lie, for the map."""
    held = groups(authority, on)
    where = {
        school: from_gcj02((east, north)) if datum == "gcj02" else (east, north)
        for school, east, north, datum in Campus.objects.on(on)
        .filter(school__authority=authority)
        .exclude(longitude=None)
        .exclude(latitude=None)
        .order_by("-id")
        .values_list("school_id", "longitude", "latitude", "datum")
    }
    return [
        (
            each.consortium.label,
            [
                {"school": member.school, "member": member, "point": where[member.school_id]}
                for member in each.members
                if member.school_id in where
            ],
        )
        for each in held
    ]


def consortium_detail(consortium: Consortium, on: date) -> dict[str, Any]:
    """Everything the public page of one consortium shows."""
    standing = consortium.standings.on(on).first()
    formation = policy_of(consortium.authority, on).formation
    members = list(
        consortium.memberships.on(on)
        .filter(in_force(on, "school__"))
        .select_related("school", "section__school")
        .order_by("order", "id")
    )
    facts = school_rows([each.school for each in members], on)
    return {
        "consortium": consortium,
        "standing": standing,
        "form": formation.form(standing.form) if standing and standing.form else None,
        "members": [(each, facts[each.school_id]) for each in members],
        "posts": _posts(consortium.posts.on(on)),
    }


@dataclass(frozen=True, slots=True)
class Row:
    """One field of a public page with its source."""

    field: str
    value: str
    source: str
    more: str = ""
    link: str = ""


def school_detail(school: School, on: date) -> dict[str, Any]:
    """Everything the public page of one school shows."""
    facts = school_rows([school], on)[school.pk]
    stages = comma().join(str(each.get_stage_display()) for each in facts.stages)
    rows = [
        *(
            Row(str(each.get_kind_display()), each.name, _register(school, each.since))
            for each in school.names.on(on).order_by("since", "id")
        ),
        Row(_("School code"), school.code or "", _register(school, school.since)),
        Row(_("Stages"), stages, _register(school, school.since)),
        *_standing(school, facts.standing),
        *_memberships(school, on),
        *_places(school, on),
        *(
            Row(_("Led by"), title, _register(school, None))
            for title in _posts(school.posts.on(on))
        ),
    ]
    return {"school": school, "rows": rows}


def _standing(school: School, standing: SchoolStanding | None) -> list[Row]:
    if standing is None:
        return []
    source = standing.source or _register(school, standing.since)
    place = f"{standing.get_locality_display() or ''} {standing.township or ''}".strip()
    return [
        Row(_("Ownership"), str(standing.get_ownership_display() or ""), source),
        Row(_("Locality"), place, source),
    ]


def _memberships(school: School, on: date) -> Iterator[Row]:
    held = school.memberships.on(on).filter(in_force(on, "consortium__"))
    for each in held.select_related("consortium"):
        lead = lead_of(each.consortium, on)
        yield Row(
            str(each.consortium.get_kind_display()),
            each.consortium.label,
            _register(school, each.since),
            more=f"{each.get_role_display()} · {_('lead school')} {lead}" if lead else "",
            link=reverse("directory:public_consortium", args=[each.consortium_id]),
        )


def _places(school: School, on: date) -> Iterator[Row]:
    for campus in school.campuses.on(on):
        source = _("synthetic") if campus.is_synthetic else _register(school, campus.since)
        if campus.address:
            yield Row(_("Address"), campus.address, source, more=campus.name)
        if campus.phone:
            yield Row(_("Telephone of the office"), campus.phone, source, more=campus.name)
        if campus.longitude is not None and campus.latitude is not None:
            where = f"{campus.longitude}, {campus.latitude}"
            yield Row(_("Place on the map"), where, source, more=str(campus.get_datum_display()))
    for point in school.teaching_points.on(on):
        yield Row(_("Teaching point"), point.name, _register(school, point.since))


def _register(school: School, since: date | None) -> str:
    name = school.authority.name
    if since is None:
        return _("register of %(register)s; holders are not shown") % {"register": name}
    return _("register of %(register)s, from %(day)s") % {"register": name, "day": since}


def _posts(posts: Any) -> list[str]:
    """The titles of the posts that lead a place; never who holds them."""
    return list(
        posts.filter(role__in=("principal", "district_head"))
        .order_by("id")
        .values_list("title", flat=True)
    )
