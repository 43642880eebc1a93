"""A bundle says what the county is, in the very headings of the standard, and comes back so."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable

import pytest
from hypothesis import given, settings

from xuequ.intake.engine.oneroster import County, read_bundle, tables_of, write_bundle
from xuequ.intake.engine.oneroster.county import Child, Room, School, Union, Worker
from xuequ.intake.engine.oneroster.layout import CN, FILES
from xuequ.intake.engine.oneroster.places import in_words, number_of, place_of
from xuequ.intake.engine.oneroster.words import (
    joined_name,
    packed,
    split_name,
    tame,
    unpacked,
    untame,
)
from xuequ.kernel.problems import Problem
from xuequ.kernel.sheet import Row
from xuequ.kernel.text import Text

from .counties import counties

COUNTY = County(
    "county",
    "测试局",
    schools=(School("s1", "东一小"), School("s2", "东二小")),
    unions=(Union("u1", "东学区"),),
    rooms=(Room("r1", "s1", "primary", 2026, 3, 1, 45),),
    workers=(Worker("w1", "王一"),),
    children=(Child("c1", "李小", "r1"),),
)
WRITTEN = write_bundle(tables_of(COUNTY))
# Release 1.2.1 of the standard, column by column.
HEADS = {
    "academicSessions": "title,type,startDate,endDate,parentSourcedId,schoolYear",
    "orgs": "name,type,identifier,parentSourcedId",
    "courses": "schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
    "classes": "title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
    "termSourcedIds,subjects,subjectCodes,periods",
    "users": "enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,"
    "phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,"
    "preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns",
    "roles": "userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId",
    "enrollments": "classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
    "demographics": "birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,"
    "nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,"
    "hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,"
    "publicSchoolResidenceStatus",
    "userProfiles": "userSourcedId,profileType,vendorId,applicationId,description,credentialType,"
    "username,password",
}


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive_of(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("name", HEADS)
def test_headings_are_those_of_the_standard_in_their_order(name: str) -> None:
    assert FILES[name].head == ("sourcedId", "status", "dateLastModified", *HEADS[name].split(","))
    written = members(WRITTEN).get(f"{name}.csv")
    if written is None:
        assert name in {"userProfiles", "demographics"}, "files without rows are absent"
        return
    head = next(csv.reader(io.StringIO(written.decode())))
    standard = len(FILES[name].head)
    assert tuple(head[:standard]) == FILES[name].head
    assert all(each.startswith(CN) for each in head[standard:])


def test_the_manifest_names_every_file_of_the_standard_once() -> None:
    rows = list(csv.reader(io.StringIO(members(WRITTEN)["manifest.csv"].decode())))
    said = dict(rows[1:])
    assert rows[0] == ["propertyName", "value"] and len(said) == len(rows) - 1 == 25
    assert (said["manifest.version"], said["oneroster.version"]) == ("1.0", "1.2")
    bulk = {name for name, value in said.items() if value == "bulk"}
    assert {f"{name[5:]}.csv" for name in bulk} == set(members(WRITTEN)) - {"manifest.csv"}
    assert all(value in {"bulk", "absent"} for name, value in said.items() if "file." in name)


def said(rows: Iterable[Row], part: str, *codes: str) -> list[tuple[str, ...]]:
    return sorted(tuple(row.text(code) for code in codes) for row in rows if row.part == part)


def day(value: object) -> str:
    return "" if value is None else str(value)


@given(counties())
@settings(max_examples=60, deadline=None)
def test_what_goes_out_comes_in_as_the_same(county: County) -> None:
    data = write_bundle(tables_of(county))
    assert data == write_bundle(tables_of(county)), "the same county, the same bytes"
    found = read_bundle("x.zip", data)
    assert found.problems == []
    schools = {each.id: each for each in county.schools}
    unions = {each.id: each.label for each in county.unions}
    rows = found.rows
    assert said(
        rows, "schools", "name", "campus", "address", "stages", "opened", "alias"
    ) == sorted(
        [(s.name, "", "", s.stages, day(s.since), "、".join(s.aliases)) for s in county.schools]
        + [(s.name, c.name, c.address, "", "", "") for s in county.schools for c in s.campuses]
    )
    assert said(rows, "consortia", "label", "goal", "formed") == sorted(
        (each.label, each.goal, day(each.since)) for each in county.unions
    )
    assert said(rows, "memberships", "school", "consortium", "role", "since") == sorted(
        (s.name, unions[t.union], t.role, day(t.since)) for s in county.schools for t in s.ties
    )
    rooms = {each.id: each for each in county.rooms}
    assert said(rows, "classes", "school", "stage", "year", "grade", "number") == sorted(
        (schools[r.school].name, r.stage, f"{r.year}-{r.year + 1}", str(r.grade), str(r.number))
        for r in county.rooms
    )
    assert said(rows, "pupils", "name", "school", "class_number", "since") == sorted(
        (c.name, schools[rooms[c.room].school].name, str(rooms[c.room].number), day(c.since))
        for c in county.children
    )
    assert said(rows, "persons", "name", "id_number") == sorted(
        (each.name, each.id_number) for each in county.workers
    )
    taught = {(r.whose, r.text("school"), r.text("subject")) for r in rows if r.part == "teachers"}
    assert taught == {
        (w.id, schools[t.school].name, t.subject) for w in county.workers for t in w.teaching
    }
    borne = {(r.whose, r.text("honour")) for r in rows if r.part == "teachers" and r.text("honour")}
    assert borne == {(w.id, each.kind) for w in county.workers for each in w.honours}
    assert said(rows, "posts", "role", "holder") == sorted(
        (each.role, w.name) for w in county.workers for each in w.offices
    )


def test_no_cell_of_a_bundle_is_a_live_formula() -> None:
    county = County("county", "局", schools=(School("s1", "=1+1", source="@cmd"),))
    files = members(write_bundle(tables_of(county)))
    cells = [cell for row in csv.reader(io.StringIO(files["orgs.csv"].decode())) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    rows = read_bundle("x.zip", write_bundle(tables_of(county))).rows
    assert said(rows, "schools", "name", "source") == [("=1+1", "@cmd")]


@pytest.mark.parametrize(
    ("name", "parts"),
    [("王一", ("王", "一")), ("欧阳修", ("欧阳", "修")), ("欧阳", ("欧", "阳")),
     ("李", ("李", "李")), ("John Smith", ("Smith", "John")), ("阿卜·杜拉", ("阿卜·杜拉",) * 2)],
)  # fmt: skip
def test_names_are_parted_and_joined_again(name: str, parts: tuple[str, str]) -> None:
    assert split_name(name) == parts
    assert joined_name(*parts) == name


@pytest.mark.parametrize("text", ["=1", "'=1", "''@x", "'a'=b", "+86 138", "-1.5", "－x", "'"])
def test_a_text_is_the_same_again_after_it_was_tamed(text: str) -> None:
    assert untame(tame(text)) == text


def test_packed_values_come_apart_again() -> None:
    items = [("a|b", "c;d", "%7C"), ("", "", "100%")]
    assert unpacked(packed(items), 3) == items
    assert unpacked("a|b", 3) is None and unpacked("", 3) == []


def test_a_number_of_a_row_names_file_and_line() -> None:
    number = number_of("users", 12)
    assert place_of(number) == ("users.csv", 12) and place_of(7) == ("", 7)
    told = in_words(Text(f"与第{number}行重复", f"it stands in line {number}"))
    assert (told.zh, told.en) == ("与users.csv 第12行重复", "it stands in users.csv, line 12")
    assert Problem("x", 0, "", told).say("en").endswith("line 12")
