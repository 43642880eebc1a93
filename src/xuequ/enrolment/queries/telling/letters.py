"""Letters of results, and the page that proves one: a number, a school, a digest, and no name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from xuequ.kernel.text import Text
from xuequ.papers.rendering import Marks, render

from ...engine.telling.letter import KIND, Said, letter, next_steps
from ...models import Move
from ..called import called
from ..coordinating import told_to
from ..placing import Told, told
from .family import Result
from .seats import rules_for, seat_of

SIGNER = Signer(salt="xuequ.enrolment.letter")


@dataclass(frozen=True, slots=True)
class Proof:
    """What everybody who holds a letter may see.

    Args:
        school: where the child is now; "" for nowhere.
        is_moved: that is not the place of the sealed result.
    """

    placement: Told
    number: str
    school: str
    is_moved: bool


def token_of(placement: Told) -> str:
    """The last part of the address that proves a letter; it cannot be guessed."""
    return SIGNER.sign(str(placement.pk)).replace(":", "-", 1)


def proven(token: str, now: datetime) -> Proof | None:
    """What a token proves; none if it is not one, or nothing is released."""
    try:
        key = SIGNER.unsign(token.replace("-", ":", 1))
    except BadSignature:
        return None
    placement = told(now).filter(pk=int(key)).first()
    if placement is None:
        return None
    seat = seat_of(placement)
    number = placement.application.child.number
    return Proof(placement, number, seat.name if seat else "", seat != placement.school)


def next_of(result: Result, now: datetime) -> list[Text]:
    """What the family may do now."""
    terms = result.terms
    is_open = terms.object_until > now
    return next_steps(
        school=result.seat.name if result.seat else "",
        asked_until=timezone.localtime(terms.reply_until) if result.is_asked else None,
        silence=terms.silence,
        object_until=timezone.localtime(terms.object_until) if is_open else None,
    )


def letter_pdf(result: Result, language: str, now: datetime) -> bytes:
    """The letter as a PDF, with a code that leads to the page that proves it."""
    placement = result.placement
    child, found = placement.application.child, placement.outcome.round
    last = result.moves[-1] if result.moves else None
    said = Said(
        child.name.open(),
        child.number,
        f"{found.year}年{found.name}" if language != "en" else f"{found.name} {found.year}",
        result.seat.name if result.seat else "",
        placement.ticket,
        placement.outcome.digest,
        result.reasons,
        next_of(result, now),
        _moved(last) if last else None,
        taught_in(result),
    )
    path = reverse("enrolment:result_proof", args=[token_of(placement)])
    marks = Marks(
        issuer=found.authority.name,
        day=timezone.localdate(now),
        number=child.number,
        code=child.number,  # what to compare on the page that proves it
        url=f"{settings.XUEQU_URL}{path}" if settings.XUEQU_URL else "",
    )
    return render(letter(said, "en" if language == "en" else "zh"), KIND, marks, "pdf")


def taught_in(result: Result) -> list[Text]:
    """Where a district that enrols as one has the child taught, in sentences."""
    outcome = result.placement.outcome
    names = called(outcome.roster.rule_set)
    school = names.get(result.seat.pk, "") if result.seat else ""
    return told_to(rules_for(outcome).district, school)


def _moved(move: Move) -> Text:
    day = timezone.localtime(move.at).date().isoformat()
    return {
        Move.Cause.DECLINED: Text(
            f"{day}家长放弃了学位。", f"On {day} the family gave the seat up."
        ),
        Move.Cause.SILENT: Text(
            f"{day}因逾期未答复，视为放弃学位。", f"On {day} the seat was given up by silence."
        ),
        Move.Cause.MOVED_UP: Text(
            f"{day}从候补递补到这所学校。", f"On {day} the child moved up from the waiting list."
        ),
        Move.Cause.EXCEPTION: Text(
            f"{day}经特殊安排登记入学。", f"On {day} by exceptional placement."
        ),
        Move.Cause.SETTLED: Text(f"{day}由教育局统筹安排。", f"On {day} placed by the authority."),
    }[Move.Cause(move.cause)]


def how(moves: list[Move]) -> list[Text]:
    """What became of the seat, in sentences, oldest first."""
    return [_moved(each) for each in moves]
