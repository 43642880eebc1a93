"""What programs may read of the directory."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from xuequ.api.operations import ApiRequest, reads
from xuequ.api.paging import Id, Page, Paging, page_of

from .models import Authority, Consortium, Membership, School
from .models.dated import in_force
from .queries import scope

router = Router(tags=["学区与学校 / directory"])
Day = Annotated[
    date | None,
    Field(description="留空为今天 / today if left out"),
]


class Moment(Schema):
    """The day to look at."""

    on: Day = None

    @property
    def day(self) -> date:
        return self.on or timezone.localdate()


class AuthorityOut(Schema):
    id: int
    name: str
    short_name: str
    level: str
    parent: int | None
    profile: str
    area_code: str


class Span(Schema):
    since: date
    until: date | None


class ConsortiumOut(Span):
    id: int
    authority: int
    kind: str
    name: str | None
    label: str
    form: str | None
    mode: str | None
    recognition: str | None
    goal: str | None


class SchoolOut(Span):
    id: int
    authority: int
    code: str | None
    name: str
    stages: list[str]
    ownership: str | None
    strength: str | None
    locality: str | None


class MembershipOut(Span):
    id: int
    consortium: int
    school: int
    role: str
    is_primary: bool


class Me(Schema):
    account: str
    post: str
    role: str
    identity: str
    permissions: list[str]
    authority: int | None
    consortium: int | None
    school: int | None


@reads(router, "/me", needs="api.use", gives=Me, zh="我的身份", en="who I am")
def api_me(request: ApiRequest) -> dict[str, Any]:
    """The identity the token or session stands for, and what it may do."""
    actor = request.auth
    names = ("account", "post", "role", "identity", "authority", "consortium", "school")
    held = {name: getattr(actor, name) for name in names}
    return {**held, "permissions": sorted(actor.permissions)}


@reads(
    router,
    "/authorities",
    needs="directory.view",
    gives=Page[AuthorityOut],
    zh="教育局",
    en="authorities",
)
def api_authorities(request: ApiRequest, paging: Query[Paging]) -> dict[str, Any]:
    """The authorities in scope."""
    return page_of(scope.authorities(seen_by=request.auth), paging, _authority)


@reads(
    router,
    "/consortia",
    needs="directory.view",
    gives=Page[ConsortiumOut],
    zh="学区与集团",
    en="consortia",
)
def api_consortia(
    request: ApiRequest, moment: Query[Moment], paging: Query[Paging]
) -> dict[str, Any]:
    """The consortia in force that day in scope."""
    found = scope.consortia(seen_by=request.auth, on=moment.day)
    on = moment.day
    return page_of(found.prefetch_related("standings"), paging, lambda row: _consortium(row, on))


@reads(
    router,
    "/consortia/{pk}",
    needs="directory.view",
    gives=ConsortiumOut,
    zh="一个学区或集团",
    en="one consortium",
)
def api_consortium(request: ApiRequest, pk: Id, moment: Query[Moment]) -> dict[str, Any]:
    """One consortium as it was that day."""
    found = scope.consortia(seen_by=request.auth, on=moment.day)
    return _consortium(get_object_or_404(found, pk=pk), moment.day)


@reads(router, "/schools", needs="directory.view", gives=Page[SchoolOut], zh="学校", en="schools")
def api_schools(request: ApiRequest, moment: Query[Moment], paging: Query[Paging]) -> Any:
    """The schools open that day in scope."""
    found = scope.schools(seen_by=request.auth, on=moment.day)
    on = moment.day
    found = found.prefetch_related("standings", "sections")
    return page_of(found, paging, lambda row: _school(row, on))


@reads(
    router,
    "/schools/{pk}",
    needs="directory.view",
    gives=SchoolOut,
    zh="一所学校",
    en="one school",
)
def api_school(request: ApiRequest, pk: Id, moment: Query[Moment]) -> dict[str, Any]:
    """One school as it was that day."""
    found = scope.schools(seen_by=request.auth, on=moment.day)
    return _school(get_object_or_404(found, pk=pk), moment.day)


@reads(
    router,
    "/memberships",
    needs="directory.view",
    gives=Page[MembershipOut],
    zh="成员关系",
    en="memberships",
)
def api_memberships(
    request: ApiRequest, moment: Query[Moment], paging: Query[Paging]
) -> dict[str, Any]:
    """Which school belongs to which consortium that day, in scope."""
    shown = scope.consortia(seen_by=request.auth, on=moment.day)
    found = Membership.objects.filter(in_force(moment.day), consortium__in=shown)
    return page_of(found, paging, _membership)


def _authority(row: Authority) -> dict[str, Any]:
    names = ("id", "name", "short_name", "level", "profile", "area_code")
    return {**{name: getattr(row, name) for name in names}, "parent": row.parent_id}


def _consortium(row: Consortium, on: date) -> dict[str, Any]:
    standing = next((each for each in row.standings.all() if each.is_in_force(on)), None)
    names = ("id", "kind", "name", "label", "since", "until")
    facts = ("form", "mode", "recognition", "goal")
    return {
        **{name: getattr(row, name) for name in names},
        **{name: getattr(standing, name, None) for name in facts},
        "authority": row.authority_id,
    }


def _school(row: School, on: date) -> dict[str, Any]:
    standing = next((each for each in row.standings.all() if each.is_in_force(on)), None)
    names = ("id", "code", "name", "since", "until")
    facts = ("ownership", "strength", "locality")
    return {
        **{name: getattr(row, name) for name in names},
        **{name: getattr(standing, name, None) for name in facts},
        "authority": row.authority_id,
        "stages": [each.stage for each in row.sections.all() if each.is_in_force(on)],
    }


def _membership(row: Membership) -> dict[str, Any]:
    names = ("id", "role", "is_primary", "since", "until")
    held = {name: getattr(row, name) for name in names}
    return {**held, "consortium": row.consortium_id, "school": row.school_id}
