"""A policy on the screen: checked, what it changes and for whom, adopted, and told afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils.html import escape

from support_plugin import Cast
from xuequ.board.queries import board
from xuequ.board.queries.adoption import consequences
from xuequ.directory.models import Adoption
from xuequ.directory.tests.test_adoptions import OURS
from xuequ.profiles import loader
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
Log = Callable[[str], Client]
DAY = "2026-09-01"


def sent(client: Client, text: str | bytes = OURS, **more: str) -> HttpResponse:
    """The answer to a file sent to be looked at."""
    data = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile("本县.toml", data)
    given = {"file": file, "since": DAY, "note": "县办〔2026〕1号", **more}
    return client.post("/policy/preview/", given)  # type: ignore[return-value]


def adopt(client: Client, text: str = OURS, **more: str) -> HttpResponse:
    text = text.replace("\n", "\r\n")
    given = {"text": text, "since": DAY, "note": "县办77号", "seen": "", **more}
    return client.post("/policy/adopt/", given)  # type: ignore[return-value]


@pytest.fixture
def bureau(client_of: Log) -> Client:
    client = client_of("bureau")
    client.cookies["language"] = "en"
    return client


def test_what_changes_is_shown_before_it_is_adopted_and_for_whom(
    cast: Cast, bureau: Client
) -> None:
    page = sent(bureau)
    found = page.context["found"]  # type: ignore[attr-defined]
    assert page.status_code == 200 and not Adoption.objects.exists()
    assert [each.entry.name for each in found.changes] == ["formation.leads"]
    moved = {(each.clause.id, each.subject.name): (each.before, each.after) for each in found.moves}
    assert set(moved) == {("REG-10", "东学区"), ("REG-10", "西集团")}
    assert set(moved.values()) == {("met", "broken")}
    assert [(who.name, counts) for who, counts in found.tally] == [
        ("东学区", [("met", "broken", 1)]),
        ("西集团", [("met", "broken", 1)]),
    ]
    assert "东学区" in page.text and "邻学区" not in page.text


def test_what_was_foretold_is_what_the_board_then_shows(cast: Cast, bureau: Client) -> None:
    on = date.fromisoformat(DAY)
    found = consequences(cast.authority, loader.read("own", OURS), on)
    adopt(bureau)
    after = {
        (c.clause.id, c.subject.kind, c.subject.id): c.state
        for c in board(cast.authority, on).cells
    }
    for each in found.moves:
        assert after[each.clause.id, each.subject.kind, each.subject.id] is each.after


def test_it_is_adopted_from_its_day_recorded_and_told_on_the_policy_page(
    cast: Cast, bureau: Client
) -> None:
    assert adopt(bureau).status_code == 302
    row = Adoption.objects.get()
    assert (row.text, row.since.isoformat(), row.code) == (OURS, DAY, "own")
    assert Line.objects.latest("number").verb == "adopt-policy"
    page = bureau.get("/policy/", {"on": DAY}).text
    assert "县办77号" in page and row.digest[:12] in page
    text = bureau.get("/policy/text/", {"digest": row.digest})
    assert text.content.decode() == OURS
    assert bureau.get("/policy/", {"on": "2026-08-31"}).context["held"] is None


def test_the_form_holds_the_text_and_line_ends_do_not_change_it(cast: Cast, bureau: Client) -> None:
    page = sent(bureau, OURS.replace("\n", "\r\n"))
    assert escape(OURS) in page.text
    adopt(bureau)
    again = sent(bureau)
    assert again.context["found"].is_empty  # type: ignore[attr-defined]
    assert "Nothing changes" in again.text


def test_a_shipped_policy_is_looked_at_the_same_way(cast: Cast, bureau: Client) -> None:
    given = {"shipped": "guilin", "since": DAY, "note": "1号"}
    page = bureau.post("/policy/preview/", given)
    assert page.status_code == 200 and "draft" in page.text
    assert len(page.context["found"].moves) > 5
    both = {**given, "file": SimpleUploadedFile("a.toml", OURS.encode())}
    for wrong in (both, {"since": DAY, "note": "1号"}):
        assert bureau.post("/policy/preview/", wrong).status_code == 422


def test_every_mistake_of_a_file_is_told_with_its_line(cast: Cast, bureau: Client) -> None:
    page = sent(bureau, OURS.replace("REG-10", "REG-99").replace('"must"', '"may"'))
    assert page.status_code == 422 and "2 mistakes; nothing was adopted" in page.text
    lines = {each.line for each in page.context["problems"]}  # type: ignore[attr-defined]
    assert lines == {6, 8} and "REG-99" in page.text


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe\x00", b"\0", b"[" * 9000, b"x" * 600_000, b"PK\x03\x04", b"a=" + b"[" * 9000],
    ids=["empty", "utf-16", "nul", "brackets", "large", "zip", "deep"],
)
def test_a_hostile_file_is_refused_in_words(cast: Cast, bureau: Client, data: bytes) -> None:
    page = sent(bureau, data)
    assert page.status_code == 422 and not Adoption.objects.exists()
    assert 'class="error"' in page.text or "mistake" in page.text


def test_a_day_before_the_policy_says_anything_is_refused(cast: Cast, bureau: Client) -> None:
    page = bureau.post(
        "/policy/preview/", {"shipped": "xian", "since": "2020-01-01", "note": "1号"}
    )
    assert page.status_code == 422 and "2023-01-01" in page.text


@pytest.mark.parametrize(
    "more", [{"since": "soon"}, {"text": ""}, {"seen": "-1"}, {"note": ""}, {"seen": "4711"}]
)
def test_a_forged_or_stale_form_adopts_nothing(
    cast: Cast, bureau: Client, more: dict[str, str]
) -> None:
    page = adopt(bureau, **({"text": OURS} | more))
    assert page.status_code == 302 and page["Location"] == "/policy/preview/"
    assert not Adoption.objects.exists()


def test_only_the_bureau_adopts_and_nobody_reads_anothers_text(
    cast: Cast, client_of: Log, bureau: Client
) -> None:
    assert adopt(client_of("school")).status_code == 403
    adopt(bureau)
    digest = Adoption.objects.get().digest
    assert client_of("school").get("/policy/text/", {"digest": digest}).status_code == 200
    other = client_of("other")
    assert other.get("/policy/text/", {"digest": digest}).status_code == 404
    assert "县办77号" not in other.get("/policy/", {"on": DAY}).text
