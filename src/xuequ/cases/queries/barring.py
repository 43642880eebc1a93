"""Who may not decide: whoever asked, whoever decided before, and whose hands they are."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from xuequ.directory.models import Delegation
from xuequ.kernel.actors import Actor
from xuequ.kernel.case_types import Step
from xuequ.kernel.refusal import Refused

from ..models import Case, Seat
from .types import case_types, kinds_of

DECIDING = ("decide", "panel")
DECIDED = ("pass", "refuse")


def holder_behind(actor: Actor) -> int | None:
    """The person for whom a deputy acts; none for whoever acts in a post of their own."""
    kind, _, number = actor.identity.partition(":")
    if kind != "delegation" or not number.isdecimal():
        return None
    found = Delegation.objects.filter(pk=int(number))
    return found.values_list("holding__person", flat=True).first()


def stands_for(actor: Actor) -> frozenset[int]:
    """The persons whose hands an actor is: its own, and those of whoever it deputises for."""
    return frozenset(each for each in (actor.person, holder_behind(actor)) if each is not None)


def barred(case: Case, step: Step) -> frozenset[int]:
    """The persons who may not decide at a step, nor anybody for them.

    Whoever asked, in person or through a deputy; whom it is about; whom its kind keeps out; at an
    appeal whoever decided.
    """
    if step.kind not in DECIDING:
        return frozenset()
    found = {case.started_by_id, case.started_for_id, *_about(case), *_kept_out(case)}
    if case_types()[case.kind].is_appeal(step.code):
        rows = decided_before(case).values_list("acted_by", "acted_for")
        found |= {person for row in rows for person in row}
    return frozenset(each for each in found if each is not None)


def decided_before(case: Case) -> QuerySet[Seat]:
    """The seats from which a case was decided so far."""
    kind = case_types()[case.kind]
    steps = [each.code for each in kind.steps if each.kind == "decide"]
    return Seat.objects.filter(
        case=case, step__in=steps, state=Seat.State.DONE, choice__in=DECIDED
    ).exclude(kind__in=[Seat.Kind.ADDED, Seat.Kind.LENT])


def why_barred(seat: Seat, step: Step, actor: Actor) -> str:
    """Why an actor may not decide from a seat: "decides-own-case", "keeps-out", "decided-before".

    "" if it may.
    A seat that somebody handed on is still theirs in this: it passes on no right they lacked.
    """
    if step.kind not in DECIDING or seat.kind == Seat.Kind.ADDED or actor.everywhere:
        return ""
    mine = stands_for(actor) | frozenset(seat.passed_by)
    case = seat.case
    if mine & {case.started_by_id, case.started_for_id, *_about(case)}:
        return "decides-own-case"
    if mine & _kept_out(case):
        return "keeps-out"
    return "decided-before" if mine & barred(case, step) else ""


def check_decider(seat: Seat, step: Step, actor: Actor) -> None:
    """Refuse an actor who may not decide from a seat.

    Raises:
        Refused("decides-own-case"), Refused("keeps-out"), Refused("decided-before").
    """
    why = why_barred(seat, step, actor)
    if why == "keeps-out":
        raise Refused("keeps-out")
    if why == "decided-before":
        raise Refused("decided-before")
    if why:
        raise Refused("decides-own-case")


def not_to_decide(actor: Actor) -> Q:
    """The condition that a seat waits at a deciding step of the actor's own case."""
    mine = stands_for(actor)
    steps = Q(pk__in=[])
    for kind in case_types().values():
        every = (*kind.steps, *((kind.appeal,) if kind.appeal else ()))
        codes = [each.code for each in every if each.kind in DECIDING]
        if codes:
            steps |= Q(case__kind=kind.code, step__in=codes)
    asked = Q(case__started_by__in=mine) | Q(case__started_for__in=mine)
    return steps & asked & ~Q(kind=Seat.Kind.ADDED)


def _kept_out(case: Case) -> frozenset[int]:
    """The persons whom the kind of case keeps out of deciding this one."""
    bars = case_types()[case.kind].bars
    return frozenset(import_string(bars)(case.pk)) if bars and case.pk else frozenset()


def _about(case: Case) -> set[int]:
    """The persons a case is about: candidates."""
    found = set()
    for code, kind in kinds_of(case).items():
        value = case.values.get(code)
        if kind == "person" and isinstance(value, int):
            found.add(value)
    return found
