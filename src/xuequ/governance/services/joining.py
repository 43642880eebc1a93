"""What an approved entry or exit brings about (进出机制)."""

from __future__ import annotations

from datetime import date

from xuequ.directory.models import Consortium, Membership, School
from xuequ.directory.services.memberships import join_consortium, leave_consortium
from xuequ.kernel.case_types import Approved
from xuequ.kernel.refusal import Refused

from ..models import FoundingDocument
from .charters import sign
from .filings import check_not_filed


def check_join(case: Approved) -> None:
    """See whether the school could join.

    Raises:
        Refused("already-a-member"): it belongs there.
        Refused("charter-not-signed"): there is a charter in force and the school, who asks, does
            not sign it.
    """
    school, consortium = _places(case)
    held = _held(school, consortium, case.on)
    if held is not None:
        facts = {"school": school.name, "consortium": consortium.label}
        raise Refused("already-a-member", since=held.since, **facts)
    if case.values.get("by") == "school" or case.school == case.actor.school:
        _check_signed(case, consortium)


def join(case: Approved) -> None:
    """Make the school a member from the day decided; it signs the charter in force."""
    school, consortium = _places(case)
    charter = _check_signed(case, consortium)
    since = date.fromisoformat(str(case.values["since"]))
    check_not_filed(case.authority, since, case.on)
    join_consortium(
        school, consortium, role=str(case.values["role"]), since=since, actor=case.actor
    )
    if charter is not None:
        sign(charter, school, on=case.on, source=case.number, actor=case.actor)


def check_leave(case: Approved) -> None:
    """See whether the school could leave.

    Raises:
        Refused("not-a-member"): it does not belong there.
        Refused("lead-is-replaced-first"): it leads the consortium.
    """
    school, consortium = _places(case)
    held = _held(school, consortium, case.on)
    if held is None:
        raise Refused("not-a-member", school=school.name, consortium=consortium.label)
    if held.role == Membership.Role.LEAD:
        raise Refused("lead-is-replaced-first", school=school.name, consortium=consortium.label)


def leave(case: Approved) -> None:
    """End the membership on the day decided."""
    check_leave(case)
    school, consortium = _places(case)
    until = date.fromisoformat(str(case.values["until"]))
    check_not_filed(case.authority, until, case.on)
    held = _held(school, consortium, case.on)
    if held is not None:
        leave_consortium(held, until=until, actor=case.actor)


def _places(case: Approved) -> tuple[School, Consortium]:
    if case.school is None:
        raise Refused("case-needs-school")
    if case.consortium is None:
        raise Refused("case-needs-consortium")
    return School.objects.get(pk=case.school), Consortium.objects.get(pk=case.consortium)


def _held(school: School, consortium: Consortium, on: date) -> Membership | None:
    found: Membership | None = (
        Membership.objects.on(on).filter(school=school, consortium=consortium).first()
    )
    return found


def _check_signed(case: Approved, consortium: Consortium) -> FoundingDocument | None:
    """The charter in force, if there is one; whoever joins has signed it."""
    found: FoundingDocument | None = (
        FoundingDocument.objects.on(case.on).filter(consortium=consortium, code="charter").first()
    )
    if found is not None and case.values.get("signs_charter") is not True:
        raise Refused("charter-not-signed", title=found.title, version=found.version)
    return found
