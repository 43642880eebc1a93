"""Applications of a round that was held, read item by item: most as claimed, a few otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from xuequ.enrolment.models import Application, Round
from xuequ.enrolment.services.applying.handing import hand_in
from xuequ.enrolment.services.checking.judging import Decision, decide
from xuequ.enrolment.services.checking.settings import NewSettings, set_checks
from xuequ.enrolment.services.checking.taking import take_next
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

from ..checked import YEARS, accepted
from .days import Days
from .families import Family
from .officers import Officers

EACH = timedelta(minutes=6)
UNSHOWN = "only_child"  # claimed by the fourth family of a round, and no paper shows it
RETURNED, DOUBTED = 2, 3  # which families, from 0


def read_all(
    found: Round, families: Sequence[Family], days: Days, by: Officers, double: int
) -> None:
    """Every application is decided; one was returned and came back, one is found otherwise."""
    now = days.checked
    set_checks(found, NewSettings(double, YEARS), actor=by.office, now=days.prepared)
    returned, doubted = (families[each].application.pk for each in (RETURNED, DOUBTED))
    back = {returned: families[RETURNED]}
    while True:
        taken = 0
        for reader in (by.office, by.section):
            row = _next(found, reader, now)
            if row is None:
                continue
            taken, now = taken + 1, now + EACH
            _decide(row, back.pop(row.pk, None), row.pk == doubted, reader, now)
        if not taken:
            return


def _next(found: Round, reader: Actor, now: datetime) -> Application | None:
    try:
        return take_next(found, actor=reader, now=now)
    except Refused as refused:
        if refused.code != "nothing-waits":
            raise
        return None


def _decide(
    row: Application, back: Family | None, is_doubted: bool, reader: Actor, now: datetime
) -> None:
    """Return it once, and the family hands in again; else say what was found."""
    if back is not None:
        words = (("evidence", "看不清，请重新拍照上传"),)
        decide(row, Decision("return", row.version, said=words), actor=reader, now=now)
        later = Application.objects.get(pk=row.pk)
        hand_in(later, later.revision, code=back.code, actor=back.parent, now=now + EACH / 2)
        return
    new = accepted(row)
    if is_doubted and UNSHOWN in new.items:
        new = accepted(row, {UNSHOWN: False})
    try:
        decide(row, new, actor=reader, now=now)
    except Refused as refused:
        if refused.code != "not-eligible":
            raise
        reason = "户籍、居住证均未能证明，不符合招生对象条件"
        no = Decision("refuse", row.version, new.items, ground="not_eligible", reason=reason)
        decide(row, no, actor=reader, now=now)
