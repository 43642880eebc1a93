"""What the measure of the crush checks with: each fault it looks for is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bench.rush import arrivals, rest_for, seconds_for
from bench.rush_browser import Answer
from bench.rush_checks import (
    Kept,
    counted,
    faults,
    late,
    seconds_inside,
    seconds_waited,
    share,
    unanswered,
)
from bench.rush_county import build
from bench.rush_rows import kept
from xuequ.enrolment.models import Application, Round
from xuequ.enrolment.services.applying.drafts import Living, save_address
from xuequ.enrolment.services.applying.handing import hand_in

CLOSES = 1000.0
WHOLE = Kept("submitted", 1, 1, 1, 1, CLOSES - 1)
EMPTY = Kept("draft", 0, 0, 0, 0, None)


def told(outcome: str = "done", saved: bool = True, sent: float = CLOSES - 1.2) -> dict[str, Any]:
    acts = [
        ("wait", 900.0, 0.01, 200),
        ("open", 905.0, 0.2, 200),
        ("save", 910.0, 0.0, 0),
        ("save", 912.0, 0.4, 302),
        ("hand", sent, 0.3, 200),
    ]
    return {"application": 7, "saved": saved, "outcome": outcome, "is_in": True, "acts": acts}


def test_what_agrees_is_no_fault() -> None:
    assert faults([told()], {7: WHOLE}) == []
    assert faults([told("refused", saved=False)], {7: EMPTY}) == []
    assert faults([told("", saved=False)], {7: WHOLE}) == []  # it never heard, and may


@pytest.mark.parametrize(
    ("row", "outcome", "words"),
    [
        (EMPTY, "done", "was lost"),
        (replace(EMPTY, saves=0), "", "a draft was lost"),
        (replace(WHOLE, saves=2), "done", "kept 2 times"),
        (replace(WHOLE, version=2, submissions=2, lines=2), "done", "handed in 2 times"),
        (replace(WHOLE, lines=0), "done", "0 in the record"),
        (replace(WHOLE, submissions=0), "", "0 kept"),
        (replace(WHOLE, state="draft"), "done", "half handed in"),
        (replace(WHOLE, at=None), "done", "half handed in"),
        (WHOLE, "refused", "and yet handed in"),
    ],
)
def test_what_was_lost_came_twice_or_is_half_there_is_found(
    row: Kept, outcome: str, words: str
) -> None:
    assert any(words in each for each in faults([told(outcome)], {7: row}))
    assert faults([told()], {}) == ["7: gone"]


def test_what_counts_after_the_closing_is_found() -> None:
    assert late([told()], {7: WHOLE}, CLOSES) == ([], [])
    wrong, _ = late([told()], {7: replace(WHOLE, at=CLOSES)}, CLOSES)
    assert wrong == ["7: counts 0.000 s after the closing"]
    wrong, _ = late([told(sent=CLOSES)], {7: WHOLE}, CLOSES)
    assert wrong == ["7: sent after the closing, and taken"]
    _, early = late([told("refused", sent=CLOSES - 0.5)], {7: EMPTY}, CLOSES)
    assert early == [0.5]


def test_times_are_those_of_whoever_is_inside() -> None:
    rows = [told()]
    assert seconds_inside(rows) == [0.2, 0.3, 0.4]
    assert seconds_inside(rows, gone=(904.0, 906.0)) == [0.3, 0.4]
    assert seconds_inside(rows, "save") == [0.4]
    assert (seconds_waited(rows), counted(rows, "wait"), unanswered(rows)) == ([5.0], 1, 1)
    assert share([float(n) for n in range(100)], 95) == 95.0 and share([], 95) == 0.0


def test_fewer_families_have_less_time_and_come_in_the_same_way() -> None:
    assert (seconds_for(30_000), seconds_for(15_000), seconds_for(100)) == (600, 300, 60)
    assert (rest_for(30_000), rest_for(15_000), rest_for(100)) == (30, 15, 5)
    comes = arrivals(1_000, 100.0, 1)
    assert len(comes) == 1_000 and max(comes) <= 80.0 and comes == arrivals(1_000, 100.0, 1)
    assert 400 < sum(each <= 10.0 for each in comes) < 500


def test_an_answer_tells_the_waiting_room_from_a_page_and_knows_the_form() -> None:
    page = Answer(200, {"retry-after": "5"}, "", 0.0, 0.0)
    assert page.waits == 5 and Answer(503, {"retry-after": "5"}, "", 0.0, 0.0).waits == 0
    text = '<input type="hidden" name="revision" value="3" id="x">'
    assert Answer(200, {}, text, 0.0, 0.0).fields == {"revision": "3"}


@pytest.mark.django_db
def test_a_family_of_the_county_can_apply_and_is_found_whole() -> None:
    now = datetime(2027, 5, 4, 10, tzinfo=UTC)
    family, other = build(2, now)
    row = Application.objects.get(pk=family["application"])
    from xuequ.directory.models import Account
    from xuequ.directory.queries.identities import actor_in, identities

    account = Account.objects.get(username=family["account"])
    [identity] = identities(account, now.date())
    actor = actor_in(account, identity).using("application.report")
    home = row.round.plans.first().school_id
    save_address(row, 0, Living(family["address"], "", home), actor=actor, now=now)
    assert hand_in(row, 1, actor=actor, now=now).submission.at == now
    found = {pk: Kept(**each) for pk, each in kept().items()}
    assert found[family["application"]] == Kept("submitted", 1, 1, 1, 1, now.timestamp())
    assert found[other["application"]] == EMPTY
    assert Round.objects.get().opens < now
