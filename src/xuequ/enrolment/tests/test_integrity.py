"""The database itself keeps out what no service would write about enrolment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import F, Model, UniqueConstraint

from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.enrolment import models
from xuequ.enrolment.services.rounds import find_conditions
from xuequ.enrolment.services.rules import sign_rules
from xuequ.enrolment.services.shortfalls import NewShortfall, record_shortfall
from xuequ.enrolment.tests import check_rows, exception_rows, follow_rows, privacy_rows, step_rows
from xuequ.enrolment.tests.applying import applied
from xuequ.enrolment.tests.classes_world import classes_with_a_change
from xuequ.enrolment.tests.forecasting import filled
from xuequ.enrolment.tests.telling import moved
from xuequ.enrolment.tests.world import NAMES, NOW, opened, ruled

pytestmark = pytest.mark.django_db
MODELS = list(apps.get_app_config("enrolment").get_models())
OTHERS: tuple[Any, ...] = (check_rows, exception_rows, follow_rows, privacy_rows, step_rows)


@pytest.fixture
def one_of_each(cast: Cast) -> Cast:
    """A round with plan, finding, rules and a signature, and an application with all it has."""
    rule_set = ruled(cast)
    sign_rules(rule_set, actor=cast.bureau, now=NOW)
    reasons = {"dense_population": "据普查，人口密度居全区首位"}
    find_conditions(rule_set.round, reasons, actor=cast.bureau, now=NOW)
    made = applied(rule_set, 1, [School.objects.get(name=NAMES[0])])
    models.Submission.objects.create(
        application=made, version=1, content={}, digest="0" * 64, rule_set=rule_set, at=NOW
    )
    school = filled(cast)
    record_shortfall(
        school, NewShortfall("primary", 2029, 435, 405, REASON, REASON), actor=cast.bureau, now=NOW
    )
    _decided(cast, rule_set, made)
    classes_with_a_change(cast)
    check_rows.one_of_each(cast, made)
    privacy_rows.one_of_each(cast, made)
    exception_rows.one_of_each(cast, made)
    moved(made)
    step_rows.one_of_each(cast, rule_set.round, school)
    follow_rows.one_of_each(cast, made)
    return cast


def _decided(cast: Cast, rule_set: models.RuleSet, made: models.Application) -> None:
    """A roster with a part of its seed and a question whether it is void; a result, approved."""
    found, person = rule_set.round, cast.bureau.person
    models.Announcement.objects.create(round=found, parts=[], announced_at=NOW)
    roster = models.Roster.objects.create(
        round=found, rule_set=rule_set, version=1, applications=b"", travel=b"", digest="0" * 64,
        engine="0" * 64, children=1, frozen_at=NOW, releases_at=NOW,
    )  # fmt: skip
    models.Brought.objects.create(
        roster=roster, name="球", value="1", person_id=person, entered_at=NOW
    )
    models.Voiding.objects.create(roster=roster, reason="重做", person_id=person, asked_at=NOW)
    outcome = models.Outcome.objects.create(
        round=found, roster=roster, package=b"", digest="0" * 64, engine="0" * 64, summary={},
        made_at=NOW, releases_at=NOW + timedelta(hours=1),
    )  # fmt: skip
    models.Approval.objects.create(outcome=outcome, person_id=person, post="局长", at=NOW)
    school = School.objects.get(name=NAMES[0])
    models.Placement.objects.create(outcome=outcome, application=made, school=school, stage=1)
    models.WaitingPlace.objects.create(outcome=outcome, application=made, school=school, place=1)


def _ended(name: str) -> Model:
    """Another roster of the same round that has ended, kept, for what hangs on a roster."""
    row = again(getattr(models, name), version=2, ended_at=NOW, end_reason="重做")
    row.save()
    return row


def again(kind: Any, /, **changes: Any) -> Model:
    """The first row of its kind a second time, with changes; not saved."""
    row: Model = kind.objects.earliest("pk")
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def _another() -> School:
    return School.objects.exclude(pk=models.Choice.objects.get().school_id).earliest("pk")


REASON = "服务地段内新建小区陆续入住"


def late_again() -> Model:
    """A second late draw beside one that is open; neither is saved twice by a service."""
    first = models.ClassMaking.objects.earliest("pk")
    values = {"first": first, "package": None, "made_at": None, "confirmed_at": None}
    open_one = again(models.ClassMaking, **values, confirmed_by=None)
    open_one.save(force_insert=True)
    return again(models.ClassMaking, **values, confirmed_by=None)


TWINS: dict[str, Callable[[Cast], Model]] = {
    "enrolment_round_name_once": lambda _: again(models.Round, stage="junior"),
    "enrolment_one_plan_a_school": lambda _: again(models.Plan, part="other"),
    "enrolment_one_way_a_catchment": lambda c: again(models.Plan, round=opened(c, name="另一批次")),
    "enrolment_found_once": lambda _: again(models.Finding, reason="另有理由"),
    "enrolment_version_once": lambda _: again(models.RuleSet, ended_at=NOW),
    "enrolment_one_current_version": lambda _: again(models.RuleSet, version=2),
    "enrolment_signed_once": lambda _: again(models.RuleSignature, post="另一职务"),
    "enrolment_child_number_once": lambda _: again(models.Child, id_number="SYN00000002"),
    "enrolment_child_once": lambda _: again(models.Child, number="20000000"),
    "enrolment_custody_once": lambda _: again(models.Custody, kind="father"),
    "enrolment_one_application_a_round": lambda _: again(models.Application, state="withdrawn"),
    "enrolment_one_application_a_year": lambda c: again(
        models.Application, round=opened(c, name="另一批次")
    ),
    "enrolment_one_school_a_rank": lambda _: again(models.Choice, school=_another()),
    "enrolment_chosen_once": lambda _: again(models.Choice, rank=2),
    "enrolment_cohort_once_a_day": lambda _: again(models.Cohort, count=1),
    "enrolment_past_roll_once": lambda _: again(models.PastRoll, count=1),
    "enrolment_seats_once_a_year": lambda _: again(models.Seats, rooms=1),
    "enrolment_shortfall_once_a_year": lambda _: again(models.Shortfall, pupils=999),
    "enrolment_handed_in_once": lambda _: again(models.Submission, digest="1" * 64),
    "enrolment_one_announcement": lambda _: again(models.Announcement, parts=[1]),
    "enrolment_roster_version_once": lambda _: again(
        models.Roster, ended_at=NOW, end_reason="重做"
    ),
    "enrolment_one_current_roster": lambda _: again(models.Roster, version=2),
    "enrolment_brought_once": lambda _: again(models.Brought, value="2"),
    "enrolment_one_current_outcome": lambda _: again(models.Outcome, roster=_ended("Roster")),
    "enrolment_approved_once": lambda _: again(models.Approval, post="另一职务"),
    "enrolment_one_place_a_child": lambda _: again(models.Placement, choice=2),
    "enrolment_waits_once_a_school": lambda _: again(models.WaitingPlace, place=2),
    "enrolment_one_class_making": lambda _: again(models.ClassMaking, confirmed_at=None),
    "enrolment_one_open_late_draw": lambda _: late_again(),
    "enrolment_one_seat_a_making": lambda _: again(models.ClassSeat, room=2),
    "enrolment_team_code_once": lambda c: again(
        models.ClassTeam, person=c.accounts["bureau"].person
    ),
    "enrolment_leads_one_team": lambda _: again(models.ClassTeam, code="T99"),
    "enrolment_one_open_swap": lambda _: again(models.ClassSwap, reason="另有一个理由"),
    **{name: twin for each in OTHERS for name, twin in each.TWINS.items()},
    "enrolment_one_seat_a_child": lambda _: again(models.Move, cause="silent"),
}


@pytest.mark.parametrize("name", TWINS)
def test_what_there_is_once_cannot_be_there_twice(one_of_each: Cast, name: str) -> None:
    twin = TWINS[name](one_of_each)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_no_constraint_goes_untested() -> None:
    constraints = [each for model in MODELS for each in model._meta.constraints]
    unique = {each.name for each in constraints if isinstance(each, UniqueConstraint)}
    assert set(TWINS) == unique
    assert {each.name for each in constraints} - unique == {
        "enrolment_round_closes_after_it_opens",
        "enrolment_class_size_holds_somebody",
        "enrolment_round_is_compulsory",
        "enrolment_finding_has_its_reason",
        "enrolment_handed_in_at_a_time",
        "enrolment_accepted_on_proof",
        "enrolment_rank_from_one",
        "enrolment_seats_of_a_class",
        "enrolment_shortfall_is_short",
        "enrolment_shortfall_is_explained",
        "enrolment_roster_ends_for_a_reason",
        "enrolment_read_by_another",
        "enrolment_outcome_has_a_time_lock",
        "enrolment_void_by_two",
        "enrolment_placed_by_a_step",
        "enrolment_waits_from_one",
        "enrolment_at_least_two_classes",
        "enrolment_frozen_with_its_files",
        "enrolment_approved_what_was_made",
        "enrolment_approved_by_another",
        "enrolment_room_is_a_class",
        "enrolment_swap_has_its_reason",
        "enrolment_swap_decided_with_its_day",
        *(one for each in OTHERS for one in each.BOUNDED),
        "enrolment_offer_stands_a_day",
        "enrolment_move_has_an_end",
        "enrolment_moves_elsewhere",
        "enrolment_offer_can_be_answered",
        "enrolment_offer_ends_at_a_time",
    }


BOUNDS: list[tuple[Any, dict[str, Any]]] = [
    (models.Round, {"closes": F("opens")}),
    (models.Round, {"class_size": 0}),
    (models.Round, {"stage": "senior"}),
    (models.Plan, {"plan": -1}),
    (models.Plan, {"classes": -1}),
    (models.Plan, {"spare": -1}),
    (models.Finding, {"reason": ""}),
    (models.Application, {"submitted_at": None}),
    (models.Application, {"state": "accepted"}),
    (models.Choice, {"rank": 0}),
    (models.Cohort, {"count": -1}),
    (models.PastRoll, {"count": -1}),
    (models.Seats, {"class_size": 0}),
    (models.Seats, {"rooms": -1}),
    (models.Shortfall, {"seats": F("pupils")}),
    (models.Shortfall, {"reason": ""}),
    (models.Shortfall, {"planned": ""}),
    (models.Roster, {"ended_at": NOW}),
    (models.Brought, {"second": F("person"), "confirmed_at": NOW}),
    (models.Brought, {"confirmed_at": NOW}),
    (models.Outcome, {"releases_at": F("made_at")}),
    (models.Voiding, {"second": F("person"), "agreed_at": NOW}),
    (models.Placement, {"stage": 0}),
    (models.Placement, {"school": None}),
    (models.WaitingPlace, {"place": 0}),
    (models.ClassMaking, {"classes": 1}),
    (models.ClassMaking, {"list": None}),
    (models.ClassMaking, {"package": None}),
    (models.ClassMaking, {"confirmed_by": F("made_by")}),
    (models.ClassSeat, {"room": 0}),
    (models.ClassSwap, {"reason": ""}),
    (models.ClassSwap, {"agreed": True}),
    (models.Telling, {"offer_days": 0}),
    (models.Move, {"before": None}),
    (models.Move, {"after": F("before")}),
    (models.Offer, {"until": F("offered_at")}),
    (models.Offer, {"state": "lapsed"}),
    *(one for each in OTHERS for one in each.BOUNDS),
]


def test_days_sizes_stages_plans_and_reasons_stay_within_bounds(one_of_each: Cast) -> None:
    for kind, values in BOUNDS:
        with pytest.raises(IntegrityError), transaction.atomic():
            kind.objects.update(**values)
