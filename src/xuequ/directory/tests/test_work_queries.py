"""Who sees which postings and pairings, on which day, and what the lists cost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casting import MAKER, OPENING, school
from support_plugin import CAST_DAY, Cast
from working import teacher
from xuequ.directory.models import Membership, Posting
from xuequ.directory.queries import postings as queries
from xuequ.directory.queries.scope import workers
from xuequ.directory.services.pairings import NewPairing, pair
from xuequ.directory.services.postings import NewPosting, post_teacher
from xuequ.directory.tests.belonging import LATER, move, named, of

pytestmark = pytest.mark.django_db
DAY = CAST_DAY


@pytest.fixture
def moves(cast: Cast) -> Cast:
    """Postings own → sister, sister → elsewhere, elsewhere → loose, and one in 邻区; pairs too."""
    school(cast.other, "邻二小")
    ways = (("东二小", "东三小"), ("东三小", "西一小"), ("西一小", "孤小"), ("邻一小", "邻二小"))
    for home, away in ways:
        goes, host = teacher(named(home), f"{home}师"), teacher(named(away), f"{away}导")
        new = NewPosting(named(home), named(away), subject="数学")
        post_teacher(goes, new, since=OPENING, actor=MAKER)
        pair(host, goes, NewPairing(named(away)), since=OPENING, actor=MAKER)
    return cast


FIRST, SECOND, THIRD, FOREIGN = "东二小师", "东三小师", "西一小师", "邻一小师"
SEEN = {
    "bureau": {FIRST, SECOND, THIRD},
    "city": {FIRST, SECOND, THIRD},
    "other": {FOREIGN},
    "head": {FIRST, SECOND},
    "office": {FIRST, SECOND},
    "principal": {FIRST},
    "school": {FIRST},
    "teacher": {FIRST},
    "guardian": set(),
    "system": set(),
    "security": set(),
    "audit": set(),
}


@pytest.mark.parametrize("audience", SEEN)
def test_postings_and_pairings_are_seen_from_both_schools_and_by_those_above(
    moves: Cast, audience: str
) -> None:
    actor = moves.actors[audience]
    posted = queries.postings(seen_by=actor, on=DAY).values_list("person__name", flat=True)
    paired = queries.pairings(seen_by=actor, on=DAY).values_list("apprentice__name", flat=True)
    assert (set(posted), set(paired)) == (SEEN[audience], SEEN[audience])


def test_a_member_that_leaves_takes_its_postings_out_of_the_view_of_the_district(
    moves: Cast,
) -> None:
    head = moves.actors["head"]
    move(of("东二小"), moves.group, since=LATER)
    seen = queries.postings(seen_by=head, on=LATER).values_list("person__name", flat=True)
    assert set(seen) == {FIRST, SECOND}  # the first goes to 东三小, which stays
    move(of("东三小"), moves.group, since=LATER)
    assert not queries.postings(seen_by=head, on=LATER).exists()


def test_only_pairings_at_the_own_schools_may_be_changed(moves: Cast) -> None:
    principal = moves.actors["principal"]
    assert queries.pairings(seen_by=principal, on=DAY).count() == 1
    assert not queries.own_pairings(seen_by=principal, on=DAY).exists()
    assert queries.own_pairings(seen_by=moves.actors["head"], on=DAY).count() == 1


def test_a_school_works_with_its_own_people_and_with_those_posted_to_it(moves: Cast) -> None:
    goes = teacher(named("西二小"), "来演示")
    post_teacher(goes, NewPosting(named("西二小"), named("东二小")), since=LATER, actor=MAKER)
    principal = moves.actors["principal"]
    found = [set(workers(seen_by=principal, on=day)) for day in (DAY, LATER)]
    assert found[1] - found[0] == {goes}


def test_who_is_away_and_who_is_here_is_told_of_a_day(moves: Cast) -> None:
    there = named("东三小")
    Posting.objects.filter(person__name=FIRST).update(until=DAY)
    for day, here in ((OPENING, [FIRST]), (DAY, [])):
        work = queries.work_of_school(there, day)
        assert [each.person.name for each in work.away] == [SECOND]
        assert [each.person.name for each in work.here] == here
    assert [each.mentor.name for each in work.pairings] == ["东三小导"]


def test_a_person_finds_the_own_postings_mentors_and_apprentices(moves: Cast) -> None:
    goes = Posting.objects.get(person__name=FIRST).person
    work = queries.work_of_person(goes.pk)
    assert [each.to_school.name for each in work.postings] == ["东三小"]
    assert [each.mentor.name for each in work.mentors] == ["东三小导"]
    assert work.apprentices == []
    assert queries.work_of_person(work.mentors[0].mentor_id).apprentices == work.mentors
    assert queries.work_of_person(None).postings == []


FILTERS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "by name": ({"words": "东二"}, {FIRST}),
    "by the school left": ({"from_school": "西"}, {THIRD}),
    "by the school gone to": ({"to_school": "孤"}, {THIRD}),
    "by sort": ({"kind": "leader"}, set()),
    "by direction": ({"direction": "nowhere"}, set()),
    "to come": ({"when": "coming"}, set()),
    "past": ({"when": "past"}, set()),
    "of whatever day": ({"when": "all"}, {FIRST, SECOND, THIRD}),
}


@pytest.mark.parametrize("what", FILTERS)
def test_postings_are_filtered(moves: Cast, what: str) -> None:
    values, names = FILTERS[what]
    shown = queries.postings(seen_by=moves.bureau, on=DAY)
    found = queries.filtered_postings(shown, queries.WorkFilter(**values), DAY)
    assert {each.person.name for each in found} == names


def test_postings_and_pairings_of_a_consortium_are_those_of_its_members(moves: Cast) -> None:
    wanted = queries.WorkFilter(unit=moves.group.pk)
    shown = queries.postings(seen_by=moves.bureau, on=DAY)
    found = queries.filtered_postings(shown, wanted, DAY)
    assert {each.person.name for each in found} == {SECOND, THIRD}
    Membership.objects.filter(school__name="西一小").update(role="guest", is_primary=False)
    assert not queries.filtered_postings(shown, wanted, DAY).exists()
    paired = queries.pairings(seen_by=moves.bureau, on=DAY)
    of_east = queries.WorkFilter(unit=moves.east.pk)
    assert queries.filtered_pairings(paired, of_east, DAY).count() == 1


def test_counts_take_one_query_whatever_there_is(moves: Cast) -> None:
    shown = queries.postings(seen_by=moves.bureau, on=DAY)
    with CaptureQueriesContext(connection) as asked:
        assert queries.counted(shown, "to_school__name") == {"东三小": 1, "孤小": 1, "西一小": 1}
    assert len(asked) == 1
    paired = queries.pairings(seen_by=moves.bureau, on=DAY)
    assert queries.counted(paired, "tier") == {1: 3}


PAGES = {  # a page, and what stands in each of its rows
    "/postings/": "/postings/",
    "/pairings/": "/pairings/",
    "/schools/{}/": "/postings/",
    "/postings/new/": "/post/",
    "/pairings/new/": "/pair/",
}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_work_costs_as_many_queries_at_thirty_rows_as_at_three(
    cast: Cast, client_of: Any, address: str
) -> None:
    home, browser = named("东二小"), client_of("bureau")
    where = address.format(home.pk)
    costs, rows = [], []
    for first, last in ((0, 3), (3, 30)):
        for n in range(first, last):
            crowd(cast, f"第{n}演示")
        browser.get(where)
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(where)
        costs.append(len(asked))
        rows.append(page.content.decode().count(PAGES[address]))
    assert costs[0] == costs[1]
    assert 3 <= rows[0] < rows[1]


def crowd(cast: Cast, name: str) -> None:
    """One more teacher of 东二小 who is posted to 孤小 and has a mentor at home."""
    home = named("东二小")
    goes, mentor = teacher(home, name), teacher(home, f"{name}导")
    post_teacher(goes, NewPosting(home, cast.loose), since=date(2026, 1, 1), actor=MAKER)
    pair(mentor, goes, NewPairing(home), since=date(2026, 1, 1), actor=MAKER)
