"""docs/points.md and its Chinese twin: their tables and sentences, and the files they speak of."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from xuequ.cli.main import main
from xuequ.cli.tests.asking import Capture, complaint, rows_of
from xuequ.enrolment.engine.arithmetic import arithmetic
from xuequ.enrolment.engine.asked import heads
from xuequ.enrolment.engine.counting import full_months
from xuequ.enrolment.engine.points import Claim, score
from xuequ.enrolment.engine.policy import Addition, Enrolment, PointsTable, PointType
from xuequ.profiles import loader
from xuequ.profiles.entries import Profile
from xuequ.profiles.loader import load, load_file, policy

DOCS = Path(__file__).parent.parent / "docs"
PROFILES = Path(loader.__file__).parent
PROFILE, CLAIMS = PROFILES / "examples/futian-2021.toml", DOCS / "examples/claims-futian.csv"
PAGES = ("points.md", "points.zh.md")
DAY = date(2026, 6, 1)
ADDITIONS = ("home", "no_home", "insurance", "only_child")
YES = {"yes": 1, "是": 1, "no": 0, "否": 0}


def tables(page: str) -> list[list[list[str]]]:
    """The tables of a page without their headings."""
    found: list[list[list[str]]] = [[]]
    for line in (DOCS / page).read_text("utf-8").splitlines():
        if line.startswith("|"):
            found[-1].append([each.strip() for each in line.strip("|").split("|")])
        elif found[-1]:
            found.append([])
    return [each[2:] for each in found if each]


def example() -> Profile:
    return load_file(PROFILE)


def standard() -> PointsTable:
    table = policy(Enrolment, example(), "enrolment", DAY).points
    assert table
    return table


def claim_of(row: list[str]) -> Claim:
    [kind] = [each.code for each in standard().types if row[0] in (each.zh, each.en)]
    counted = [YES[each] if each in YES else int(each) for each in row[1:5]]
    return Claim(kind, dict(zip(ADDITIONS, counted, strict=True)))


@pytest.mark.parametrize("page", PAGES)
def test_the_worked_claims_have_these_points_in_either_reading(page: str) -> None:
    inside = standard()
    apart = replace(inside, additions=tuple(replace(each, inside="") for each in inside.additions))
    rows = tables(page)[0]
    assert len(rows) == 4
    for row in rows:
        claim = claim_of(row)
        found = [score(table, claim).total for table in (inside, apart)]
        assert found == [Decimal(row[5]), Decimal(row[6])], row


@pytest.mark.parametrize("page", PAGES)
def test_the_sentences_are_those_the_program_writes(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    told = [line.removeprefix("> ") for line in text.splitlines() if line.startswith("> ")]
    rows = tables(page)[0]
    sentences = [arithmetic(score(standard(), claim_of(row))) for row in (rows[0], rows[-1])]
    assert told == [each.say("zh" if ".zh." in page else "en") for each in sentences]


@pytest.mark.parametrize("page", PAGES)
def test_full_months_are_as_told(page: str) -> None:
    for since, day, months in tables(page)[1]:
        assert full_months(date.fromisoformat(since), date.fromisoformat(day)) == int(months)


@pytest.mark.clause("ENR-09", "ENR-14", "ENR-15", "ENR-17", "ENR-18")
@pytest.mark.parametrize("page", PAGES)
def test_the_command_gives_the_five_children_what_the_page_says(page: str, capsys: Capture) -> None:
    language = "zh-hans" if ".zh." in page else "en"
    code, rows = rows_of(
        capsys, "--language", language, "points", str(CLAIMS), "--profile", str(PROFILE),
        "--day", f"{DAY}",
    )  # fmt: skip
    assert code == 0
    assert tables(page)[2] == [
        [each["number"], each["points"], each["eligible"], each["ground"] or "–"] for each in rows
    ]
    text = (DOCS / page).read_text("utf-8").replace("\n", " ")
    lacking = re.findall("[«“](.*?)[»”]", text[text.index("0003", text.rindex("| 0005")) :])[:2]
    assert lacking[0] in rows[2]["missing"] and lacking[1] == rows[4]["missing"]


def test_the_example_is_no_part_of_futians_own_policy_and_says_so() -> None:
    futian = policy(Enrolment, load("futian"), "enrolment", DAY)
    assert futian.points is None and futian.uniform_points
    profile = example()
    assert profile.status == "draft" and profile.note and "not policy in force" in profile.note.en
    entry = profile.entries["enrolment", "points"]
    assert not entry.confirmed and entry.note and "歧义" in entry.note.zh
    assert "https://" in PROFILE.read_text("utf-8")


def test_the_maximum_the_table_states_is_what_its_items_reach() -> None:
    table = standard()
    most = {each.code: 1200 if each.per else 1 for each in table.additions}
    assert max(score(table, Claim(each.code, most)).added for each in table.types) == table.most


@pytest.mark.parametrize("page", PAGES)
def test_the_page_names_every_key_and_general_column(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    keys = {each.name for kind in (PointsTable, PointType, Addition) for each in fields(kind)}
    who = policy(Enrolment, example(), "enrolment", DAY).eligibility
    columns = {each.code for each in heads(standard(), who)}
    keys |= columns & {"stage", "grade", "lives_in_area", "parent1_residence", "parent1_pension"}
    assert all(key in text for key in keys)


def test_the_example_is_checked_like_any_profile(capsys: Capture) -> None:
    assert main(["--language", "en", "profile", "check", str(PROFILE)]) == 0
    assert "no mistakes" in capsys.readouterr().out


def test_futian_itself_is_refused_with_the_place_for_a_table(capsys: Capture) -> None:
    asked = ("points", str(CLAIMS), "--profile", "futian", "--day", f"{DAY}")
    assert "[enrolment.points]" in complaint(capsys, *asked)
    assert "没有积分表" in complaint(capsys, *asked, language="zh-hans")
