"""Decide on an application in hand: accept, return for correction, or refuse; once or twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...engine.checking.judging import judge
from ...engine.checking.reasons import FIELDS, GROUNDS
from ...engine.checking.sample import is_sampled
from ...engine.claim_cells import Value
from ...models import Application, Check, CheckSettings
from ...queries.checking.dwellings import mistaken_locks
from ...queries.checking.items import standard_for
from ...queries.checking.queue import holding_checks, outcome
from ...queries.rosters import is_frozen
from .accepting import check_acceptable
from .effects import carry_out
from .guards import check_reason, held, in_own_hands, mine
from .settings import settled


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decides.

    Args:
        version: which version the reviewer read.
        items: by code of the head what was proved; none: not shown.  An item left out is open.
        dwelling: number of the deed or register by which the dwelling is known, too.
        said: what is to be mended, by field.
        answers: to the warnings, by their keys.
    """

    verdict: str
    version: int = 1
    items: Mapping[str, Value] = field(default_factory=dict)
    claim_class: int | None = None
    home: int | None = None
    primary: int | None = None
    kinds: tuple[str, ...] = ()
    dwelling: str = ""
    ground: str = ""
    reason: str = ""
    said: tuple[tuple[str, str], ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def decide(application: Application, new: Decision, *, actor: Actor, now: datetime) -> Check:
    """Decide on an application in the actor's hands.

    Where the child belongs to the sample it is read by a second person before anything comes of
    it; if they differ, by a third, who settles it.  What was found stays, whoever was followed.

    Raises:
        Refused("checked-in-person"), Refused("not-your-place"), Refused("keep-out"): as
            `guards.held`.
        Refused("roster-is-frozen"): who takes part is fixed.
        Refused("application-decided"), Refused("not-in-your-hands"), Refused("read-by-you"): as
            `guards.in_own_hands`.
        Refused("checks-not-settled"), Refused("standard-has-changed"): as `settings.settled`.
        Refused("changed-meanwhile"): the family handed in another version than was read.
        Refused("unknown-verdict"), Refused("unknown-ground"), Refused("unknown-field"): it is
            none of those there are.
        Refused("return-needs-reasons"): no field was named.
        Refused("reason-too-short"), Refused("reason-holds-data"): as with identity data.
        Refused("lock-ended-by-you"): the actor ended a lock on the dwelling; another accepts.
        Refused: as `accepting.check_acceptable`.
    """
    row = held(application, actor=actor)
    if is_frozen(row.round):
        raise Refused("roster-is-frozen")
    own = in_own_hands(row, actor=actor, now=now)
    settings = settled(row.round)
    if new.version != row.version:
        raise Refused("changed-meanwhile", version=row.version)
    _check_words(new)
    points = ""
    if new.verdict == Check.Verdict.ACCEPT:
        if any(e.ended_by_id == actor.person for e in mistaken_locks(row, new.dwelling)):
            raise Refused("lock-ended-by-you")
        check_acceptable(row, new, settings, now)
        points = judge(standard_for(row.round), new.items).points
    check = Check.objects.create(
        application=row,
        version=row.version,
        reader=own.reader,
        points=points,
        person_id=mine(actor),
        post=actor.post[:80],
        at=now,
        **_values(new),
    )
    own.delete()
    settle(row, check, settings, actor, now)
    note = {"verdict": check.get_verdict_display(), "reader": check.reader, "version": row.version}
    write("check-application", check, actor=actor, note={**note, "points": points})
    return check


def settle(
    row: Application, check: Check, settings: CheckSettings, actor: Actor, now: datetime
) -> None:
    """Let a check take effect, unless another person is to read the application first."""
    if check.reader == 1:
        sampled = is_sampled(settings.seed.open().encode(), row.child.number, settings.share)
        waits = sampled and check.verdict != Check.Verdict.RETURN
    elif check.reader == 2:
        first = holding_checks(row).get(reader=1)
        waits = outcome(first) != outcome(check)
    else:
        waits = False
    if not waits:
        carry_out(row, check, settings, actor, now)


def _values(new: Decision) -> dict[str, object]:
    accepts = new.verdict == Check.Verdict.ACCEPT
    return {
        "verdict": new.verdict,
        "ground": new.ground if new.verdict == Check.Verdict.REFUSE else "",
        "reason": new.reason.strip() or None if not accepts else None,
        "said": [{"field": code, "text": text} for code, text in new.said] if not accepts else [],
        "items": dict(new.items),
        "answers": dict(new.answers),
        "claim_class": new.claim_class,
        "home_id": new.home,
        "primary_id": new.primary,
        "kinds": sorted(new.kinds),
        "dwelling": new.dwelling.strip() or None,
    }


def _check_words(new: Decision) -> None:
    """Are verdict, ground, fields and reasons such as can be told to a family?"""
    if new.verdict not in Check.Verdict.values:
        raise Refused("unknown-verdict", verdict=new.verdict)
    if new.verdict == Check.Verdict.REFUSE:
        if new.ground not in GROUNDS:
            raise Refused("unknown-ground")
        check_reason(new.reason)
    if new.verdict == Check.Verdict.RETURN:
        if not new.said:
            raise Refused("return-needs-reasons")
        for code, text in new.said:
            if code not in FIELDS:
                raise Refused("unknown-field", field=code)
            check_reason(text)
