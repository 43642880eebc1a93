"""Object to an exceptional placement while it is shown; what an upheld objection brings about."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xuequ.cases.models import Case
from xuequ.cases.models.cases import OPEN
from xuequ.cases.services.starting import NewCase, start_case
from xuequ.kernel.actors import program
from xuequ.kernel.case_types import Approved
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...engine.telling.disputes import OBJECTION
from ...models import Appeal, Exceptional, Round
from ...queries.telling.exceptions import public_exception
from .applicants import let_go

PUBLIC = program("public")
SHORTEST = 5
MOST_OPEN = 100  # objections to one entry: more are a flood, and one is enough to stop it


@dataclass(frozen=True, slots=True)
class NewObjection:
    """What somebody says; `name` and `phone` say how to answer them."""

    words: str
    name: str
    phone: str
    key: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def object_to_exception(row: Exceptional, new: NewObjection, *, now: datetime) -> Appeal:
    """Object to an entry that is shown; it holds the entry up until it is settled.

    Raises:
        Refused("exception-not-shown"): it is not shown now.
        Refused("objection-needs-words"), Refused("objection-needs-a-name"): it says too little.
        Refused("too-many-objections"): as many as can be dealt with are waiting.
    """
    Round.objects.select_for_update().get(pk=row.application.round_id)
    known = public_exception(row.pk, now)
    if known is None:
        raise Refused("exception-not-shown")
    if len(new.words.strip()) < SHORTEST:
        raise Refused("objection-needs-words")
    if not (new.name.strip() and new.phone.strip()):
        raise Refused("objection-needs-a-name")
    same = Appeal.objects.filter(case__key=new.key).first()
    if same is not None:
        return same
    if known.objections.filter(case__state__in=OPEN).count() >= MOST_OPEN:
        raise Refused("too-many-objections")
    made = Appeal(
        application=known.application,
        about=Appeal.About.EXCEPTION,
        exceptional=known,
        name=new.name.strip(),
        phone=new.phone.strip(),
        at=now,
    )
    made.case = _case(known, new, now)
    made.save()
    write("object-to-exception", made, actor=PUBLIC, note={"case": made.case.label})
    return made


def _case(row: Exceptional, new: NewObjection, now: datetime) -> Case:
    number = row.application.child.number
    said = {"child": number, "entry": str(row.pk)}
    begun = NewCase(
        OBJECTION.code,
        f"{OBJECTION.name.zh} {number}",
        new.words.strip(),
        values=said,
        said=said,
        key=new.key,
        is_synthetic=row.application.child.is_synthetic,
    )
    authority = row.application.round.authority
    return start_case(begun, authority, actor=PUBLIC, now=now)


def uphold(approved: Approved) -> None:
    """What an upheld objection brings about: the entry ends, unless it has ended already.

    Raises:
        Refused("exception-is-over"): the child has its seat.
    """
    rows = Exceptional.objects.select_for_update(of=("self",))
    known = rows.get(objections__case=approved.case)
    if known.move_id is not None:
        raise Refused("exception-is-over")
    if known.ended:
        return
    known.ended, known.ended_at = Exceptional.End.OBJECTION, timezone.now()
    known.end_reason, known.ended_by_id = approved.number, approved.actor.person
    known.save(update_fields=["ended", "ended_at", "end_reason", "ended_by"])
    let_go(known)
    write("end-exception", known, actor=approved.actor, note={"case": approved.number})
