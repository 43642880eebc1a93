"""Programs bring in sheets through the same steps as people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from ninja import Query, Router, Schema
from pydantic import Field

from xuequ.api.operations import ApiRequest, takes
from xuequ.api.problems import language, problem
from xuequ.directory.queries.scope import authorities
from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain

from .engine.cells import SHOWN
from .queries.sheets import takeable
from .services import whole
from .services.taking import Where

NEEDS = "intake.import"
router = Router(tags=["导入 / imports"])


class Asked(Schema):
    """Which file it is, from which day it holds, and whether it is only to be shown."""

    file: str = Field(
        "import.csv",
        max_length=100,
        pattern=r"^[\w .()-]+\.(csv|xlsx|xml|fet|zip)$",
        description="name of the file / 文件名",
    )
    since: date | None = Field(None, description="today if left out / 留空为今天")
    dry_run: bool = Field(False, description="show what would change, write nothing / 只预览不写入")


class FieldOut(Schema):
    name: str
    before: str
    after: str


class ChangeOut(Schema):
    what: str
    file: str  # of a bundle, else empty
    line: int
    kind: str
    name: str
    fields: list[FieldOut]


class BroughtOut(Schema):
    """What came of it: shown, done, same (nothing new in it), waiting (for a second person)."""

    state: str
    id: int | None
    rows: dict[str, int]
    changes: list[ChangeOut]


@takes(
    router,
    "/imports/{sheet}",
    needs=NEEDS,
    gives=BroughtOut,
    zh="导入表格",
    en="Bring in a sheet",
)
def api_import(request: ApiRequest, sheet: str, asked: Query[Asked]) -> Any:
    """All rows are taken or none; mistakes come with line and column.

    整张表要么全部导入，要么一行不写；错误按行、列列出。
    """
    home = request.auth.using(NEEDS)
    known = takeable(seen_by=home)
    if sheet not in known:
        raise Http404(sheet)
    authority = get_object_or_404(authorities(seen_by=home), pk=home.authority)
    where = Where(asked.file, authority, asked.since or timezone.localdate(), home)
    act = whole.show if asked.dry_run else whole.bring_in
    chosen = language(request)
    with translation.override("en" if chosen == "en" else "zh-hans"):
        try:
            brought = act(known[sheet], request.body, where)
        except Problems as found:
            return _mistakes(request, found, asked.file, chosen)
        except Refused as refused:
            return problem(request, 422, explain(refused))
        return {
            "state": brought.state,
            "id": brought.one,
            "rows": brought.rows,
            "changes": [_change(each) for each in brought.changes[:SHOWN]],
        }


def _said(each: Problem, given: str, chosen: str) -> str:
    """The sentence, with the file it is in where the file given holds several."""
    text = each.text.say(chosen)
    return text if each.file == given else f"{each.file}: {text}"


def _mistakes(request: ApiRequest, found: Problems, given: str, chosen: str) -> HttpResponse:
    told = [
        {"field": each.field, "message": _said(each, given, chosen), "line": each.line or None}
        for each in found.problems[:SHOWN]
    ]
    count = len(found.problems)
    detail = (
        f"{count} mistakes; nothing was taken."
        if chosen == "en"
        else f"共{count}处错误，未导入任何数据。"
    )
    return problem(request, 422, detail, told)


def _change(each: Any) -> dict[str, Any]:
    fields = [{"name": f.name, "before": f.before, "after": f.after} for f in each.fields]
    return {
        "what": each.what,
        "file": each.file,
        "line": each.line,
        "kind": each.kind,
        "name": each.name,
        "fields": fields,
    }
