"""Object to what is shown, and answer it (异议、答复)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor, program
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.services import write

from ..models import Case, Objection, Seat
from ..queries.access import seats_of
from .moving import send_back, settle
from .standing import locked, seats_at, step_of
from .telling import tell_seat
from .turns import turn

MOST_OPEN = 100  # objections to one step: more are a flood, and the telephone is on the notice


@dataclass(frozen=True, slots=True)
class NewObjection:
    """What somebody says.  From outside, `name` and `phone` say how to answer them."""

    words: str
    name: str = ""
    phone: str = ""
    key: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def object_to(case: Case, new: NewObjection, *, actor: Actor | None, now: datetime) -> Objection:
    """Object while a case is shown, up to the end of the last day.

    Args:
        actor: who objects; none: somebody from outside, who left name and telephone.

    Raises:
        Refused("not-shown-now"): it is not shown, or no longer.
        Refused("objection-needs-words"), Refused("objection-needs-a-name").
        Refused("too-many-objections"): as many as can be dealt with are waiting.
    """
    case = locked(case)
    known = Objection.objects.filter(key=new.key, case=case).first()
    if known is not None:
        return known
    today = timezone.localdate(now)
    step = step_of(case, today)
    if step.kind != "publicity" or case.due is None or today > case.due:
        raise Refused("not-shown-now")
    if len(new.words.strip()) < 5:
        raise Refused("objection-needs-words")
    if actor is None and not (new.name.strip() and new.phone.strip()):
        raise Refused("objection-needs-a-name")
    waiting = Objection.objects.filter(case=case, state=Objection.State.OPEN)
    if waiting.count() >= MOST_OPEN:
        raise Refused("too-many-objections")
    hands = actor or program("public")
    found = Objection.objects.create(
        case=case,
        step=case.step,
        round=case.round,
        person_id=hands.person,
        name=new.name.strip() or None,
        phone=new.phone.strip() or None,
        words=new.words.strip(),
        made_at=now,
        key=new.key,
    )
    turn(case, "object", actor=hands, now=now)
    write("object-to-case", case, actor=hands, note={"case": case.label})
    seats_at(case).update(state=Seat.State.WAITING)
    for seat in seats_at(case):
        tell_seat(seat, Text("答复异议", "answer an objection"), today)
    return found


@transaction.atomic
def answer_objection(
    objection: Objection, words: str, *, upheld: bool, actor: Actor, now: datetime
) -> Case:
    """Answer an objection: dismissed, or upheld, which gives the case back to who started it.

    Raises:
        Refused("objection-is-answered"), Refused("opinion-is-needed"), Refused("step-is-over").
        Refused("not-your-seat"): the step names others to answer.
    """
    case = locked(objection.case)
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    if objection.state != Objection.State.OPEN:
        raise Refused("objection-is-answered")
    if (objection.step, objection.round) != (case.step, case.round):
        raise Refused("step-is-over", name=case.label)
    if not actor.everywhere and not seats_at(case).filter(seats_of(actor)).exists():
        raise Refused("not-your-seat", name=case.label)
    if len(words.strip()) < 2:
        raise Refused("opinion-is-needed")
    objection.state = Objection.State.UPHELD if upheld else Objection.State.DISMISSED
    objection.answer, objection.answered_at = words.strip(), now
    objection.answered_by_id = actor.person
    objection.save()
    verb = "uphold" if upheld else "dismiss"
    turn(case, verb, actor=actor, now=now, words=words.strip())
    write("answer-objection", case, actor=actor, note={"case": case.label, "upheld": upheld})
    left = Objection.objects.filter(case=case, round=case.round, state=Objection.State.OPEN)
    if upheld:
        seats_at(case).update(state=Seat.State.NOT_NEEDED)
        why = Text("异议成立", "an objection was upheld")
        send_back(case, why, actor=actor, now=now)
    elif not left.exists():
        seats_at(case).update(state=Seat.State.NOT_NEEDED)
        settle(case, now=now)
    return case
