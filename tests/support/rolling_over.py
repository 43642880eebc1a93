"""Roll-overs for the addresses: one proposed for each authority."""

from __future__ import annotations

from casting import CAST_YEAR, MAKER
from xuequ.directory.models import Authority, School
from xuequ.intake.models import Rollover, RolloverSchool
from xuequ.intake.services.rollover.proposing import renewed
from xuequ.kernel.periods import year_of

REACH = {"rollovers/pk": "whole"}  # which scope decides about them: only the offices


def rollover_of(authority: Authority) -> int:
    """A roll-over of the authority's schools out of the year of the cast."""
    known = Rollover.objects.filter(authority=authority, state=Rollover.State.READY).first()
    if known is None:
        year = year_of(CAST_YEAR)
        known = Rollover.objects.create(authority=authority, year=year, by=MAKER.account)
        for school in School.objects.filter(authority=authority):
            RolloverSchool.objects.create(of=known, school=school)
        renewed(known)
    return known.pk
