"""The steps of a case as a chain: done, now, to come, left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.case_types import CaseType, Step

from .flow import is_taken

Mark = Literal["done", "now", "next", "left_out", "stopped"]


@dataclass(frozen=True, slots=True)
class Box:
    """One step of the chain."""

    step: Step
    mark: Mark


def chain(
    kind: CaseType, values: Mapping[str, object], now: str, passed: Collection[str], state: str
) -> tuple[Box, ...]:
    """The chain of a case.

    Args:
        now: the step it is at; of a case that has ended, the last it was at.
        passed: the steps of this round that were gone through.
        state: the state of the case.
    """
    appealed = kind.appeal is not None and (now == kind.appeal.code or kind.appeal.code in passed)
    steps = [each for each in in_order(kind) if appealed or not kind.is_appeal(each.code)]
    return tuple(Box(each, _mark(each, values, now, passed, state)) for each in steps)


def in_order(kind: CaseType) -> tuple[Step, ...]:
    """The steps of a kind with that of an appeal, which comes before what is carried out."""
    if kind.appeal is None:
        return kind.steps
    at = next((n for n, each in enumerate(kind.steps) if each.kind == "execute"), len(kind.steps))
    return (*kind.steps[:at], kind.appeal, *kind.steps[at:])


def _mark(
    step: Step, values: Mapping[str, object], now: str, passed: Collection[str], state: str
) -> Mark:
    if step.code == now:
        if state in ("running", "executing"):
            return "now"
        return "done" if state == "approved" else "stopped"
    if step.code in passed:
        return "done"
    if not is_taken(step, values) or state in ("approved", "refused", "withdrawn", "stopped"):
        return "left_out"
    return "next"
