"""What comes of a check: the state, what was proved, the lock, and that the family is told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.services import write

from ...engine.checking.reasons import OBJECTION
from ...models import Application, Check, CheckSettings
from ...queries.rosters import is_frozen
from ..applying.holding import tell_family
from .dwellings import end_locks, lock
from .guards import check_reason, held

ACCEPT, RETURN, REFUSE = Check.Verdict.ACCEPT, Check.Verdict.RETURN, Check.Verdict.REFUSE
STATES = {
    ACCEPT: Application.State.ACCEPTED,
    RETURN: Application.State.RETURNED,
    REFUSE: Application.State.REFUSED,
}
TOLD = {
    ACCEPT: Text(
        "入学申请（编号{0}）审核通过。", "The application (number {0}) was checked and takes part."
    ),
    RETURN: Text(
        "入学申请（编号{0}）需要补正，请按说明修改后重新提交。",
        "The application (number {0}) came back for correction; mend it and hand it in again.",
    ),
    REFUSE: Text(
        "入学申请（编号{0}）不符合条件，理由见申请页面。" + OBJECTION.zh,
        "The application (number {0}) does not meet the conditions; the reason stands on its page. "
        + OBJECTION.en,
    ),
}


def carry_out(
    row: Application, check: Check, settings: CheckSettings, actor: Actor, now: datetime
) -> None:
    """Let what a reader found hold: points and class follow from what was proved alone."""
    verdict = Check.Verdict(check.verdict)
    row.state = STATES[verdict]
    fields = ["state"]
    if verdict == ACCEPT:
        row.proved = check.items
        row.points, row.claim_class = check.points, check.claim_class
        row.home_id, row.primary_id = check.home_id, check.primary_id
        row.kinds = check.kinds
        fields += ["proved", "points", "claim_class", "home", "primary", "kinds"]
    row.save(update_fields=fields)
    if verdict == ACCEPT and settings.lock_years is not None:
        number = check.dwelling.open() if check.dwelling is not None else ""
        end_locks(row, now)  # it may have been accepted by another dwelling before
        lock(row, number, settings.lock_years, now)
    said = TOLD[verdict]
    text = Text(said.zh.format(row.child.number), said.en.format(row.child.number))
    tell_family(row, text, actor=actor)


@transaction.atomic
def take_up_again(
    application: Application, reason: str, *, actor: Actor, now: datetime
) -> Application:
    """Take up a decided application again, because something was wrong or an objection holds.

    What readers found stays readable and counts no longer; it waits to be read as at first, by
    somebody else than before; whoever has the right may take it up.

    Raises:
        Refused("checked-in-person"), Refused("not-your-place"), Refused("keep-out"): as
            `guards.held`.
        Refused("roster-is-frozen"): who takes part is fixed; take the roster back first.
        Refused("not-decided"): it is neither accepted nor refused.
        Refused("reason-too-short"), Refused("reason-holds-data"): as with identity data.
    """
    row = held(application, actor=actor)
    if is_frozen(row.round):
        raise Refused("roster-is-frozen")
    if row.state not in (Application.State.ACCEPTED, Application.State.REFUSED):
        raise Refused("not-decided", state=row.get_state_display())
    check_reason(reason)
    before = row.state
    Check.objects.filter(application=row, ended_at=None).update(ended_at=now)
    end_locks(row, now)
    row.state, row.proved, row.points, row.claim_class = "submitted", None, "", None
    row.save(update_fields=["state", "proved", "points", "claim_class"])
    note = {"verdict": before, "reason": reason.strip()[:200]}
    write("take-up-again", row, actor=actor, note=note)
    return row
