"""One row of everything that follows a place, and what the database keeps out of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F, Model

from support_plugin import Cast
from xuequ.directory.models import Person, Pupil, School
from xuequ.enrolment import models
from xuequ.enrolment.tests.check_rows import again
from xuequ.enrolment.tests.world import NOW, OPENS


def one_of_each(cast: Cast, application: models.Application) -> None:
    """A complementary round, days and an arrival, two children looked after, a step, a look."""
    person = Person.objects.get(pk=cast.bureau.person or 0)
    school, pupil = School.objects.earliest("pk"), Pupil.objects.earliest("pk")
    found = models.Round.objects.get(pk=application.round_id)
    models.Round.objects.create(
        authority=found.authority, year=found.year, stage=found.stage, regime=found.regime,
        name="补录", opens=found.opens, closes=found.closes, complement_of=found, turn=1,
    )  # fmt: skip
    day = NOW.date()
    models.ArrivalTerms.objects.create(round=found, day=day, until=day, set_at=NOW)
    models.Arrival.objects.create(application=application, school=school, on=day, at=NOW)
    said: dict[str, Any] = {
        "authority": cast.authority, "year": 2027, "stage": "primary", "since": day, "begun_at": NOW
    }  # fmt: skip
    watch = models.Watch.objects.create(kind="no_place", child=application.child, **said)
    models.Watch.objects.create(kind="off_roll", pupil=pupil, **said)
    models.WatchStep.objects.create(
        watch=watch, kind="call", note="说明", person=person, post="科员", at=NOW
    )
    models.TraceLook.objects.create(
        pupil=pupil, person=person, purpose="audit", at=NOW, until=OPENS
    )


def _of_pupil() -> Model:
    row = again(models.Watch)
    other = models.Watch.objects.get(kind="off_roll")
    for name in ("kind", "child", "pupil"):
        setattr(row, name, getattr(other, name))
    return row


def _second_complement(_: Cast) -> Model:
    found = models.Round.objects.exclude(complement_of=None).get()
    return again(models.Round, name="再补录", complement_of=found.complement_of, turn=2)


TWINS: dict[str, Callable[[Cast], Model]] = {
    "enrolment_one_complement_a_round": _second_complement,
    "enrolment_child_watched_once": lambda _: again(models.Watch, school=School.objects.first()),
    "enrolment_pupil_watched_once": lambda _: _of_pupil(),
}
BOUNDS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (models.Round, {"turn": 3, "complement_of": None}),
    (models.ArrivalTerms, {"until": "2020-01-01"}),
    (models.Watch, {"child": None}),
    (models.Watch, {"settled_at": NOW}),
    (models.TraceLook, {"until": F("at")}),
)
BOUNDED = {
    "enrolment_complement_has_its_turn",
    "enrolment_arrival_lasts_a_day",
    "enrolment_watch_of_one_child",
    "enrolment_watch_settled_with_ground",
    "enrolment_trace_look_ends",
}
