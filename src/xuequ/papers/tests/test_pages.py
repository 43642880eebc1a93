"""The pages of papers as people use them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from support_plugin import Cast
from xuequ.kernel.paper import Heading, document
from xuequ.papers.models import Paper, Series
from xuequ.papers.services import withdraw_paper
from xuequ.papers.tests.drafts import drafted, issued, series
from xuequ.papers.tests.test_engine_text import WHOLE

pytestmark = pytest.mark.django_db
TEXT = "现将有关事项通知如下。\n一、总体要求\n统筹安排。"


def test_a_notice_is_drafted_edited_and_issued_on_its_pages(cast: Cast, client_of: Any) -> None:
    bureau, today = client_of("bureau"), timezone.localdate()
    page = bureau.get("/papers/new/papers.notice/")
    key = page.context["form"].initial["key"]
    for _ in range(2):  # the same form sent twice
        bureau.post("/papers/new/papers.notice/", {"key": key, "language": "zh"})
    paper = Paper.objects.get()
    typed = {"version": 1, "title": "关于做好工作的通知", "addressee": "各学校", "part_0": TEXT}
    desk = f"/papers/desk/{paper.pk}"
    answer = bureau.post(f"{desk}/change/", typed)
    assert answer.status_code == 302
    page = bureau.get(f"{desk}/change/").content.decode()
    assert "一、总体要求\n统筹安排。" in page
    page = bureau.get(f"{desk}/issue/").content.decode()
    assert "/papers/series/new/" in page
    new = {"word": "测教发", "kind": "", "first_year": today.year, "first": 1}
    assert bureau.post("/papers/series/new/", new).status_code == 302
    assert f"测教发〔{today.year}〕1号" in bureau.get(f"{desk}/issue/").content.decode()
    chosen = {"series": Series.objects.get().pk, "on": today}
    assert bureau.post(f"{desk}/issue/", chosen).status_code == 302
    paper.refresh_from_db()
    assert paper.number == f"测教发〔{today.year}〕1号"
    page = bureau.get(f"/papers/documents/{paper.pk}/").content.decode()
    assert paper.number in page and "统筹安排" in page
    for form, head in (("docx", b"PK"), ("pdf", b"%PDF-")):
        file = bureau.get(f"/papers/documents/{paper.pk}/file/{form}/")
        assert b"".join(file).startswith(head)
    assert bureau.get(f"{desk}/change/").status_code == 404


def test_a_table_stays_while_the_text_around_it_is_edited_until_it_is_left_out(
    cast: Cast, client_of: Any
) -> None:
    draft, bureau = drafted(cast.bureau, document=WHOLE), client_of("bureau")
    url = f"/papers/desk/{draft.pk}/change/"
    form = bureau.get(url).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields if not name.startswith("drop")}
    bureau.post(url, {**typed, "part_1": "二、新的任务\n照做。"})
    draft.refresh_from_db()
    blocks = document(draft.body).blocks
    assert WHOLE.blocks[2] in blocks and Heading("新的任务") in blocks
    bureau.post(url, {**typed, "version": 2, "drop_0": "on"})
    draft.refresh_from_db()
    assert document(draft.body).blocks == (*WHOLE.blocks[:2], *WHOLE.blocks[3:])


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"title": ""}, "title", "This field is required."),
        ({"title": "长" * 140}, "title", "at most 130"),
        ({"signed_on": "2026-13-40"}, "signed_on", "Enter a valid date."),
        ({"part_0": "字" * 60_001}, "part_0", "at most 60000"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_what_was_typed_stays(
    cast: Cast, client_of: Any, change: dict[str, str], field: str, said: str
) -> None:
    draft, bureau = drafted(cast.bureau), client_of("bureau")
    bureau.cookies["language"] = "en"
    typed = {"version": "1", "title": "别的标题", "part_0": "别的正文", **change}
    page = bureau.post(f"/papers/desk/{draft.pk}/change/", typed)
    assert page.status_code == 422
    assert said in page.content.decode() and list(page.context["form"].errors) == [field]
    assert (change.get("part_0") or "别的正文") in page.content.decode()
    draft.refresh_from_db()
    assert draft.version == 1


def test_the_second_of_two_editors_is_told_and_keeps_what_they_typed(
    cast: Cast, client_of: Any
) -> None:
    draft = drafted(cast.bureau)
    first, second = client_of("bureau"), client_of("bureau")
    url, typed = f"/papers/desk/{draft.pk}/change/", {"version": "1", "title": "甲"}
    assert first.post(url, typed).status_code == 302
    page = second.post(url, {**typed, "title": "乙的标题"})
    text = page.content.decode()
    assert page.status_code == 422 and "乙的标题" in text
    assert f'href="/papers/documents/{draft.pk}/" target="_blank"' in text
    draft.refresh_from_db()
    assert draft.title == "甲"


def test_an_issue_that_is_refused_shows_why_and_takes_no_number(cast: Cast, client_of: Any) -> None:
    draft, own = drafted(cast.bureau), series(cast.bureau)
    page = client_of("bureau").post(
        f"/papers/desk/{draft.pk}/issue/", {"series": own.pk, "on": "2030-01-01"}
    )
    assert page.status_code == 422 and "2030-01-01" in page.content.decode()
    assert not Paper.objects.exclude(ordinal=None).exists()


def test_issuing_asked_for_twice_shows_the_paper(cast: Cast, client_of: Any) -> None:
    draft, own, bureau = drafted(cast.bureau), series(cast.bureau), client_of("bureau")
    url, typed = f"/papers/desk/{draft.pk}/issue/", {"series": own.pk, "on": timezone.localdate()}
    for answer in (bureau.post(url, typed), bureau.post(url, typed), bureau.get(url)):
        assert answer.status_code == 302
        assert answer["Location"] == f"/papers/documents/{draft.pk}/"
    assert Paper.objects.exclude(ordinal=None).count() == 1


def test_a_day_far_off_is_refused_in_plain_words(cast: Cast, client_of: Any) -> None:
    draft, own = drafted(cast.bureau), series(cast.bureau)
    page = client_of("bureau").post(
        f"/papers/desk/{draft.pk}/issue/", {"series": own.pk, "on": "2040-01-01"}
    )
    assert "请选择" in page.content.decode() and "确保该值" not in page.content.decode()


def test_the_register_is_searched(cast: Cast, client_of: Any) -> None:
    issued(cast.bureau)
    withdraw_paper(issued(cast.bureau), "有误", actor=cast.bureau)
    issued(cast.actors["head"], "certificate", "东聘")
    drafted(cast.bureau)
    bureau = client_of("bureau")
    for query, count in {
        "": 4, "kind=papers.certificate": 1, "state=draft": 1, "state=withdrawn": 1,
        "year=2026": 4, "year=1999": 0, "year=x": 4, "place=authority": 3,
        "place=school:0": 0, "place=school:x": 0, "words=聘书": 1, "kind=nothing": 0,
        "words=测教发[2026]第2号": 1,
    }.items():  # fmt: skip
        page = bureau.get(f"/papers/?{query}")
        assert page.context["rows"].paginator.count == count, query
    for kind, head in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("pdf", b"%PDF-")):
        assert bureau.get(f"/papers/register/file/{kind}/?state=draft").content.startswith(head)


def test_a_list_of_thirty_costs_as_many_queries_as_one_of_three(cast: Cast, client_of: Any) -> None:
    bureau, counts = client_of("bureau"), []
    for more in (3, 27):
        for _ in range(more):
            drafted(cast.bureau)
        bureau.get("/papers/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            bureau.get("/papers/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_papers_are_seen_by_their_place_and_those_above(cast: Cast, client_of: Any) -> None:
    actors = cast.actors
    made = {
        "bureau": issued(cast.bureau),
        "head": issued(actors["head"], word="东发"),
        "school": issued(actors["school"], word="二小发"),
        "other": issued(actors["other"], word="邻教发"),
    }
    drafts = {name: drafted(actors[name]) for name in made}
    seen = {
        "bureau": ["bureau", "head", "school"],
        "city": ["bureau", "head", "school"],
        "head": ["bureau", "head", "school"],
        "school": ["bureau", "head", "school"],
        "teacher": ["bureau", "head", "school"],
        "other": ["other"],
    }
    for audience, names in seen.items():
        browser = client_of(audience)
        for name, paper in made.items():
            status = 200 if name in names else 404
            page = browser.get(f"/papers/documents/{paper.pk}/")
            assert page.status_code == status, (audience, name)
        own = [name for name, draft in drafts.items()
               if browser.get(f"/papers/documents/{draft.pk}/").status_code == 200]  # fmt: skip
        assert own == ([audience] if audience in drafts else []), audience
