"""Ids are kept: those of other systems, and those of pupils from class to class."""

from __future__ import annotations

import pytest

from support_plugin import Cast
from xuequ.directory.models import Pupil, School
from xuequ.directory.sheets import PUPILS
from xuequ.directory.tests import pupils_in
from xuequ.directory.tests.round_trip import take
from xuequ.directory.tests.sheets_in import number
from xuequ.intake.engine.oneroster.layout import FILES, NAMES

from .filled import fill
from .test_engine_oneroster import archive_of
from .test_oneroster import bring, out, rows_of

pytestmark = pytest.mark.django_db


def test_ids_of_another_system_are_kept_and_given_out_again(cast: Cast) -> None:
    """Without a column of the China profile, as some other program writes it."""
    files = {
        "manifest.csv": manifest("orgs", "academicSessions", "courses", "classes", "users", "roles",
                                 "enrollments"),
        "orgs.csv": table_of("orgs", "D1,,,别处写的名字,district,,", "S1,,,东一小,school,,D1"),
        "academicSessions.csv": table_of(
            "academicSessions", "Y26,,,2026,schoolYear,2026-09-01,2027-09-01,,2027"
        ),
        "courses.csv": table_of("courses", "K1,,,,Maths,,04,D1,,"),
        "classes.csv": table_of("classes", "C1,,,四年级（2）班,04,K1,,homeroom,,S1,Y26,,,"),
        "users.csv": table_of(
            "users",
            f"U1,,,true,zhao,{{resident:{number(7)}}},一,赵,,,,,,,,,,,,,,",
            "U2,,,true,li,,小,李,,G450103201901010019,,,,,,,,,,,,",
        ),
        "roles.csv": table_of(
            "roles", "R1,,,U1,primary,principal,2026-09-01,,S1,", "R2,,,U2,primary,student,,,S1,"
        ),
        "enrollments.csv": table_of("enrollments", "E1,,,C1,S1,U2,student,,2026-09-01,"),
    }  # fmt: skip
    files["users.csv"] = files["users.csv"].replace(
        b"G450103201901010019", f"G{pupils_in.A}".encode()
    )
    brought = bring(archive_of(files), cast.authority)
    assert brought.state == "done"
    data = out(cast.authority)
    for name, ids in (
        ("orgs", {"D1", "S1"}), ("academicSessions", {"Y26"}), ("courses", {"K1"}),
        ("classes", {"C1"}), ("users", {"U1", "U2"}), ("roles", {"R2"}), ("enrollments", {"E1"}),
    ):  # fmt: skip
        assert ids <= {row["sourcedId"] for row in rows_of(data, name)}, name
    assert School.objects.get(name="东一小").classes.filter(grade=4, number=2).exists()


def table_of(name: str, *rows: str) -> bytes:
    return "\r\n".join((",".join(FILES[name].head), *rows)).encode()


def manifest(*names: str) -> bytes:
    said = [f"file.{each},{'bulk' if each in names else 'absent'}" for each in NAMES]
    head = ("propertyName,value", "manifest.version,1.0", "oneroster.version,1.2")
    return "\r\n".join((*head, *said)).encode()


def test_a_pupil_keeps_the_id_in_another_class(cast: Cast) -> None:
    fill(cast)
    before = {r["metadata.cn.name"]: r["sourcedId"] for r in rows_of(out(cast.authority), "users")}
    moved = pupils_in.row(pupils_in.A, "戊演示", "孤小,2026,1,2", "2026-11-01,")
    take(cast, PUPILS, pupils_in.HEADS, moved)
    after = {r["metadata.cn.name"]: r["sourcedId"] for r in rows_of(out(cast.authority), "users")}
    assert Pupil.objects.count() == 6 and after["戊演示"] == before["戊演示"]
