"""Pages of runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from support_plugin import Cast
from xuequ.ledger.models import Notice
from xuequ.runs.models import Run, Worker
from xuequ.runs.services import telling
from xuequ.runs.services.starting import start
from xuequ.runs.tests.kinds import known


@pytest.fixture(autouse=True)
def kinds(db: None) -> Iterator[None]:
    with known():
        yield


def run_of(cast: Cast, who: str = "bureau", kind: str = "test.double", **changes: Any) -> Run:
    run = start(kind, {"n": 3}, actor=cast.actors[who])
    Run.objects.filter(pk=run.pk).update(**changes)
    run.refresh_from_db()
    return run


def waiting(cast: Cast, **changes: Any) -> Run:
    undone = {"state": "waiting", "ended_at": None, "result_sha256": "", "share": 0}
    return run_of(cast, **{**undone, **changes})


def text(browser: Any, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def test_the_same_inputs_are_offered_their_earlier_result_first(cast: Cast, reading: Any) -> None:
    browser = reading("bureau")
    assert "test.asked" in text(browser, "/runs/new/")
    first = browser.post("/runs/new/", {"kind": "test.asked"})
    assert first.status_code == 302 and "8" in text(browser, first["Location"])
    assert Run.objects.get().policy_sha256 == "p" * 64
    second = browser.post("/runs/new/", {"kind": "test.asked"})
    assert second.status_code == 200 and "the very same" in second.content.decode()
    assert Run.objects.count() == 1
    third = browser.post("/runs/new/", {"kind": "test.asked", "again": "1"})
    assert third.status_code == 302 and Run.objects.count() == 2
    page = text(browser, f"{third['Location']}?with={Run.objects.last().pk}")  # type: ignore[union-attr]
    assert page.count("equal</span>") == 4 and "differs" not in page


def test_a_kind_that_is_unknown_or_not_allowed_is_refused_on_the_page(
    cast: Cast, reading: Any
) -> None:
    browser = reading("bureau")
    for kind, said in (("test.nothing", "knows no"), ("test.closed", "may not start")):
        page = browser.post("/runs/new/", {"kind": kind}).content.decode()
        assert said in page
    assert browser.post("/runs/new/", {"kind": "test.double"}).status_code == 404


def test_while_it_goes_on_the_page_asks_again_and_may_be_left(cast: Cast, reading: Any) -> None:
    run = waiting(cast, state="running", share=0.4, doing_zh="正在计数", doing_en="Counting")
    browser = reading("bureau")
    for path in (f"/runs/{run.pk}/", f"/runs/{run.pk}/state/"):
        page = text(browser, path)
        assert "every 2s" in page and "Counting" in page and "40 %" in page
        assert "You may leave this page" in page and "style=" not in page
    run = run_of(cast)
    assert "every 2s" not in text(browser, f"/runs/{run.pk}/state/")


def test_a_run_that_waits_while_nobody_works_says_so(cast: Cast, reading: Any) -> None:
    run = waiting(cast, queued_at=timezone.now() - timedelta(minutes=1))
    assert "No worker is running" in text(reading("bureau"), f"/runs/{run.pk}/")
    Worker.objects.create(name="w", seen_at=timezone.now())
    assert "No worker is running" not in text(reading("bureau"), f"/runs/{run.pk}/")


def test_cancel_and_try_again(cast: Cast, reading: Any) -> None:
    browser, run = reading("bureau"), waiting(cast)
    assert "Cancel this computation" in text(browser, f"/runs/{run.pk}/")
    browser.post(f"/runs/{run.pk}/cancel/")
    assert "nothing was changed" in text(browser, f"/runs/{run.pk}/")
    assert browser.post(f"/runs/{run.pk}/again/")["Location"] != f"/runs/{run.pk}/"
    stubborn = waiting(cast, kind="test.stubborn", state="running")
    assert "Cancel this computation" not in text(browser, f"/runs/{stubborn.pk}/")
    page = browser.post(f"/runs/{stubborn.pk}/cancel/", follow=True).content.decode()
    assert "cannot be stopped halfway" in page
    broken = run_of(cast, kind="test.broken")
    page = text(browser, f"/runs/{broken.pk}/")
    assert "error in the program" in page and "Try again" in page


def test_runs_of_others_are_not_there_and_an_administrator_sees_no_result(
    cast: Cast, reading: Any
) -> None:
    run, mine = run_of(cast), run_of(cast, "school")
    assert reading("school").get(f"/runs/{run.pk}/").status_code == 404
    assert reading("other").get(f"/runs/{run.pk}/").status_code == 404
    assert reading("other").post(f"/runs/{run.pk}/cancel/").status_code == 404
    assert reading("other").get("/runs/").content.decode().count("test.double</a>") == 0
    listed = text(reading("school"), "/runs/")
    assert f"/runs/{mine.pk}/" in listed and f"/runs/{run.pk}/" not in listed
    admin = reading("system")
    assert f"/runs/{run.pk}/" in text(admin, "/runs/?state=done&kind=test.double")
    page = text(admin, f"/runs/{run.pk}/")
    assert run.result_sha256 in page and "<dd>6</dd>" not in page
    assert "<dd>6</dd>" in text(reading("bureau"), f"/runs/{run.pk}/")


def test_the_file_goes_to_its_owner_alone(cast: Cast, reading: Any) -> None:
    from xuequ.vault.services import store_file

    given = store_file(b"x,y\n1,2\n", name="given.csv")
    run = start("test.file", {}, actor=cast.bureau, file=given)
    answer = reading("bureau").get(f"/runs/{run.pk}/file/")
    assert b"".join(answer) == b"a,b\n1,2\n"
    assert reading("system").get(f"/runs/{run.pk}/file/").status_code == 302


def test_whoever_waited_for_long_finds_a_notice(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_of(cast)
    assert not Notice.objects.filter(kind="run").exists()
    monkeypatch.setattr(telling, "SLOW", timedelta(0))
    run = run_of(cast)
    notice = Notice.objects.get(kind="run")
    assert notice.person_id == cast.bureau.person and notice.link == f"/runs/{run.pk}/"


def test_a_list_of_thirty_costs_no_more_questions_than_one_of_three(
    cast: Cast, reading: Any
) -> None:
    browser, counts = reading("system"), []
    text(browser, "/runs/")
    for more in (3, 27):
        for _ in range(more):
            run_of(cast)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            text(browser, "/runs/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_measured_board_shows_what_needs_attention(cast: Cast, reading: Any) -> None:
    browser = reading("bureau")
    answer = browser.post("/runs/new/", {"kind": "board.measure"})
    page = text(browser, answer["Location"])
    assert "REG-" in page and "cells:" in page and Run.objects.get().policy_sha256 in page
    again = browser.post("/runs/new/", {"kind": "board.measure"}).content.decode()
    assert "the very same" in again
    theirs = reading("school").post("/runs/new/", {"kind": "board.measure"})
    assert "西集团" not in text(reading("school"), theirs["Location"])
