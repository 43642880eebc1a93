"""What approved cases bring about in consortia: formed, adjusted, recognised, dissolved."""

from __future__ import annotations

from datetime import date

from xuequ.directory.models import Authority, Consortium, School
from xuequ.directory.services.consortia import (
    NewConsortium,
    change_consortium,
    dissolve_consortium,
    form_consortium,
)
from xuequ.directory.services.memberships import join_consortium
from xuequ.kernel.case_types import Approved
from xuequ.kernel.refusal import Refused

from .filings import check_not_filed

ADJUSTED = ("mode", "form", "goal")


def check_form(case: Approved) -> None:
    """See whether it could be formed.

    Raises:
        Refused("name-is-taken"): the authority has one of that name in use.
        Refused("lead-is-a-member-too"): the lead is chosen as a member as well.
    """
    label = str(case.values["label"]).strip()
    known = Consortium.objects.filter(authority=case.authority, label=label, until=None)
    if known.exists():
        raise Refused("name-is-taken", name=label)
    if case.values["lead"] in _ids(case.values["schools"]):
        raise Refused("lead-is-a-member-too")


def form(case: Approved) -> None:
    """Form the consortium with its lead and members from the day decided."""
    values = case.values
    since = date.fromisoformat(str(values["since"]))
    check_not_filed(case.authority, since, case.on)
    label = str(values["label"]).strip()
    new = NewConsortium(str(values["kind"]), label, label, _word(values.get("form")))
    authority = Authority.objects.get(pk=case.authority)
    consortium = form_consortium(authority, new, since=since, actor=case.actor)
    lead = School.objects.get(pk=str(values["lead"]))
    join_consortium(lead, consortium, role="lead", since=since, actor=case.actor)
    for school in School.objects.filter(pk__in=_ids(values["schools"])).order_by("pk"):
        join_consortium(school, consortium, role="member", since=since, actor=case.actor)


def check_adjust(case: Approved) -> None:
    """See whether anything is to change.

    Raises:
        Refused("nothing-to-adjust"): neither form, mode, goal nor reach is filled in.
    """
    if not any(case.values.get(each) for each in (*ADJUSTED, "reach")):
        raise Refused("nothing-to-adjust")


def adjust(case: Approved) -> None:
    """Record form, mode and goal from the day decided; a reach in words stays with the case."""
    changed = {each: case.values[each] for each in ADJUSTED if case.values.get(each)}
    if changed:
        _change(case, changed)


def recognise(case: Approved) -> None:
    """Record the level of recognition from the day decided."""
    _change(case, {"recognition": case.values["level"]})


def dissolve(case: Approved) -> None:
    """End the consortium, its memberships, bodies and posts on the day decided."""
    until = date.fromisoformat(str(case.values["until"]))
    check_not_filed(case.authority, until, case.on)
    dissolve_consortium(_consortium(case), until=until, actor=case.actor)


def _change(case: Approved, values: dict[str, object]) -> None:
    consortium = _consortium(case)
    since = date.fromisoformat(str(case.values["since"]))
    standing = consortium.standings.on(since).first()
    names = ("form", "mode", "recognition", "goal")
    kept = {name: getattr(standing, name, None) for name in names}
    change_consortium(consortium, since=since, values={**kept, **values}, actor=case.actor)


def _consortium(case: Approved) -> Consortium:
    if case.consortium is None:
        raise Refused("case-needs-consortium")
    return Consortium.objects.get(pk=case.consortium)


def _ids(value: object) -> list[int]:
    return [each for each in value if isinstance(each, int)] if isinstance(value, list) else []


def _word(value: object) -> str | None:
    return str(value) if value else None
