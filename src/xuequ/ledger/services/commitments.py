"""Acts on commitments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import CommitmentReport
from ..queries.commitments import Place, may_report, owed


@dataclass(frozen=True, slots=True)
class NewReport:
    """What is reported, and when it is to be looked at again."""

    status: str
    words: str
    reported_on: date
    review_on: date
    evidence: str = ""


@transaction.atomic
def report_commitment(
    clause: str, place: Place, new: NewReport, *, actor: Actor
) -> CommitmentReport:
    """Report how a commitment stands.  Earlier reports stay; the latest counts.

    Raises:
        Refused("not-a-commitment"): the locality has no such commitment of such a place.
        Refused("not-your-place"): the actor does not report for that place.
        Refused("ends-before-it-begins"): it would be reviewed before it is made.
        Refused("already-reported"): a later report exists; that one counts.
    """
    if not may_report(actor, place):
        raise Refused("not-your-place", name=place.name)
    if owed(clause, place, new.reported_on) is None:
        raise Refused("not-a-commitment", clause=clause, name=place.name)
    if new.review_on <= new.reported_on:
        raise Refused("ends-before-it-begins", since=new.reported_on)
    mine = CommitmentReport.objects.filter(
        clause=clause,
        authority=place.authority,
        consortium=place.consortium,
        school=place.school,
        withdrawn_on=None,
    )
    later = mine.filter(reported_on__gt=new.reported_on).first()
    if later is not None:
        raise Refused("already-reported", since=later.reported_on)
    report = CommitmentReport.objects.create(
        clause=clause,
        authority=place.authority,
        consortium=place.consortium,
        school=place.school,
        status=new.status,
        words=new.words,
        evidence=new.evidence,
        reported_on=new.reported_on,
        review_on=new.review_on,
    )
    note = {"clause": clause, "status": new.status, "review": new.review_on.isoformat()}
    write("report-commitment", report, actor=actor, note=note)
    return report


@transaction.atomic
def withdraw_report(report: CommitmentReport, *, on: date, actor: Actor) -> CommitmentReport:
    """Take a report back from a day on; it stays readable, and an earlier one counts again.

    Raises:
        Refused("not-your-place"): the actor does not report for that place.
        Refused("already-withdrawn"): it was taken back before.
        Refused("not-yet-begun"): it was made after that day.
    """
    report = CommitmentReport.objects.select_for_update().get(pk=report.pk)
    place = Place(report.authority, report.consortium, report.school)
    if not may_report(actor, place):
        raise Refused("not-your-place", name=place.name)
    if report.withdrawn_on is not None:
        raise Refused("already-withdrawn", since=report.withdrawn_on)
    if on < report.reported_on:
        raise Refused("not-yet-begun", name=str(report), since=report.reported_on)
    before = fingerprint(report)
    report.withdrawn_on = on
    report.save(update_fields=["withdrawn_on"])
    write("withdraw-report", report, actor=actor, before=before, note={"clause": report.clause})
    return report
