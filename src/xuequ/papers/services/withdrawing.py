"""Withdraw a paper that was issued; it stays readable, and its proof says so."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.ledger.services.entries import OPEN_STATES, withdraw_entry
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Paper, PaperState
from ..queries.kinds import kind_of
from ..queries.scope import may_change


@transaction.atomic
def withdraw_paper(paper: Paper, reason: str, *, on: date, actor: Actor) -> Paper:
    """Say from when and why an issued paper holds no more.  Its number is not given again.

    What it was handed in for in the ledger is withdrawn too, while that is still open and the
    actor's own.

    Raises:
        Refused("not-your-place"): the actor may not withdraw papers of that place.
        Refused("paper-is-not-issued"): it is a draft, or was withdrawn before.
        Refused("withdraw-needs-reason"): no reason is given.
        Refused("withdrawn-before-issued"): the day lies before that of issue.
    """
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    if not may_change(actor, paper.place, kind_of(paper.kind)):
        raise Refused("not-your-place", name=paper.place.name)
    if paper.state != PaperState.ISSUED or paper.issued_on is None:
        raise Refused("paper-is-not-issued", state=paper.get_state_display())
    if not reason.strip():
        raise Refused("withdraw-needs-reason")
    if on < paper.issued_on:
        raise Refused("withdrawn-before-issued", day=paper.issued_on)
    before = fingerprint(paper)
    paper.state, paper.withdrawn_on = PaperState.WITHDRAWN, on
    paper.withdrawn_by_id, paper.reason = actor.person, reason.strip()
    paper.save(update_fields=["state", "withdrawn_on", "withdrawn_by", "reason"])
    entry = paper.entry
    is_own = actor.everywhere or (entry is not None and entry.person_id == actor.person)
    if entry is not None and is_own and entry.state in OPEN_STATES:
        withdraw_entry(entry, actor=actor)
    write("withdraw-paper", paper, actor=actor, before=before, note={"paper_number": paper.number})
    return paper
