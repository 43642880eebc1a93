"""Applications of made-up children, as far as a test needs; written to the tables directly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from xuequ.directory.models import Authority, Person, School
from xuequ.enrolment.models import Application, Child, Choice, Custody, RuleSet
from xuequ.enrolment.tests.world import OPENS

APPLIED = OPENS + timedelta(days=1)
CHECKED = OPENS + timedelta(days=11)  # after the round has closed


def child(authority: Authority, at: int, **more: Any) -> Child:
    """The child number `at` of an authority, with a paper that is nobody's."""
    said = {
        "number": f"{10_000_000 + at * 7919}",
        "name": f"童演示{at}",
        "id_kind": "other",
        "id_number": f"SYN{at:08d}",
        "born": f"2020-{1 + at % 12:02d}-{1 + at % 28:02d}",
        "sex": ("male", "female")[at % 2],
        "is_synthetic": True,
        **more,
    }
    return Child.objects.create(authority=authority, **said)


def applied(
    rule_set: RuleSet,
    at: int,
    choices: Sequence[School] = (),
    *,
    now: datetime = APPLIED,
    **more: Any,
) -> Application:
    """The application of one child with a mother of its own; handed in if nothing else is said."""
    found = rule_set.round
    one = child(found.authority, at)
    parent = Person.objects.create(authority=found.authority, name=f"长演示{at}", is_synthetic=True)
    Custody.objects.create(child=one, person=parent, kind="mother")
    said = {"state": "submitted", "submitted_at": now, "version": 1, "rule_set": rule_set, **more}
    made = Application.objects.create(
        round=found, child=one, person=parent, year=found.year, stage=found.stage,
        begun_at=now, **said,
    )  # fmt: skip
    for rank, school in enumerate(choices, 1):
        Choice.objects.create(application=made, rank=rank, school=school)
    return made


def accepted(
    rule_set: RuleSet, at: int, choices: Sequence[School] = (), **more: Any
) -> Application:
    """The same, checked and found right; `points` and `claim_class` as said."""
    return applied(rule_set, at, choices, **{"state": "accepted", "proved": {}, **more})
