"""Every kind of case that a package declares, and the deadlines a locality sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from xuequ.directory.models import Authority
from xuequ.directory.queries.settings import profile_of
from xuequ.kernel.case_types import CaseType
from xuequ.kernel.discovery import declared
from xuequ.profiles import loader

from ..engine.policy import CaseRules
from ..models import Case


@cache
def case_types() -> Mapping[str, CaseType]:
    """All of them by code, in the order of their declaration.

    Raises:
        ValueError: two packages declare one code.
    """
    found: dict[str, CaseType] = {}
    for _, module in declared("cases"):
        for each in module.CASES:
            if each.code in found:
                raise ValueError(f"two kinds of case are called {each.code}")
            found[each.code] = each
    return found


def kinds_of(case: Case) -> dict[str, str]:
    """The sort of every blank of a case and of its steps, by code."""
    kind = case_types()[case.kind]
    steps = (*kind.steps, *((kind.appeal,) if kind.appeal else ()))
    every = (*kind.blanks, *(blank for step in steps for blank in step.blanks))
    return {each.code: each.kind for each in every}


def rules_of(authority: Authority, on: date) -> CaseRules:
    """What the authority's policy says of cases on a day; nothing where it says nothing yet."""
    try:
        return loader.policy(CaseRules, profile_of(authority, on), "cases", on)
    except LookupError:
        return CaseRules()


def type_of(code: str, authority: Authority, on: date) -> CaseType:
    """A kind of case with the deadlines of a locality.

    Raises:
        LookupError: there is no such kind.
    """
    plain = case_types()[code]
    days = {each.step: each.days for each in rules_of(authority, on).days if each.case == code}
    steps = tuple(replace(each, days=days.get(each.code, each.days)) for each in plain.steps)
    appeal = plain.appeal
    if appeal is not None:
        appeal = replace(appeal, days=days.get(appeal.code, appeal.days))
    return replace(
        plain, steps=steps, appeal=appeal, appeal_days=days.get("appeal_window", plain.appeal_days)
    )
