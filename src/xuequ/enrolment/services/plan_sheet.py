"""Take in the sheet of plans: all rows or none, as `plans` would set them by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from xuequ.directory.models import Authority, School
from xuequ.directory.queries.taking.classes import known_classes
from xuequ.directory.services.taking.acts import from_row, marks_for, note_of, settle
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.sheet import Row
from xuequ.record.services import write

from ..engine.preparing.plan_rows import PlanEntry, read_plans
from ..models import Plan, Round
from ..queries.access import CHANGE, may
from ..queries.plan_sheet import known_rounds
from ..sheets import PLANS
from .guards import end_rules
from .plans import usual_part


@transaction.atomic
def take_plans(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Set seats, classes and what goes with them of schools of rounds; new schools come in.

    Rules made before end with their signatures where a plan changes.

    Returns:
        How many lines of plans are new, and how many have changed.

    Raises:
        Refused("not-your-place"): the actor prepares no rounds of this authority.
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    now = timezone.now()
    held = Authority.objects.select_for_update().get(pk=authority.pk)
    if not may(actor, CHANGE, held.pk):
        raise Refused("not-your-place", name=held.name)
    marks = marks_for(PLANS, rows, file)
    sites = known_classes(held, since, actor).sites
    entries = read_plans(rows, sites=sites, rounds=known_rounds(held, now), marks=marks)
    settle(marks)
    new, changed, touched = 0, 0, set[int]()
    for entry in entries:
        made = _kept(entry)
        new, changed = new + (made == "new"), changed + (made == "changed")
        touched |= {entry.round} if made else set()
    for found in Round.objects.filter(pk__in=touched).order_by("pk"):
        end_rules(found, now)
    counts = {"plans": new, "changed": changed}
    write("import-plans", held, actor=actor, note=note_of(rows, file, counts, without=()))
    return counts


def _kept(entry: PlanEntry) -> str:
    """Write what is new or differs: "new", "changed", or "" for neither."""
    found = Round.objects.select_for_update().get(pk=entry.round)
    plan = Plan.objects.filter(round=found, school=entry.school).first()
    is_new = plan is None
    if plan is None:
        name = School.objects.get(pk=entry.school).name
        plan = Plan(round=found, school_id=entry.school, year=found.year, stage=found.stage)
        plan.part = usual_part(found, name)
    differs = any(getattr(plan, name) != value for name, value in entry.values.items())
    if not (is_new or differs):
        return ""
    for name, value in entry.values.items():
        setattr(plan, name, value)
    from_row(plan, entry.line).save()
    return "new" if is_new else "changed"
