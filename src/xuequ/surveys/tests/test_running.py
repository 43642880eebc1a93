"""From a draft to published results, and every way in which it is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Entry, Notice
from xuequ.ledger.tests.township import acting, hold, town
from xuequ.record.models import Line
from xuequ.surveys.engine.sampling import key_of
from xuequ.surveys.queries import outcome, published, surveys
from xuequ.surveys.queries.duties import settles
from xuequ.surveys.queries.rosters import is_drawn_alike
from xuequ.surveys.services.closing import close_survey
from xuequ.surveys.services.drafting import NewSurvey, copy_survey, draft_survey
from xuequ.surveys.services.opening import (
    Audience,
    open_survey,
    remind,
    set_audience,
)
from xuequ.surveys.services.publishing import publish_survey
from xuequ.surveys.services.questions import (
    NewQuestion,
    add_question,
)
from xuequ.surveys.tests.world import (
    CHOICES,
    LAST,
    TODAY,
    answered,
    drafted,
    opened,
    parent,
    staffed,
)

pytestmark = pytest.mark.django_db


@pytest.mark.clause("PLN-05")
def test_satisfaction_is_asked_again_and_compared_with_the_survey_before(cast: Cast) -> None:
    staffed(cast, 8, 8, 8)
    first = opened(cast)
    answered(first, [0] * 8 + [2] * 12)
    first = close_survey(first, actor=MAKER, today=TODAY)
    publish_survey(first, actor=MAKER, today=TODAY)
    again = copy_survey(first, actor=MAKER)
    again = open_survey(again, LAST, actor=MAKER, today=TODAY)
    answered(again, [0] * 16 + [2] * 4)
    found = outcome(close_survey(again, actor=MAKER, today=TODAY))
    change = found.changes[again.questions.get().pk, 0]
    assert change.value == pytest.approx(0.4) and 0 < change.low < change.value < change.high < 0.8
    assert (found.invited, found.answered) == (25, 20)
    assert found.rate == pytest.approx(20 / 25)


@pytest.mark.clause("PLN-22")
def test_published_results_count_for_the_duty_of_regular_surveys(db: None) -> None:
    where = town("putuo")
    desk = hold(where.authority, "bureau_office", where.authority, "局演示")
    office = acting(desk, "bureau_office")
    survey = draft_survey(NewSurvey("紧密型集团调研", "支持政策"), where.authority, actor=office)
    add_question(survey, NewQuestion("single", "满意吗", choices=CHOICES), actor=office)
    for n in range(6):
        hold(where.authority, "teacher", where.city, f"师{n}")
    survey = open_survey(survey, LAST, actor=office, today=TODAY)
    answered(survey, [0] * 8)
    survey = close_survey(survey, actor=office, today=TODAY)
    [duty] = [each.key for each in settles(survey, TODAY) if each.duty.clause == "PLN-22"]
    survey = publish_survey(survey, actor=office, today=TODAY, duty=duty, findings="课程共享见效")
    entry = Entry.objects.get()
    assert survey.entry == entry
    assert (entry.state, entry.claims.get().duty) == ("confirmed", duty)
    assert entry.fields == {"answers": 8, "findings": "课程共享见效"}


def test_a_duty_that_cannot_be_handed_in_leaves_nothing_published(cast: Cast) -> None:
    staffed(cast, 6)
    survey = opened(cast)
    answered(survey, [0] * 6)
    close_survey(survey, actor=MAKER, today=TODAY)
    with pytest.raises(Refused, match="unknown-duty"):
        publish_survey(survey, actor=MAKER, today=TODAY, duty="no.such")
    survey.refresh_from_db()
    assert survey.published_on is None and not Entry.objects.exists()


def test_invitations_go_out_once_and_reminders_once_a_day_to_the_rest(cast: Cast) -> None:
    staffed(cast, 2, 1)
    survey = opened(cast)
    asked = set(survey.invitations.values_list("person", flat=True))
    notices = Notice.objects.filter(kind="survey")
    assert set(notices.values_list("person", flat=True)) == asked
    assert not notices.filter(zh__contains=survey.title).exists()  # may go out by e-mail
    answered(survey, [0])
    tomorrow = TODAY + timedelta(days=1)
    assert remind(survey, actor=MAKER, today=tomorrow) == len(asked) - 1
    with pytest.raises(Refused, match="survey-reminded"):
        remind(survey, actor=MAKER, today=tomorrow)
    assert notices.count() == 2 * len(asked) - 1


@pytest.mark.clause("REG-40")
def test_a_sample_of_each_school_can_be_drawn_again_from_seed_and_roster(cast: Cast) -> None:
    staffed(cast, 12, 6, 3)
    survey = opened(cast, sampling="stratified", size=7, seed="2026-11-02 开奖")
    schools = {each.name: each for each in School.objects.all()}
    counts = {
        name: survey.invitations.filter(school=schools[name]).count()
        for name in ("东一小", "东二小", "东三小")
    }
    assert (
        sum(counts.values()) == 7 and counts["东一小"] > counts["东二小"] >= counts["东三小"] >= 1
    )
    people = set(survey.invitations.values_list("person", flat=True))
    keys = {each: key_of(survey.seed, each) for each in people}
    assert len(set(keys.values())) == 7
    assert is_drawn_alike(survey) and len(survey.roster_hash) == 64
    note = Line.objects.filter(verb="open-survey").latest("number").note
    assert (note["seed"], note["roster_hash"]) == (survey.seed, survey.roster_hash)
    teacher_gone = survey.invitations.first()
    assert teacher_gone is not None
    teacher_gone.delete()
    assert not is_drawn_alike(survey)


@pytest.mark.clause("SUP-05")
def test_all_sides_are_heard_teachers_parents_heads_and_whoever_has_the_link(cast: Cast) -> None:
    staffed(cast, 2, 2)
    family = parent(School.objects.get(name="东二小"), "家长甲")
    both = opened(cast, "both")
    assert both.invitations.filter(person=family).count() == 1
    heads = opened(cast, "principals")
    assert heads.invitations.count() == 1
    posts = opened(cast, "holders", place=cast.authority)
    assert posts.invitations.filter(person=cast.actors["bureau"].person).exists()
    assert not posts.invitations.filter(person=cast.actors["audit"].person).exists()
    public = opened(cast, "public", named=True)
    assert public.token and public.is_anonymous and not public.invitations.exists()


def test_a_survey_may_ask_a_part_of_its_place_and_nothing_beyond(cast: Cast) -> None:
    staffed(cast, 3, 2)
    second = School.objects.get(name="东二小")
    survey = opened(cast, school=second.pk)
    assert set(survey.invitations.values_list("school__name", flat=True)) == {"东二小"}
    draft = drafted(cast)
    for part in ({"consortium": cast.group.pk}, {"school": cast.loose.pk}):
        with pytest.raises(Refused, match="survey-asks-elsewhere"):
            set_audience(draft, Audience("teachers", **part), actor=MAKER, today=TODAY)


def test_surveys_are_seen_from_above_and_run_where_they_belong(cast: Cast) -> None:
    survey = drafted(cast)
    seen = {
        name: survey in surveys(seen_by=cast.actors[name], on=TODAY)
        for name in ("bureau", "city", "head", "principal", "other", "guardian", "audit")
    }
    assert seen == {
        "bureau": True, "city": True, "head": True, "principal": False, "other": False,
        "guardian": False, "audit": False,
    }  # fmt: skip
    new = NewSurvey("他区", "无")
    with pytest.raises(Refused, match="not-your-survey"):
        draft_survey(new, cast.group, actor=cast.actors["head"])


def test_results_are_published_to_who_was_asked_and_to_the_place(cast: Cast) -> None:
    staffed(cast, 6)
    survey = opened(cast)
    answered(survey, [0] * 6)
    survey = close_survey(survey, actor=MAKER, today=TODAY)
    names = ("bureau", "head", "teacher", "guardian", "other")

    def seen() -> set[str]:
        return {n for n in names if survey in published(seen_by=cast.actors[n], on=TODAY)}

    assert seen() == set()
    publish_survey(survey, actor=MAKER, today=TODAY)
    assert seen() == {"bureau", "head", "teacher"}
