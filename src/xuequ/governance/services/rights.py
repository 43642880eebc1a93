"""What approved waivers and plaques bring about."""

from __future__ import annotations

from datetime import date

from xuequ.directory.models import Authority, Consortium, School, SchoolName
from xuequ.directory.services.authorities import Leave, waive_clause
from xuequ.directory.services.schools import name_school
from xuequ.kernel.case_types import Approved
from xuequ.kernel.refusal import Refused


def check_waiver(case: Approved) -> None:
    """See whether it would hold at all.

    Raises:
        Refused("ends-before-it-begins"): the day until which it is asked has come.
    """
    if date.fromisoformat(str(case.values["until"])) <= case.on:
        raise Refused("ends-before-it-begins", since=case.on)


def waive(case: Approved) -> None:
    """Record the waiver from the day decided; the board names the case."""
    values = case.values
    leave = Leave(
        clause=str(values["clause"]),
        decision=str(values.get("decision") or case.number),
        reason=case.number,
        since=date.fromisoformat(str(values["since"])),
        until=date.fromisoformat(str(values["until"])),
        consortium=Consortium.objects.get(pk=case.consortium) if case.consortium else None,
    )
    waive_clause(Authority.objects.get(pk=case.authority), leave, actor=case.actor)


def hang_plaque(case: Approved) -> None:
    """Give the school its further name from the day decided."""
    if case.school is None:
        raise Refused("case-needs-school")
    name_school(
        School.objects.get(pk=case.school),
        str(case.values["name"]),
        kind=SchoolName.Kind.PLAQUE,
        since=date.fromisoformat(str(case.values["since"])),
        actor=case.actor,
    )
