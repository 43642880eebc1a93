"""The board on the screen: who sees which cells, narrowed, filtered, and down to the evidence."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casting import consortium, join, school
from support_plugin import Cast
from xuequ.board.engine.types import Board
from xuequ.board.queries import board
from xuequ.directory.models import Consortium, School, Waiver
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
Log = Callable[[str], Client]
DAY = "2026-09-01"
CELL = re.compile(r'href="/board/consortium/(\d+)/(\w{3}-\d\d)/"><span class="state state-(\w+)"')


def states(client: Client, where: str = "/board/") -> dict[tuple[int, str], str]:
    """The cells of consortia on a page: (consortium, clause) and the state shown."""
    page = client.get(where, {"on": DAY} if "?" not in where else {})
    assert page.status_code == 200
    return {(int(pk), clause): state for pk, clause, state in CELL.findall(page.text)}


def whole(cast: Cast) -> Board:
    return board(cast.authority, date.fromisoformat(DAY))


def test_the_page_shows_every_cell_the_board_has(cast: Cast, client_of: Log) -> None:
    cells = whole(cast).of("consortium")
    assert states(client_of("bureau")) == {
        (each.subject.id, each.clause.id): each.state.value for each in cells
    }


def test_the_page_narrows_to_the_unit_chosen_and_back(cast: Cast, client_of: Log) -> None:
    bureau = client_of("bureau")
    bureau.post("/choose/", {"unit": cast.group.pk})
    assert {pk for pk, _ in states(bureau)} == {cast.group.pk}
    bureau.post("/choose/", {"unit": ""})
    assert {pk for pk, _ in states(bureau)} == {cast.east.pk, cast.group.pk}
    bureau.post("/choose/", {"unit": Consortium.objects.get(label="邻学区").pk})
    assert {pk for pk, _ in states(bureau)} == {cast.east.pk, cast.group.pk}


def test_only_districts_with_the_state_asked_for_are_shown(cast: Cast, client_of: Log) -> None:
    bureau = client_of("bureau")
    cast.group.memberships.exclude(role="lead").update(until=DAY)  # so that REG-10 is broken
    assert {pk for pk, _ in states(bureau, f"/board/?on={DAY}&state=broken")} == {cast.group.pk}
    assert states(bureau, f"/board/?on={DAY}&state=behind") == {}
    assert len({pk for pk, _ in states(bureau, f"/board/?on={DAY}&state=no-such")}) == 2


def test_a_school_sees_the_cells_of_its_own_consortia_only(cast: Cast, client_of: Log) -> None:
    office, group = client_of("school"), cast.group.pk
    assert {pk for pk, _ in states(office)} == {cast.east.pk}
    hidden = (f"/board/unit/{group}/", f"/board/consortium/{group}/REG-10/")
    shown = (f"/board/unit/{cast.east.pk}/", f"/board/consortium/{cast.east.pk}/REG-10/")
    assert [office.get(each).status_code for each in hidden] == [404, 404]
    assert [office.get(each).status_code for each in shown] == [200, 200]
    for at in ("/", "/clauses/REG-10/", "/board/file/csv/"):
        page = office.get(at).text
        assert "东学区" in page and "西集团" not in page, at
    assert "西集团" in client_of("bureau").get("/board/file/csv/").text


def test_an_authority_sees_nothing_of_its_neighbour(cast: Cast, client_of: Log) -> None:
    other = client_of("other")
    county = f"/board/county/{cast.authority.pk}/REG-01/"
    assert client_of("bureau").get(county).status_code == 200
    assert other.get(county).status_code == 404
    assert other.get(f"/board/unit/{cast.east.pk}/").status_code == 404
    assert other.get(f"/board/consortium/{cast.east.pk}/REG-10/").status_code == 404
    assert not {pk for pk, _ in states(other)} & {cast.east.pk, cast.group.pk}
    assert "东学区" not in other.get("/clauses/REG-10/").text


def test_the_evidence_names_the_facts_that_lack_and_the_form_that_supplies_them(
    cast: Cast, client_of: Log
) -> None:
    at = f"/board/consortium/{cast.east.pk}/REG-27/"
    page, read_only = (client_of(who).get(at).text for who in ("bureau", "school"))
    for name in ("东一小", "东二小", "东三小"):
        form = f'href="/schools/{School.objects.get(name=name).pk}/change/"'
        assert name in page and form in page and form not in read_only
    assert "state-unknown" in page and "state-unknown" in read_only
    assert client_of("bureau").get(at.replace("REG-27", "REG-99")).status_code == 404


def test_a_clause_of_the_county_leads_to_the_school_it_is_broken_by(
    cast: Cast, client_of: Log
) -> None:
    page = client_of("bureau").get(f"/board/county/{cast.authority.pk}/REG-01/").text
    assert "state-broken" in page
    assert f'href="/schools/{cast.loose.pk}/"' in page


@pytest.mark.parametrize("day", ["2018-04-08", "0001-01-01"])
def test_before_the_document_the_pages_say_so(cast: Cast, client_of: Log, day: str) -> None:
    bureau = client_of("bureau")
    bureau.cookies["language"] = "en"
    for at in ("/", "/board/"):
        page = bureau.get(at, {"on": day})
        assert page.status_code == 200 and "not yet in force" in page.text
        assert "state-" not in page.text
    assert bureau.get("/board/file/csv/", {"on": day}).status_code == 404
    assert bureau.get("/clauses/", {"on": day}).status_code == 200


def test_a_waiver_is_recorded_from_the_evidence_and_shown_over_it(
    cast: Cast, client_of: Log
) -> None:
    bureau, at = client_of("bureau"), f"/board/county/{cast.authority.pk}/REG-01/"
    given = {"decision": "2026年第3次会议", "since": DAY, "until": "", "reason": "试点"}
    bad = bureau.post(f"{at}waive/", {**given, "until": DAY})
    assert bad.status_code == 422 and not Waiver.objects.exists()
    assert client_of("school").post(f"{at}waive/", given).status_code == 403
    assert bureau.post(f"{at}waive/", given).status_code == 302
    assert Waiver.objects.get().consortium is None
    page = bureau.get(at, {"on": DAY}).text
    assert "2026年第3次会议" in page and "state-waived" in page
    assert "state-broken" in page  # what was measured stays


def test_a_waived_cell_is_marked_on_the_board_until_the_waiver_ends(
    cast: Cast, client_of: Log
) -> None:
    bureau, key = client_of("bureau"), (cast.group.pk, "REG-10")
    cast.group.memberships.exclude(role="lead").update(until=DAY)
    assert states(bureau)[key] == "broken"
    given = {"decision": "一号", "since": DAY, "until": "2027-09-01", "reason": "试点"}
    bureau.post(f"/board/consortium/{cast.group.pk}/REG-10/waive/?on={DAY}", given)
    assert states(bureau)[key] == "waived"
    assert states(bureau, "/board/?on=2027-09-01")[key] == "broken"


def test_a_waiver_is_revoked_from_a_day_by_its_own_authority_only(
    cast: Cast, client_of: Log
) -> None:
    bureau, at = client_of("bureau"), f"/board/county/{cast.authority.pk}/REG-01/"
    given = {"decision": "一号", "since": DAY, "until": "", "reason": "试点"}
    bureau.post(f"{at}waive/", given)
    end = f"/waivers/{Waiver.objects.get().pk}/end/"
    assert end in bureau.get(at, {"on": DAY}).text
    assert client_of("other").post(end, {"until": "2027-01-01"}).status_code == 404
    assert client_of("school").post(end, {"until": "2027-01-01"}).status_code == 403
    assert bureau.post(end, {"until": DAY}).status_code == 422
    assert bureau.post(end, {"until": "2027-01-01"}).status_code == 302
    assert "state-waived" in bureau.get(at, {"on": "2026-12-31"}).text
    assert "state-waived" not in bureau.get(at, {"on": "2027-01-01"}).text
    assert Line.objects.latest("number").verb == "end-waiver"


def test_the_board_as_a_file_says_the_same_in_both_languages(cast: Cast, client_of: Log) -> None:
    bureau, words = client_of("bureau"), {}
    for language in ("zh-hans", "en"):
        bureau.cookies["language"] = language
        text = bureau.get("/board/file/csv/", {"on": DAY}).text.lstrip("\ufeff")
        rows = list(csv.DictReader(io.StringIO(text)))
        words[language] = {row["state"] for row in rows if row["clause"] == "REG-01"}
    assert words == {"zh-hans": {"不符合"}, "en": {"broken"}}
    assert bureau.get("/board/file/exe/").status_code == 404


@pytest.mark.parametrize("where", ["/board/", "/", "/board/file/csv/", "/clauses/"])
def test_a_page_costs_the_same_with_3_districts_and_with_30(
    cast: Cast, client_of: Log, where: str
) -> None:
    bureau = client_of("bureau")
    bureau.get(where)  # what is read once for good is read here
    costs: list[int] = []
    for goal in (3, 30):
        for n in range(Consortium.objects.filter(authority=cast.authority).count(), goal):
            new = consortium(cast.authority, f"第{n}学区", "district", "public-private")
            for role in ("lead", "member"):
                join(school(cast.authority, f"{n}{role}小"), new, role)
        with CaptureQueriesContext(connection) as seen:
            assert bureau.get(where).status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1]


def test_the_workbench_leads_to_what_is_broken(cast: Cast, client_of: Log) -> None:
    page = client_of("bureau").get("/").text
    assert f'href="/board/county/{cast.authority.pk}/REG-01/"' in page
    assert client_of("nobody").get("/").status_code == 302
