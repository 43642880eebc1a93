"""Propose an exceptional placement, or take it back (登记、撤回)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from xuequ.directory.engine.purposes import reason_fault
from xuequ.directory.models import School
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write
from xuequ.vault.models import StoredFile
from xuequ.vault.services.files import Taken, check_entry_quota, store_taken

from ...engine.telling.exceptions import LEAST_DAYS, MOST_DAYS
from ...models import Appeal, Application, Exceptional, ExceptionPaper, Outcome, Round
from ...queries.access import PLACE
from ...queries.placing import outcome_of
from ...queries.telling.exceptions import broken_by
from ..guards import held, in_person
from ..telling.guards import still_released
from .applicants import applicant
from .holding import check_child, ended, entry


@dataclass(frozen=True, slots=True)
class NewException:
    """What is proposed: a child by its number, a school, a ground with its reasons, papers.

    Args:
        days: days it is to be shown to the public.
        appeal: the family's appeal that led to it; none.
    """

    number: str
    school: int
    ground: str
    words: str
    days: int
    files: Sequence[Taken] = ()
    appeal: int | None = None


@transaction.atomic
def propose_exception(
    found: Round, new: NewException, *, actor: Actor, now: datetime
) -> Exceptional:
    """Propose that a child comes into a school by exception; nothing follows from it yet.

    Raises:
        Refused("not-your-place"), Refused("done-in-person"): as the guards.
        Refused("no-outcome-yet"), Refused("not-told-yet"): the result is not told yet.
        Refused("no-such-applicant"), Refused("applied-in-another"), Refused("keep-out"): as
            `applicants.applicant`.
        Refused("school-not-in-round"): the school has no plan in the round.
        Refused("entered-already"), Refused("has-that-seat"): as `holding.check_child`.
        Refused("exception-is-open"): one is under way for the child.
        Refused("unknown-ground"), Refused("reason-too-short"), Refused("reason-holds-data"),
            Refused("publicity-days"): what is typed does not do.
        Refused("appeal-not-upheld"): the appeal it is to follow from is not upheld.
    """
    row = held(found, PLACE, actor=actor)
    person = in_person(actor)
    outcome = outcome_of(row)
    if outcome is None:
        raise Refused("no-outcome-yet")
    still_released(outcome, now)
    application = applicant(row, new.number, person, actor=actor, now=now)
    school = School.objects.filter(pk=new.school, enrolment_plans__round=row).first()
    if school is None:
        raise Refused("school-not-in-round")
    check_child(application, school, now)
    if Exceptional.objects.filter(application=application, ended_at=None, move=None).exists():
        raise Refused("exception-is-open", number=application.child.number)
    _check_words(new)
    made = _made(application, school, new, outcome, actor, now)
    _attach(made, new.files)
    if new.appeal is not None:
        _follows(made, new.appeal)
    note = {"ground": made.ground, "school": school.name, "breaks": "、".join(made.breaks)}
    write("propose-exception", made, actor=actor, note=note)
    return made


def _made(
    application: Application,
    school: School,
    new: NewException,
    outcome: Outcome,
    actor: Actor,
    now: datetime,
) -> Exceptional:
    return Exceptional.objects.create(
        application=application,
        school=school,
        ground=new.ground,
        words=new.words.strip(),
        breaks=broken_by(application, school, outcome, now),
        days=new.days,
        person_id=in_person(actor),
        post=actor.post[:80],
        proposed_at=now,
    )


@transaction.atomic
def withdraw_exception(
    row: Exceptional, reason: str, *, actor: Actor, now: datetime
) -> Exceptional:
    """Take a proposal back before the child has come in; it stays in the register.

    Raises:
        Refused("not-your-place"), Refused("exception-is-over"): as `holding.entry`.
        Refused("reason-too-short"), Refused("reason-holds-data"): the reason does not do.
    """
    known = entry(row, PLACE, actor=actor)
    ended(known, Exceptional.End.WITHDRAWN, reason, actor=actor, now=now)
    write("withdraw-exception", known, actor=actor)
    return known


def _check_words(new: NewException) -> None:
    if new.ground not in Exceptional.Ground.values:
        raise Refused("unknown-ground")
    match reason_fault(new.words):
        case None:
            pass
        case "short":
            raise Refused("reason-too-short")
        case _:
            raise Refused("reason-holds-data")
    if not LEAST_DAYS <= new.days <= MOST_DAYS:
        raise Refused("publicity-days", least=LEAST_DAYS, most=MOST_DAYS)


def _attach(made: Exceptional, files: Sequence[Taken]) -> None:
    for each in files:
        ExceptionPaper.objects.create(exceptional=made, file=store_taken(each))
    check_entry_quota(StoredFile.objects.filter(pk__in=made.papers.values("file")))


def _follows(made: Exceptional, appeal: int) -> None:
    row = Appeal.objects.filter(pk=appeal, application=made.application).first()
    if row is None or row.about == Appeal.About.EXCEPTION or row.case.state != "approved":
        raise Refused("appeal-not-upheld")
    row.led_to = made
    row.save(update_fields=["led_to"])
