"""Filed rosters and signed documents on their pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casework import filing_of
from deciding import NOW, county, say, started
from support_plugin import Cast
from xuequ.governance.models import Filing, FoundingDocument
from xuequ.governance.queries.filings import is_whole

pytestmark = pytest.mark.django_db


def test_a_filed_roster_is_read_by_the_bureau_and_shows_a_later_change(
    cast: Cast, client_of: Any
) -> None:
    pk = filing_of(cast.authority)
    address, bureau = f"/governance/filings/{pk}/", client_of("bureau")
    assert "/governance/filings/" in bureau.get("/roster/").text
    assert address in bureau.get("/governance/filings/").text
    page = bureau.get(address)
    assert page.context["is_whole"] and "演示学区" in page.text
    assert "演示学区" in bureau.get(f"{address}file/csv/").text
    assert address not in client_of("principal").get("/governance/filings/").text
    for stranger in ("principal", "head", "other"):
        assert client_of(stranger).get(address).status_code == 404, stranger
    filing = Filing.objects.get(pk=pk)
    filing.roster = [[*filing.roster[0][:1], "别的学区", *filing.roster[0][2:]]]
    filing.save()
    assert not is_whole(filing) and not bureau.get(address).context["is_whole"]


def test_the_chart_shows_what_the_members_signed_and_the_case_that_decided_it(
    cast: Cast, client_of: Any
) -> None:
    here, head = county(cast), cast.actors["head"]
    page = client_of("head").get(f"/governance/consortia/{here.east.pk}/?on=2026-11-03")
    assert f"/cases/new/founding_document/?consortium={here.east.pk}" in page.text
    code = page.context["documents"][0].rule.code
    values = {"document": code, "name": "东学区工作计划", "changes": "每月一次教研"}
    case = started(here, "founding_document", head, consortium=here.east, values=values)
    for name in ("东一小", "东二小", "东三小"):
        case = say(case, here.principals[name], "agree")
    say(case, head, "pass", values={"since": "2026-11-02"})
    assert FoundingDocument.objects.get().source == case.label
    page = client_of("head").get(f"/governance/consortia/{here.east.pk}/?on=2026-11-03")
    row = next(each for each in page.context["documents"] if each.held)
    assert {each.school.name for each in row.signatures} == {"东一小", "东二小", "东三小"}
    assert f"/cases/{case.pk}/" in page.text and "每月一次教研" in page.text
    assert date(2026, 11, 2) == row.signatures[0].signed_on == NOW.date()
