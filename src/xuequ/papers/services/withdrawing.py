"""Withdraw a paper that was issued; it stays readable, and its proof says so."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.ledger.services.striking import strike_entry
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Paper, PaperState
from ..queries.kinds import kind_of
from ..queries.scope import may_change


@transaction.atomic
def withdraw_paper(paper: Paper, reason: str, *, actor: Actor, on: date | None = None) -> Paper:
    """Say why an issued paper holds no more, from today on.  Its number is not given again.

    What it was handed in for in the ledger is struck too, whoever issued it and however far it
    has come: a paper that does not hold settles nothing.

    Args:
        on: the day, of one withdrawn before it was entered here; none for today.

    Raises:
        Refused("not-your-place"): the actor may not withdraw papers of that place.
        Refused("paper-is-not-issued"): it is a draft, or was withdrawn before.
        Refused("withdraw-needs-reason"): no reason is given.
        Refused("withdrawn-before-issued"): the day lies before that of issue, or is to come.
    """
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    if not may_change(actor, paper.place, kind_of(paper.kind)):
        raise Refused("not-your-place", name=paper.place.name)
    if not reason.strip():
        raise Refused("withdraw-needs-reason")
    _withdraw(paper, reason.strip(), on, actor)
    return paper


def withdraw_directly(paper: Paper, reason: str, *, actor: Actor) -> Paper:
    """Withdraw a paper that another act overtakes, in the transaction of that act.

    Whether the actor may is for that act to know.

    Raises:
        RuntimeError: there is no transaction for it to stand or fall with.
        Refused("paper-is-not-issued").
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a paper and the act that overtakes it belong in one transaction")
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    _withdraw(paper, reason, None, actor)
    return paper


def _withdraw(paper: Paper, reason: str, on: date | None, actor: Actor) -> None:
    if paper.state != PaperState.ISSUED or paper.issued_on is None:
        raise Refused("paper-is-not-issued", state=paper.get_state_display())
    on = on or timezone.localdate()
    if not paper.issued_on <= on <= timezone.localdate():
        raise Refused("withdrawn-before-issued", day=paper.issued_on)
    before = fingerprint(paper)
    paper.state, paper.withdrawn_on = PaperState.WITHDRAWN, on
    paper.withdrawn_by_id, paper.reason = actor.person, reason
    paper.save(update_fields=["state", "withdrawn_on", "withdrawn_by", "reason"])
    if paper.entry is not None:
        strike_entry(paper.entry, paper.reason, actor=actor)
    write("withdraw-paper", paper, actor=actor, before=before, note={"paper_number": paper.number})
