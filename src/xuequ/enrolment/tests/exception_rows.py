"""One row of everything the register and appeals keep, and what the database keeps out of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import F, Model

from support_plugin import Cast
from xuequ.cases.models import Case
from xuequ.directory.models import School
from xuequ.enrolment import models
from xuequ.enrolment.tests.check_rows import again
from xuequ.enrolment.tests.world import NOW


def one_of_each(cast: Cast, application: models.Application) -> None:
    """An entry that is shown, approved once, with a paper, an objection and an appeal."""
    person = cast.bureau.person
    row = models.Exceptional.objects.create(
        application=application, school=School.objects.earliest("pk"), ground="error",
        words="看错登记日期", days=7, person_id=person, post="科员", proposed_at=NOW,
        shown_from=NOW, shown_until=NOW + timedelta(days=7),
    )  # fmt: skip
    models.ExceptionApproval.objects.create(exceptional=row, person_id=person, post="局长", at=NOW)
    case = Case.objects.create(
        authority=cast.authority, kind="enrolment_appeal", year=2027, number=1, title="入学申诉",
        state="withdrawn", started_at=NOW,
    )  # fmt: skip
    models.Appeal.objects.create(case=case, application=application, about="result", at=NOW)


TWINS: dict[str, Callable[[Cast], Model]] = {
    "enrolment_one_open_exception": lambda _: again(models.Exceptional, ground="other"),
    "enrolment_exception_approved_once": lambda _: again(models.ExceptionApproval, post="另一职务"),
}
BOUNDS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (models.Exceptional, {"days": 0}),
    (models.Exceptional, {"shown_until": F("shown_from")}),
    (models.Exceptional, {"shown_from": None}),
    (models.Exceptional, {"ended": "refused"}),
    (models.Exceptional, {"ended": "refused", "ended_at": NOW}),
    (models.Exceptional, {"ended_at": NOW, "end_reason": "不再需要"}),
    (models.Appeal, {"about": "exception"}),
)
BOUNDED = {
    "enrolment_exception_shows_a_day",
    "enrolment_exception_shown_to_an_end",
    "enrolment_exception_ends_for_a_reason",
    "enrolment_exception_shown_before_it_holds",
    "enrolment_objection_has_its_object",
    "enrolment_only_appeals_lead_on",
}
