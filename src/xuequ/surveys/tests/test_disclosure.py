"""What those who run a survey, or who hold its link, must not be able to bring about."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from casting import MAKER
from support_plugin import Cast
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line
from xuequ.surveys.models import Response, Survey
from xuequ.surveys.queries import outcome
from xuequ.surveys.services.answering import A_MINUTE, answer_public, give_codes
from xuequ.surveys.services.closing import close_survey, extend_survey
from xuequ.surveys.services.drafting import copy_survey
from xuequ.surveys.services.opening import Audience, open_survey, set_audience
from xuequ.surveys.services.questions import NewQuestion, add_question
from xuequ.surveys.tests.world import LAST, TODAY, answered, drafted, opened, staffed

pytestmark = pytest.mark.django_db


def test_where_one_is_asked_the_school_is_not_kept_with_the_answer(cast: Cast) -> None:
    survey = opened(cast, "principals")
    assert survey.invitations.exclude(school=None).count() == 1
    answered(survey, [0])
    assert set(survey.responses.values_list("school", flat=True)) == {None}
    staffed(cast, 5, 8, 2)
    survey = opened(cast)
    answered(survey, [0] * 14)
    held = survey.responses.values_list("school__name", flat=True)
    assert set(held) == {None, "东二小"}  # the smallest other school hides the two


def test_a_survey_by_name_keeps_the_school_of_everybody(cast: Cast) -> None:
    survey = opened(cast, "principals", named=True)
    answered(survey, [0])
    assert survey.responses.exclude(school=None).count() == 1


def test_nobody_chooses_the_sample_by_choosing_the_words_of_its_seed(cast: Cast) -> None:
    staffed(cast, 20)
    more: dict[str, Any] = {"sampling": "simple", "size": 5, "seed": "公开摇号 282482"}
    first, second = opened(cast, **more), opened(cast, **more)
    assert first.seed.startswith("公开摇号 282482 ") and first.seed != second.seed
    note = Line.objects.filter(verb="open-survey").latest("number").note
    assert note["seed"] == second.seed


def test_answers_changed_after_the_close_are_found(cast: Cast, client_of: Any) -> None:
    staffed(cast, 6)
    survey = opened(cast)
    answered(survey, [0] * 6)
    survey = close_survey(survey, actor=MAKER, today=TODAY)
    path = f"/surveys/made/{survey.pk}/results/"
    assert outcome(survey).is_whole and "alert-danger" not in page(client_of, path)
    one = Response.objects.filter(survey=survey).first()
    assert one is not None
    one.values = dict.fromkeys(one.values, 2)
    one.save()
    assert not outcome(survey).is_whole and "alert-danger" in page(client_of, path)


def page(client_of: Any, path: str) -> str:
    return str(client_of("head").get(path).content.decode())


def test_a_copy_that_asks_others_is_no_change_of_the_same(cast: Cast) -> None:
    staffed(cast, 8)
    first = opened(cast)
    answered(first, [0] * 8)
    first = close_survey(first, actor=MAKER, today=TODAY)
    again = copy_survey(first, actor=MAKER)
    set_audience(again, Audience("holders"), actor=MAKER, today=TODAY)
    again = open_survey(again, LAST, actor=MAKER, today=TODAY)
    answered(again, [2] * 6)
    assert outcome(close_survey(again, actor=MAKER, today=TODAY)).changes == {}


def test_own_words_of_few_are_not_shown(cast: Cast, client_of: Any) -> None:
    staffed(cast, 6)
    survey = drafted(cast)
    words = add_question(survey, NewQuestion("text", "建议", required=False), actor=MAKER)
    survey = open_survey(survey, LAST, actor=MAKER, today=TODAY)
    Response.objects.bulk_create(
        Response(survey=survey, values={str(survey.questions.all()[0].pk): 0}) for _ in range(6)
    )
    Response.objects.create(survey=survey, values={str(words.pk): "食堂的人不好"})
    survey = close_survey(survey, actor=MAKER, today=TODAY)
    assert "食堂" not in page(client_of, f"/surveys/made/{survey.pk}/results/")


def test_who_holds_a_code_is_not_kept_out_by_a_flood(cast: Cast) -> None:
    survey = opened(cast, "public")
    now = timezone.now()
    Survey.objects.filter(pk=survey.pk).update(closes_on=timezone.localdate())
    codes = give_codes(survey, 1, actor=MAKER)
    minute = now.replace(second=0, microsecond=0)
    Survey.objects.filter(pk=survey.pk).update(minute=minute, in_minute=A_MINUTE)
    sent = {f"q{survey.questions.get().pk}": ["0"]}
    with pytest.raises(Refused, match="survey-busy"):
        answer_public(survey, sent, "WRONGONE", "form-a", now=now)
    answer_public(survey, sent, codes[0], "form-b", now=now)
    assert survey.responses.count() == 1


def test_the_last_day_is_changed_while_it_is_open(cast: Cast, client_of: Any) -> None:
    staffed(cast, 1)
    survey = opened(cast)
    later = LAST + timedelta(days=7)
    assert extend_survey(survey, later, actor=MAKER, today=TODAY).closes_on == later
    for day, why in (
        (later, "nothing-changed"),
        (TODAY - timedelta(days=1), "survey-closes-too-early"),
        (TODAY + timedelta(days=500), "survey-closes-too-late"),
    ):
        with pytest.raises(Refused, match=why):
            extend_survey(survey, day, actor=MAKER, today=TODAY)
    closed = close_survey(survey, actor=MAKER, today=TODAY)
    with pytest.raises(Refused, match="survey-is-not-open"):
        extend_survey(closed, later, actor=MAKER, today=TODAY)
    assert "extend" in page(client_of, f"/surveys/made/{opened(cast).pk}/")


def test_a_draft_and_a_question_go_only_after_being_asked(cast: Cast, client_of: Any) -> None:
    survey = drafted(cast)
    head, question = client_of("head"), survey.questions.get()
    for path in (f"/surveys/made/{survey.pk}/questions/{question.pk}/drop/",
                 f"/surveys/made/{survey.pk}/drop/"):  # fmt: skip
        assert head.get(path).status_code == 200
        assert Survey.objects.filter(pk=survey.pk).exists()
        assert head.post(path).status_code == 302
    assert not Survey.objects.filter(pk=survey.pk).exists()
