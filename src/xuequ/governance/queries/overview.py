"""What the pages of governance show."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from xuequ.directory.models import Body, Consortium, ConsortiumStanding, Holding, Membership, Post
from xuequ.directory.models.dated import in_force

from ..engine import policy as asked_for
from ..engine.types import Policy
from ..models import Aim, FoundingDocument, Workload
from .settings import policy_of

SCHOOL_POSTS = ("principal", "executive_principal")
ORDER = ("district_head", "deputy_head", "district_office", "body_member")


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post with those who hold it, and its duties and hours."""

    post: Post
    holders: tuple[Holding, ...]
    workload: Workload | None = None


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body that is there, with its posts, and what the document says of it."""

    body: Body
    asked: asked_for.Body | None
    posts: tuple[PostRow, ...]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A school in the chart, with principal and executive principal."""

    membership: Membership
    posts: tuple[PostRow, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything the organisation chart of a consortium shows."""

    consortium: Consortium
    policy: Policy
    posts: tuple[PostRow, ...]  # in the consortium itself
    bodies: tuple[BodyRow, ...]
    lead: MemberRow | None
    members: tuple[MemberRow, ...]
    documents: tuple[tuple[asked_for.FoundingRule, FoundingDocument | None], ...]
    aims: tuple[Aim, ...]
    goals: tuple[asked_for.Aim, ...]  # set by the document itself
    standing: ConsortiumStanding | None

    @property
    def heads(self) -> list[str]:
        """Who heads it, by name."""
        of_head = (each for each in self._every if each.post.role == ORDER[0])
        return [held.person.name for each in of_head for held in each.holders]

    @property
    def adopted(self) -> int:
        return sum(held is not None for _, held in self.documents)

    @property
    def filled(self) -> int:
        return sum(bool(each.holders) for each in self._every)

    @property
    def count(self) -> int:
        return len(self._every)

    @property
    def _every(self) -> tuple[PostRow, ...]:
        return self.posts + tuple(post for each in self.bodies for post in each.posts)


def charts(units: list[Consortium], on: date) -> list[Chart]:
    """The charts of consortia of one authority, in a fixed number of queries."""
    if not units:
        return []
    policy = policy_of(units[0].authority, on)
    posts = _posts(Q(consortium__in=units) | Q(body__consortium__in=units), on)
    members = _members(units, on)
    bodies = _of_units(Body.objects.on(on).order_by("id"), units)
    documents = _of_units(FoundingDocument.objects.on(on), units)
    aims = _of_units(Aim.objects.on(on), units)
    standings = _of_units(ConsortiumStanding.objects.on(on), units)
    found = []
    for unit in units:
        mine = members[unit.pk]
        held = {each.code: each for each in documents[unit.pk]}
        own = [each for each in posts if each.post.consortium_id == unit.pk]
        rules, goals = policy.governance.founding_rules, policy.governance.goals
        found.append(
            Chart(
                consortium=unit,
                policy=policy,
                posts=tuple(sorted(own, key=_rank)),
                bodies=_bodies(bodies[unit.pk], posts, policy),
                lead=next((m for m in mine if m.membership.role == "lead"), None),
                members=tuple(m for m in mine if m.membership.role != "lead"),
                documents=tuple((each, held.get(each.code)) for each in rules),
                aims=tuple(aims[unit.pk]),
                goals=tuple(g for g in goals if g.consortium in ("", unit.name, unit.label)),
                standing=next(iter(standings[unit.pk]), None),
            )
        )
    return found


def _of_units(rows: Any, units: list[Consortium]) -> dict[int, list[Any]]:
    """Rows by the consortium they belong to."""
    found: dict[int, list[Any]] = defaultdict(list)
    for each in rows.filter(consortium__in=units):
        found[each.consortium_id].append(each)
    return found


def _members(units: list[Consortium], on: date) -> dict[int, list[MemberRow]]:
    """The schools of each consortium, guests not counted, with who runs them."""
    rows = list(
        Membership.objects.on(on)
        .filter(consortium__in=units)
        .exclude(role=Membership.Role.GUEST)
        .select_related("school")
        .order_by("order", "id")
    )
    schools = {each.school_id for each in rows}
    posts = _posts(Q(school__in=schools, role__in=SCHOOL_POSTS), on)
    found: dict[int, list[MemberRow]] = defaultdict(list)
    for each in rows:
        mine = tuple(post for post in posts if post.post.school_id == each.school_id)
        found[each.consortium_id].append(MemberRow(each, mine))
    return found


def bodies_of(authority: int, policy: Policy, on: date) -> tuple[BodyRow, ...]:
    """The bodies an authority has set up itself, with their posts and holders."""
    rows = list(Body.objects.on(on).filter(authority=authority, consortium=None).order_by("id"))
    return _bodies(rows, _posts(Q(body__in=rows), on), policy)


def consortium_of(post: Post) -> Consortium | None:
    """The consortium a post belongs to, itself or through its body."""
    return post.consortium or (post.body.consortium if post.body else None)


def _bodies(rows: list[Body], posts: list[PostRow], policy: Policy) -> tuple[BodyRow, ...]:
    asked = {each.code: each for each in policy.governance.bodies}
    by_name = {each.zh: each for each in policy.governance.bodies}
    return tuple(
        BodyRow(
            row,
            asked.get(row.kind) or by_name.get(row.name),
            tuple(each for each in posts if each.post.body_id == row.pk),
        )
        for row in rows
    )


def _posts(of: Q, on: date) -> list[PostRow]:
    rows = list(Post.objects.filter(in_force(on), of).order_by("id"))
    holders: dict[int, list[Holding]] = defaultdict(list)
    held = Holding.objects.on(on).filter(post__in=rows).select_related("person")
    for each in held.order_by("since", "id"):
        holders[each.post_id].append(each)
    work = {each.post_id: each for each in Workload.objects.on(on).filter(post__in=rows)}
    return [PostRow(row, tuple(holders[row.pk]), work.get(row.pk)) for row in rows]


def _rank(row: PostRow) -> tuple[int, int]:
    role = row.post.role
    return (ORDER.index(role) if role in ORDER else len(ORDER), row.post.pk)
