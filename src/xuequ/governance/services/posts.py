"""Set up the bodies and posts the policy asks for; say what a post does and what it counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from xuequ.directory.models import Authority, Body, Consortium, Post
from xuequ.directory.services.people import create_body, create_post
from xuequ.directory.services.succession import succeed
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Workload
from ..queries.access import is_the_bureau, may_change
from ..queries.proposals import proposals

Duties = tuple[str, Decimal | None]  # in words, and hours a week


@transaction.atomic
def set_up_bodies(
    place: Authority | Consortium, *, since: date, actor: Actor
) -> tuple[list[Body], list[Post]]:
    """Create what the policy asks for and the place lacks: bodies and posts, without persons.

    Raises:
        Refused("not-your-place"): the actor may not change this place.
        Refused("nothing-to-set-up"): everything asked for is there.
        Refused: see `create_body` and `create_post`.
    """
    if not may_change(actor, place):
        raise Refused("not-your-place", name=str(place))
    authority = place.authority if isinstance(place, Consortium) else place
    Authority.objects.select_for_update().get(pk=authority.pk)
    due = proposals(place, since)
    if not due:
        raise Refused("nothing-to-set-up", name=str(place))
    bodies, posts = [], []
    for each in due:
        where: Body | Consortium | None = each.body
        if each.asked is None:
            where = place if isinstance(place, Consortium) else None
        elif each.body is None:
            where = create_body(place, each.asked.code, each.asked.zh, since=since, actor=actor)
            bodies.append(where)
        for new in each.posts:
            posts += [
                create_post(authority, new.role, new.zh, since=since, actor=actor, place=where)
                for _ in range(new.count)
            ]
    return bodies, posts


@transaction.atomic
def set_workload(post: Post, values: Duties, *, since: date, actor: Actor) -> Workload:
    """Record from a day on what a post does and the hours a week it counts, for approval.

    Raises:
        Refused("not-your-place"): the actor may not change the post's place.
        Refused("not-yet-begun"): the post is created after that day.
        Refused("hours-out-of-bounds"): no week has so many hours.
        Refused("nothing-changed"): the same is on record already.
    """
    _check(post, since, actor)
    duties, hours = values
    if hours is not None and not 0 <= hours <= 40:
        raise Refused("hours-out-of-bounds")
    before = fingerprint(Workload.objects.filter(post=post).on(since).first())
    workload = succeed(
        Workload,
        {"post": post},
        since=since,
        values={"duties": duties, "hours": hours},
    )
    workload.approved_on, workload.decision = None, ""
    workload.save()
    note = {"hours": str(hours) if hours is not None else None, "since": since.isoformat()}
    write("set-workload", workload, actor=actor, before=before, note=note)
    return workload


@transaction.atomic
def approve_workload(workload: Workload, decision: str, *, on: date, actor: Actor) -> Workload:
    """The bureau approves the hours a post counts.

    Raises:
        Refused("only-the-bureau"): the actor does not stand in the authority itself.
        Refused("no-hours"): no hours are entered.
        Refused("already-approved"): they are approved.
        Refused("not-yet-begun"): they count from a later day.
    """
    workload = Workload.objects.select_for_update().get(pk=workload.pk)
    if not is_the_bureau(actor, workload.post.authority):
        raise Refused("only-the-bureau")
    if workload.hours is None:
        raise Refused("no-hours", name=str(workload.post))
    if workload.approved_on is not None:
        raise Refused("already-approved", since=workload.approved_on)
    if on < workload.since:
        raise Refused("not-yet-begun", name=str(workload.post), since=workload.since)
    before = fingerprint(workload)
    workload.approved_on, workload.decision = on, decision
    workload.save(update_fields=["approved_on", "decision"])
    write("approve-workload", workload, actor=actor, before=before, note={"decision": decision})
    return workload


def place_of(post: Post) -> Authority | Consortium:
    """The consortium a post belongs to, itself or through its body, else the authority."""
    if post.consortium is not None:
        return post.consortium
    if post.body is not None and post.body.consortium is not None:
        return post.body.consortium
    return post.authority


def _check(post: Post, since: date, actor: Actor) -> None:
    Post.objects.select_for_update().get(pk=post.pk)
    place = place_of(post)
    if not may_change(actor, place):
        raise Refused("not-your-place", name=str(place))
    if since < post.since:
        raise Refused("not-yet-begun", name=str(post), since=post.since)
