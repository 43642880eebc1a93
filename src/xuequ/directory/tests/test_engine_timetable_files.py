"""Files of aSc Timetables and FET become rows of our sheet, or are refused with a reason."""

from __future__ import annotations

import codecs
import time
from collections.abc import Callable, Sequence

import pytest

from xuequ.directory.engine.timetable_files import read_asc, read_fet, read_zip
from xuequ.directory.engine.timetable_files.names import number_of, school_of, weekday_of
from xuequ.directory.tests.timetable_samples import (
    ASC,
    ASC_OF_2008,
    FET,
    FET_UNPLACED,
    FET_WITH_TABLE,
    OF_ASC,
    OF_FET,
    PLACEMENTS,
    packed,
)
from xuequ.kernel.problems import Problems
from xuequ.kernel.sheet import Row

COLUMNS = ("weekday", "period", "class", "subject", "teacher", "room", "weeks", "part")
Read = Callable[[str, bytes], Sequence[Row]]


def said(rows: Sequence[Row]) -> list[tuple[object, ...]]:
    return [tuple(row.values[column] for column in COLUMNS) for row in rows]


def test_what_asc_exports_becomes_rows_with_the_lines_of_the_file() -> None:
    rows = read_asc("东二小课表(2).xml", ASC.encode("gb18030"))
    assert said(rows) == OF_ASC
    assert {row.values["school"] for row in rows} == {"东二小"}
    assert ASC.splitlines()[rows[0].line - 1].strip().startswith('<card lessonid="L1"')


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_encoding_is_the_one_a_file_names_or_that_of_chinese_windows(code: str) -> None:
    named = {"utf-8-sig": "utf-8", "gb18030": "gb2312"}.get(code, code)
    text = ASC.replace("windows-1252", named)
    assert said(read_asc("东二小.xml", text.encode(code))) == OF_ASC


def test_a_double_lesson_may_have_one_card_for_both_periods() -> None:
    second = (
        '  <card lessonid="L2" classroomids="" period="3" weeks="11" terms="1" days="10000"/>\n'
    )
    assert second in ASC
    assert said(read_asc("东二小.xml", ASC.replace(second, "").encode("gb18030"))) == OF_ASC


def test_the_older_form_of_asc_is_read_too() -> None:
    [row] = read_asc("东二小.xml", ASC_OF_2008.encode())
    assert said([row]) == [("2", 3, "一(1)班", "语文", "赵演示", "", "every", "")]


@pytest.mark.parametrize("text", [FET, FET_WITH_TABLE, FET.replace("<fet ", "<FET ", 1)])
def test_what_fet_writes_with_its_timetable_becomes_rows(text: str) -> None:
    rows = read_fet(
        "x.fet", text.replace("</fet>", "</FET>" if "<FET " in text else "</fet>").encode()
    )
    assert said(rows) == OF_FET
    assert {row.values["school"] for row in rows} == {"东二小"}


def test_data_and_placements_of_fet_packed_together_become_the_same_rows() -> None:
    data = packed(school__fet=FET_UNPLACED, school_activities__xml=PLACEMENTS)
    assert said(read_zip("x.zip", data)) == OF_FET


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE timetable [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><timetable>&i;</timetable>"
)
OUTSIDE = '<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><timetable>&x;</timetable>'
REFUSED: dict[str, tuple[Read, str | bytes, str]] = {
    "broken off": (read_asc, ASC[:2000], "not a whole XML file"),
    "empty": (read_asc, "", "not a whole XML file"),
    "no XML": (read_asc, "学校,星期\n", "not a whole XML file"),
    "a bomb of entities": (read_asc, BOMB, "refused for safety"),
    "an entity from outside": (read_asc, OUTSIDE, "refused for safety"),
    "nested without end": (read_asc, "<a>" * 5000 + "</a>" * 5000, "too deep"),
    "too many elements": (read_asc, "<a>" + "<b/>" * 200_001 + "</a>", "too many"),
    "not in its encoding": (
        read_asc, ASC.replace("windows-1252", "UTF-8").encode("gb18030"), "encoding",
    ),
    "an unknown encoding": (read_asc, ASC.replace("windows-1252", "klingon"), "encoding"),
    "a codec that is none of text": (read_asc, ASC.replace("windows-1252", "zlib"), "encoding"),
    "another program": (read_asc, "<timetable displayname='aSc 2030'/>", "aSc 2030"),
    "placements alone": (read_asc, PLACEMENTS, "pack them with the .fet"),
    "no such lesson": (read_asc, ASC.replace('lessonid="L3"', 'lessonid="L9"'), "no lesson L9"),
    "no such teacher": (read_asc, ASC.replace('teacherids="T2"', 'teacherids="T9"'), "no T9"),
    "no period": (read_asc, ASC.replace('period="2" weeks="10"', 'period="x"'), "period"),
    "a long number": (
        read_asc, ASC.replace('period="2" weeks="10"', f'period="{"9" * 9999}"'), "period",
    ),
    "a cycle of three weeks": (
        read_asc, ASC.replace('weeks="10" terms', 'weeks="100" terms'), "odd",
    ),
    "several terms": (read_asc, ASC.replace('terms="1" days="01000"', 'terms="10" days="01000"'),
                      "several terms"),
    "data of FET without times": (read_fet, FET_UNPLACED, "4 of 4 activities"),
    "no file of FET": (read_fet, ASC, "no data file of FET"),
    "an hour of no list": (read_fet, FET.replace("<Preferred_Hour>第1节", "<Preferred_Hour>第9节"),
                           "in no list"),
    "past the day": (read_fet, FET.replace("<Duration>2", "<Duration>3"), "past the day"),
    "no archive": (read_zip, "PK", "not a readable"),
    "an archive of other things": (read_zip, packed(a__txt="x"), "must hold"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_refused_with_a_reason_and_at_once(what: str) -> None:
    read, given, cure = REFUSED[what]
    data = given if isinstance(given, bytes) else given.encode(
        "gb18030" if "windows-1252" in given else "utf-8"
    )  # fmt: skip
    began = time.process_time()
    with pytest.raises(Problems) as problems:
        read("东二小.xml", data)
    assert time.process_time() - began < 5
    told = problems.value.problems
    assert any(cure in each.text.en for each in told) and all(each.text.zh for each in told)


def test_thousands_of_cards_are_read_in_a_moment() -> None:
    card = '<card lessonid="L1" period="{}" weeks="11" terms="1" days="{}"/>'
    cards = "".join(card.format(n % 9 + 1, ("10000", "01000")[n % 2]) for n in range(30_000))
    text = ASC.replace("</cards>", f"{cards}</cards>")
    began = time.process_time()
    assert len(read_asc("东二小.xml", text.encode("gb18030"))) == len(OF_ASC) + 17
    assert time.process_time() - began < 5


def test_days_periods_and_schools_are_known_by_what_they_are_called() -> None:
    assert [weekday_of(each, 9) for each in ("星期日", "周二", "Wed", "Mo", "第六天")] == [
        7,
        2,
        3,
        1,
        9,
    ]
    assert [number_of(each) for each in ("3", "第四节", "第十二节", "午休")] == [3, 4, 12, None]
    names = ("a/明珠小学.xml", "明珠小学课程表_2026.xml", "三十九中学_data_and_timetable.fet")
    assert [school_of(each) for each in names] == ["明珠小学", "明珠小学", "三十九中学"]


def test_a_mark_of_the_byte_order_is_no_text() -> None:
    assert codecs.BOM_UTF8 and said(read_fet("x.fet", codecs.BOM_UTF8 + FET.encode())) == OF_FET
