"""The pages of surveys as people use them."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from addresses import address, place, those
from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.surveys.models import Survey
from xuequ.surveys.services.closing import close_survey
from xuequ.surveys.services.opening import open_survey
from xuequ.surveys.services.publishing import publish_survey
from xuequ.surveys.tests.world import LAST, TODAY, answered, drafted, opened, parent, staffed

pytestmark = pytest.mark.django_db
SEEN = [name for name in those(space="surveys:", method="GET") if "answer" not in name]


def test_every_page_opens_for_the_bureau_in_both_languages(cast: Cast, client_of: Any) -> None:
    browser, where = client_of("bureau"), place(cast.east)
    for name in SEEN:
        if name == "surveys:survey_public":
            continue
        texts = set()
        for language in ("zh-hans", "en"):
            browser.cookies["language"] = language
            page = browser.get(address(name, where))
            assert page.status_code in (200, 302), (name, language)
            texts.add(b"".join(page))
        assert len(texts) == 2 or "file" in name or page.status_code == 302, name


@pytest.mark.clause("REG-39")
def test_the_topics_the_policy_wants_surveyed_before_a_plan_are_asked_for_by_one_button(
    cast: Cast, client_of: Any
) -> None:
    type(cast.authority).objects.filter(pk=cast.authority.pk).update(profile="xian")
    survey, head = drafted(cast), client_of("head")
    page = f"/surveys/made/{survey.pk}/"
    assert "运行机制" in head.get(page).content.decode()
    for _ in range(2):
        head.post(f"{page}topics/")
        words = list(survey.questions.values_list("words", flat=True))
        assert len(words) == 6 and "您对“运行机制”的评价" in words


def test_a_special_survey_is_made_opened_and_closed_on_its_pages(
    cast: Cast, client_of: Any
) -> None:
    staffed(cast, 3)
    head = client_of("head")
    new = {"title": "专项调研", "purpose": "制定实施方案", "is_anonymous": "yes", "least": "5"}
    page = head.post("/surveys/new/", new | {"key": (key := str(uuid.uuid4()))})
    again = head.post("/surveys/new/", new | {"key": key})
    assert page["Location"] == again["Location"] and Survey.objects.count() == 1
    home = page["Location"]
    for topic in ("办学规模", "学区布局", "管理模式", "运行机制"):
        sent = {"words": f"{topic}合适吗", "choices": "合适\n一般\n不合适", "required": "on"}
        assert head.post(f"{home}questions/new/?kind=single", sent).status_code == 302
    survey = Survey.objects.get()
    first, second = survey.questions.all()[:2]
    why = {"words": "为什么", "condition": f"{first.pk}:2"}
    assert head.post(f"{home}questions/new/?kind=text", why).status_code == 302
    head.post(f"{home}questions/{second.pk}/move/", {"to": "up"})
    assert next(iter(survey.questions.all())) == second
    assert "为什么" in head.get(f"{home}preview/").content.decode()
    head.post(f"{home}audience/", {"audience": "teachers", "sampling": "simple", "size": "2"})
    assert "东一小" in head.get(f"{home}open/").content.decode()
    day = timezone.localdate()
    assert head.post(f"{home}open/", {"closes_on": str(day), "seed": "7"}).status_code == 302
    survey.refresh_from_db()
    assert (survey.state, survey.invitations.count()) == ("open", 2)
    head.post(f"{home}close/")
    survey.refresh_from_db()
    assert survey.state == "closed" and head.get(f"{home}results/").status_code == 200


WRONG = [
    ({"words": "问", "choices": "甲\n甲"}, "“甲” stands there twice"),
    ({"words": "问", "choices": "甲"}, "there are 1"),
    ({"words": "", "choices": "甲\n乙"}, "required"),
    ({"words": "问", "choices": "\n".join(str(n) for n in range(25))}, "there are 25"),
    ({"words": "问" * 300, "choices": "甲\n乙"}, "200"),
]


def test_a_question_that_does_not_fit_says_which_field_and_keeps_what_was_typed(
    cast: Cast, client_of: Any
) -> None:
    survey, head = drafted(cast), client_of("head")
    head.cookies["language"] = "en"
    for sent, said in WRONG:
        page = head.post(f"/surveys/made/{survey.pk}/questions/new/?kind=single", sent)
        text = page.content.decode()
        assert page.status_code == 422 and said in text
        assert sent["choices"].split("\n")[0] in text
    assert survey.questions.count() == 1


def test_a_scale_and_a_number_have_bounds_that_make_sense(cast: Cast, client_of: Any) -> None:
    survey, head = drafted(cast), client_of("head")
    home = f"/surveys/made/{survey.pk}/questions/new/"
    for kind, low, high in (("scale", 1, 99), ("scale", 5, 1), ("scale", 1, 2.5), ("number", 3, 3)):
        page = head.post(f"{home}?kind={kind}", {"words": "问", "low": low, "high": high})
        assert page.status_code == 422, (kind, low, high)
    assert head.post(f"{home}?kind=nonsense", {"words": "问"}).status_code == 404


def asked_teacher(cast: Cast, **more: Any) -> tuple[Survey, str, str]:
    """A survey open today that the cast's teacher is asked, its page, its question."""
    staffed(cast, 6)
    survey = opened(cast, **more)
    Survey.objects.filter(pk=survey.pk).update(
        closes_on=timezone.localdate() + timedelta(days=1), opened_on=timezone.localdate()
    )
    return survey, f"/surveys/answer/{survey.pk}/", f"q{survey.questions.get().pk}"


def test_the_sheet_says_what_becomes_of_the_answer_before_it_asks(
    cast: Cast, client_of: Any
) -> None:
    _, page, _ = asked_teacher(cast)
    teacher = client_of("teacher")
    teacher.cookies["language"] = "en"
    assert "Anonymous." in (text := teacher.get(page).content.decode())
    assert "Takes about 1 minute" in text and "Open until" in text
    _, page, _ = asked_teacher(cast, named=True)
    assert "By name." in teacher.get(page).content.decode()


def test_what_was_typed_stays_until_it_fits_and_counts_once(cast: Cast, client_of: Any) -> None:
    survey, page, name = asked_teacher(cast)
    teacher = client_of("teacher")
    for where in ("/surveys/mine/", "/inbox/"):
        assert page in teacher.get(where).content.decode()
    tampered = teacher.post(page, {name: "9"})
    assert tampered.status_code == 422 and survey.responses.count() == 0
    assert teacher.post(page, {}).status_code == 422
    assert teacher.post(page, {name: "1"}).status_code == 302
    assert teacher.post(page, {name: "2"}).status_code == 302  # sent twice: the first counts
    assert [list(each.values.values()) for each in survey.responses.all()] == [[1]]
    assert page not in teacher.get("/inbox/").content.decode()
    assert name not in teacher.get(page).content.decode()


def test_who_was_not_asked_finds_nothing(cast: Cast, client_of: Any) -> None:
    survey, page, name = asked_teacher(cast)
    for audience in ("principal", "guardian", "other", "bureau"):
        assert client_of(audience).post(page, {name: "1"}).status_code == 404
    assert survey.responses.count() == 0


def test_after_the_close_what_was_typed_is_shown_and_not_taken(cast: Cast, client_of: Any) -> None:
    survey, page, name = asked_teacher(cast)
    close_survey(survey, actor=MAKER, today=TODAY)
    answer = client_of("teacher").post(page, {name: "1"})
    text = answer.content.decode()
    assert answer.status_code == 422 and survey.responses.count() == 0
    assert re.search(rf'name="{name}" value="1" checked', text)
    assert name not in client_of("teacher").get(page).content.decode()


def test_a_parent_answers_on_the_phone(cast: Cast, client_of: Any) -> None:
    parent(School.objects.get(name="东二小"), "家长甲")
    survey, page, name = asked_teacher(cast, audience="guardians")
    family = client_of("guardian")
    assert page in family.get("/surveys/mine/").content.decode()
    assert family.post(page, {name: "0"}).status_code == 302
    assert survey.invitations.filter(has_answered=True).count() == 1
    assert family.get("/surveys/").status_code == 403


def test_the_public_link_takes_an_answer_without_a_log_in(cast: Cast, client_of: Any) -> None:
    survey, _, name = asked_teacher(cast, audience="public")
    page, nobody = f"/surveys/a/{survey.token}/", client_of("nobody")
    key = re.search(r'name="form" value="([^"]+)"', nobody.get(page).content.decode())
    assert key is not None
    assert nobody.post(page, {"form": key[1], name: "0"}).status_code == 302
    assert nobody.post(page, {"form": key[1], name: "0"}).status_code == 302
    assert survey.responses.count() == 1
    assert nobody.post(page, {"form": "x", name: "0" * 300_000}).status_code == 413
    assert nobody.get("/surveys/a/unknown/").status_code == 404
    head = client_of("head")
    codes = head.post(f"/surveys/made/{survey.pk}/codes/", {"count": 2})
    assert codes["Content-Disposition"].endswith(".xlsx")
    refused = nobody.post(page, {"form": "y", "code": "WRONGONE", name: "0"})
    assert refused.status_code == 422 and "WRONGONE" in refused.content.decode()


def test_a_head_of_a_school_reads_its_own_figures_only_if_they_give_nobody_away(
    cast: Cast, client_of: Any
) -> None:
    staffed(cast, 9, 7, 6)  # the cast's own teacher makes eight in 东二小
    figures = {}
    for third in (6, 3):
        survey = opened(cast)
        answered(survey, [0] * 9, "东一小")
        answered(survey, [1] * 8, "东二小")
        answered(survey, [2] * third, "东三小")
        close_survey(survey, actor=MAKER, today=TODAY)
        publish_survey(survey, actor=MAKER, today=TODAY)
        page = client_of("principal").get(f"/surveys/found/{survey.pk}/").content.decode()
        figures[third] = "东二小" in page.split("</h1>")[1]
        assert "东三小" not in page and "东一小" not in page
        mine = client_of("teacher").get(f"/surveys/found/{survey.pk}/").content.decode()
        assert "东二小" not in mine.split("</h1>")[1]
    assert figures == {6: True, 3: False}


def test_own_words_are_read_by_those_who_run_the_survey_alone(cast: Cast, client_of: Any) -> None:
    staffed(cast, 6)
    survey = drafted(cast)
    survey.questions.update(kind="text", choices=[])
    open_survey(survey, LAST, actor=MAKER, today=TODAY)
    answered(survey, [77001, 77002, 77003, 77001, 77002])
    close_survey(survey, actor=MAKER, today=TODAY)
    publish_survey(survey, actor=MAKER, today=TODAY)
    results, found = f"/surveys/made/{survey.pk}/results/", f"/surveys/found/{survey.pk}/"
    assert "77003" in client_of("head").get(results).content.decode()
    assert "77003" not in client_of("bureau").get(results).content.decode()
    for path in (found, f"{found}file/csv/", f"{results}file/csv/"):
        assert "77003" not in b"".join(client_of("head").get(path)).decode(), path


def test_the_list_costs_the_same_for_many(cast: Cast, client_of: Any) -> None:
    head, costs = client_of("head"), []
    head.get("/surveys/")
    for count in (2, 9):
        while Survey.objects.count() < count:
            drafted(cast)
        with CaptureQueriesContext(connection) as asked:
            assert head.get("/surveys/").status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1]
