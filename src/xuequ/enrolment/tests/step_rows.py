"""One row of everything the coordination of a round keeps, and what the database keeps out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Model

from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.enrolment import models
from xuequ.enrolment.tests.world import NOW


def one_of_each(cast: Cast, found: models.Round, school: School) -> None:
    """A step with its day, reported and put before the head of a district; a parent entered."""
    step: dict[str, Any] = {"round": found, "step": "opinion"}
    models.StepDay.objects.create(due=date(2027, 3, 1), **step)
    models.StepDone.objects.create(school=school, said="已公示", post="校长", done_at=NOW, **step)
    models.StepRaised.objects.create(school=school, consortium=cast.east, raised_at=NOW, **step)
    officer, parent = (cast.accounts[each].person for each in ("bureau", "guardian"))
    models.DeskEntry.objects.create(parent=parent, by=officer, reason="无手机", entered_at=NOW)


def again(kind: Any, /, **changes: Any) -> Model:
    """The first row of its kind a second time, with changes; not saved."""
    row: Model = kind.objects.earliest("pk")
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    return row


TWINS: dict[str, Callable[[Cast], Model]] = {
    "enrolment_step_due_once": lambda _: again(models.StepDay, due=date(2027, 5, 1)),
    "enrolment_step_done_once": lambda _: again(models.StepDone, said="另一说法"),
    "enrolment_step_raised_once": lambda c: again(models.StepRaised, consortium=c.group),
}
BOUNDED = {"enrolment_step_says_what_was_done", "enrolment_desk_has_its_reason"}
BOUNDS: list[tuple[Any, dict[str, Any]]] = [
    (models.StepDone, {"said": ""}),
    (models.DeskEntry, {"reason": ""}),
]
