"""The school calendar by sheet and by command."""

from __future__ import annotations

import json
from typing import Any

import pytest

from casting import MAKER
from support_plugin import Cast
from xuequ.cli.main import main
from xuequ.directory.models import Authority, SchoolDay, Term
from xuequ.directory.sheets import CALENDAR
from xuequ.directory.tests.school_year import (
    STORM,
    TODAY,
    everything,
    storm,
    teaches,
    with_calendar,
)
from xuequ.intake.services import import_sheet
from xuequ.kernel.problems import Problems
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(cast: Cast) -> Authority:
    """An authority with the calendar of 2026/27 drafted."""
    return with_calendar(cast.authority)


HEAD = "日期,是否教学日,原因"


def take(county: Authority, *rows: str) -> dict[str, int]:
    data = "\n".join((HEAD, *rows)).encode()
    return import_sheet(CALENDAR, "校历.csv", data, authority=county, since=TODAY, actor=MAKER)


def test_a_sheet_of_days_is_entered_by_hand(county: Authority) -> None:
    assert take(county, "2026-09-09,否,台风停课", "2026/9/12,是,补课") == {"days": 2}
    found = SchoolDay.objects.filter(authority=county, by_hand=True).order_by("day")
    assert list(found.values_list("day__day", "teaching", "reason")) == [
        (9, False, "台风停课"), (12, True, "补课"),
    ]  # fmt: skip
    line = Line.objects.latest("number")
    assert (line.verb, line.note["file"], line.note["rows"]) == ("set-school-days", "校历.csv", 2)


def test_a_sheet_taken_twice_changes_nothing_new(county: Authority) -> None:
    take(county, "2026-09-09,否,台风停课")
    assert take(county, "2026-09-09,否,台风停课") == {"days": 0}


SHEETS = {  # rows, and the line and cure that are told
    "a day of no term": (["2027-02-01,否,"], 2, "不在任何学期", "lies in no term"),
    "no reason": (["2026-09-09,否,"], 2, "", "differs from what its weekday says"),
    "one day twice": (
        ["2026-09-09,否,停课", "2026-09-09,是,"], 3, "在第2行已经有了", "in line 2 already",
    ),
    "no such day": (["2026-09-31,否,停课"], 2, "", ""),
    "neither yes nor no": (["2026-09-09,也许,停课"], 2, "", ""),
    "nothing about teaching": (["2026-09-09,,停课"], 2, "", ""),
    "too long a reason": ([f"2026-09-09,否,{'长' * 61}"], 2, "", ""),
    "no rows": ([], 0, "没有数据行", "no rows"),
}  # fmt: skip


@pytest.mark.parametrize("what", SHEETS)
def test_a_sheet_with_a_mistake_is_told_and_nothing_taken(county: Authority, what: str) -> None:
    rows, line, _zh, en = SHEETS[what]
    before = everything(county)
    with pytest.raises(Problems) as problems:
        take(county, *rows, *(["2026-09-10,否,好的一行"] if rows else []))
    [problem] = problems.value.problems
    assert problem.line == line and en in problem.text.en and problem.text.zh
    assert everything(county) == before


def test_a_sheet_before_the_terms_says_to_set_them(cast: Cast) -> None:
    with pytest.raises(Problems, match="Set the terms first"):
        take(cast.authority, "2026-09-09,否,台风停课")


COMMAND = ["authority", "calendar", "测试", "--term", "2026-09-01", "2027-01-22"]
SECOND = ["--term", "2027-02-22", "2027-07-09"]


def run(capsys: Any, *arguments: str) -> list[dict[str, Any]]:
    assert main([*COMMAND, *arguments, "--format", "json"]) == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["rows"]
    return rows


def test_the_command_drafts_a_year(cast: Cast, capsys: Any) -> None:
    first, second = run(capsys, *SECOND)
    assert (first["term"], first["last"], second["first"]) == (1, "2027-01-22", "2027-02-22")
    days = SchoolDay.objects.filter(authority=cast.authority, teaching=True)
    assert first["taught"] + second["taught"] == days.count() > 180
    assert Line.objects.latest("number").account == "command line"


def test_the_command_only_shows_a_draft_if_asked(cast: Cast, capsys: Any) -> None:
    assert len(run(capsys, *SECOND, "--dry-run")) == 2
    assert not Term.objects.exists() and not SchoolDay.objects.exists()


def test_the_command_leaves_what_is_by_hand_unless_told(county: Authority, capsys: Any) -> None:
    storm(county)
    assert main(["--language", "en", *COMMAND, *SECOND]) != 0
    assert "Nothing differs" in capsys.readouterr().err and not teaches(county, STORM)
    run(capsys, *SECOND, "--replace")
    assert teaches(county, STORM)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (["--term", "2027-07-09", "2027-02-22"], "write its first day"),
        (["--term", "2027-01-10", "2027-07-09"], "Let each term"),
    ],
)
def test_the_command_says_what_is_wrong(
    cast: Cast, capsys: Any, terms: list[str], said: str
) -> None:
    assert main(["--language", "en", *COMMAND, *terms]) != 0
    assert said in capsys.readouterr().err and not Term.objects.exists()
