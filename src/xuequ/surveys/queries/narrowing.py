"""To which part of its place a survey can be narrowed."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from xuequ.directory.models import Consortium, Membership, School
from xuequ.directory.models.dated import in_force

from ..models import Survey


def places(survey: Survey, on: date) -> list[tuple[str, str]]:
    """The consortia and schools below the place, for a list to choose from."""
    if survey.school_id is not None:
        return []
    schools = School.objects.filter(in_force(on), authority=survey.authority_id)
    unions = Consortium.objects.none()
    if survey.consortium_id is not None:
        counted = Membership.objects.on(on).exclude(role=Membership.Role.GUEST)
        mine = counted.filter(consortium=survey.consortium_id)
        schools = schools.filter(Q(pk__in=mine.values("school")))
    else:
        unions = Consortium.objects.filter(in_force(on), authority=survey.authority_id)
    return [
        *((f"consortium:{each.pk}", each.label) for each in unions),
        *((f"school:{each.pk}", each.name) for each in schools),
    ]
