"""Ask another department, and take what it answers, from a sheet or from any other adaptor."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xuequ.directory.engine.purposes import PURPOSES
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write
from xuequ.vault.models import StoredFile

from ...engine.checking.departments import DEPARTMENTS, Answer
from ...models import Application, DepartmentAnswer, Inquiry, Round
from ...queries.access import may
from ...queries.checking.items import standard_for
from ...queries.checking.scope import CONFIRM
from .settings import held_round

SUBJECTS = ("child", "guardians", "address")


@dataclass(frozen=True, slots=True)
class NewInquiry:
    """What a department is asked: which items, and by what it knows the people.

    Args:
        codes: of the heads.
        subjects: of `SUBJECTS`, whose data go out; no more than the department needs.
    """

    department: str
    receiver: str
    purpose: str
    codes: tuple[str, ...]
    subjects: tuple[str, ...]


@transaction.atomic
def ask_department(found: Round, new: NewInquiry, *, actor: Actor, now: datetime) -> Inquiry:
    """Ask about items of every application that waits and claims them; they are pending then.

    Raises:
        Refused("not-your-place"): the actor does not check for this authority.
        Refused("may-not-reveal"): the actor may not open identity data, which go out with it.
        Refused("unknown-department"), Refused("purpose-unknown"), Refused("unknown-item"),
            Refused("unknown-subject"): it is none of those there are.
        Refused("receiver-needed"): nobody is named who gets it.
        Refused("nothing-to-ask"): no application that waits claims any of the items.
    """
    row = held_round(found, actor=actor)
    _check(row, new, actor)
    asked = [
        (each, code)
        for each in Application.objects.filter(round=row, state="submitted").order_by("pk")
        for code in new.codes
        if each.claims.get(code) not in (None, "", False)
    ]
    if not asked:
        raise Refused("nothing-to-ask")
    inquiry = Inquiry.objects.create(
        round=row,
        department=new.department,
        receiver=new.receiver.strip()[:80],
        purpose=new.purpose,
        codes=list(new.codes),
        subjects=list(new.subjects),
        mark=f"{timezone.localdate(now):%Y%m%d}-{secrets.token_hex(3)}",
        rows=len(asked),
        person_id=actor.person,
        at=now,
    )
    DepartmentAnswer.objects.bulk_create(
        (DepartmentAnswer(application=each, inquiry=inquiry, code=code) for each, code in asked),
        batch_size=500,
    )
    write("ask-department", inquiry, actor=actor, note=note_of(inquiry))
    return inquiry


@transaction.atomic
def note_sheet(inquiry: Inquiry, *, actor: Actor) -> None:
    """Record that the questions were taken out as a file, for whom and what for.

    Raises:
        Refused("not-your-place"), Refused("may-not-reveal"): as `ask_department`.
    """
    _check_place(inquiry.round, actor)
    write("export-questions", inquiry, actor=actor, note=note_of(inquiry))


@transaction.atomic
def keep_answers(inquiry: Inquiry, file: StoredFile, *, actor: Actor) -> Inquiry:
    """Keep a file of answers that was read and found right, to be looked at before it is taken.

    Raises:
        Refused("not-your-place"): the actor does not check for this authority.
    """
    held_round(inquiry.round, actor=actor)
    inquiry.file = file
    inquiry.save(update_fields=["file"])
    write("keep-answers", inquiry, actor=actor, note={"batch": inquiry.mark})
    return inquiry


@transaction.atomic
def take_answers(
    inquiry: Inquiry, answers: Sequence[Answer], *, actor: Actor, now: datetime
) -> int:
    """Take what a department answered; nothing is decided by it.

    Every adaptor ends here.  What is not answered stays pending, and pending is never a «no».

    Returns:
        How many items are answered now; what the family claims no longer is kept and not counted.

    Raises:
        Refused("not-your-place"): the actor does not check for this authority.
        Refused("answer-not-asked"): of such an item of such a child nobody asked; none is taken.
    """
    held_round(inquiry.round, actor=actor)
    rows = inquiry.answers.select_for_update(of=("self",)).select_related("application__child")
    known = {(each.application.child.number, each.code): each for each in rows}
    for each in answers:
        if (each.number, each.code) not in known:
            raise Refused("answer-not-asked", number=each.number, item=each.code)
    for each in answers:
        row = known[each.number, each.code]
        row.state, row.value, row.at = each.state, each.value, now
    changed = [known[each.number, each.code] for each in answers]
    DepartmentAnswer.objects.bulk_update(changed, ["state", "value", "at"], batch_size=500)
    inquiry.answered_at = now
    inquiry.save(update_fields=["answered_at"])
    counted = sum(each.outdated_at is None for each in changed)
    note = {"batch": inquiry.mark, "rows": counted}
    write("take-answers", inquiry, actor=actor, note=note)
    return counted


def outdate_answers(
    row: Application, codes: Collection[str], *, moved: bool, now: datetime
) -> None:
    """What was asked and answered of claims that are others now counts no longer.

    Part of handing an application in again.

    Args:
        moved: the address is another one; then every answer goes that was found by it.
    """
    answers = DepartmentAnswer.objects.filter(application=row, outdated_at=None)
    past = [
        each.pk
        for each in answers.select_related("inquiry")
        if each.code in codes or (moved and "address" in each.inquiry.subjects)
    ]
    DepartmentAnswer.objects.filter(pk__in=past).update(outdated_at=now)


def note_of(inquiry: Inquiry) -> dict[str, object]:
    """What the record says of an inquiry: to whom, what for, which fields, how many lines."""
    return {
        "department": DEPARTMENTS[inquiry.department].zh,
        "receiver": inquiry.receiver,
        "purpose": f"purpose.{inquiry.purpose}",
        "fields": [*inquiry.subjects, *inquiry.codes],
        "batch": inquiry.mark,
        "rows": inquiry.rows,
    }


def _check(row: Round, new: NewInquiry, actor: Actor) -> None:
    _check_place(row, actor)
    if new.department not in DEPARTMENTS:
        raise Refused("unknown-department", department=new.department)
    if new.purpose not in PURPOSES:
        raise Refused("purpose-unknown")
    known = {each.code for each in standard_for(row).heads}
    if unknown := [each for each in new.codes if each not in known]:
        raise Refused("unknown-item", item=unknown[0])
    if not new.subjects or set(new.subjects) - set(SUBJECTS):
        raise Refused("unknown-subject")
    if not new.receiver.strip():
        raise Refused("receiver-needed")


def _check_place(row: Round, actor: Actor) -> None:
    if not may(actor, CONFIRM, row.authority_id):
        raise Refused("not-your-place", name=row.authority.name)
    if not actor.may("identity.reveal"):
        raise Refused("may-not-reveal")
