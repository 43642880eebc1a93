"""The pages of the record: who sees which lines, and the check at the press of a button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from support_plugin import Cast
from xuequ.directory.services.schools import register_school
from xuequ.record.models import Head, Line

pytestmark = pytest.mark.django_db
Log = Callable[[str], Client]
DAY = date(2026, 9, 1)


def line_of(name: str) -> Line:
    return Line.objects.filter(verb="register-school").get(name=name)


def test_a_reader_sees_the_acts_on_the_own_authority_and_no_others(
    cast: Cast, client_of: Log
) -> None:
    bureau = client_of("bureau")
    here, there = line_of("孤小"), line_of("邻一小")
    text = bureau.get("/record/", {"words": "register-school"}).text
    assert f"/record/{here.number}/" in text
    assert "邻一小" not in text and f"/record/{there.number}/" not in text
    assert bureau.get(f"/record/{here.number}/").status_code == 200
    assert bureau.get(f"/record/{there.number}/").status_code == 404
    assert client_of("other").get(f"/record/{there.number}/").status_code == 200


def test_a_school_office_has_no_business_in_the_record(cast: Cast, client_of: Log) -> None:
    school = client_of("school")
    number = line_of("孤小").number
    assert [school.get(at).status_code for at in ("/record/", f"/record/{number}/")] == [403, 403]
    assert school.post("/record/verify/").status_code == 403


@pytest.mark.parametrize("words", ["孤小", "register-school", " 孤 ", "directory.school"])
def test_a_search_finds_lines_by_account_act_and_subject(
    cast: Cast, client_of: Log, words: str
) -> None:
    text = client_of("bureau").get("/record/", {"words": words}).text
    assert "孤小" in text
    assert "演示bureau" not in text  # whose post and log-in are in the record too


def test_a_search_finds_nothing_where_nothing_fits(cast: Cast, client_of: Log) -> None:
    bureau = client_of("bureau")
    for words in ("无此事", "%", "a\0b", "x" * 5000):
        page = bureau.get("/record/", {"words": words})
        assert page.status_code == 200
        assert "孤小" not in page.text


def test_a_line_shows_its_digests_and_seals(cast: Cast, client_of: Log) -> None:
    line = line_of("孤小")
    text = client_of("bureau").get(f"/record/{line.number}/").text
    for shown in (line.after, line.previous, line.seal, line.account, line.subject):
        assert shown in text


@pytest.mark.parametrize("acts", [3, 30])
def test_the_list_costs_the_same_however_many_acts(
    cast: Cast, client_of: Log, django_assert_num_queries: DjangoAssertNumQueries, acts: int
) -> None:
    for n in range(acts):
        register_school(cast.authority, f"新小{n}", since=DAY, actor=cast.bureau)
    bureau = client_of("bureau")
    bureau.get("/record/")  # the first click of a session writes when it was
    with django_assert_num_queries(9):  # session, account with its person, factor, what one may
        # act as, posts, count, lines, and the frame's two
        page = bureau.get("/record/")
    assert page.text.count("新小") == acts


def test_the_button_checks_the_whole_chain(cast: Cast, client_of: Log) -> None:
    bureau = client_of("bureau")
    bureau.cookies["language"] = "en"
    page = bureau.post("/record/verify/", follow=True)
    assert f"{Line.objects.count()} lines checked" in page.text
    Head.objects.update(seal="0" * 64)
    page = bureau.post("/record/verify/", follow=True)
    assert f"does not hold at line {Line.objects.count()}" in page.text
    assert bureau.get("/record/verify/").status_code == 405
