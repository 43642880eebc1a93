"""What programs may read of clauses, profiles and verdicts."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from xuequ.api.operations import ApiRequest, reads
from xuequ.api.paging import Id, Page, Paging, part_of
from xuequ.directory.queries import scope
from xuequ.profiles import loader
from xuequ.profiles.clauses import Clause
from xuequ.profiles.entries import Entry, Profile

from .coverage import Coverage, coverage
from .engine.types import Cell
from .queries import board

router = Router(tags=["条款与看板 / clauses and board"])
Code = Annotated[str, Field(max_length=40, pattern=r"^[\w-]*$")]


class Words(Schema):
    zh: str
    en: str


class ClauseOut(Schema):
    id: str
    chapter: str
    kind: str
    source: str
    who: list[str]
    text: Words
    built: str
    run_by: list[str]


class Setting(Schema):
    section: str
    key: str
    clause: str
    binding: str
    unit: Words
    note: Words | None
    values: list[dict[str, Any]]


class ProfileHead(Schema):
    code: str
    name: Words
    document: Words
    sources: list[str]
    status: str
    since: date


class ProfileOut(ProfileHead):
    settings: list[Setting]


class VerdictOut(Schema):
    clause: str
    subject_kind: str
    subject: int
    subject_name: str
    state: str
    binding: str
    found: str | None
    wanted: str | None
    waived: bool
    findings: list[Words]


class Choice(Schema):
    """Which clauses."""

    locality: Code = ""
    chapter: Code = ""


class Case(Schema):
    """Which verdicts."""

    authority: Id | None = None
    clause: Code = ""
    state: Code = ""
    on: date | None = None


@reads(router, "/clauses", needs="board.view", gives=Page[ClauseOut], zh="条款", en="clauses")
def api_clauses(
    request: ApiRequest, choice: Query[Choice], paging: Query[Paging]
) -> dict[str, Any]:
    """The clauses of the register, of one locality's documents, of one chapter."""
    sources = _profile(choice.locality).sources if choice.locality else None
    found = [
        each
        for each in coverage()
        if (sources is None or each.clause.is_in(sources))
        and (not choice.chapter or each.clause.chapter == choice.chapter)
    ]
    return part_of(found, paging, _clause, key=lambda each: each.clause.id)


@reads(router, "/clauses/{id}", needs="board.view", gives=ClauseOut, zh="一条条款", en="one clause")
def api_clause(request: ApiRequest, id: Code) -> dict[str, Any]:
    """One clause."""
    for each in coverage():
        if each.clause.id == id:
            return _clause(each)
    raise Http404(id)


@reads(
    router, "/profiles", needs="board.view", gives=list[ProfileHead], zh="政策配置", en="profiles"
)
def api_profiles(request: ApiRequest) -> list[dict[str, Any]]:
    """The localities whose documents come with the product."""
    return [_head(loader.load(code)) for code in loader.localities()]


@reads(
    router,
    "/profiles/{code}",
    needs="board.view",
    gives=ProfileOut,
    zh="一地政策配置",
    en="one profile",
)
def api_profile(request: ApiRequest, code: Code) -> dict[str, Any]:
    """Every setting of one locality with clause, unit, binding and dated values."""
    profile = _profile(code)
    settings = [_setting(entry) for entry in profile.entries.values()]
    return {**_head(profile), "settings": settings}


@reads(router, "/verdicts", needs="board.view", gives=Page[VerdictOut], zh="判定", en="verdicts")
def api_verdicts(request: ApiRequest, case: Query[Case], paging: Query[Paging]) -> dict[str, Any]:
    """How each clause stands on each subject in scope that day; nothing before the policy."""
    on = case.on or timezone.localdate()
    reader = request.auth
    here = case.authority or reader.authority
    authority = get_object_or_404(scope.authorities(seen_by=reader), pk=here)
    try:
        cells = board(authority, on).cells
    except LookupError:
        cells = ()
    shown = set(scope.consortia(seen_by=reader, on=on).values_list("id", flat=True))
    found = [
        cell
        for cell in cells
        if (cell.subject.kind != "consortium" or cell.subject.id in shown)
        and (not case.clause or cell.clause.id == case.clause)
        and (not case.state or cell.state.value == case.state)
    ]
    return part_of(found, paging, _verdict, key=_key)


def _profile(code: str) -> Profile:
    if code not in loader.localities():
        raise Http404(code)
    return loader.load(code)


def _key(cell: Cell) -> str:
    return f"{cell.clause.id} {cell.subject.kind} {cell.subject.id:020d}"


def _clause(each: Coverage) -> dict[str, Any]:
    clause: Clause = each.clause
    names = ("id", "chapter", "kind", "source", "text")
    held = {name: getattr(clause, name) for name in names}
    return {**held, "who": list(clause.who), "built": each.state, "run_by": list(each.runs)}


def _head(profile: Profile) -> dict[str, Any]:
    names = ("code", "name", "document", "status", "since")
    held = {name: getattr(profile, name) for name in names}
    return {**held, "sources": list(profile.sources)}


def _setting(entry: Entry) -> dict[str, Any]:
    names = ("section", "key", "clause", "binding", "unit", "note")
    values = [{"from": each.since, "value": _plain(each.value)} for each in entry.values]
    return {**{name: getattr(entry, name) for name in names}, "values": values}


def _verdict(cell: Cell) -> dict[str, Any]:
    verdict = cell.verdict
    return {
        "clause": cell.clause.id,
        "subject_kind": cell.subject.kind,
        "subject": cell.subject.id,
        "subject_name": cell.subject.name,
        "state": cell.state.value,
        "binding": cell.binding,
        "found": None if verdict.found is None else str(verdict.found),
        "wanted": None if verdict.wanted is None else str(verdict.wanted),
        "waived": cell.is_waived,
        "findings": [each.text for each in verdict.findings],
    }


def _plain(value: Any) -> Any:
    """A value of a profile as JSON holds it; decimals and days as text."""
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, Decimal | date) else value
