"""The inbox in tests: a town whose teachers log in, and what they type into the form."""

from __future__ import annotations

import struct
import zlib
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from xuequ.directory.models import Person
from xuequ.directory.services import people
from xuequ.directory.services.people import open_account
from xuequ.directory.services.security.rules import set_sign_in_rules
from xuequ.ledger.tests.township import MAKER, Town, town

WEDNESDAY = datetime(2026, 9, 16, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
LOG = "exchange.town_to_city.log"
SPOKEN = "Correct horse battery 1"


def staffed() -> Town:
    """The town, whose teachers hold the posts of teachers."""
    set_sign_in_rules({"second_factor": "offered"}, actor=MAKER)
    where = town()
    for person, school in ((where.mover, where.village), (where.mentor, where.city)):
        employ(person, school)
    return where


def employ(person: Person, school: Any) -> None:
    """Give somebody the post of a teacher."""
    post = people.create_post(
        school.authority, "teacher", "教师", since=school.since, actor=MAKER, place=school
    )
    people.appoint(person, post, since=school.since, actor=MAKER)


def client_as(person: Person) -> Client:
    """Somebody with an account, logged in."""
    account = open_account(f"name{person.pk}", SPOKEN, person=person, actor=MAKER)
    client = Client()
    client.force_login(account)
    return client


def png() -> SimpleUploadedFile:
    """A picture of one grey point."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    data += chunk(b"IDAT", zlib.compress(b"\0\x7f")) + chunk(b"IEND", b"")
    return SimpleUploadedFile("日志.png", data, "image/png")


def address(where: Town, duty: str = LOG) -> str:
    return f"/inbox/hand-in/?duty={duty}&kind=posting&id={where.posting.pk}"


def typed(**more: Any) -> dict[str, Any]:
    return {
        "title": "第三周工作日志",
        "happened_on": "2026-09-16",
        "words": "听课两节。",
        "key": "1b4e28ba-2fa1-4d4f-883f-0016d3cca427",
        "uploads": png(),
        **more,
    }
