"""The database itself keeps out what no service would write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, F, Model, UniqueConstraint
from django.utils import timezone

from casting import MAKER, OPENING
from support_plugin import Cast
from working import things_of
from xuequ.directory import models
from xuequ.directory.engine.days import Day
from xuequ.directory.services import authorities, classes, schools
from xuequ.kernel.periods import Span

pytestmark = pytest.mark.django_db

MODELS = list(apps.get_app_config("directory").get_models())
SPANS = [each for each in MODELS if {f.name for f in each._meta.fields} >= {"since", "until"}]
TERM = Span(date(2026, 9, 1), date(2027, 1, 20))


@pytest.fixture
def one_of_each(cast: Cast) -> Cast:
    """The cast with at least one row in every table of the directory."""
    values = {"ownership": "public"}
    schools.change_school(cast.loose, since=OPENING, values=values, stages=["primary"], actor=MAKER)
    schools.add_teaching_point(cast.loose, "山坳", since=OPENING, actor=MAKER)
    schools.place_campus(cast.loose, "本部", since=OPENING, values={}, actor=MAKER)
    schools.register_school(
        cast.authority, "有码小学", since=OPENING, actor=MAKER, code="2145000001"
    )
    authorities.set_terms(cast.authority, 2026, [TERM], actor=MAKER)
    authorities.set_school_days(cast.authority, [Day(TERM.since, True)], actor=MAKER)
    leave = authorities.Leave("REG-10", None, "1号", "试点", OPENING)
    authorities.waive_clause(cast.authority, leave, actor=MAKER)
    sizes = [classes.ClassSize("primary", 1, 1, 40)]
    classes.report_classes(cast.loose, 2026, sizes, actor=MAKER)
    since: dict[str, Any] = {"since": OPENING}
    models.Body.objects.create(authority=cast.authority, kind="group", name="领导小组", **since)
    things_of(cast.east.memberships.get(role="lead").school)
    _ways_in(cast, since)
    school_class = models.SchoolClass.objects.get(school=cast.loose)
    models.Pupil.objects.create(school_class=school_class, number="1", **since)
    person = cast.accounts["teacher"].person
    models.ClassTeacher.objects.create(school_class=school_class, person=person, **since)
    lead = cast.east.memberships.get(role="lead").school
    models.Feeder.objects.create(school=cast.loose, next_school=lead, **since)
    _days_at_school(cast, school_class, since)
    _catchments(cast, since)
    return cast


def _catchments(cast: Cast, since: dict[str, Any]) -> None:
    """A row in every table of catchments."""
    held = models.Catchment.objects.create(school=cast.loose, stage="primary", **since)
    held.lines.create(place="益田村", first=1, last=9)
    of = {"authority": cast.authority, "stage": "primary", **since}
    models.CatchmentDraft.objects.create(**of).catchments.create(school=cast.loose)


def _days_at_school(cast: Cast, room: models.SchoolClass, since: dict[str, Any]) -> None:
    """A row in every table of rooms, bells, lessons and results."""
    of = {"school": cast.loose}
    hall = models.Facility.objects.create(name="礼堂", kind="hall", **of, **since)
    models.FacilityStanding.objects.create(facility=hall, **since)
    bells = models.BellSchedule.objects.create(name="作息", stage="primary", **of, **since)
    hours = {"begins": time(8), "ends": time(9)}
    models.BellPeriod.objects.create(schedule=bells, number=1, name="一", kind="lesson", **hours)
    table = models.Timetable.objects.create(version=1, **of, **since)
    models.Lesson.objects.create(timetable=table, weekday=1, period=1, subject="数学")
    exam = models.Exam.objects.create(
        authority=cast.authority, name="期末", kind="final", day=TERM.since
    )
    models.ClassResult.objects.create(
        exam=exam, school_class=room, subject="数学", present=30, full_mark=100, mean=80
    )


def _ways_in(cast: Cast, since: dict[str, Any]) -> None:
    """A row in every table of identities and of signing in."""
    account, now = cast.accounts["school"], timezone.now()
    holding = models.Holding.objects.earliest("pk")
    until = date(2027, 1, 1)
    models.Delegation.objects.create(
        holding=holding, person=account.person, until=until, reason="出差", **since
    )
    models.Adoption.objects.create(authority=cast.authority, code="own", **since)
    models.Token.objects.create(
        account=account, identity="holding:1", digest="d", issued=OPENING, expires=until
    )
    models.Factor.objects.create(account=account, kind="code_app", credential_digest="d", since=now)
    models.RecoveryCode.objects.create(account=account, digest="d")
    models.SignOnLink.objects.create(account=account, provider="p", subject="s", since=now)
    of = {"id_kind": "other", "id_number": "SYN-1", "informed_at": now, **since}
    models.Registrant.objects.create(person=account.person, **of)
    models.Visit.objects.create(account=account, session_key="k", since=now, way="password")


@pytest.mark.parametrize("kind", SPANS, ids=lambda kind: kind.__name__)
def test_nothing_ends_on_the_day_it_begins(one_of_each: Cast, kind: Any) -> None:
    rows = kind.objects.filter(pk=kind.objects.earliest("pk").pk)
    with pytest.raises(IntegrityError, match="ends_after_it_begins"), transaction.atomic():
        rows.update(until=F("since"))


def again(kind: Any, /, **changes: Any) -> Model:
    """The first row of its kind a second time, with changes; not saved."""
    row: Model = kind.objects.earliest("pk")
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    return row


Twin = Callable[[Cast], Model]
TWINS: dict[str, Twin] = {
    "directory_term_once": lambda c: again(models.Term),
    "directory_day_once": lambda c: again(models.SchoolDay),
    "directory_one_official_name": lambda c: again(models.SchoolName, name="又名"),
    "directory_section_open_once": lambda c: again(models.Section, name="小学部"),
    "directory_one_open_standing": lambda c: again(models.SchoolStanding, ownership="private"),
    "directory_teaching_point_open_once": lambda c: again(models.TeachingPoint),
    "directory_consortium_label_once": lambda c: again(models.Consortium, kind="group"),
    "directory_one_open_consortium_standing": lambda c: again(models.ConsortiumStanding),
    "directory_membership_open_once": lambda c: again(
        models.Membership, role="member", is_primary=False
    ),
    "directory_one_open_primary_membership": lambda c: again(
        models.Membership, role="member", consortium=c.group
    ),
    "directory_one_open_lead": lambda c: again(models.Membership, school=c.loose),
    "directory_class_once_a_year": lambda c: again(models.SchoolClass, pupil_count=1),
    "Authority.name": lambda c: again(models.Authority),
    "School.code": lambda c: again(models.School, code="2145000001"),
    "Account.username": lambda c: again(models.Account, person=None),
    "Account.person": lambda c: again(models.Account, username="another"),
    "Token.digest": lambda c: again(models.Token),
    "Visit.session_key": lambda c: again(models.Visit),
    "Factor.credential_digest": lambda c: again(models.Factor, kind="passkey"),
    "directory_account_has_one_code_app": lambda c: again(models.Factor, credential_digest="e"),
    "directory_recovery_once": lambda c: again(models.RecoveryCode),
    "directory_subject_once": lambda c: again(
        models.SignOnLink, account=c.accounts["bureau"], provider="p"
    ),
    "directory_provider_once": lambda c: again(models.SignOnLink, subject="another"),
    "directory_one_open_class_teacher": lambda c: again(models.ClassTeacher),
    "directory_one_open_catchment": lambda c: again(models.Catchment),
    "directory_one_open_draft": lambda c: again(models.CatchmentDraft),
    "directory_drafted_once_a_school": lambda c: again(models.DraftedCatchment),
    "directory_one_open_feeder": lambda c: again(models.Feeder),
    "directory_guardianship_open_once": lambda c: again(models.Guardianship),
    "directory_registrant_open_once": lambda c: again(models.Registrant),
    "directory_one_open_posting": lambda c: again(models.Posting, to_school=c.loose),
    "directory_facility_open_once": lambda c: again(models.Facility),
    "directory_one_open_facility_standing": lambda c: again(models.FacilityStanding, capacity=9),
    "directory_one_open_bell_schedule": lambda c: again(
        models.BellSchedule, since=TERM.since, name="又一"
    ),
    "directory_bell_schedule_begins_once": lambda c: again(
        models.BellSchedule, until=TERM.since, name="又一"
    ),
    "directory_period_number_once": lambda c: again(models.BellPeriod, name="又一"),
    "directory_timetable_version_once": lambda c: again(models.Timetable, until=TERM.since),
    "directory_one_open_timetable": lambda c: again(models.Timetable, version=2),
    "directory_exam_once": lambda c: again(models.Exam),
    "directory_result_once": lambda c: again(models.ClassResult, present=31),
    "directory_one_open_mentor_of_a_tier": lambda c: again(models.Pairing, subject="语文"),
}


@pytest.mark.parametrize("name", TWINS)
def test_what_there_is_once_cannot_be_there_twice(one_of_each: Cast, name: str) -> None:
    twin = TWINS[name](one_of_each)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        twin.save(force_insert=True)
    if connection.vendor == "postgresql" and name.islower():
        assert name in str(refused.value)


def test_no_constraint_goes_untested() -> None:
    constraints = [each for model in MODELS for each in model._meta.constraints]
    unique = {each.name for each in constraints if isinstance(each, UniqueConstraint)}
    unique |= {
        f"{model.__name__}.{field.name}"
        for model in MODELS
        for field in model._meta.fields
        if field.unique and not field.primary_key
    }
    checks = [each for each in constraints if isinstance(each, CheckConstraint)]
    assert set(TWINS) == unique
    besides = {
        "directory_has_one_set_of_rules", "directory_token_expires_after_issue",
        "directory_posting_goes_elsewhere", "directory_pairing_binds_two",
        "directory_pairing_has_a_tier", "directory_period_ends_after_it_begins",
        "directory_registrant_number_moves_on", "directory_feeder_goes_elsewhere",
        "directory_lesson_has_a_weekday", "directory_mean_within_full_mark",
        "directory_no_more_than_took_part", "directory_catchment_is_compulsory",
        "directory_catchment_draft_is_compulsory", "directory_doors_go_up",
        "directory_catchment_line_has_a_place", "directory_opinion_says_something",
    }  # fmt: skip
    assert len([each for each in checks if each.name not in besides]) == len(SPANS)
    assert besides <= {each.name for each in checks}


def test_hours_days_and_marks_stay_within_bounds(one_of_each: Cast) -> None:
    periods, lessons = models.BellPeriod.objects, models.Lesson.objects
    results = models.ClassResult.objects
    for rows, change in (
        (periods, {"ends": F("begins")}),
        (lessons, {"weekday": 8}),
        (results, {"mean": 101}),
        (results, {"passed": 31}),
        (models.Catchment.objects, {"stage": "senior"}),
        (models.CatchmentDraft.objects, {"stage": "senior"}),
        (models.CatchmentLine.objects, {"last": 0}),
        (models.CatchmentLine.objects, {"place": ""}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_there_is_one_set_of_rules_of_signing_in(one_of_each: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        models.SignInRules.objects.create(id=2)


def test_no_token_lasts_for_ever_or_no_day(one_of_each: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Token.objects.update(expires=F("issued"))


def test_a_posting_leads_elsewhere_and_a_pairing_binds_two_at_a_tier(one_of_each: Cast) -> None:
    posting, pairing = models.Posting.objects, models.Pairing.objects
    for rows, change in (
        (posting, {"to_school": F("from_school")}),
        (pairing, {"mentor": F("apprentice")}),
        (pairing, {"tier": 0}),
        (pairing, {"tier": 10}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
