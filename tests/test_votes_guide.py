"""The worked examples of docs/votes.md come out as written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xuequ.cases.engine.votes import Counts, Quorum, Rule, Threshold, reckon

DOCUMENT = Path(__file__).parent.parent / "docs/votes.md"


def examples() -> list[list[str]]:
    text = DOCUMENT.read_text("utf-8")
    rows = re.findall(r"^\| (\d+ \|.*) \|$", text, re.M)
    return [[cell.strip() for cell in row.split("|")] for row in rows]


@pytest.mark.parametrize("row", examples(), ids=" ".join)
def test_the_worked_examples_of_the_document_come_out_as_written(row: list[str]) -> None:
    roll, present, yes, no, abstained = map(int, row[:5])
    rule = Rule(Threshold(row[5]), Quorum(row[6]))
    found = reckon(Counts(roll, present, yes, no, abstained), rule)
    assert [str(found.quorum), str(found.needed), found.outcome.value] == row[7:10]


def test_the_document_shows_every_threshold_and_quorum() -> None:
    rows = examples()
    assert {row[5] for row in rows} == set(Threshold)
    assert {row[6] for row in rows} == set(Quorum)
