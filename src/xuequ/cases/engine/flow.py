"""Which step comes next."""

from __future__ import annotations

from collections.abc import Mapping

from xuequ.kernel.case_types import CaseType, Step


def is_taken(step: Step, values: Mapping[str, object]) -> bool:
    """Do the values of the case ask for this step?"""
    return all((values.get(each.blank) in each.among) != each.unless for each in step.when)


def path(case_type: CaseType, values: Mapping[str, object]) -> tuple[Step, ...]:
    """The steps a case with these values goes through, in order."""
    return tuple(each for each in case_type.steps if is_taken(each, values))


def following(case_type: CaseType, code: str, values: Mapping[str, object]) -> Step | None:
    """The step after the one called `code` ("" for the first), or none after the last.

    Values may have changed on the way: what counts is the order of the declaration.

    Raises:
        LookupError: the type has no such step.
    """
    rest = case_type.steps
    if code:
        codes = [each.code for each in rest]
        if code not in codes:
            raise LookupError(f"{case_type.code} has no step {code}")
        rest = rest[codes.index(code) + 1 :]
    return next((each for each in rest if is_taken(each, values)), None)


def earlier(case_type: CaseType, code: str, values: Mapping[str, object]) -> tuple[Step, ...]:
    """The steps before the one called `code` that a case can be returned to."""
    found: list[Step] = []
    for each in case_type.steps:
        if each.code == code:
            return tuple(found)
        if is_taken(each, values) and each.kind != "publicity":
            found.append(each)
    return ()
