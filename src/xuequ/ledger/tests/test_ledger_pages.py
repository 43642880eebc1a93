"""The pages of the ledger: both languages, filters, paging, files, cost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from xuequ.directory.models import Person, Teacher, Term
from xuequ.ledger.tests.readers import BOOK, LOG, YEAR, browser, count
from xuequ.ledger.tests.township import OPENING, Town, hold, teacher, town
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> Iterator[Town]:
    yield town()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Work ledger", "high-quality work log", "late")),
        ("zh-hans", ("高质量工作日志", "逾期待补")),
    ],
)
def test_the_page_of_a_district_speaks_both_languages(
    here: Town, language: str, words: tuple[str, ...]
) -> None:
    head = hold(here.authority, "district_head", here.district, "长演示")
    text = browser(head, language).get(f"/ledger/districts/{here.district.pk}/").content.decode()
    assert all(each in text for each in words)


def test_filters_leave_what_fits(here: Town) -> None:
    head = browser(hold(here.authority, "district_head", here.district, "长演示"))
    at = f"/ledger/districts/{here.district.pk}/"
    for query, inside, outside in (
        ("party=teacher", "training.book/", "log/"),
        ("state=overdue", "exchange.town_to_city.log/", "training.book/"),
        ("clause=exc-34", "exchange.town_to_city.log/", "open_lesson/"),
        ("section=training", "training.book/", "exchange.town_to_city.log/"),
        ("period=calendar_year", "training.book/", "exchange.town_to_city.log/"),
    ):
        text = head.get(f"{at}?{query}").content.decode()
        assert inside in text and outside not in text, query


def test_the_page_of_a_duty_lists_worst_first_with_fifty_to_a_page(here: Town) -> None:
    head = browser(hold(here.authority, "district_head", here.district, "长演示"))
    for n in range(60):
        teacher(here.village, f"众演示{n:02}")
    best = Person.objects.get(name="众演示00")
    count(here, BOOK, YEAR, ("person", best.pk), confirmed=8)
    at = f"/ledger/districts/{here.district.pk}/{BOOK}/"
    first, second = (head.get(f"{at}?page={n}").content.decode() for n in (1, 2))
    assert first.count("/ledger/people/") == 50 and second.count("/ledger/people/") == 12
    assert "众演示00" not in first and "众演示00" in second


def test_a_duty_not_in_force_that_day_leads_back_to_the_list(here: Town) -> None:
    head = browser(hold(here.authority, "district_head", here.district, "长演示"))
    answer = head.get(f"/ledger/districts/{here.district.pk}/no.such/", follow=True)
    assert answer.redirect_chain and "holds no duty no.such" in answer.content.decode()


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json", "docx", "pdf"])
def test_a_list_taken_out_is_a_line_of_the_record(here: Town, kind: str) -> None:
    head = browser(hold(here.authority, "district_head", here.district, "长演示"))
    at = f"/ledger/districts/{here.district.pk}/"
    for address in (f"{at}file/{kind}/", f"{at}{LOG}/file/{kind}/"):
        answer = head.get(address)
        assert answer.status_code == 200 and answer.content
        line = Line.objects.latest("number")
        assert (line.verb, line.note["what"], line.note["file"]) == ("export", "ledger", kind)
    lines = Line.objects.count()
    assert head.get(f"{at}file/exe/").status_code == 404
    assert Line.objects.count() == lines


def test_the_duties_of_a_clause_are_read_place_by_place(here: Town) -> None:
    office = browser(hold(here.authority, "bureau_basic", here.authority, "局演示"))
    text = office.get("/ledger/clauses/EXC-34/").content.decode()
    assert f"/ledger/districts/{here.district.pk}/{LOG}/" in text
    assert "No duty rests on this clause" in office.get("/ledger/clauses/REG-10/").content.decode()
    assert office.get("/ledger/clauses/XXX-99/").status_code == 404
    evidence = office.get(f"/board/consortium/{here.district.pk}/EXC-34/").content.decode()
    assert "/ledger/clauses/EXC-34/" in evidence
    assert "/ledger/clauses/EXC-34/" in office.get("/clauses/EXC-34/").content.decode()


def many(where: Town, size: int) -> None:
    people = Person.objects.bulk_create(
        Person(authority=where.authority, name=f"多演示{size}{n}", sort_key=f"{size}{n}")
        for n in range(size)
    )
    Teacher.objects.bulk_create(
        Teacher(person=each, school=where.village, stage="primary", subject="语文", since=OPENING)
        for each in people
    )


def addresses(where: Town) -> list[str]:
    at = f"/ledger/districts/{where.district.pk}/"
    return [
        at,
        f"{at}{BOOK}/",
        f"{at}fairness/",
        f"/ledger/members/{where.village.pk}/",
        f"/ledger/sheets/months/{where.district.pk}/2026/9/",
    ]


def test_every_list_costs_as_many_queries_at_thirty_as_at_three(here: Town) -> None:
    head = browser(hold(here.authority, "district_head", here.district, "长演示"))
    costs: dict[str, list[int]] = {each: [] for each in addresses(here)}
    for size in (3, 30):
        many(here, size)
        for address, found in costs.items():
            head.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert head.get(address).status_code == 200
            found.append(len(captured))
    assert {address: found for address, found in costs.items() if found[0] != found[1]} == {}


def test_a_district_of_five_thousand_teachers_is_read_in_a_moment(here: Town) -> None:
    many(here, 5000)
    head: Any = browser(hold(here.authority, "district_head", here.district, "长演示"))
    at = addresses(here)[0]
    head.get(at)
    began = time.perf_counter()
    text = head.get(at).content.decode()
    took = time.perf_counter() - began
    assert "5002" in text and took < 1.5  # 0.3 s on a quiet machine; a busy one gets its time


PAGES = (
    "/ledger/county/{a}/",
    "/ledger/county/{a}/{log}/",
    "/ledger/county/{a}/{book}/",
    "/ledger/districts/{d}/{log}/",
    "/ledger/districts/{d}/fairness/",
    "/ledger/members/{s}/",
    "/ledger/members/{s}/{book}/",
    "/ledger/people/{p}/",
    "/ledger/clauses/EXC-34/",
    "/ledger/sheets/",
    "/ledger/sheets/months/{d}/2026/9/",
    "/ledger/excuses/",
    "/ledger/excuses/new/?duty={log}&kind=posting&id={o}",
    "/ledger/mine/",
    "/ledger/fairness/",
)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_both_languages(here: Town, page: str) -> None:
    office = hold(here.authority, "bureau_basic", here.authority, "局演示")
    address = page.format(
        a=here.authority.pk,
        d=here.district.pk,
        s=here.city.pk,
        p=here.mover.pk,
        o=here.posting.pk,
        log=LOG,
        book=BOOK,
    )
    texts = {}
    for language in ("zh-hans", "en"):
        answer = browser(office, language).get(address)
        assert (answer.status_code, answer["Content-Language"]) == (200, language)
        texts[language] = answer.content
    assert texts["zh-hans"] != texts["en"]


def test_the_ledger_begins_where_one_stands(here: Town) -> None:
    office = browser(hold(here.authority, "bureau_basic", here.authority, "局演示"))
    head = browser(hold(here.authority, "district_head", here.district, "长演示"))

    def first(client: Client) -> str:
        return client.get("/ledger/").content.decode().partition("<h1>")[2].partition("</h1>")[0]

    assert first(office).startswith(here.authority.name)
    assert first(head).startswith(here.district.label)
    assert first(browser(here.principal)).startswith(here.city.name)
    session = office.session
    session["unit"] = here.district.pk
    session.save()
    assert first(office).startswith(here.district.label)


def test_without_terms_a_page_says_what_to_do(here: Town) -> None:
    Term.objects.all().delete()
    head = browser(hold(here.authority, "district_head", here.district, "长演示"))
    at = f"/ledger/districts/{here.district.pk}/"
    for address in (f"{at}{LOG}/", "/ledger/mine/", "/ledger/fairness/"):
        assert "No terms and teaching days" in head.get(address).content.decode(), address
    assert head.get(f"{at}?on=1990-01-01").status_code == 404  # there was no district then
    assert head.get(at).status_code == 200
