"""The official roster as it was filed for the record (备案)."""

from __future__ import annotations

from datetime import date

from xuequ.directory.models import Authority, Consortium
from xuequ.directory.queries.rosters import roster
from xuequ.kernel.case_types import Approved
from xuequ.kernel.refusal import Refused
from xuequ.kernel.seal import digest
from xuequ.record.services import write

from ..models import Filing


def check_roster(case: Approved) -> None:
    """See whether there is a roster to file.

    Raises:
        Refused("roster-is-empty"): no consortium is there on that day.
    """
    as_of = date.fromisoformat(str(case.values["as_of"]))
    if not Consortium.objects.on(as_of).filter(authority=case.authority).exists():
        raise Refused("roster-is-empty", day=as_of)


def check_not_filed(authority: int, since: date, on: date) -> None:
    """Refuse to change a roster backwards that has been filed for the record.

    Args:
        since: the day from which the roster would be another.
        on: the day it is decided.

    Raises:
        Refused("roster-is-filed"): a roster that covers that day was filed.
    """
    filed = Filing.objects.filter(authority=authority, as_of__gte=since)
    last = filed.order_by("as_of").last()
    if since < on and last is not None:
        raise Refused("roster-is-filed", as_of=last.as_of, receipt=last.receipt, today=on)


def file_roster(case: Approved) -> None:
    """Keep the roster as it stands with its digest, and the receipt of the office above."""
    check_roster(case)
    as_of = date.fromisoformat(str(case.values["as_of"]))
    authority = Authority.objects.get(pk=case.authority)
    rows = [
        [str(cell) if cell is not None else "" for cell in row]
        for row in roster(authority, as_of, seen_by=case.actor).said("zh-hans")
    ]
    filing = Filing.objects.create(
        authority=authority,
        as_of=as_of,
        filed_on=date.fromisoformat(str(case.values["filed_on"])),
        receipt=str(case.values["receipt"]),
        responsible=str(case.values["responsible"]),
        roster=rows,
        digest=digest(rows),
        source=case.number,
    )
    note = {"rows": len(rows), "digest": filing.digest}
    write("file-roster", filing, actor=case.actor, note=note)
