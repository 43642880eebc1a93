"""The child an exceptional placement is about: it applied in the round, or never did."""

from __future__ import annotations

from datetime import datetime

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

from ...models import Application, Child, Exceptional, Round
from ...queries.applying.free import is_unsent
from ...queries.checking.scope import keeps_out
from ..applying.holding import take_back

State = Application.State


def applicant(
    found: Round, number: str, person: int, *, actor: Actor, now: datetime
) -> Application:
    """The application of the child with this number.

    Of one that never applied it is begun here, and nobody can hand it in: name, paper and who
    speaks for the child are those its parent registered, alone or at the desk.  One that was
    withdrawn is taken up again, so that the child can have no second one meanwhile.

    Raises:
        Refused("no-such-applicant"): no child that somebody speaks for has this number.
        Refused("applied-in-another"): it applied in another round of the year and stage; what was
            not handed in before that closed is withdrawn.
        Refused("keep-out"): the child is of the actor's own people.
    """
    rows = Application.objects.select_for_update(of=("self",)).select_related("child", "round")
    known = rows.filter(round=found, child__number=number.strip()).first()
    if known is None or known.state == State.WITHDRAWN:
        known = _begun(found, number.strip(), known, actor, now)
    if keeps_out(known, person):
        raise Refused("keep-out")
    return known


def _begun(
    found: Round, number: str, withdrawn: Application | None, actor: Actor, now: datetime
) -> Application:
    children = Child.objects.select_for_update().filter(authority=found.authority_id)
    child = children.filter(number=number, erased_at=None).first()
    custody = child.custodies.order_by("pk").first() if child is not None else None
    if child is None or custody is None:
        raise Refused("no-such-applicant", number=number)
    same = Application.objects.filter(child=child, year=found.year, stage=found.stage)
    others = same.exclude(state=State.WITHDRAWN).filter(unplaced_at=None).select_related("round")
    for other in others.select_for_update(of=("self",)):
        if now < other.round.closes or not is_unsent(other):
            raise Refused("applied-in-another", name=other.round.name)
        take_back(other, actor=actor, now=now)
    if withdrawn is not None:
        withdrawn.state, withdrawn.begun_at, withdrawn.unplaced_at = State.DRAFT, now, None
        withdrawn.save(update_fields=["state", "begun_at", "unplaced_at"])
        return withdrawn
    return Application.objects.create(
        round=found,
        child=child,
        person=custody.person,
        year=found.year,
        stage=found.stage,
        begun_at=now,
    )


def let_go(row: Exceptional) -> None:
    """Where an entry has ended, nothing keeps a child that does not apply from applying."""
    application = row.application
    if application.begun_at == row.proposed_at and application.state == State.DRAFT:
        application.state = State.WITHDRAWN
        application.save(update_fields=["state"])
