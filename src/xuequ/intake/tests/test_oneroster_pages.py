"""A bundle given out and brought in through the pages, as an office does it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.directory.tests.sheets_in import number
from xuequ.intake.models import Import
from xuequ.record.models import Line

from .filled import fill
from .test_engine_oneroster import archive_of, members

pytestmark = pytest.mark.django_db
OUT = "/intake/oneroster/out/"
WHY = {"in_full": "on", "purpose": "request", "reason": "搬到新的机房"}


def upload(client: Client, data: bytes, sheet: str = "oneroster", name: str = "县.zip") -> Any:
    given = {"file": SimpleUploadedFile(name, data), "since": "2026-11-20"}
    return client.post(f"/intake/{sheet}/", given, follow=True)


def press(client: Client, act: str) -> Any:
    return client.post(f"/intake/imports/{Import.objects.latest('pk').pk}/{act}/", follow=True)


def renamed(data: bytes) -> bytes:
    """One more school in the bundle."""
    files = members(data)
    row = b"another,,,\xe5\x8c\x97\xe5\xb0\x8f,school,," + b"," * 24 + b"\r\n"
    files["orgs.csv"] += row
    return archive_of(files)


def test_a_bundle_goes_out_is_brought_in_looked_at_and_undone(cast: Cast, client_of: Any) -> None:
    fill(cast)
    bureau = client_of("bureau")
    given = bureau.post(OUT, WHY)
    assert given["content-type"] == "application/zip" and "no-store" in given["cache-control"]
    same = upload(bureau, given.content)
    assert "文件内容都已登记" in same.text
    shown = upload(bureau, renamed(given.content))
    assert "orgs.csv" in shown.text and "北小" in shown.text
    assert Import.objects.latest("pk").counts["files"]["orgs.csv"]["new"] == 1
    assert not School.objects.filter(name="北小").exists()
    press(bureau, "confirm")
    assert School.objects.filter(name="北小").exists()
    press(bureau, "undo")
    assert not School.objects.filter(name="北小").exists()


def test_a_bundle_uploaded_as_another_sheet_is_known_for_what_it_is(
    cast: Cast, client_of: Any
) -> None:
    data = client_of("bureau").post(OUT, {}).content
    for sheet in ("teachers", "timetable"):
        upload(client_of("bureau"), data, sheet)
        assert Import.objects.latest("pk").sheet == "oneroster"


def test_a_bundle_of_another_authority_is_warned_of(cast: Cast, client_of: Any) -> None:
    files = members(client_of("bureau").post(OUT, {}).content)
    upload(client_of("bureau"), archive_of(files))
    assert Import.objects.latest("pk").advice == []
    files["orgs.csv"] = files["orgs.csv"].replace("测试区教育局".encode(), "别的教育局".encode())
    shown = upload(client_of("bureau"), archive_of(files))
    assert "数据包写明是“别的教育局”的" in shown.text


def test_mistakes_are_shown_with_their_file(cast: Cast, client_of: Any) -> None:
    bureau = client_of("bureau")
    files = members(bureau.post(OUT, {}).content)
    files["users.csv"] = files["users.csv"].replace(b",true,", b",maybe,", 1)
    shown = upload(bureau, archive_of(files))
    assert shown.status_code == 422 and "users.csv" in shown.text and "enabledUser" in shown.text
    assert Import.objects.count() == 0
    fill(cast)
    files = members(bureau.post(OUT, WHY).content)
    bad = number(1)[:-1] + "?"
    files["users.csv"] = files["users.csv"].replace(number(1).encode(), bad.encode())
    shown = upload(bureau, archive_of(files))
    assert Import.objects.latest("pk").state == "faulty"
    assert "users.csv" in shown.text and "userIds" in shown.text


@pytest.mark.parametrize("asked", [{"in_full": "on"}, {**WHY, "reason": "想看"}])
def test_numbers_need_a_purpose_and_a_reason(
    asked: dict[str, str], cast: Cast, client_of: Any
) -> None:
    before = Line.objects.count()
    shown = client_of("bureau").post(OUT, asked)
    assert shown.status_code == 422 and Line.objects.count() == before


def test_the_pages_are_for_whoever_brings_in_sheets(cast: Cast, client_of: Any) -> None:
    assert "OneRoster" in client_of("bureau").get("/intake/").text
    assert "数据包中的文件" in client_of("bureau").get("/intake/oneroster/").text
    assert client_of("school").get(OUT).status_code == 403
    assert client_of("bureau").get("/intake/oneroster/template/xlsx/").status_code == 404
