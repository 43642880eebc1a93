"""One row of everything that checking keeps, and what the database keeps out of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F, Model

from support_plugin import Cast
from xuequ.directory.models import Person
from xuequ.enrolment import models
from xuequ.enrolment.tests.world import NOW, OPENS


def one_of_each(cast: Cast, application: models.Application) -> None:
    """Rows of a check that has been gone through."""
    person = Person.objects.get(pk=cast.bureau.person or 0)
    own: dict[str, Any] = {"application": application, "person": person}
    models.CheckSettings.objects.create(
        round=application.round, share=10, lock_years=6, seed="s", seed_digest="0" * 64,
        standard="0" * 64, set_at=NOW,
    )  # fmt: skip
    models.Assignment.objects.create(reader=1, taken_at=NOW, until=OPENS, **own)
    models.Look.objects.create(purpose="audit", at=NOW, until=OPENS, **own)
    models.Check.objects.create(
        version=1, reader=1, verdict="refuse", reason="不符", post="科员", at=NOW, **own
    )
    models.Conflict.objects.create(
        person=person, child=application.child, kind="kin", declared_at=NOW
    )
    dwelling = models.Dwelling.objects.create(authority=cast.authority, key="东村路1号")
    models.SeatLock.objects.create(
        dwelling=dwelling, application=application, year=2027, stage="primary", years=6,
        made_at=NOW,
    )  # fmt: skip
    inquiry = models.Inquiry.objects.create(
        round=application.round, department="housing", receiver="登记中心", purpose="verify",
        mark="B1", rows=1, at=NOW,
    )  # fmt: skip
    models.DepartmentAnswer.objects.create(application=application, inquiry=inquiry, code="home")


def again(kind: Any, /, **changes: Any) -> Model:
    """The first row of its kind a second time, with changes; not saved."""
    row: Model = kind.objects.earliest("pk")
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def _somebody_else() -> int:
    return models.Application.objects.earliest("pk").person_id


TWINS: dict[str, Callable[[Cast], Model]] = {
    "enrolment_one_check_a_reader": lambda _: again(models.Check, person_id=_somebody_else()),
    "enrolment_no_person_checks_twice": lambda _: again(models.Check, reader=2),
    "enrolment_declared_once": lambda _: again(models.Conflict, kind="known"),
    "enrolment_dwelling_once": lambda _: again(models.Dwelling),
    "enrolment_locked_once": lambda _: again(models.SeatLock, years=3),
    "enrolment_mark_once": lambda _: again(models.Inquiry, department="street"),
    "enrolment_asked_once": lambda _: again(models.DepartmentAnswer),
}
BOUNDS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (models.CheckSettings, {"share": 101}),
    (models.CheckSettings, {"lock_years": 0}),
    (models.Assignment, {"until": F("taken_at")}),
    (models.Check, {"reader": 4}),
    (models.Check, {"reason": None}),
    (models.Look, {"until": F("at")}),
    (models.SeatLock, {"years": 0}),
    (models.Inquiry, {"receiver": ""}),
    (models.DepartmentAnswer, {"state": "confirmed"}),
)
BOUNDED = {
    "enrolment_share_of_hundred",
    "enrolment_lock_lasts_a_year",
    "enrolment_taken_for_a_while",
    "enrolment_three_readers",
    "enrolment_verdict_has_its_reason",
    "enrolment_look_ends",
    "enrolment_locked_for_a_year",
    "enrolment_inquiry_has_receiver",
    "enrolment_answered_at_a_time",
}
