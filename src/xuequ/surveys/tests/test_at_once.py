"""Two tabs, two people, at the same moment: one effect each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

import casting
from casting import MAKER
from support_plugin import Cast
from xuequ.kernel.refusal import Refused
from xuequ.surveys.models import Invitation, Survey
from xuequ.surveys.services.answering import answer_public, answer_survey, give_codes
from xuequ.surveys.services.closing import close_survey
from xuequ.surveys.tests.world import TODAY, opened, staffed, whoever

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite lets one connection write at a time"
    ),
]

Rival = Callable[[Callable[[], Any]], Future[Any]]


@pytest.fixture
def here(transactional_db: None) -> Iterator[Cast]:
    yield casting.make()


@pytest.fixture
def rival() -> Iterator[Rival]:
    """`rival(act)` begins the act over a connection of its own."""
    with ThreadPoolExecutor(4) as pool:
        yield lambda act: pool.submit(alone, act)


def alone(act: Callable[[], Any]) -> Any:
    try:
        return act()
    finally:
        connection.close()


def waits(other: Future[Any]) -> bool:
    """Has the other not got on while the first is not committed?"""
    return other not in wait([other], timeout=0.5).done


def sheet(survey: Survey, choice: int = 0) -> dict[str, list[str]]:
    return {f"q{survey.questions.get().pk}": [str(choice)]}


def asked(survey: Survey) -> list[Invitation]:
    return list(survey.invitations.select_related("survey").order_by("person"))


def test_of_two_tabs_one_answers(here: Cast, rival: Rival) -> None:
    staffed(here, 2)
    survey = opened(here)
    one, sent = asked(survey)[0], sheet(survey)
    with transaction.atomic():
        answer_survey(one, sent, actor=whoever(one), today=TODAY)
        other = rival(lambda: answer_survey(one, sent, actor=whoever(one), today=TODAY))
        assert waits(other)
    with pytest.raises(Refused, match="survey-answered"):
        other.result(timeout=10)
    assert survey.responses.count() == 1


def test_two_people_at_once_both_count(here: Cast, rival: Rival) -> None:
    staffed(here, 6)
    survey = opened(here)
    people, sent = asked(survey), sheet(survey)
    acts = [
        rival(lambda each=each: answer_survey(each, sent, actor=whoever(each), today=TODAY))  # type: ignore[misc]
        for each in people
    ]
    for act in acts:
        act.result(timeout=30)
    assert survey.responses.count() == len(people)
    assert not survey.invitations.filter(has_answered=False).exists()


def test_nobody_answers_while_it_is_being_closed(here: Cast, rival: Rival) -> None:
    staffed(here, 2)
    survey = opened(here)
    one, sent = asked(survey)[0], sheet(survey)
    with transaction.atomic():
        close_survey(survey, actor=MAKER, today=TODAY)
        other = rival(lambda: answer_survey(one, sent, actor=whoever(one), today=TODAY))
        assert waits(other)
    with pytest.raises(Refused, match="survey-closed"):
        other.result(timeout=10)
    assert survey.responses.count() == 0


def test_a_code_is_used_once_even_at_once(here: Cast, rival: Rival) -> None:
    survey = opened(here, "public")
    Survey.objects.filter(pk=survey.pk).update(closes_on=timezone.localdate())
    [code] = give_codes(survey, 1, actor=MAKER)
    sent, now = sheet(survey), timezone.now()
    with transaction.atomic():
        answer_public(survey, sent, code, "form-a", now=now)
        other = rival(lambda: answer_public(survey, sent, code, "form-b", now=now))
        assert waits(other)
    with pytest.raises(Refused, match="survey-code-used"):
        other.result(timeout=10)
    assert survey.responses.count() == 1
