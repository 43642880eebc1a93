"""A roster brought in from the browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.intake.models import Import
from xuequ.intake.tests.test_roster import LEAD, counts, sheet

pytestmark = pytest.mark.django_db


def upload(client: Client, data: bytes) -> tuple[int, str]:
    file = SimpleUploadedFile("名册.csv", data)
    sent = {"since": "2026-09-01", "file": file}
    page: Any = client.post("/intake/roster/", sent, follow=True)
    return page.status_code, page.text


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "已属于"), ("en", "already belongs")])
def test_the_page_shows_every_mistake_and_takes_nothing(
    cast: Cast, client_of: Any, language: str, words: str
) -> None:
    bureau, before = client_of("bureau"), counts()
    bureau.cookies["language"] = language
    status, text = upload(bureau, sheet("西集团,强强联合,东二小,成员校", LEAD, LEAD))
    assert (status, counts()) == (200, before)
    assert words in text and "强强联合" in text
    assert re.findall(r'<td class="id"[^>]*>(\d+)</td>', text) == ["2", "2", "4"]


def test_the_page_takes_a_roster_into_the_readers_own_authority(cast: Cast, client_of: Any) -> None:
    there = client_of("other")
    assert upload(there, sheet(LEAD))[0] == 200
    assert there.post(f"/intake/imports/{Import.objects.get().pk}/confirm/").status_code == 302
    assert School.objects.get(name="甲校").authority == cast.other
    assert upload(client_of("school"), sheet("乙学区,,乙校,龙头学校"))[0] == 403
    assert upload(client_of("bureau"), b"")[0] == 422
    assert not School.objects.filter(name="乙校").exists()
