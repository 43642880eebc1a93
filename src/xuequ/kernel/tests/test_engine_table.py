"""A report's table: as many cells as columns, headings in both languages."""

from __future__ import annotations

import pytest

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

TITLE = Text("学区名册", "Roster")
COLUMNS = (Column("school", "学校", "School"), Column("far", "距离", "Distance", unit="km"))


@pytest.mark.parametrize("row", [("四塘小学",), ("四塘小学", 3, 4), ()])
def test_a_row_of_other_length_is_our_mistake(row: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match="one cell per column"):
        Table(TITLE, COLUMNS, [("中兴小学", 0), row])


def test_records_name_every_cell_by_its_column() -> None:
    table = Table(TITLE, COLUMNS, [("中兴小学", 0), ("四塘小学", None)])
    assert table.records("en") == [
        {"school": "中兴小学", "far": 0},
        {"school": "四塘小学", "far": None},
    ]


def test_a_table_may_be_empty() -> None:
    assert Table(TITLE, COLUMNS, []).records("en") == []


@pytest.mark.parametrize(
    ("language", "titles"),
    [("zh-hans", ["学校", "距离（km）"]), ("en", ["School", "Distance (km)"])],
)
def test_headings_speak_the_readers_language_and_name_the_unit(
    language: str, titles: list[str]
) -> None:
    assert [column.title(language) for column in COLUMNS] == titles


def test_a_cell_in_two_languages_is_said_in_the_readers() -> None:
    table = Table(TITLE, COLUMNS[:1], [(Text("符合", "met"),)])
    assert table.said("en") == [["met"]] and table.said("zh-hans") == [["符合"]]
