"""What has come of a step: who counts in a vote and a panel, and when a panel cannot go on."""

from __future__ import annotations

from typing import Any

import pytest

from xuequ.cases.engine.scoring import Sheet
from xuequ.cases.engine.tally import Seat, outcome
from xuequ.kernel.case_types import Criterion, Kind, Panel, Party, Step
from xuequ.kernel.text import Text

NAME = Text("环节", "step")
PANEL = Panel((Criterion("all", NAME, 100),))


def step(kind: Kind, **facts: Any) -> Step:
    return Step("step", NAME, kind, (Party("principal", "members"),), 5, late="close", **facts)


def mains(*choices: str) -> list[Seat]:
    return [Seat(f"{n}校", choice=each) for n, each in enumerate(choices)]


def test_who_was_asked_along_counts_in_no_vote() -> None:
    vote = step("vote", threshold="simple", quorum="half")
    roll = mains("agree", *[""] * 7)
    stuffed = [*roll, *[Seat("加签", "added", "agree") for _ in range(9)]]
    found = outcome(vote, stuffed, closed=True)
    assert found.came == "refused" and found.why is not None and "应到8人，实到1人" in found.why.zh
    unanimous = [*mains("agree", "agree"), Seat("加签", "added", "disagree")]
    assert outcome(step("vote"), unanimous, closed=False).came == "onward"


def test_who_was_asked_along_scores_in_no_panel() -> None:
    sheet = Sheet({"all": 90})
    scored = [Seat(f"{n}", choice="score", sheet=sheet) for n in range(2)]
    added = Seat("加签", "added", "score", sheet=sheet)
    assert outcome(step("panel", panel=PANEL), [*scored, added], closed=False).came == "returned"


@pytest.mark.parametrize(
    ("choices", "closed", "came"),
    [
        (["", "", ""], False, "open"),
        (["conflict", "", ""], False, "returned"),  # two can score, three are needed
        (["conflict", "", "", ""], False, "open"),
        (["", "score", "score"], True, "returned"),  # one was silent in time
        (["score", "score", "score", ""], True, "onward"),
        (["conflict", "score", "score", "score"], False, "onward"),
    ],
)
def test_a_panel_that_cannot_score_goes_back_and_never_waits_for_good(
    choices: list[str], closed: bool, came: str
) -> None:
    sheet = Sheet({"all": 80})
    seats = [
        Seat(str(n), choice=each, sheet=sheet if each == "score" else None)
        for n, each in enumerate(choices)
    ]
    found = outcome(step("panel", panel=PANEL), seats, closed=closed)
    assert found.came == came and (found.why is not None or came == "open")
