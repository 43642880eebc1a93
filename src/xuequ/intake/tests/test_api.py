"""Programs bring in sheets: shown, taken, refused by line and column, within their scope."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from support_plugin import Cast
from xuequ.directory.models import Holding, Person
from xuequ.directory.queries.identities import actor_in
from xuequ.directory.services.tokens import NewToken, issue_token
from xuequ.directory.tests.belonging import DAY
from xuequ.intake.models import Import
from xuequ.intake.services.giving import export_oneroster
from xuequ.intake.tests.test_engine_oneroster import archive_of, members

pytestmark = pytest.mark.django_db
ROWS = "姓名,学校,学段,学科\n王一,东一小,小学,数学\n"


def send(
    cast: Cast,
    data: str | bytes,
    audience: str = "bureau",
    may: str = "intake.import",
    sheet: str = "teachers",
    **query: str,
) -> Any:
    account = cast.accounts[audience]
    actor = actor_in(account, Holding.objects.get(person=account.person))
    new = NewToken("程序", timezone.localdate() + timedelta(days=3), (may,))
    _, text = issue_token(account, new, actor=actor)
    path = f"/api/v1/imports/{sheet}?" + "&".join(f"{k}={v}" for k, v in query.items())
    client = Client(headers={"authorization": f"Bearer {text}"})
    sent = data.encode() if isinstance(data, str) else data
    return client.post(path, sent, content_type="application/octet-stream")


def test_a_program_is_shown_and_then_brings_in_what_people_can_undo(cast: Cast) -> None:
    before = Person.objects.count()
    shown = send(cast, ROWS, dry_run="true").json()
    assert (shown["state"], shown["rows"]["new"], shown["id"]) == ("shown", 1, None)
    assert "王一" in {each["name"] for each in shown["changes"]}
    assert (Person.objects.count(), Import.objects.count()) == (before, 0)
    done = send(cast, ROWS).json()
    assert done["state"] == "done" and Import.objects.get(pk=done["id"]).state == "done"
    assert Person.objects.count() == before + 1
    assert send(cast, ROWS).json()["state"] == "same"


def test_mistakes_come_with_line_and_column_and_nothing_is_written(cast: Cast) -> None:
    before = Person.objects.count()
    answer = send(cast, ROWS + "李二,没有的学校,小学,数学\n,东一小,小学,数学\n")
    assert answer.status_code == 422 and answer["Content-Type"] == "application/problem+json"
    assert [(e["line"], e["field"]) for e in answer.json()["errors"]] == [(3, "学校"), (4, "姓名")]
    assert (Person.objects.count(), Import.objects.count()) == (before, 0)
    assert send(cast, "随便", file="x.xlsx").status_code == 422
    assert send(cast, "姓名,外号\n王一,一\n").json()["errors"]


def test_a_program_needs_the_right_and_a_sheet_that_is_there(cast: Cast) -> None:
    assert send(cast, ROWS, may="board.view").status_code == 403
    assert send(cast, ROWS, audience="principal", may="board.view").status_code == 403
    assert Client().post("/api/v1/imports/teachers", ROWS, "text/csv").status_code == 401
    assert Client().get("/api/v1/imports/teachers").status_code == 405


def test_a_program_brings_in_a_bundle(cast: Cast) -> None:
    files = members(export_oneroster(cast.authority, on=DAY, actor=cast.bureau).data)
    files["orgs.csv"] += "new,,,北小,school".encode() + b"," * 26 + b"\r\n"
    as_bundle = {"sheet": "oneroster", "file": "county.zip"}
    shown = send(cast, archive_of(files), **as_bundle, dry_run="true").json()
    assert {each["file"] for each in shown["changes"]} == {"orgs.csv"}
    assert send(cast, archive_of(files), **as_bundle).json()["state"] == "done"
    files["orgs.csv"] += b"new\r\n"
    told = send(cast, archive_of(files), **as_bundle)
    assert told.status_code == 422 and "orgs.csv: " in told.text
