"""Bodies, posts and records as the engine sees them: a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from xuequ.directory.engine.policy import Formation
from xuequ.directory.engine.types import Consortium
from xuequ.directory.models import Authority, Body, Holding, Post, Teacher
from xuequ.directory.models.dated import in_force

from ..engine import types
from ..models import Aim, FoundingDocument, UnificationStatus, Workload

PRINCIPAL, EXECUTIVE = "principal", "executive_principal"


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts of an authority's consortia and bodies on a day, and who runs its schools."""

    of_consortium: dict[int, list[types.Post]]
    of_body: dict[int, list[types.Post]]
    principals: dict[int, frozenset[int]]
    executives: dict[int, int]


@dataclass(frozen=True, slots=True)
class Recorded:
    """By consortium: status of each item, codes of documents in force, kinds of aims."""

    statuses: dict[int, dict[str, str]]
    documents: dict[int, set[str]]
    aims: dict[int, set[str]]


def governed(
    authority: Authority, on: date, bases: Iterable[Consortium], formation: Formation
) -> tuple[types.County, tuple[types.Unit, ...]]:
    """The authority with its own bodies, and the consortia given with what governs them."""
    posts = _posts(authority, on)
    bodies: dict[int | None, list[types.Body]] = defaultdict(list)
    for row in Body.objects.on(on).filter(authority=authority).order_by("id"):
        body = types.Body(row.pk, row.kind, row.name, tuple(posts.of_body[row.pk]))
        bodies[row.consortium_id].append(body)
    known = _recorded(authority, on)
    units = tuple(
        types.Unit(
            base=base,
            on=on,
            family=form.family if (form := formation.form(base.form or "")) else None,
            posts=tuple(posts.of_consortium[base.id]),
            bodies=tuple(bodies[base.id]),
            principals=posts.principals,
            executives=posts.executives,
            statuses=known.statuses[base.id],
            documents=frozenset(known.documents[base.id]),
            aims=frozenset(known.aims[base.id]),
        )
        for base in bases
    )
    return types.County(authority.pk, authority.name, on, tuple(bodies[None])), units


def _recorded(authority: Authority, on: date) -> Recorded:
    mine = in_force(on) & Q(consortium__authority=authority)
    known = Recorded(defaultdict(dict), defaultdict(set), defaultdict(set))
    for unit, item, status in UnificationStatus.objects.filter(mine).values_list(
        "consortium_id", "item", "status"
    ):
        known.statuses[unit][item] = status
    for unit, code in FoundingDocument.objects.filter(mine).values_list("consortium_id", "code"):
        known.documents[unit].add(code)
    for unit, kind in Aim.objects.filter(mine).values_list("consortium_id", "kind"):
        known.aims[unit].add(kind)
    return known


@dataclass(frozen=True, slots=True)
class _Held:
    """Who holds which post, which schools they are staff of, and who runs each school."""

    holders: dict[int, list[tuple[int, bool]]]  # post -> person, ex officio
    schools: dict[int, set[int]]
    runs: dict[tuple[str, int], set[int]]  # role and school -> persons
    left: frozenset[int]  # posts somebody held before


def _held(authority: Authority, on: date) -> _Held:
    held = _Held(
        defaultdict(list),
        defaultdict(set),
        defaultdict(set),
        frozenset(
            Holding.objects.filter(post__authority=authority, until__lte=on)
            .exclude(post__school__isnull=False)
            .values_list("post_id", flat=True)
        ),
    )
    rows = Holding.objects.filter(in_force(on), in_force(on, "post__"), post__authority=authority)
    for post, person, ex_officio, role, school in rows.values_list(
        "post_id", "person_id", "ex_officio", "post__role", "post__school_id"
    ):
        held.holders[post].append((person, ex_officio))
        if school is not None:
            held.schools[person].add(school)
            held.runs[role, school].add(person)
    teaching = Teacher.objects.filter(in_force(on), school__authority=authority)
    for person, school in teaching.values_list("person_id", "school_id"):
        held.schools[person].add(school)
    return held


def _posts(authority: Authority, on: date) -> Posts:
    held = _held(authority, on)
    work = {
        row.post_id: row for row in Workload.objects.filter(in_force(on), post__authority=authority)
    }
    of_consortium: dict[int, list[types.Post]] = defaultdict(list)
    of_body: dict[int, list[types.Post]] = defaultdict(list)
    places = Q(consortium__isnull=False) | Q(body__isnull=False)
    mine = Post.objects.filter(in_force(on), places, authority=authority)
    for row in mine.order_by("id"):
        post = _post(row, held, work.get(row.pk), on)
        if row.body_id is not None:
            of_body[row.body_id].append(post)
        elif row.consortium_id is not None:
            of_consortium[row.consortium_id].append(post)
    runs = held.runs.items()
    return Posts(
        of_consortium,
        of_body,
        {school: frozenset(who) for (role, school), who in runs if role == PRINCIPAL},
        {school: len(who) for (role, school), who in runs if role == EXECUTIVE},
    )


def _post(row: Post, held: _Held, work: Workload | None, on: date) -> types.Post:
    return types.Post(
        id=row.pk,
        title=row.title,
        role=row.role,
        holders=tuple(
            types.Holder(person, frozenset(held.schools[person]), ex_officio)
            for person, ex_officio in held.holders[row.pk]
        ),
        duties=work.duties if work else "",
        hours=work.hours if work else None,
        approved=bool(work and work.approved_on and work.approved_on <= on),
        vacated=row.pk in held.left,
    )
