"""Anonymous means anonymous: what the database could still tell, and what answering refuses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from casting import MAKER
from support_plugin import Cast
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.models import Line
from xuequ.surveys.models import Response, Survey, Ticket
from xuequ.surveys.queries import outcome
from xuequ.surveys.queries.named import answers_table
from xuequ.surveys.services.answering import (
    A_MINUTE,
    answer_public,
    answer_survey,
    count_try,
    give_codes,
)
from xuequ.surveys.services.closing import close_survey
from xuequ.surveys.tests.world import LAST, TODAY, answered, opened, staffed, whoever

pytestmark = pytest.mark.django_db


def stored(survey: Survey) -> list[str]:
    """The answers in the order in which the database keeps their rows."""
    row = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {row}, id FROM surveys_response ORDER BY 1")  # noqa: S608
        ids = [str(id).replace("-", "") for _, id in cursor.fetchall()]
    known = {each.pk.hex: str(each.values) for each in survey.responses.all()}
    return [known[id] for id in ids]


def test_an_anonymous_answer_holds_no_way_to_who_gave_it(cast: Cast) -> None:
    staffed(cast, 13)
    survey = opened(cast)
    before, lines = fingerprint(Survey.objects.get(pk=survey.pk)), Line.objects.count()
    answered(survey, [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1])
    assert Line.objects.count() == lines
    assert fingerprint(Survey.objects.get(pk=survey.pk)) == before
    rows = survey.responses.all()
    assert {(each.person_id, each.answered_on, each.is_named) for each in rows} == {
        (None, None, False)
    }
    people = survey.invitations.values_list("pk", flat=True)
    assert not set(people) & set(rows.values_list("pk", flat=True))
    told = [each.values for each in survey.responses.order_by("pk")]
    in_order = [{str(survey.questions.get().pk): n} for n in [0] * 6 + [1] * 7]
    kept = stored(survey)
    assert told != in_order or kept != [str(each) for each in in_order]  # 1 in 1716 each


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own columns")
def test_the_transaction_that_wrote_an_answer_wrote_all_others_too(cast: Cast) -> None:
    staffed(cast, 6)
    survey = opened(cast)
    answered(survey, [0, 1, 2, 0])
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text FROM surveys_response")
        assert len(cursor.fetchall()) == 1
        cursor.execute("SELECT DISTINCT xmin::text FROM surveys_invitation WHERE has_answered")
        assert len(cursor.fetchall()) == 1


def test_every_answer_gets_a_new_number_with_the_next_and_at_the_close(cast: Cast) -> None:
    staffed(cast, 6)
    survey = opened(cast)
    answered(survey, [0, 1])
    numbers = set(survey.responses.values_list("pk", flat=True))
    answered(survey, [2])
    after = set(survey.responses.values_list("pk", flat=True))
    assert len(after) == 3 and not numbers & after
    close_survey(survey, actor=MAKER, today=TODAY)
    assert not after & set(survey.responses.values_list("pk", flat=True))
    values = sorted(next(iter(each.values.values())) for each in survey.responses.all())
    assert values == [0, 1, 2]
    line = Line.objects.filter(verb="close-survey").latest("number")
    assert line.note["answers"] == 3 and len(line.note["digest"]) == 64


def test_the_database_takes_no_anonymous_answer_with_a_name_or_a_day(cast: Cast) -> None:
    survey = opened(cast, "principals")
    person = cast.actors["principal"].person
    for wrong in ({"person_id": person}, {"answered_on": TODAY}, {"is_named": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Response.objects.create(survey=survey, values={}, **wrong)


def test_an_answer_by_name_says_whose_it_is_and_stands_in_the_record(cast: Cast) -> None:
    staffed(cast, 5)
    survey = opened(cast, named=True)
    answered(survey, [0, 1, 2, 0, 0])
    assert Line.objects.filter(verb="answer-survey").count() == 5
    survey = close_survey(survey, actor=MAKER, today=TODAY)
    table = answers_table(survey)
    assert {row[0] for row in table.rows} >= {"东一小师0"} and table.rows[0][1] == "东一小"
    anonymous = close_survey(opened(cast), actor=MAKER, today=TODAY)
    with pytest.raises(Refused, match="survey-is-anonymous"):
        answers_table(anonymous)


def test_nobody_answers_twice_or_for_somebody_else_or_too_late(cast: Cast) -> None:
    staffed(cast, 3)
    survey = opened(cast)
    answered(survey, [0])
    done = survey.invitations.filter(has_answered=True).select_related("survey").get()
    sent = {f"q{survey.questions.get().pk}": ["1"]}
    with pytest.raises(Refused, match="survey-answered"):
        answer_survey(done, sent, actor=whoever(done), today=TODAY)
    rest = survey.invitations.filter(has_answered=False).select_related("survey")[0]
    with pytest.raises(PermissionError):
        answer_survey(rest, sent, actor=whoever(done), today=TODAY)
    with pytest.raises(Refused, match="survey-closed"):
        answer_survey(rest, sent, actor=whoever(rest), today=LAST + timedelta(days=1))
    with pytest.raises(Refused, match="survey-answers-wrong"):
        answer_survey(rest, {"q1": ["99"]}, actor=whoever(rest), today=TODAY)
    close_survey(survey, actor=MAKER, today=TODAY)
    with pytest.raises(Refused, match="survey-closed"):
        answer_survey(rest, sent, actor=whoever(rest), today=TODAY)
    assert survey.responses.count() == 1


def test_results_are_not_to_be_had_while_answers_come_in(cast: Cast) -> None:
    staffed(cast, 6)
    survey = opened(cast)
    answered(survey, [0] * 6)
    with pytest.raises(ValueError, match="not closed"):
        outcome(survey)


def public(cast: Cast) -> tuple[Survey, dict[str, list[str]], Any]:
    survey = opened(cast, "public")
    Survey.objects.filter(pk=survey.pk).update(closes_on=timezone.localdate())
    survey.refresh_from_db()
    return survey, {f"q{survey.questions.get().pk}": ["0"]}, timezone.now()


def test_a_code_counts_once_and_is_not_kept(cast: Cast) -> None:
    survey, sent, now = public(cast)
    codes = give_codes(survey, 3, actor=MAKER)
    assert not Ticket.objects.filter(digest__in=codes).exists()
    answer_public(survey, sent, f" {codes[0].lower()} ", "form-a", now=now)
    for code, form, why in (
        (codes[0], "form-b", "survey-code-used"),
        ("WRONGONE", "form-c", "survey-code-unknown"),
        ("", "form-d", "survey-code-unknown"),
        (codes[1], "form-a", "survey-answered"),
    ):
        with pytest.raises(Refused) as refused:
            answer_public(survey, sent, code, form, now=now)
        assert refused.value.code == why
    assert survey.responses.count() == 1
    assert survey.tickets.filter(is_code=True, is_used=True).count() == 1
    with pytest.raises(Refused, match="survey-too-many-codes"):
        give_codes(survey, 4998, actor=MAKER)


def test_a_flood_of_answers_and_of_wrong_codes_is_stopped(cast: Cast) -> None:
    survey, sent, now = public(cast)
    Survey.objects.filter(pk=survey.pk).update(
        minute=now.replace(second=0, microsecond=0), in_minute=A_MINUTE - 1
    )
    count_try(survey, now=now)
    with pytest.raises(Refused, match="survey-busy"):
        answer_public(survey, sent, "", "form-a", now=now)
    answer_public(survey, sent, "", "form-a", now=now + timedelta(minutes=1))
    assert survey.responses.count() == 1
