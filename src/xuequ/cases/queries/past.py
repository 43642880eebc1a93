"""What a case has gone through: its steps, and the words it ended or came back with."""

from __future__ import annotations

from django.db.models import QuerySet

from xuequ.kernel.case_types import CaseType

from ..engine.diagram import in_order
from ..models import Case, Seat, Turn
from ..models.cases import CaseState

BEGINS = ("submit", "submit-again")
BACK = ("return", "disagree", "uphold", "regroup")
ENDS = ("approved", "refused", "appeal-refused")
DECISIVE = ("decide", "review", "acknowledge", "countersign")
SAID = ("pass", "refuse", "agree", "disagree")


def passed(case: Case, kind: CaseType) -> set[str]:
    """The steps gone through since the case was handed in, as it stands now.

    What lies behind the step it is at was undone by a return, and is still to come; only what
    was carried out before an appeal is done already.
    """
    order = [each.code for each in in_order(kind)]
    arrived = set(_since_handed_in(case).filter(verb="arrive").values_list("step", flat=True))
    arrived.discard(case.step)
    if case.step not in order:
        return arrived
    at = order.index(case.step)
    found = {code for code in arrived if code in order and order.index(code) < at}
    if kind.is_appeal(case.step):
        done = case.seats.filter(state=Seat.State.DONE).exclude(step=case.step)
        found |= set(done.values_list("step", flat=True)) & set(order[at:])
    return found


def last_words(case: Case, kind: CaseType) -> Turn | None:
    """The words with which the case was decided, came back, was withdrawn or ended; or none.

    Only those of the act that brought it about: who said something else before is not quoted.
    """
    turns = case.turns.select_related("person")
    if case.state in (CaseState.WITHDRAWN, CaseState.STOPPED):
        verb = "withdraw" if case.state == CaseState.WITHDRAWN else "stopped"
        return turns.filter(verb=verb).exclude(words="").last()
    if case.state == CaseState.RETURNED:
        found = _since_handed_in(case).select_related("person").filter(verb__in=BACK)
        return found.exclude(words="").last()
    end = turns.filter(verb__in=ENDS).last()
    step = kind.step(end.step) if end is not None else None
    if end is None or step is None or step.kind not in DECISIVE:
        return None
    act = turns.filter(number__lt=end.number, step=end.step, verb__in=SAID).last()
    return act if act is not None and act.words else None


def _since_handed_in(case: Case) -> QuerySet[Turn]:
    begin = case.turns.filter(verb__in=BEGINS).last()
    return case.turns.filter(number__gte=begin.number if begin is not None else 0)
