"""What running a survey refuses, and that nothing changes then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from casting import MAKER
from support_plugin import Cast
from xuequ.kernel.refusal import Refused
from xuequ.surveys.models import Survey
from xuequ.surveys.services.closing import close_survey
from xuequ.surveys.services.drafting import NewSurvey, draft_survey, drop_survey
from xuequ.surveys.services.opening import Audience, open_survey, set_audience
from xuequ.surveys.services.publishing import publish_survey
from xuequ.surveys.services.questions import (
    NewQuestion,
    add_question,
    change_question,
    drop_question,
    move_question,
)
from xuequ.surveys.tests.world import CHOICES, LAST, TODAY, drafted, opened, staffed

pytestmark = pytest.mark.django_db
Act = Callable[[Cast], Any]


def _empty(cast: Cast) -> Survey:
    return draft_survey(NewSurvey("空", "空"), cast.east, actor=MAKER)


REFUSED: dict[str, Act] = {
    "survey-has-no-questions": lambda c: open_survey(_empty(c), LAST, actor=MAKER, today=TODAY),
    "survey-closes-too-early": lambda c: open_survey(
        drafted(c), TODAY - timedelta(days=1), actor=MAKER, today=TODAY
    ),
    "survey-closes-too-late": lambda c: open_survey(
        drafted(c), date(2030, 1, 1), actor=MAKER, today=TODAY
    ),
    "survey-has-no-roster": lambda c: open_survey(
        drafted(c, c.group), LAST, actor=MAKER, today=TODAY
    ),
    "survey-sample-too-large": lambda c: opened(c, sampling="simple", size=500),
    "survey-is-not-draft": lambda c: add_question(
        opened(c), NewQuestion("text", "再问"), actor=MAKER
    ),
    "survey-not-closed": lambda c: publish_survey(opened(c), actor=MAKER, today=TODAY),
    "survey-too-few-answers": lambda c: publish_survey(
        close_survey(opened(c), actor=MAKER, today=TODAY), actor=MAKER, today=TODAY
    ),
    "survey-is-not-open": lambda c: close_survey(drafted(c), actor=MAKER, today=TODAY),
    "not-your-survey": lambda c: drop_survey(drafted(c), actor=c.actors["bureau"]),
    "survey-condition-broken": lambda c: add_question(
        _empty(c), NewQuestion("text", "为何", after=10**9, when=0), actor=MAKER
    ),
}


def test_what_the_rules_refuse_changes_nothing(cast: Cast) -> None:
    staffed(cast, 2)
    found = {}
    for code, act in REFUSED.items():
        with pytest.raises(Refused) as refused, transaction.atomic():
            act(cast)
        found[code] = refused.value.code
    assert found == {code: code for code in REFUSED}
    assert not Survey.objects.exclude(state="draft").filter(published_on__isnull=False).exists()


def test_an_open_survey_stays_as_it_is(cast: Cast) -> None:
    staffed(cast, 1)
    survey = opened(cast)
    question = survey.questions.get()
    new = NewQuestion("single", "换题", choices=CHOICES)
    acts: list[Callable[[], Any]] = [
        lambda: change_question(question, new, actor=MAKER),
        lambda: move_question(question, 1, actor=MAKER),
        lambda: drop_question(question, actor=MAKER),
        lambda: set_audience(survey, Audience("principals"), actor=MAKER, today=TODAY),
        lambda: open_survey(survey, LAST, actor=MAKER, today=TODAY),
        lambda: drop_survey(survey, actor=MAKER),
    ]
    for act in acts:
        with pytest.raises(Refused, match="survey-is-not-draft"):
            act()


def test_a_question_moved_before_the_one_it_hangs_on_keeps_the_survey_shut(cast: Cast) -> None:
    staffed(cast, 1)
    survey = drafted(cast)
    first = survey.questions.get()
    why = NewQuestion("text", "为什么不满意", after=first.pk, when=2)
    move_question(add_question(survey, why, actor=MAKER), -1, actor=MAKER)
    with pytest.raises(Refused, match="survey-condition-broken"):
        open_survey(survey, LAST, actor=MAKER, today=TODAY)
    drop_question(first, actor=MAKER)
    assert survey.questions.get().after is None
