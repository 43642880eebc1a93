"""Entries of the register of exceptional placements on the small cast's released result."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.enrolment.models import Application, Exceptional, Outcome, Placement
from xuequ.enrolment.services.exceptions.approving import approve_exception
from xuequ.enrolment.services.exceptions.proposing import NewException, propose_exception
from xuequ.enrolment.tests.deciding import leaders, schools
from xuequ.enrolment.tests.telling import TOLD
from xuequ.kernel.actors import Actor

WORDS = "经复核，审核时看错了不动产登记日期，予以纠正"
LATER = TOLD + timedelta(days=8)  # publicity and the time to answer are over


def unplaced(outcome: Outcome) -> Application:
    """A child without a place."""
    found = Placement.objects.filter(outcome=outcome, school=None)
    return found.earliest("pk").application


def new(application: Application, school: School, **more: Any) -> NewException:
    """What is proposed for a child, where nothing else is said."""
    said = {"ground": "error", "words": WORDS, "days": 7, **more}
    return NewException(application.child.number, school.pk, **said)


def proposed(cast: Cast, outcome: Outcome, **more: Any) -> Exceptional:
    """A child without a place, proposed for the first school, which is full.

    The authority shows itself to the public, as publicity wants.
    """
    cast.authority.is_public = True
    cast.authority.save()
    row = unplaced(outcome)
    wanted = new(row, schools()[0], **more)
    return propose_exception(outcome.round, wanted, actor=cast.bureau, now=TOLD)


def shown(cast: Cast, outcome: Outcome) -> tuple[Exceptional, tuple[Actor, Actor]]:
    """The same, approved by two others."""
    row = proposed(cast, outcome)
    both = leaders(cast)
    for each in both:
        row = approve_exception(row, actor=each, now=TOLD)
    return row, both
