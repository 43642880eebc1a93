"""The orgs of a county as rows of orgs.csv."""

from __future__ import annotations

from collections.abc import Iterator

from .county import County, School, Union
from .layout import BODY, CN, POINT, SITE, UNION
from .words import day, packed, truth

SINCE, UNTIL = f"{CN}since", f"{CN}until"
NAMELESS = "无"  # what stands for an official name that the source lacks
Row = dict[str, str]


def orgs_of(county: County) -> Iterator[Row]:
    """The authority, districts and groups, bodies, schools and what is under them."""
    yield {"sourcedId": county.id, "name": county.name, "type": "district",
           "identifier": county.area}  # fmt: skip
    for union in county.unions:
        yield _union(county, union)
    for body in county.bodies:
        yield {
            "sourcedId": body.id,
            "name": body.name,
            "type": BODY,
            "parentSourcedId": body.union or county.id,
            f"{CN}kind": body.kind,
            SINCE: day(body.since),
            UNTIL: day(body.until),
        }
    for school in county.schools:
        yield _school(county, school)
        yield from _of_school(school)


def _union(county: County, union: Union) -> Row:
    return {
        "sourcedId": union.id,
        "name": union.label,
        "type": UNION,
        "parentSourcedId": county.id,
        f"{CN}officialName": union.name or NAMELESS,
        f"{CN}kind": union.kind,
        f"{CN}form": union.form,
        f"{CN}mode": union.mode,
        f"{CN}recognition": union.recognition,
        f"{CN}goal": union.goal,
        f"{CN}order": str(union.order),
        SINCE: day(union.since),
        UNTIL: day(union.until),
    }


def _school(county: County, school: School) -> Row:
    ties = [
        (tie.union, tie.role, tie.section, truth(tie.is_primary), day(tie.since), day(tie.until),
         str(tie.order))
        for tie in school.ties
    ]  # fmt: skip
    return {
        "sourcedId": school.id,
        "name": school.name,
        "type": "school",
        "identifier": school.code,
        "parentSourcedId": county.id,
        f"{CN}stages": school.stages,
        f"{CN}ownership": school.ownership,
        f"{CN}strength": school.strength,
        f"{CN}locality": school.locality,
        f"{CN}township": school.township,
        f"{CN}newlyBuilt": truth(school.newly_built),
        f"{CN}source": school.source,
        f"{CN}plaques": packed((each,) for each in school.plaques),
        f"{CN}aliases": packed((each,) for each in school.aliases),
        SINCE: day(school.since),
        f"{CN}memberships": packed(sorted(ties)),
    }


def _of_school(school: School) -> Iterator[Row]:
    for site in school.campuses:
        yield {
            "sourcedId": site.id,
            "name": site.name,
            "type": SITE,
            "parentSourcedId": school.id,
            f"{CN}address": site.address,
            f"{CN}phone": site.phone,
            f"{CN}longitude": site.longitude,
            f"{CN}latitude": site.latitude,
            f"{CN}datum": site.datum,
        }
    for point in school.points:
        yield {
            "sourcedId": point.id,
            "name": point.name,
            "type": POINT,
            "parentSourcedId": school.id,
            SINCE: day(point.since),
            UNTIL: day(point.until),
        }
