"""Which column of a bundle says what a column of a sheet says, to tell a mistake where it is."""

from __future__ import annotations

from dataclasses import replace

from xuequ.kernel.problems import Problem

from .layout import CN
from .places import in_words, place_of

SCHOOL = {"school": "parentSourcedId", "school_code": "parentSourcedId"}
SPAN = {"since": f"{CN}since", "until": f"{CN}until"}
ROLE_SPAN = {"since": "beginDate", "until": "endDate"}
PERSON = {"name": "givenName", "id_kind": "userIds", "id_number": "userIds", "phone": "phone",
          "reference": "sourcedId"}  # fmt: skip
FIELDS = {
    "schools": {
        "code": "identifier", "name": "name", "stages": f"{CN}stages",
        "ownership": f"{CN}ownership", "strength": f"{CN}strength", "locality": f"{CN}locality",
        "township": f"{CN}township", "newly_built": f"{CN}newlyBuilt", "source": f"{CN}source",
        "plaque": f"{CN}plaques", "alias": f"{CN}aliases", "campus": "name",
        "address": f"{CN}address", "phone": f"{CN}phone", "longitude": f"{CN}longitude",
        "latitude": f"{CN}latitude", "datum": f"{CN}datum", "opened": f"{CN}since",
    },
    "teaching-points": {"name": "name", **SCHOOL, **SPAN},
    "consortia": {
        "label": "name", "name": f"{CN}officialName", "kind": f"{CN}kind", "form": f"{CN}form",
        "mode": f"{CN}mode", "recognition": f"{CN}recognition", "goal": f"{CN}goal",
        "formed": f"{CN}since", "until": f"{CN}until",
    },
    "memberships": dict.fromkeys(
        ("consortium", "school", "school_code", "section", "role", "primary", "since", "until"),
        f"{CN}memberships",
    ),
    "bodies": {"name": "name", "kind": f"{CN}kind", "consortium": "parentSourcedId", **SPAN},
    "classes": {
        "school": "schoolSourcedId", "school_code": "schoolSourcedId", "stage": f"{CN}stage",
        "year": "termSourcedIds", "grade": "grades", "number": "classCode",
        "pupil_count": f"{CN}pupilCount",
    },
    "pupils": {**PERSON, "number": "identifier"},
    "persons": PERSON,
    "teachers": {**PERSON, "school": "orgSourcedId", "since": f"{CN}teaching",
                 **dict.fromkeys(("stage", "subject", "title"), f"{CN}teaching"),
                 **dict.fromkeys(("honour", "level", "honour_since"), f"{CN}honours")},
    "posts": {**ROLE_SPAN, "role": f"{CN}post", "title": f"{CN}title", "holder": "userSourcedId",
              "id_number": "userSourcedId", "ex_officio": f"{CN}exOfficio",
              "reference": "userSourcedId",
              **dict.fromkeys(("school", "school_code", "consortium", "body"), "orgSourcedId")},
}  # fmt: skip


def placed(problem: Problem, part: str, code: str) -> Problem:
    """A mistake that a sheet has told, in file, line and column of the bundle.

    Args:
        part: the sheet it is of.
        code: the column of the sheet it is in; "" for none.
    """
    file, line = place_of(problem.line)
    if not file:
        return problem
    column = FIELDS.get(part, {}).get(code, "")
    return replace(problem, file=file, line=line, field=column, text=in_words(problem.text))
