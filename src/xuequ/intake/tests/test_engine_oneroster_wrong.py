"""Every way in which a bundle may be wrong is told by file, line and column, with its cure."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuequ.intake.engine.oneroster.bundle import read
from xuequ.intake.engine.oneroster.ids import session_id
from xuequ.intake.engine.oneroster.layout import CN
from xuequ.kernel.problems import Problems

from .test_engine_oneroster import WRITTEN, archive_of, members

YEAR = session_id("county", 2026)
Change = Callable[[dict[str, bytes]], object]


def edit(name: str, before: str, after: str) -> Change:
    def change(files: dict[str, bytes]) -> None:
        text = files[f"{name}.csv"].decode()
        assert before in text
        files[f"{name}.csv"] = text.replace(before, after, 1).encode()

    return change


def put(name: str, data: bytes) -> Change:
    return lambda files: files.update({name: data})


def again(name: str) -> Change:
    """The last row of a file stands in it twice."""

    def change(files: dict[str, bytes]) -> None:
        data = files[f"{name}.csv"]
        files[f"{name}.csv"] = data + data.splitlines(keepends=True)[-1]

    return change


def post_in_a_department(files: dict[str, bytes]) -> None:
    edit("orgs", "东二小,school", "东二小,department")(files)
    text = files["roles.csv"].decode()
    files["roles.csv"] = text.replace("county,,,,,", "s2,,,principal,,", 1).encode()


WRONG: dict[str, tuple[Change, str, str, str]] = {  # file, column, words of the cure
    "a file is missing": (lambda f: f.pop("users.csv"), "users.csv", "", "not in the archive"),
    "a file too many": (put("results.csv", b"sourcedId\r\n"), "results.csv", "", "absent"),
    "a file nobody knows": (put("notes.txt", b"x"), "notes.txt", "", "no file of OneRoster"),
    "no manifest": (lambda f: f.pop("manifest.csv"), "x.zip", "", "no manifest.csv"),
    "a delta": (edit("manifest", "file.users,bulk", "file.users,delta"), "manifest.csv",
                "file.users", "only bulk"),
    "an older release": (edit("manifest", "oneroster.version,1.2", "oneroster.version,1.1"),
                         "manifest.csv", "oneroster.version", "1.2"),
    "another order": (edit("orgs", "name,type", "type,name"), "orgs.csv", "type", "«name»"),
    "a column of one's own": (edit("orgs", CN + "stages", "stages"), "orgs.csv", "stages",
                              "metadata."),
    "no such org": (edit("classes", ",s1,", ",s9,"), "classes.csv", "schoolSourcedId",
                    "no row «s9»"),
    "an id twice": (again("users"), "users.csv", "sourcedId", "has it already"),
    "an odd id": (edit("orgs", "s2", "s 2"), "orgs.csv", "sourcedId", "letters, digits"),
    "no name": (edit("orgs", "东二小", ""), "orgs.csv", "name", "required"),
    "no such type": (edit("classes", "homeroom", "club"), "classes.csv", "classType", "homeroom"),
    "no such day": (edit("academicSessions", "2026-09-01", "2026-09-31"), "academicSessions.csv",
                    "startDate", "2026-09-01"),
    "a status in bulk": (edit("orgs", "s2,,", "s2,active,"), "orgs.csv", "status", "stays empty"),
    "another encoding": (put("users.csv", "姓名".encode("gb18030")), "users.csv", "", "UTF-8"),
    "cells missing": (put("orgs.csv", members(WRITTEN)["orgs.csv"] + b"s3,,\r\n"), "orgs.csv", "",
                      "headings"),
    "no rows": (put("users.csv", members(WRITTEN)["users.csv"].splitlines(keepends=True)[0]),
                "users.csv", "", "no rows"),
    "a pupil in no class": (edit("enrollments", "student", "proctor"), "users.csv", "sourcedId",
                            "a row with a homeroom"),
    "a class of no grade": (edit("classes", ",03,", ",,"), "classes.csv", "grades", "01 to 12"),
    "no term": (edit("classes", f",{YEAR},", ",NULL,"), "classes.csv", "termSourcedIds",
                "required"),
    "a post where there are none": (post_in_a_department, "roles.csv", "orgSourcedId",
                                    "no posts there"),
    "its own parent": (edit("orgs", "测试局,district,,", "测试局,district,,s1"), "orgs.csv",
                       "parentSourcedId", "above itself"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_told_by_file_and_column(what: str) -> None:
    change, file, column, words = WRONG[what]
    files = members(WRITTEN)
    change(files)
    if what == "a class of no grade":
        edit("courses", ",03,", ",,")(files)
    with pytest.raises(Problems) as refused:
        read("x.zip", archive_of(files))
    told = [each for each in refused.value.problems if (each.file, each.field) == (file, column)]
    assert told and words in told[0].text.en, refused.value.say("en")
    assert all(each.text.zh != each.text.en for each in refused.value.problems)


def test_the_column_that_a_later_release_withdrew_is_passed_over() -> None:
    files = members(WRITTEN)
    rows = list(csv.reader(io.StringIO(files["users.csv"].decode())))
    at = rows[0].index("preferredGivenName")
    out = io.StringIO(newline="")
    head, *rest = rows
    csv.writer(out).writerows(
        [[*head[:at], "resourceSourcedIds", *head[at:]], *([*r[:at], "", *r[at:]] for r in rest)]
    )
    files["users.csv"] = out.getvalue().encode("utf-8-sig")
    assert len(read("x.zip", archive_of(files))) == len(read("x.zip", WRITTEN))


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", WRITTEN[: len(WRITTEN) // 2], b"sourcedId,status\r\n"],
    ids=["empty", "head", "half", "text"],
)
def test_what_is_no_archive_is_told_so(data: bytes) -> None:
    with pytest.raises(Problems, match="not a whole ZIP"):
        read("x.zip", data)


def test_a_bomb_is_not_unpacked() -> None:
    files = {**members(WRITTEN), "users.csv": b"0" * 40_000_000}
    with pytest.raises(Problems, match="far too much"):
        read("x.zip", archive_of(files))


CELLS = ("", "NULL", "x", "s1", "s2", "u1", "w1", "c1", "r1", "2026-09-01", "ext:", "ext:campus",
         "district", "school", "student", "teacher", "guardian", "{", "{a:b}", "a|b", "a|b|c|d",
         "a|b|c", "u1|lead|||||", "u1|lead|||||x", "13", "03", "true", "=1", "名" * 300,
         "\x00")  # fmt: skip


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_a_cell_it_is_read_or_told(data: st.DataObject) -> None:
    """Never anything but rows or problems; a fault of ours would be another exception."""
    files = members(WRITTEN)
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(set(files) - {"manifest.csv"})))
        rows = list(csv.reader(io.StringIO(files[name].decode())))
        row = data.draw(st.sampled_from(rows[1:]))
        at = data.draw(st.integers(0, len(row) - 1))
        row[at] = data.draw(st.sampled_from(CELLS))
        out = io.StringIO(newline="")
        csv.writer(out).writerows(rows)
        files[name] = out.getvalue().encode()
    try:
        assert read("x.zip", archive_of(files))
    except Problems as found:
        assert all(each.file and each.text.zh for each in found.problems)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_whatever_became_of_the_bytes_they_are_read_or_told(data: st.DataObject) -> None:
    spoilt = bytearray(WRITTEN)
    for _ in range(data.draw(st.integers(1, 4))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(spoilt)))
    for each in (bytes(spoilt), bytes(spoilt[:cut])):
        try:
            read("x.zip", each)
        except Problems as found:
            assert found.problems
