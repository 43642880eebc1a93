"""The rounds of the demonstration that were held: from published catchments to letters, classes."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from keeping import kept
from xuequ.cli.main import main
from xuequ.demo.fill import fill
from xuequ.demo.year.days import FIRST, of_summer
from xuequ.demo.year.players import cast
from xuequ.directory.models import Pupil, SchoolClass
from xuequ.directory.queries.catchments import told as told_of
from xuequ.enrolment.models import Application, ClassMaking, Offer, Outcome, Plan, Round
from xuequ.enrolment.queries.placing import Told, package_of, queued, told
from xuequ.enrolment.queries.telling.family import result_of
from xuequ.enrolment.queries.telling.letters import letter_pdf
from xuequ.enrolment.queries.telling.public import figures, public_list
from xuequ.enrolment.queries.telling.seats import NOWHERE, is_entered, seated
from xuequ.enrolment.services.verifying import ALONE
from xuequ.enrolment.tests.telling import parent

pytestmark = pytest.mark.django_db
SUMMER = of_summer().year
CASES = (
    ("futian", "益田村片区大学区一年级"),
    ("futian", "梅香、梅山共享学区初一"),
    ("guilin", "虚构一中片区初一"),
    ("guilin", "虚构二中、三中片区初一"),
    ("xingning", "小学一年级"),
    ("shuangtaizi", "一年级"),
)
every_case = pytest.mark.parametrize(("profile", "name"), CASES)


def outcome(profile: str, name: str, year: int = SUMMER) -> Outcome:
    kept(fill)
    found = Round.objects.get(authority__profile=profile, name=name, year=year)
    return Outcome.objects.select_related("round__authority").get(round=found)


@every_case
def test_a_round_ends_with_letters_pupils_and_classes(profile: str, name: str) -> None:
    of, now = outcome(profile, name), timezone.now()
    rows = list(seated(now).filter(outcome=of).exclude(seat=NOWHERE).order_by("pk"))
    assert len(rows) >= 12 and all(is_entered(each.application) for each in rows)
    first = result_of(rows[0].application, seen_by=parent(rows[0].application), now=now)
    assert first is not None and first.reasons
    assert letter_pdf(first, "zh-hans", now).startswith(b"%PDF")
    at = Counter(each.seat for each in rows)
    for plan in of.round.plans.exclude(part=Plan.Part.OTHER):
        making = ClassMaking.objects.exclude(confirmed_at=None).get(
            school=plan.school, year=SUMMER, stage=of.round.stage
        )
        assert making.seats.count() == at[plan.school_id] > 0
        rooms = Counter(each.room for each in making.seats.all())
        assert len(rooms) == making.classes == plan.classes


@every_case
def test_two_programs_find_the_package_genuine(profile: str, name: str, tmp_path: Path) -> None:
    of = outcome(profile, name)
    file = tmp_path / "package.zip"
    file.write_bytes(package_of(of, timezone.now()) or b"")
    assert main(["verify", str(file), "--published", of.digest]) == 0
    alone = [sys.executable, "-I", str(ALONE), str(file)]
    assert subprocess.run([*alone, of.digest], capture_output=True, check=False).returncode == 0
    wrong = "0" * 64
    assert subprocess.run([*alone, wrong], capture_output=True, check=False).returncode != 0


@every_case
@pytest.mark.clause("ENR-05", "ENR-06")
def test_no_plan_and_no_class_size_is_exceeded(profile: str, name: str) -> None:
    of, now = outcome(profile, name), timezone.now()
    sealed = Counter(told(now).filter(outcome=of).values_list("school", flat=True))
    held = Counter(seated(now).filter(outcome=of).values_list("seat", flat=True))
    for plan in of.round.plans.all():
        assert plan.plan and max(sealed[plan.school_id], held[plan.school_id]) <= plan.plan
        rooms = SchoolClass.objects.filter(
            school=plan.school, year=SUMMER, stage=of.round.stage, number__gt=0
        )
        for room in rooms:
            count = Pupil.objects.on(FIRST).filter(school_class=room).count()
            assert count <= (of.round.class_size or 0)


@every_case
def test_the_public_figures_account_for_everybody(profile: str, name: str) -> None:
    of, now = outcome(profile, name), timezone.now()
    said = figures(of, now)
    assert said is not None
    at = [each.code for each in said.table.columns].index("entered")
    entered = sum(int(str(row[at])) for row in said.table.rows)
    assert entered == said.placed == told(now).filter(outcome=of, school__isnull=False).count()


@every_case
def test_addresses_lie_in_the_catchments_that_were_published(profile: str, name: str) -> None:
    of = outcome(profile, name)
    rows = Application.objects.filter(round=of.round, primary=None).select_related("home")
    for row in list(rows)[:4]:
        assert row.address and row.home
        day = timezone.localdate(of.round.opens)
        found = told_of(of.round.authority, of.round.stage, row.address.open(), day)
        assert row.home in found.schools
    of_primary = Application.objects.filter(round=of.round).exclude(primary=None)
    assert bool(of_primary) == (name == "虚构一中片区初一")


def sentences(of: Outcome) -> dict[int, list[str]]:
    """By application what its family was told, in Chinese."""
    rows = told(timezone.now()).filter(outcome=of)
    return {each.application_id: [e["zh"] for e in each.reasons] for each in rows}


@pytest.mark.clause("ENR-10", "ENR-11", "ENR-12", "ENR-13")
def test_ten_points_are_added_for_the_own_school_alone_and_the_rest_is_placed() -> None:
    of = outcome("futian", "益田村片区大学区一年级")
    raised = "含原地段加分10分"
    rows = Application.objects.filter(round=of.round).select_related("home")
    points = 0
    for row in rows:
        for said in sentences(of)[row.pk]:
            if "您的积分" in said:
                own = f"志愿“{row.home}”" in said
                assert (raised in said) == own
                points += own
    assert points >= 8
    placed = told(timezone.now()).filter(outcome=of, school__name="福田虚构小学")
    assert placed.count() == 3
    assert all("纳入统筹调剂" in each.reasons[-1]["zh"] for each in placed)


@pytest.mark.clause("ENR-14", "ENR-19", "ENR-20")
def test_a_third_school_with_seats_takes_who_found_none_in_the_shared_zone() -> None:
    of = outcome("futian", "梅香、梅山共享学区初一")
    rows = told(timezone.now()).filter(outcome=of)
    third = rows.filter(choice=3)
    assert {each.school.name for each in third if each.school} == {"福田虚构中学"}
    assert not any("加分" in said for all_of in sentences(of).values() for said in all_of)
    refused = Application.objects.get(round=of.round, state="refused")
    assert not rows.filter(application=refused).exists()


@pytest.mark.clause("ENR-26")
def test_every_leaver_of_the_matched_primaries_enters_their_junior() -> None:
    of = outcome("guilin", "虚构一中片区初一")
    rows = list(told(timezone.now()).filter(outcome=of))
    assert {each.school.name for each in rows if each.school} == {"桂林虚构一中"}
    for row in rows:
        pupil = row.application.child.pupil
        assert pupil is not None and row.application.primary is not None
        before = Pupil.objects.filter(id_number_index=pupil.id_number_index, until=FIRST)
        assert before.get().school_class.school == row.application.primary


@pytest.mark.clause("ENR-27", "ENR-28")
def test_fewer_than_seats_enter_directly_and_more_go_by_lot() -> None:
    of = outcome("guilin", "虚构二中、三中片区初一")
    firsts = [said[0] for said in sentences(of).values()]
    assert sum("“桂林虚构三中”：学位8个，报名5人，学位足够，全部录取" in e for e in firsts) == 5
    drawn = [each for each in firsts if "“桂林虚构二中”：学位9个，报名12人；按抽签号" in each]
    assert len(drawn) == 12 and sum("您被录取" in each for each in drawn) == 9


@pytest.mark.clause("ENR-32")
def test_a_full_school_overflows_in_the_order_of_the_plan() -> None:
    of = outcome("xingning", "小学一年级")
    over = told(timezone.now()).filter(outcome=of, choice=2)
    assert over.count() == 3
    assert all("第1调剂学校" in each.reasons[1]["zh"] for each in over)


@pytest.mark.clause("ENR-01", "ENR-02", "ENR-05")
def test_beyond_the_plan_nobody_is_taken_and_one_principal_answers_for_both() -> None:
    of, now = outcome("shuangtaizi", "一年级"), timezone.now()
    assert told(now).filter(outcome=of, school=None).count() == 2
    assert seated(now).filter(outcome=of, seat=NOWHERE).count() == 2  # given up, and one waits
    makings = ClassMaking.objects.filter(school__authority=of.round.authority)
    assert makings.values("made_by").distinct().count() == 1


def test_what_was_just_released_is_listed_and_a_seat_is_offered() -> None:
    kept(fill)
    now = timezone.now()
    of = Outcome.objects.select_related("round").latest("releases_at")
    assert of.round.year > SUMMER
    listed = public_list(of, now)
    assert listed and all(each.number and not each.name for each in listed)  # nobody agreed
    summer = Outcome.objects.filter(round__year=SUMMER)
    assert summer.count() == len(CASES) and all(public_list(e, now) is None for e in summer)
    [offer] = Offer.objects.filter(state=Offer.State.OPEN)
    assert queued(now).filter(outcome=of, offer=offer).exists() and offer.until > now


def test_nobody_is_given_two_log_ins_though_who_has_a_seat_may_be_offered_another() -> None:
    kept(fill)
    waits = cast()["xingning-waits"][0]
    first = Application.objects.get(pk__in=_unanswered()[:1])
    Application.objects.filter(pk=first.pk).update(person=waits)
    people = [person for person, _ in cast().values()]
    assert len(set(people)) == len(people)


def _unanswered() -> QuerySet[Told, int]:
    of = Outcome.objects.latest("releases_at")
    rows = told(timezone.now()).filter(outcome=of, school__isnull=False, answer=None)
    return rows.order_by("application").values_list("application", flat=True)
